package io.almanac.datasets.csv;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.DataReport;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.FindingKind;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes series of the rows of a table: finds the frequency, puts rows on the steps of an axis, and reports. */
final class SeriesAssembler {

    private static final int DAY = 86_400;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final RowTable table;
    private final TableOptions options;
    private final Timeline timeline;
    private final Schema schema;
    private final Findings findings = new Findings();
    private long inserted;

    SeriesAssembler(RowTable table, TableOptions options) {
        this.table = table;
        this.options = options;
        this.timeline = Timeline.of(table, options);
        Frequency frequency = timeline.frequency();
        this.schema = new Schema(
                frequency,
                options.seasons().isEmpty() ? List.of(frequency.season()) : options.seasons(),
                table.columns().channelNames(),
                table.covariates().stream().map(CovariateColumn::covariate).toList());
    }

    Dataset assemble() {
        var all = new ArrayList<TimeSeries>();
        for (int i = 0; i < table.series().size(); i++) {
            all.add(series(table.ids().get(i), table.series().get(i)));
            table.series().get(i).release();
        }
        timeline.report(findings);
        SeriesSet set = SeriesSet.of(schema, all);
        return new Dataset(set, report(all));
    }

    private TimeSeries series(String id, SeriesRows rows) {
        timeline.toTicks(rows);
        TimeAxis axis = axis(id, rows);
        if (table.columns().isVersioned() || !schema.covariates().isEmpty()) {
            TimeSeries series = new CovariateAssembler(table, options.covariates(), schema, timeline, findings)
                    .series(id, rows, axis, new Steps(axis, rows));
            for (int channel = 0; channel < schema.channels().size(); channel++) {
                double[] values = new double[series.length()];
                series.copyTo(channel, 0, values);
                check(id, channel, values);
            }
            return series;
        }
        double[][] values = new double[schema.channels().size()][axis.length()];
        if (axis.length() > rows.size()) {
            for (double[] channel : values) {
                Arrays.fill(channel, Double.NaN);
            }
        }
        rows.scatter(new Steps(axis, rows), values);
        for (int channel = 0; channel < values.length; channel++) {
            check(id, channel, values[channel]);
        }
        return TimeSeries.wrap(id, schema, axis, values);
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
                    table.file() + ", lines " + rows.line(row(rows, first, 0)) + " and "
                            + rows.line(row(rows, ticks[ticks.length - 1], 0)) + ": series " + id + ": "
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
            String example = "series " + id + ", line " + rows.line(firstUnsorted) + ": "
                    + timeline.text(ticks[firstUnsorted]) + " follows " + timeline.text(ticks[firstUnsorted - 1]);
            findings.add(FindingKind.ROWS_OUT_OF_ORDER, unsorted, () -> example, "sorted by time");
            Arrays.sort(ticks);
        }
        for (int i = 1; i < ticks.length; i++) {
            if (ticks[i] == ticks[i - 1]) {
                int earlier = row(rows, ticks[i], 0);
                int later = row(rows, ticks[i], earlier + 1);
                throw new DataException(
                        DataError.REPEATED_TIME,
                        table.file() + ", lines " + rows.line(earlier) + " and " + rows.line(later)
                                + ": two rows of series " + id + " have the time " + timeline.text(ticks[i])
                                + "; keep one of them");
            }
        }
        return ticks;
    }

    private String firstGap(String id, SeriesRows rows, TimeAxis axis, long[] ticks) {
        int i = 1;
        while (i < ticks.length - 1 && axis.tick(i) == ticks[i]) {
            i++;
        }
        return "series " + id + ", line " + rows.line(row(rows, ticks[i], 0)) + ": " + timeline.text(ticks[i])
                + " follows " + timeline.text(ticks[i - 1]);
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
                table.file() + ", line " + rows.line(row(rows, tick, 0)) + ", column \""
                        + table.columns().names().get(table.columns().time()) + "\": " + timeline.text(tick) + " "
                        + problem
                        + "; "
                        + (options.frequency().isPresent()
                                ? "the frequency " + schema.frequency() + " was given"
                                : schema.frequency() + " is " + timeline.support()
                                        + ", give the frequency if it is another"));
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

    private void check(String id, int channel, double[] values) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            least = value < least ? value : least; // false for NaN
            most = value > most ? value : most;
        }
        String name = "series " + id
                + (schema.channels().size() > 1
                        ? ", channel " + schema.channels().get(channel)
                        : "");
        if (least > most) {
            findings.add(FindingKind.NO_VALUE_AT_ALL, 1, () -> name, "kept; it can't be forecast");
        } else if (least == most && values.length > 1) {
            double value = least;
            findings.add(
                    FindingKind.CONSTANT,
                    1,
                    () -> name + " is always " + value,
                    "kept; scaled errors are not defined for it");
        }
    }

    private DataReport report(List<TimeSeries> all) {
        long values = 0;
        long missing = 0;
        int shortest = Integer.MAX_VALUE;
        int longest = 0;
        TimeAxis earliest = all.get(0).axis();
        TimeAxis latest = earliest;
        for (TimeSeries series : all) {
            TimeAxis axis = series.axis();
            shortest = Math.min(shortest, axis.length());
            longest = Math.max(longest, axis.length());
            earliest = axis.instant(0) < earliest.instant(0) ? axis : earliest;
            latest = axis.instant(axis.length() - 1) > latest.instant(latest.length() - 1) ? axis : latest;
            double[] channel = new double[axis.length()];
            for (int c = 0; c < schema.channels().size(); c++) {
                series.copyTo(c, 0, channel);
                values += channel.length;
                missing += Arrays.stream(channel).filter(Double::isNaN).count();
            }
        }
        int channels = schema.channels().size();
        return new DataReport(
                table.file(),
                table.columns().isLong()
                        ? "long, " + all.size() + " series"
                        : "wide, " + channels + (channels == 1 ? " channel" : " channels"),
                schema.frequency() + (options.frequency().isPresent() ? ", as given" : ", " + timeline.support()),
                table.rows(),
                all.size(),
                channels,
                earliest.text(0),
                latest.text(latest.length() - 1),
                shortest,
                longest,
                values,
                missing,
                inserted,
                covariates(all),
                vintages(),
                findings.list());
    }

    /** Each covariate in words. */
    private List<String> covariates(List<TimeSeries> all) {
        int ahead = all.stream().mapToInt(TimeSeries::ahead).max().orElse(0);
        var texts = new ArrayList<String>();
        for (Covariate covariate : schema.covariates()) {
            int categories = covariate.categories().size();
            texts.add(covariate.kind().name().toLowerCase(Locale.ROOT) + " " + covariate.name()
                    + (categories == 0 ? "" : ", " + categories + (categories == 1 ? " category" : " categories"))
                    + (covariate.kind() != Covariate.Kind.FUTURE
                            ? ""
                            : ", " + ahead + (ahead == 1 ? " step ahead" : " steps ahead")));
        }
        return texts;
    }

    private Optional<DataReport.Vintages> vintages() {
        IssueTimes issues = table.issues();
        return issues.count() == 0
                ? Optional.empty()
                : Optional.of(new DataReport.Vintages(
                        issues.count(),
                        timeline.issueText(issues.earliest()),
                        timeline.issueText(issues.latest()),
                        options.covariates().delay().toString(),
                        options.covariates().actual().name().toLowerCase(Locale.ROOT)));
    }
}
