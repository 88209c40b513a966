package io.almanac.datasets.rows;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.FrequencyInference;
import io.almanac.core.series.TimeAxis;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.FindingKind;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;

/**
 * How the times of a table become ticks of an axis. There are three ways: the integers or wall-clock times as they
 * stand; the instants, for hours and finer with offsets or in a zone; and the wall clock of a zone, for days and
 * coarser with offsets.
 */
final class Timeline {

    private final RowTable table;
    private final Optional<ZoneId> givenZone;
    private final FrequencyInference inference;
    private final Frequency frequency;

    private Timeline(RowTable table, TableOptions options) {
        this.table = table;
        this.givenZone = table.integers() ? Optional.empty() : options.zone();
        this.inference = table.integers() ? FrequencyInference.ofIntegers() : FrequencyInference.ofTimes();
        this.frequency = options.frequency().orElseGet(this::infer);
        if (table.issues().count() > 0 && table.withOffsets() && givenZone.isEmpty() && !isElapsed()) {
            throw new DataException(
                    DataError.ZONE_NEEDED,
                    table.origin().name() + ": the times are local dates of many zones at the frequency " + frequency
                            + ", so issue times can't be compared with them; give the zone");
        }
        if (table.integers() && options.covariates().delaySeconds() > 0) {
            throw new DataException(
                    DataError.DELAY_WITHOUT_ISSUE_TIMES,
                    table.origin().name() + ": a delay of "
                            + options.covariates().delay() + " needs times, and the times of this file are integers");
        }
    }

    static Timeline of(RowTable table, TableOptions options) {
        return new Timeline(table, options);
    }

    Frequency frequency() {
        return frequency;
    }

    /** What an inferred frequency rests on. */
    String support() {
        return inference.support();
    }

    private Frequency infer() {
        table.store().iterator().forEachRemaining(rows -> inference.add(distinctLocalTicks(rows)));
        return inference
                .frequency()
                .orElseThrow(() -> new DataException(
                        DataError.NO_FREQUENCY,
                        table.origin().name() + ": no frequency can be seen, as no two times of a"
                                + " series are near each other; give the frequency"));
    }

    /** Sorted wall-clock times or integers. An hour that a zone repeats is left out the second time. */
    private long[] distinctLocalTicks(SeriesRows rows) {
        long[] ticks = rows.ticks();
        if (table.withOffsets() && givenZone.isPresent()) {
            var zoneTimes = new ZoneTimes(givenZone.get());
            long[] local = ticks;
            rows.forEachTick((row, tick, offset) -> local[row] = zoneTimes.local(tick - offset));
        }
        boolean ascending = true;
        for (int i = 1; i < ticks.length && ascending; i++) {
            ascending = ticks[i] > ticks[i - 1];
        }
        if (ascending) {
            return ticks;
        }
        Arrays.sort(ticks);
        int distinct = 0;
        for (long tick : ticks) {
            if (distinct == 0 || ticks[distinct - 1] != tick) {
                ticks[distinct++] = tick;
            }
        }
        return Arrays.copyOf(ticks, distinct);
    }

    /** The zone of the axes. */
    Optional<ZoneId> zone() {
        return givenZone.isPresent() || !isUtc() ? givenZone : Optional.of(ZoneOffset.UTC);
    }

    /** Whether times are kept in UTC because they have offsets and no zone was given. */
    private boolean isUtc() {
        return table.withOffsets() && givenZone.isEmpty() && isElapsed();
    }

    /** Hours and finer follow the time that passes. */
    private boolean isElapsed() {
        return switch (frequency.unit()) {
            case SECOND, MINUTE, HOUR -> true;
            default -> false;
        };
    }

    /**
     * Replaces the times of the rows by ticks of an axis.
     *
     * @return how many of them the clock showed twice
     */
    int toTicks(SeriesRows rows) {
        if (table.withOffsets() && isElapsed()) {
            rows.mapTicks((row, tick, offset, issued) -> tick - offset);
        } else if (givenZone.isPresent() && (table.withOffsets() || isElapsed())) {
            var zoneTimes = new ZoneTimes(givenZone.get());
            rows.mapTicks((row, tick, offset, issued) ->
                    table.withOffsets() ? zoneTimes.local(tick - offset) : instant(zoneTimes, rows, row, tick, issued));
            return zoneTimes.repeated();
        }
        return 0;
    }

    private long instant(ZoneTimes zoneTimes, SeriesRows rows, int row, long local, long issued) {
        try {
            return zoneTimes.instant(local, issued);
        } catch (ZoneTimes.SkippedTimeException e) {
            throw new DataException(
                    DataError.SKIPPED_TIME,
                    table.origin().at(rows.line(row), table.timeColumn()) + ": clocks in "
                            + givenZone.orElseThrow() + " skipped " + wallClock(local)
                            + "; give the zone of the times, or none if they are not local",
                    e);
        }
    }

    /** Adds what was done to the times. */
    void report(Findings findings, long repeated) {
        if (table.withOffsets() && givenZone.isEmpty()) {
            findings.add(
                    FindingKind.TIMES_WITH_AN_OFFSET,
                    table.rows(),
                    () -> table.origin().where(table.first()),
                    isElapsed()
                            ? "kept in UTC; give a zone for local days"
                            : "kept as local dates, without the offset");
        }
        findings.add(
                FindingKind.REPEATED_HOURS,
                repeated,
                () -> "in " + givenZone.orElseThrow(),
                "the first row of a time taken for the earlier, the second for the later");
    }

    /** A tick as a person writes it. */
    String text(long tick) {
        if (table.integers()) {
            return Long.toString(tick);
        }
        return isElapsed() && zone().isPresent() ? text(Frequency.Unit.SECOND, zone(), tick) : wallClock(tick);
    }

    /** An issue time as a person writes it. */
    String issueText(long issued) {
        return table.integers() ? Long.toString(issued) : text(Frequency.Unit.SECOND, zone(), issued);
    }

    private static String wallClock(long tick) {
        return text(Frequency.Unit.DAY, Optional.empty(), tick);
    }

    private static String text(Frequency.Unit unit, Optional<ZoneId> zone, long tick) {
        return TimeAxis.covering(Frequency.of(unit), zone, new long[] {tick}, 1).text(0);
    }
}
