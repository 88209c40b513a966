package io.almanac.benchmarks;

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
import io.almanac.core.files.Folder;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.provenance.PeakMemory;
import io.almanac.core.series.DataReport;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.tables.ForecastTableWriter;
import io.almanac.datasets.tables.MetricsTable;
import io.almanac.reports.BacktestReport;
import io.almanac.reports.ReportInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Backtests many series in bounded memory, and does with the results all that {@code almanac backtest} does: the tables
 * of forecasts and metrics, the evidence, the report. The series are made as they are read, so that nothing but that takes
 * memory. A heap that is too small ends it.
 *
 * <pre>
 * mvn -q -Dquick -DskipTests -pl benchmarks -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -Xmx512m -cp "benchmarks/target/quick/classes:$(cat benchmarks/target/classpath)" \
 *     io.almanac.benchmarks.BacktestScale 2000000 200 1 naive,seasonal-naive,drift
 * </pre>
 *
 * The arguments are series, steps of each, folds, and forecasters, which must be local. A fifth, {@code table}, writes
 * the table of forecasts too: 7.5 GB of these.
 */
public final class BacktestScale {

    private static final int HORIZON = 12;

    private BacktestScale() {}

    /** Runs it and prints forecasts, seconds and memory. */
    public static void main(String[] args) throws IOException {
        int series = Integer.parseInt(args[0]);
        int steps = Integer.parseInt(args[1]);
        BacktestPlan plan = BacktestPlan.of(HORIZON, Integer.parseInt(args[2])).withStride(1);
        Map<String, Forecaster> labelled = new LinkedHashMap<>();
        for (String id : args[3].split(",", -1)) {
            labelled.put(id, Forecasters.create(id));
        }
        boolean tabled = args.length > 4 && args[4].equals("table");
        SeriesSource data = new Made(series, steps);
        Schema schema = data.schema();
        Backtest backtest = Backtest.defaults();
        ForecastEvaluator evaluator = ForecastEvaluator.of(Metrics.standard(schema, backtest.quantiles()));
        List<SeriesLosses> losses = Stream.of(ScaledMetrics.mase(schema.season()), ScaledMetrics.rmsse(schema.season()))
                .map(metric -> SeriesLosses.of(metric, plan))
                .toList();
        BacktestReport report = BacktestReport.of(plan);
        Path folder = Files.createTempDirectory("backtest-scale-");
        Path table = folder.resolve("forecasts.csv");
        long start = System.nanoTime();
        BacktestSummary summary;
        try (var writer = new ForecastTableWriter(table, schema)) {
            List<BacktestSink> sinks = new ArrayList<>(List.of(evaluator, report, losses.get(0), losses.get(1)));
            if (tabled) {
                sinks.add(writer);
            }
            summary = backtest.run(data, labelled, plan, BacktestSink.of(sinks.toArray(BacktestSink[]::new)));
            writer.finish();
        }
        double run = seconds(start);
        ForecastEvaluation evaluation = evaluator.evaluation();
        Optional<Evidence> evidence = Evidence.of(
                evaluation,
                evaluation.labels().get(0),
                HORIZON,
                plan.stride(),
                losses,
                summary.sharedCalendar(),
                ComparisonOptions.defaults());
        MetricsTable.write(folder.resolve("metrics.csv"), evaluation);
        var found = new DataReport(
                "made",
                "long",
                "M",
                (long) series * steps,
                series,
                1,
                "",
                "",
                steps,
                steps,
                (long) series * steps,
                0,
                0,
                List.of(),
                Optional.empty(),
                List.of());
        report.write(
                folder.resolve("report.html"),
                new ReportInput("Scale", found, summary, evaluation, evidence, String.join(" ", args)));
        if (summary.scored() != (long) labelled.size() * series * plan.folds()) {
            throw new IllegalStateException("scored " + summary.scored() + " forecasts");
        }
        System.out.println(evaluation.table(List.of("MAE")));
        evaluation.warnings().forEach(System.out::println);
        System.out.printf(
                Locale.ROOT,
                "%,d series x %,d steps, %,d folds, %s: %,d forecasts, %.0f s and %.0f s after the backtest,"
                        + " %,d MB written, heap limit %,d MB, process at most %,d MB%n",
                series,
                steps,
                plan.folds(),
                labelled.keySet(),
                summary.scored(),
                run,
                seconds(start) - run,
                size(folder) >> 20,
                Runtime.getRuntime().maxMemory() >> 20,
                PeakMemory.now().bytes() >> 20);
        Folder.delete(folder);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** Random walks, made anew from their numbers at each reading. */
    private record Made(int count, int length) implements SeriesSource {

        @Override
        public Schema schema() {
            return Schema.univariate(Frequency.parse("M"));
        }

        @Override
        public Stream<TimeSeries> stream() {
            return IntStream.range(0, count).mapToObj(this::one);
        }

        private TimeSeries one(int number) {
            var random = new Random(number);
            double[] values = new double[length];
            double level = 100;
            for (int t = 0; t < length; t++) {
                level += random.nextGaussian();
                values[t] = level;
            }
            TimeAxis axis = TimeAxis.of(Frequency.parse("M"), LocalDateTime.parse("1900-01-01T00:00"), length);
            return TimeSeries.wrap("series-" + number, schema(), axis, new double[][] {values});
        }
    }
}
