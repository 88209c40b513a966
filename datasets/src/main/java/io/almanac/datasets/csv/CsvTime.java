package io.almanac.datasets.csv;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A time as a table has it.
 *
 * @param tick       an integer, or seconds of the wall clock since 1970-01-01T00:00
 * @param offset     seconds east of Greenwich, 0 where the time has no offset
 * @param withOffset whether it has one
 */
public record CsvTime(long tick, int offset, boolean withOffset) {

    /** A number that orders the times of a table, and is the same for two only if they are. */
    public long order() {
        return tick - offset;
    }

    /** Seconds of the wall clock in a zone if there is one and the time has an offset, else {@link #tick}. */
    public long wallClock(Optional<ZoneId> zone) {
        return zone.isPresent() && withOffset
                ? order()
                        + zone.get()
                                .getRules()
                                .getOffset(Instant.ofEpochSecond(order()))
                                .getTotalSeconds()
                : tick;
    }
}
