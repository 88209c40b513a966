package io.almanac.datasets.csv;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.TimeAxis;
import io.almanac.datasets.rows.ZoneTimes;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Makes ticks of an axis of the times of a table, as {@link CsvReader} does: hours and finer follow the time that
 * passes where there is an offset or a zone, days and coarser the wall clock. Mutable, for one thread.
 */
public final class CsvTimes {

    private final Frequency frequency;
    private final Optional<ZoneId> zone;
    private final boolean elapsed;
    private Optional<ZoneTimes> clock;

    /** @param zone of the axes, if they have one */
    public CsvTimes(Frequency frequency, Optional<ZoneId> zone) {
        this.frequency = frequency;
        this.zone = zone;
        this.clock = zone.map(ZoneTimes::new);
        this.elapsed = switch (frequency.unit()) {
            case SECOND, MINUTE, HOUR -> true;
            default -> false;
        };
    }

    /**
     * The zone of axes whose table has times like this one: what was given, or UTC where hours and finer have offsets.
     */
    public static Optional<ZoneId> zone(CsvTime time, Frequency frequency, Optional<ZoneId> given) {
        return given.isPresent() || !time.withOffset() || !new CsvTimes(frequency, given).elapsed
                ? given
                : Optional.of(ZoneOffset.UTC);
    }

    /** Begins a new sequence of times: of an hour that a zone repeats, the earlier one comes first. */
    public void restart() {
        if (clock.isPresent() && clock.get().repeated() > 0) {
            clock = zone.map(ZoneTimes::new);
        }
    }

    /** The tick of a time. */
    long tick(CsvTime time) throws ZoneTimes.SkippedTimeException {
        if (time.withOffset()) {
            return elapsed ? time.order() : time.wallClock(zone);
        }
        return elapsed && clock.isPresent() ? clock.get().instant(time.tick(), 0) : time.tick();
    }

    /** A tick as a person writes it. */
    public String text(long tick) {
        if (frequency.isInteger()) {
            return Long.toString(tick);
        }
        return elapsed && zone.isPresent()
                ? text(Frequency.Unit.SECOND, zone, tick)
                : text(Frequency.Unit.DAY, Optional.empty(), tick);
    }

    private static String text(Frequency.Unit unit, Optional<ZoneId> zone, long tick) {
        return TimeAxis.covering(Frequency.of(unit), zone, new long[] {tick}, 1).text(0);
    }
}
