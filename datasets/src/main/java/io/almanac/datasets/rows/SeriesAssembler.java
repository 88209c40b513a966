package io.almanac.datasets.rows;

import io.almanac.core.series.DataReport;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.FindingKind;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Puts the rows of one series after the other on the steps of an axis, and collects what it finds on the way. */
final class SeriesAssembler {

    private static final int DAY = 86_400;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final RowTable table;
    private final TableOptions options;
    private final Timeline timeline;
    private final Schema schema;
    private final Findings findings = new Findings();
    private long inserted;
    private long repeated;

    SeriesAssembler(RowTable table, TableOptions options, Timeline timeline, Schema schema) {
        this.table = table;
        this.options = options;
        this.timeline = timeline;
        this.schema = schema;
    }

    /** Steps without a row so far. */
    long inserted() {
        return inserted;
    }

    /** What was found; to be asked for after the last series. */
    List<DataReport.Finding> findings() {
        timeline.report(findings, repeated);
        return findings.list();
    }

    /** The series of some rows, whose times become ticks. */
    TimeSeries series(String id, SeriesRows read) {
        repeated += timeline.toTicks(read);
        SeriesRows rows = withoutRepetition(id, read);
        TimeAxis axis = axis(id, rows);
        if (table.columns().isVersioned() || !schema.covariates().isEmpty()) {
            return new CovariateAssembler(table, options.covariates(), schema, timeline, findings)
                    .series(id, rows, axis, new Steps(axis, rows));
        }
        double[][] values = new double[schema.channels().size()][axis.length()];
        if (axis.length() > rows.size()) {
            for (double[] channel : values) {
                Arrays.fill(channel, Double.NaN);
            }
        }
        rows.scatter(new Steps(axis, rows), values);
        return TimeSeries.wrap(id, schema, axis, values);
    }

    private SeriesRows withoutRepetition(String id, SeriesRows rows) {
        if (options.duplicates() == Duplicates.ERROR) {
            return rows;
        }
        SeriesRows joined = new RepeatedRows(table, options.duplicates()).joined(rows);
        findings.add(
                FindingKind.REPEATED_TIMES,
                rows.size() - joined.size(),
                () -> {
                    int row = RepeatedRows.firstRepeated(rows);
                    return "series " + id + ", " + table.origin().where(rows.line(row)) + ": "
                            + timeline.text(rows.ticks()[row]) + " is there already";
                },
                "joined with the rows before: " + options.duplicates().text());
        return joined;
    }

    private TimeAxis axis(String id, SeriesRows rows) {
        long[] ticks = sorted(id, rows);
        long first = ticks[0];
        if (schema.frequency().unit() == Frequency.Unit.BUSINESS_DAY && isWeekend(first)) {
            throw offGrid(rows, first, "is on a weekend");
        }
        long limit = Math.min(LARGEST_ARRAY, ticks.length + options.maxInserted() - inserted);
        TimeAxis axis;
        try {
            axis = TimeAxis.covering(schema.frequency(), timeline.zone(), ticks, (int) limit);
        } catch (IllegalArgumentException e) {
            throw new DataException(
                    DataError.TOO_MANY_GAPS,
                    table.origin().at(rows.line(row(rows, first, 0)), rows.line(row(rows, ticks[ticks.length - 1], 0)))
                            + ": series " + MessageText.of(id) + ": "
                            + e.getMessage() + " for " + ticks.length
                            + " rows; correct the times, give another frequency or raise the limit on inserted steps",
                    e);
        }
        int gaps = axis.length() - ticks.length;
        inserted += Math.max(0, gaps);
        findings.add(
                FindingKind.GAPS,
                Math.max(0, gaps),
                () -> firstGap(id, rows, axis, ticks),
                "inserted as missing values");
        return axis;
    }

    /** The ticks of the rows, ascending and distinct. */
    private long[] sorted(String id, SeriesRows rows) {
        long[] ticks = rows.ticks();
        if (table.columns().isVersioned()) { // each vintage begins anew, so the order says nothing
            return Arrays.stream(ticks).sorted().distinct().toArray();
        }
        int unsorted = 0;
        int firstUnsorted = 0;
        for (int row = ticks.length - 1; row > 0; row--) {
            if (ticks[row] < ticks[row - 1]) {
                unsorted++;
                firstUnsorted = row;
            }
        }
        if (unsorted > 0) {
            String example = "series " + MessageText.of(id) + ", "
                    + table.origin().where(rows.line(firstUnsorted)) + ": " + timeline.text(ticks[firstUnsorted])
                    + " follows " + timeline.text(ticks[firstUnsorted - 1]);
            findings.add(FindingKind.ROWS_OUT_OF_ORDER, unsorted, () -> example, "sorted by time");
            Arrays.sort(ticks);
        }
        for (int i = 1; i < ticks.length; i++) {
            if (ticks[i] == ticks[i - 1]) {
                int earlier = row(rows, ticks[i], 0);
                int later = row(rows, ticks[i], earlier + 1);
                throw new DataException(
                        DataError.REPEATED_TIME,
                        table.origin().at(rows.line(earlier), rows.line(later))
                                + ": two rows of series " + MessageText.of(id) + " have the time "
                                + timeline.text(ticks[i])
                                + "; keep one of them, or say by --duplicates how they are joined; where clocks were"
                                + " put back, give the --zone of the times");
            }
        }
        return ticks;
    }

    private String firstGap(String id, SeriesRows rows, TimeAxis axis, long[] ticks) {
        int i = 1;
        while (i < ticks.length - 1 && axis.tick(i) == ticks[i]) {
            i++;
        }
        return "series " + MessageText.of(id) + ", " + table.origin().where(rows.line(row(rows, ticks[i], 0))) + ": "
                + timeline.text(ticks[i]) + " follows " + timeline.text(ticks[i - 1]);
    }

    /** The first row from {@code from} on that has a tick. */
    private static int row(SeriesRows rows, long tick, int from) {
        long[] ticks = rows.ticks();
        for (int row = from; row < ticks.length; row++) {
            if (ticks[row] == tick) {
                return row;
            }
        }
        throw new IllegalArgumentException("no row has the tick " + tick);
    }

    private static boolean isWeekend(long tick) {
        return LocalDate.ofEpochDay(Math.floorDiv(tick, DAY)).getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
    }

    private DataException offGrid(SeriesRows rows, long tick, String problem) {
        return new DataException(
                DataError.OFF_GRID,
                table.origin().at(rows.line(row(rows, tick, 0)), table.timeColumn()) + ": " + timeline.text(tick) + " "
                        + problem
                        + "; "
                        + (options.frequency().isPresent()
                                ? "the frequency " + schema.frequency() + " was given"
                                : schema.frequency() + " is " + timeline.support()
                                        + ", give the frequency if it is another")
                        + clockChange(rows, tick));
    }

    /** What the distance of an hour from the step betrays: days of a zone that are written in UTC. */
    private String clockChange(SeriesRows rows, long tick) {
        long hours = Math.floorMod(tick - rows.ticks()[0], (long) DAY);
        boolean days = schema.frequency().unit() == Frequency.Unit.DAY;
        return days && (hours == 3600 || hours == DAY - 3600)
                ? "; days that move by an hour when clocks change are those of a zone written in UTC: write their times"
                        + " with a Z and give the --zone"
                : "";
    }

    /** The step of a row; rows mostly come one step after the other. */
    private final class Steps implements SeriesRows.StepOf {

        private final TimeAxis axis;
        private final SeriesRows rows;
        private int next;

        Steps(TimeAxis axis, SeriesRows rows) {
            this.axis = axis;
            this.rows = rows;
        }

        @Override
        public int step(int row, long tick) {
            if (axis.tick(next) != tick) {
                Optional<Long> step = axis.stepOf(tick);
                if (step.isEmpty()) {
                    throw offGrid(
                            rows,
                            tick,
                            "is not a whole number of steps of " + axis.frequency() + " after " + axis.text(0));
                }
                next = Math.toIntExact(step.get());
            }
            return next++;
        }
    }
}
