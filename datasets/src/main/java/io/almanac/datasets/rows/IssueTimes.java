package io.almanac.datasets.rows;

import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the issue times of rows into numbers that compare with the steps of an axis: integers beside integers; seconds
 * since 1970-01-01T00:00Z where the data have a zone or offsets, else seconds of the wall clock. A time that a zone's
 * clock shows twice is the later one, so that nothing counts as known too early.
 */
final class IssueTimes {

    /** The issue time of a row that has none: it was known from the start. */
    static final long ALWAYS = Long.MIN_VALUE;

    private final Optional<ZoneId> zone;
    private final @Nullable ZoneTimes zoneTimes;
    private final NumberParser words = new NumberParser('.'); // knows how a missing value is written
    private @Nullable TimeParser parser;
    private char[] text = new char[32];
    private int length;
    private long value = ALWAYS;
    private String problem = "";
    private long count;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    /** For data in a zone, if one was given. */
    IssueTimes(Optional<ZoneId> zone) {
        this.zone = zone;
        this.zoneTimes = zone.map(ZoneTimes::new).orElse(null);
    }

    /** Forgets what was kept: the row says nothing. */
    void forget() {
        length = 0;
    }

    /** Keeps {@code buffer[from, to)} until the time of the row is known, which says how it is to be read. */
    void keep(char[] buffer, int from, int to) {
        length = to - from;
        if (length > text.length) {
            text = new char[length];
        }
        System.arraycopy(buffer, from, text, 0, length);
    }

    /**
     * Reads what was kept.
     *
     * @param kind        what the times of the file are
     * @param withOffsets whether they have offsets
     * @return false if that is no time that can be compared with them
     */
    boolean read(TimeParser.Kind kind, boolean withOffsets) {
        value = ALWAYS;
        if (isMissing()) {
            return true;
        }
        if (parser == null) {
            parser = TimeParser.roundingUp(kind);
        }
        if (!parser.parse(text, 0, length)) {
            problem = parser.problem();
            return false;
        }
        if (kind == TimeParser.Kind.INTEGERS) {
            return take(parser.tick());
        }
        if (zone.isEmpty() && parser.hasOffset() != withOffsets) {
            problem = (withOffsets
                            ? "has no offset, the times of the rows have one"
                            : "has an offset, the times of" + " the rows have none")
                    + "; give the zone of the times";
            return false;
        }
        if (parser.hasOffset() || zoneTimes == null) {
            return take(parser.tick() - parser.offset());
        }
        try {
            return take(zoneTimes.latestInstant(parser.tick()));
        } catch (ZoneTimes.SkippedTimeException e) {
            problem = "is a time that clocks in " + zone.orElseThrow() + " skipped";
            return false;
        }
    }

    private boolean isMissing() {
        return words.parse(text, 0, length) == NumberParser.Result.MISSING;
    }

    private boolean take(long time) {
        value = time;
        count++;
        earliest = Math.min(earliest, time);
        latest = Math.max(latest, time);
        return true;
    }

    /** The time read last, {@link #ALWAYS} if it was missing. */
    long value() {
        return value;
    }

    /** The text kept last. */
    String text() {
        return String.valueOf(text, 0, length);
    }

    /** What is wrong with the text read last, if {@link #read} returned false; goes on the text itself. */
    String problem() {
        return problem;
    }

    /** How many rows had an issue time. */
    long count() {
        return count;
    }

    /** The earliest of them. */
    long earliest() {
        return earliest;
    }

    /** The latest of them. */
    long latest() {
        return latest;
    }
}
