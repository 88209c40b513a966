package io.almanac.benchmarks;

import io.almanac.core.backtest.Trial;
import io.almanac.core.evaluation.ForecastEvaluation;
import io.almanac.core.evaluation.ForecastEvaluator;
import io.almanac.core.evaluation.Metrics;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Levels;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Scores ten million points of two labels by the standard metrics with the default levels, in bounded memory: the fork's
 * heap is 96 MB, and an out-of-memory error would say that an evaluator keeps points.
 *
 * <p>Measured: 26 s of CPU time, 0.4 million points a second, on one core of a Xeon with JDK 17.
 *
 * <pre>
 * mvn -q -Dquick -DskipTests -pl benchmarks -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp "benchmarks/target/quick/classes:$(cat benchmarks/target/classpath)" org.openjdk.jmh.Main EvaluatorBenchmark
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgs = "-Xmx96m")
@Warmup(iterations = 1)
@Measurement(iterations = 2)
public class EvaluatorBenchmark {

    private static final int POINTS = 10_000_000;
    private static final int HORIZON = 100;
    private static final int HISTORY = 200;

    /** How many series the points belong to; the more, the fewer folds. */
    @Param({"100", "1000"})
    private int series;

    private final List<TimeSeries> data = new ArrayList<>();
    private final List<Map<String, Forecast>> forecasts = new ArrayList<>();
    private Schema schema = Schema.univariate(Frequency.parse("M"));
    private double expected;

    /** Draws series and forecasts; all folds of a series have the same, so that drawing takes no time or memory. */
    @Setup(Level.Trial)
    public void draw() {
        var random = new Random(1);
        TimeAxis axis = TimeAxis.of(Frequency.parse("M"), LocalDateTime.parse("2000-01-01T00:00"), HISTORY + HORIZON);
        List<Double> quantiles = Levels.quantiles(Levels.DEFAULT);
        double error = 0;
        for (int i = 0; i < series; i++) {
            double[] values = random.doubles(HISTORY + HORIZON, 0, 100).toArray();
            TimeSeries one = TimeSeries.wrap("series-" + i, schema, axis, new double[][] {values});
            Map<String, Forecast> labels = new LinkedHashMap<>();
            for (String label : List.of("a", "b")) {
                double[][][] rows = new double[quantiles.size()][1][];
                Arrays.setAll(rows, q -> new double[][] {
                    random.doubles(HORIZON, 20 * q, 20 * q + 20).toArray()
                });
                double[][] points = {rows[quantiles.indexOf(0.5)][0].clone()};
                TimeAxis steps = axis.slice(HISTORY, HORIZON);
                labels.put(label, Forecast.wrap(one.id(), steps, PointKind.MEDIAN, points, quantiles, rows));
            }
            for (int step = 0; step < HORIZON; step++) {
                error += Math.abs(Objects.requireNonNull(labels.get("a")).point(0, step) - values[HISTORY + step]);
            }
            data.add(one);
            forecasts.add(labels);
        }
        expected = error / series / HORIZON;
    }

    /** Evaluates and checks the number of points and one metric. */
    @Benchmark
    public ForecastEvaluation evaluate() {
        var evaluator = ForecastEvaluator.of(Metrics.standard(schema, Levels.quantiles(Levels.DEFAULT)));
        for (int fold = 0; fold < POINTS / HORIZON / series; fold++) {
            for (int i = 0; i < series; i++) {
                TimeSeries one = data.get(i);
                evaluator.scored(Trial.of(fold, one, one.asOf(HISTORY, 0), 0, forecasts.get(i), Map.of()));
            }
        }
        ForecastEvaluation evaluation = evaluator.evaluation();
        double found = evaluation.overall("a", "MAE");
        if (Math.abs(found - expected) > 1e-9) {
            throw new IllegalStateException("MAE was " + found + ", expected " + expected);
        }
        return evaluation;
    }
}
