package io.almanac.datasets.rows;

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
 * earlier one and the second for the later, within the rows that were issued together. Mutable.
 */
public final class ZoneTimes {

    /** A local time that a clock never showed. */
    public static final class SkippedTimeException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** A time that the wall clock shows twice, and when its row was issued. */
    private record Repeated(long local, long issued) {}

    private final ZoneRules rules;
    private final Set<Repeated> repeated = new HashSet<>();

    // The local times for which the offsets found last hold: [safeFrom, safeTo).
    private long safeFrom;
    private long safeTo;
    private List<ZoneOffset> safeOffsets = List.of();

    public ZoneTimes(ZoneId zone) {
        rules = zone.getRules();
    }

    /** The wall clock at an instant; both in seconds since 1970-01-01T00:00. */
    public long local(long instant) {
        return instant + rules.getOffset(Instant.ofEpochSecond(instant)).getTotalSeconds();
    }

    /** The instant of a time on the wall clock, of a row that was issued at some time. */
    public long instant(long local, long issued) throws SkippedTimeException {
        List<ZoneOffset> offsets = offsets(local);
        int which = offsets.size() == 1 || repeated.add(new Repeated(local, issued)) ? 0 : 1;
        return local - offsets.get(which).getTotalSeconds();
    }

    /** The instant of a time on the wall clock, the later one of a time that it shows twice. */
    long latestInstant(long local) throws SkippedTimeException {
        List<ZoneOffset> offsets = offsets(local);
        return local - offsets.get(offsets.size() - 1).getTotalSeconds();
    }

    /** The offsets that a time can have, the one of its earlier instant first. */
    private List<ZoneOffset> offsets(long local) throws SkippedTimeException {
        if (local < safeFrom || local >= safeTo) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
            List<ZoneOffset> offsets = rules.getValidOffsets(time);
            if (offsets.isEmpty()) {
                throw new SkippedTimeException();
            }
            if (offsets.size() == 2) {
                return offsets;
            }
            remember(local, offsets.get(0));
        }
        return safeOffsets;
    }

    /** How many times were seen that the wall clock showed twice. */
    public int repeated() {
        return repeated.size();
    }

    private void remember(long local, ZoneOffset offset) {
        safeOffsets = List.of(offset);
        Instant instant = Instant.ofEpochSecond(local - offset.getTotalSeconds());
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
