package io.almanac.datasets.csv;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Wall-clock times of one series in a zone. Of an hour that autumn repeats, the first row of a time is taken for the
 * earlier one and the second for the later. Mutable.
 */
final class ZoneTimes {

    /** A local time that a clock never showed. */
    static final class SkippedTimeException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final ZoneRules rules;
    private final Set<Long> repeated = new HashSet<>();

    // The local times for which the offset found last holds: [safeFrom, safeTo).
    private long safeFrom;
    private long safeTo;
    private int safeOffset;

    ZoneTimes(ZoneId zone) {
        rules = zone.getRules();
    }

    /** The wall clock at an instant; both in seconds since 1970-01-01T00:00. */
    long local(long instant) {
        return instant + rules.getOffset(Instant.ofEpochSecond(instant)).getTotalSeconds();
    }

    /** The instant of a time on the wall clock. */
    long instant(long local) throws SkippedTimeException {
        if (local < safeFrom || local >= safeTo) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
            List<ZoneOffset> offsets = rules.getValidOffsets(time);
            if (offsets.isEmpty()) {
                throw new SkippedTimeException();
            }
            if (offsets.size() == 2) {
                return local - offsets.get(repeated.add(local) ? 0 : 1).getTotalSeconds();
            }
            remember(local, offsets.get(0));
        }
        return local - safeOffset;
    }

    /** How many times were seen that the wall clock showed twice. */
    int repeated() {
        return repeated.size();
    }

    private void remember(long local, ZoneOffset offset) {
        safeOffset = offset.getTotalSeconds();
        Instant instant = Instant.ofEpochSecond(local - safeOffset);
        ZoneOffsetTransition before = rules.previousTransition(instant.plusSeconds(1));
        ZoneOffsetTransition after = rules.nextTransition(instant);
        safeFrom = before == null ? local : latest(before);
        safeTo = after == null ? local + 1 : earliest(after);
    }

    private static long latest(ZoneOffsetTransition transition) {
        return Math.max(seconds(transition.getDateTimeBefore()), seconds(transition.getDateTimeAfter()));
    }

    private static long earliest(ZoneOffsetTransition transition) {
        return Math.min(seconds(transition.getDateTimeBefore()), seconds(transition.getDateTimeAfter()));
    }

    private static long seconds(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC);
    }
}
