package io.almanac.reports;

import io.almanac.core.backtest.Backtest;
import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.BacktestSummary;
import io.almanac.core.comparison.ComparisonOptions;
import io.almanac.core.comparison.Evidence;
import io.almanac.core.comparison.SeriesLosses;
import io.almanac.core.evaluation.ForecastEvaluation;
import io.almanac.core.evaluation.ForecastEvaluator;
import io.almanac.core.evaluation.Metrics;
import io.almanac.core.evaluation.ScaledMetrics;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.series.DataReport;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Backtests on made series, as small or as large as a test wants them. */
final class SampleRun {

    static final Forecaster MODEL = new Guess("transformer", new Guess.Config(4, 0.6, 20));
    static final Forecaster NAIVE = new Guess("seasonal-naive", new Guess.Config(1, 0.5, 0));

    private final SeriesSet data;
    private final BacktestPlan plan;
    private final Map<String, Forecaster> forecasters = new LinkedHashMap<>();

    private SampleRun(SeriesSet data, BacktestPlan plan) {
        this.data = data;
        this.plan = plan;
    }

    /** 144 months with a trend and a season, one channel, 5 folds of 12. */
    static SampleRun monthly(String... ids) {
        Schema schema = Schema.univariate(Frequency.parse("M"));
        var axis = TimeAxis.of(schema.frequency(), LocalDateTime.of(1949, 1, 1, 0, 0), 144);
        List<TimeSeries> series = Arrays.stream(ids)
                .map(id -> TimeSeries.wrap(id, schema, axis, new double[][] {wave(id.hashCode(), 144, 12, 120, 2.4)}))
                .toList();
        return new SampleRun(SeriesSet.of(schema, series), BacktestPlan.of(12, 5));
    }

    /** Seven hourly channels with a daily pattern and a hole, 20 folds of 96. */
    static SampleRun hourly() {
        List<String> channels = List.of("HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT");
        var schema = new Schema(Frequency.parse("h"), List.of(24, 168), channels, List.of());
        int length = 6000;
        double[][] values = new double[7][];
        for (int c = 0; c < 7; c++) {
            values[c] = wave(c, length, 24, 6 + c, 0);
        }
        Arrays.fill(values[0], length - 300, length - 280, Double.NaN);
        var axis = TimeAxis.of(schema.frequency(), LocalDateTime.of(2016, 7, 1, 0, 0), length);
        return new SampleRun(SeriesSet.of(TimeSeries.wrap("ETTh1", schema, axis, values)), BacktestPlan.of(96, 20));
    }

    /** One short monthly series with the names that a test wants, 2 folds of 3. */
    static SampleRun named(String id, String channel) {
        var schema = new Schema(Frequency.parse("M"), List.of(12), List.of(channel, "other"), List.of());
        var axis = TimeAxis.of(schema.frequency(), LocalDateTime.of(2020, 1, 31, 0, 0), 40);
        double[][] values = {wave(1, 40, 12, 10, 0), wave(2, 40, 12, 10, 0)};
        return new SampleRun(SeriesSet.of(TimeSeries.wrap(id, schema, axis, values)), BacktestPlan.of(3, 2));
    }

    /** A series whose first folds lie before its first step. */
    static SampleRun tooShort() {
        SampleRun run = monthly("a");
        return new SampleRun(run.data, BacktestPlan.of(12, 13));
    }

    private static double[] wave(int seed, int length, int season, double level, double trend) {
        var random = new Random(seed);
        double[] values = new double[length];
        double walk = 0;
        for (int t = 0; t < length; t++) {
            walk = 0.97 * walk + 0.04 * random.nextGaussian();
            double pattern = Math.sin(2 * Math.PI * t / season) + 0.4 * Math.cos(4 * Math.PI * t / season);
            values[t] = (level + trend * t) * (1 + 0.2 * pattern + walk + 0.05 * random.nextGaussian());
        }
        return values;
    }

    /** The same data, fitted anew at each so many folds; before forecasters are added. */
    SampleRun refitEvery(int folds) {
        return new SampleRun(data, plan.withRefitEvery(folds));
    }

    SampleRun with(String label, Forecaster forecaster) {
        forecasters.put(label, forecaster);
        return this;
    }

    /** Runs the backtest and gives what a report says; the reports have collected what they draw. */
    ReportInput run(String title, BacktestReport... reports) {
        var evaluator = ForecastEvaluator.of(
                Metrics.standard(data.schema(), Backtest.defaults().quantiles()));
        SeriesLosses losses = SeriesLosses.of(ScaledMetrics.mase(data.schema().season()), plan);
        BacktestSummary summary = Backtest.defaults()
                .run(data, forecasters, plan, BacktestSink.of(evaluator, losses, BacktestSink.of(reports)));
        ForecastEvaluation evaluation = evaluator.evaluation();
        Optional<Evidence> evidence = Evidence.of(
                evaluation,
                "seasonal-naive",
                plan.gap() + plan.horizon(),
                plan.stride(),
                List.of(losses),
                summary.sharedCalendar(),
                ComparisonOptions.defaults().withReplications(500));
        return new ReportInput(title, dataReport(), summary, evaluation, evidence, "./almanac backtest " + title);
    }

    /** Runs the backtest and gives the page, by way of a file. */
    String page(String title, Path folder) throws IOException {
        BacktestReport report = BacktestReport.of(plan);
        Path file = folder.resolve("report.html");
        report.write(file, run(title, report));
        return Files.readString(file);
    }

    BacktestPlan plan() {
        return plan;
    }

    private DataReport dataReport() {
        TimeSeries first = data.get(0);
        return new DataReport(
                "data.csv",
                "wide, " + data.schema().channels().size() + " channels",
                data.schema().frequency() + ", the distance of all neighbours",
                first.length(),
                data.size(),
                data.schema().channels().size(),
                first.axis().text(0),
                first.axis().text(first.length() - 1),
                first.length(),
                first.length(),
                (long) first.length() * data.schema().channels().size(),
                20,
                0,
                List.of(),
                Optional.empty(),
                List.of(new DataReport.Finding(
                        "empty-cells",
                        DataReport.Severity.WARNING,
                        "empty cells",
                        20,
                        "line 570: " + data.schema().channels().get(0) + " is empty",
                        "left missing; no metric scores them")));
    }
}
