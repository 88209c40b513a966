package io.almanac.benchmarks;

import io.almanac.core.backtest.Backtest;
import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.BacktestSummary;
import io.almanac.core.evaluation.ForecastEvaluator;
import io.almanac.core.evaluation.Metrics;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.tables.ForecastTableWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Backtests thousands of series over hundreds of folds in bounded memory: the series are made as they are read, so that
 * nothing but the backtest, its evaluator and its table of forecasts takes memory. A heap that is too small ends it.
 *
 * <pre>
 * mvn -q -Dquick -DskipTests -pl benchmarks -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -Xmx192m -cp "benchmarks/target/quick/classes:$(cat benchmarks/target/classpath)" \
 *     io.almanac.benchmarks.BacktestScale SERIES FOLDS
 * </pre>
 */
public final class BacktestScale {

    private static final int HORIZON = 12;
    private static final int HISTORY = 100;

    private BacktestScale() {}

    /** Runs it and prints forecasts, seconds and memory. */
    public static void main(String[] args) throws IOException {
        int series = Integer.parseInt(args[0]);
        int folds = Integer.parseInt(args[1]);
        Map<String, Forecaster> labelled = new LinkedHashMap<>();
        for (String id : List.of("drift", "seasonal-naive")) {
            labelled.put(id, Forecasters.create(id));
        }
        SeriesSource data = new Made(series, HISTORY + HORIZON + folds - 1);
        Backtest backtest = Backtest.defaults();
        ForecastEvaluator evaluator = ForecastEvaluator.of(Metrics.standard(data.schema(), backtest.quantiles()));
        Path folder = Files.createTempDirectory("backtest-scale-");
        Path table = folder.resolve("forecasts.csv");
        long start = System.nanoTime();
        BacktestSummary summary;
        try (var writer = new ForecastTableWriter(table, data.schema())) {
            BacktestPlan plan = BacktestPlan.of(HORIZON, folds).withStride(1);
            summary = backtest.run(data, labelled, plan, BacktestSink.of(evaluator, writer));
            writer.finish();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (summary.scored() != 2L * series * folds) {
            throw new IllegalStateException("scored " + summary.scored() + " forecasts");
        }
        System.out.printf(
                Locale.ROOT,
                "%,d series x %,d folds x 2 labels: %,d forecasts, %.0f s, table of %,d MB,"
                        + " heap limit %,d MB, process at most %,d MB%n%s%n",
                series,
                folds,
                summary.scored(),
                seconds,
                Files.size(table) >> 20,
                Runtime.getRuntime().maxMemory() >> 20,
                summary.memory().bytes() >> 20,
                evaluator.evaluation().table(List.of("MAE")));
        Files.delete(table);
        Files.delete(folder);
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
