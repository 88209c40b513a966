package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.backtest.Scored;
import io.almanac.core.backtest.Trial;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.TimeAxis;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastEvaluatorTest {

    private static final int SEASON = 2;
    private static final int CHANNELS = 2;
    private static final int FOLDS = 3;
    private static final int HORIZON = 4;

    /** One scored point with the scales of its history. */
    private record Point(
            String series, int channel, int fold, int step, double y, double f, List<Double> q, double a, double b) {}

    /** Plain formulas over points, by the names of the metrics. */
    private static final Map<String, ToDoubleFunction<List<Point>>> FORMULAS = Map.ofEntries(
            Map.entry("MAE", p -> mean(p, x -> Math.abs(x.f - x.y))),
            Map.entry("MSE", p -> mean(p, x -> (x.f - x.y) * (x.f - x.y))),
            Map.entry("RMSE", p -> Math.sqrt(mean(p, x -> (x.f - x.y) * (x.f - x.y)))),
            Map.entry("bias", p -> mean(p, x -> x.f - x.y)),
            Map.entry("MAPE (%)", p -> mean(p, x -> x.y == 0 ? Double.NaN : 100 * Math.abs(x.f - x.y) / Math.abs(x.y))),
            Map.entry(
                    "sMAPE (0..200)",
                    p -> mean(p, x -> x.f == x.y ? 0 : 200 * Math.abs(x.f - x.y) / (Math.abs(x.f) + Math.abs(x.y)))),
            Map.entry("WAPE (%)", p -> 100 * mean(p, x -> Math.abs(x.f - x.y)) / mean(p, x -> Math.abs(x.y))),
            Map.entry("MASE (season 2)", p -> mean(p, x -> x.a > 0 ? Math.abs(x.f - x.y) / x.a : Double.NaN)),
            Map.entry(
                    "RMSSE (season 2)",
                    p -> Math.sqrt(mean(p, x -> x.b > 0 ? (x.f - x.y) * (x.f - x.y) / x.b : Double.NaN))),
            Map.entry(
                    "coverage 80 (%)",
                    p -> mean(
                            p, x -> Double.isNaN(x.y) ? Double.NaN : x.q.get(0) <= x.y && x.y <= x.q.get(2) ? 100 : 0)),
            Map.entry("pinball 0.1 (x1)", p -> pinball(p, 0, 0.1)),
            Map.entry("pinball 0.5 (x1)", p -> pinball(p, 1, 0.5)),
            Map.entry("pinball 0.9 (x1)", p -> pinball(p, 2, 0.9)));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void everyMetricOfEveryTargetMatchesPlainLoops(long seed) {
        List<Point> points = new ArrayList<>();
        List<Trial> scored = random("a", seed, points);
        var evaluator = ForecastEvaluator.of(MetricsTest.allOf(SEASON));
        scored.forEach(evaluator::scored);
        ForecastEvaluation evaluation = evaluator.evaluation();
        assertEquals(
                FORMULAS.size() * (1 + 4 + CHANNELS + HORIZON + FOLDS),
                evaluation.asMap().size());
        evaluation.asMap().forEach((id, value) -> {
            List<Point> wanted = points.stream().filter(part(id.target())).toList();
            assertEquals(wanted.size(), value.points() + value.left(), id.toString());
            boolean bySeries = (id.metric().startsWith("MASE") || id.metric().startsWith("RMSSE"))
                    && !(id.target() instanceof MetricTarget.Step || id.target() instanceof MetricTarget.Fold);
            double expected =
                    bySeries ? meanOfSeries(wanted, formula(id)) : formula(id).applyAsDouble(wanted);
            assertEquals(expected, value.value(), 1e-12 * Math.abs(expected), id.toString());
        });
    }

    @Test
    void missingActualValuesAndZeroScalesAreCountedAsLeft() {
        List<Point> points = new ArrayList<>();
        var evaluator = ForecastEvaluator.of(List.of(Metrics.mae(), Metrics.mase(SEASON)));
        random("a", 5, points).forEach(evaluator::scored);
        Map<MetricId, MetricValue> values = evaluator.evaluation().asMap();
        long missing = points.stream().filter(p -> Double.isNaN(p.y)).count();
        long unscaled =
                points.stream().filter(p -> Double.isNaN(p.y) || !(p.a > 0)).count();
        assertTrue(0 < missing && missing < unscaled && unscaled < points.size(), "the data must have both");
        var overall = new MetricTarget.Overall();
        assertEquals(missing, left(values, new MetricId("a", overall, "MAE")));
        assertEquals(unscaled, left(values, new MetricId("a", overall, "MASE (season 2)")));
    }

    @Test
    void everySeriesWeighsTheSameInMaseWhateverItsPoints() {
        // Scale 1 in both. Series s: |e| = 1 at one point; series t: |e| = 3 at three. (1 + 3) / 2, not (1 + 9) / 4.
        var evaluator = ForecastEvaluator.of(List.of(Metrics.mase(1)));
        evaluator.scored(Scorings.trial("a", 0, "s", new double[] {1, 2}, new double[] {5}, new double[] {6}));
        evaluator.scored(
                Scorings.trial("a", 0, "t", new double[] {1, 2}, new double[] {5, 5, 5}, new double[] {8, 8, 8}));
        assertEquals(2, evaluator.evaluation().overall("a", "MASE (season 1)"));
    }

    @Test
    void partsMergeInAnyOrderToTheSameBits() {
        List<Trial> all = new ArrayList<>(random("a", 7, new ArrayList<>()));
        all.addAll(random("b", 8, new ArrayList<>()));
        var one = ForecastEvaluator.of(MetricsTest.allOf(SEASON));
        all.forEach(one::scored);
        Map<MetricId, MetricValue> whole = one.evaluation().asMap();
        var random = new Random(9);
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(all, random);
            List<List<Trial>> parts = new ArrayList<>();
            for (int from = 0; from < all.size(); ) {
                int end = Math.min(all.size(), from + 1 + random.nextInt(9));
                parts.add(List.copyOf(all.subList(from, end)));
                from = end;
            }
            // MetricValue is a record: its doubles are compared by their bits.
            assertEquals(whole, merged(parts).asMap());
        }
    }

    @Test
    void mergingLeavesTheOtherAsItWas() {
        List<Trial> scored = random("a", 3, new ArrayList<>());
        var other = ForecastEvaluator.of(MetricsTest.allOf(SEASON));
        scored.subList(0, 5).forEach(other::scored);
        Map<MetricId, MetricValue> before = other.evaluation().asMap();
        var one = ForecastEvaluator.of(MetricsTest.allOf(SEASON)).merge(other);
        scored.subList(5, scored.size()).forEach(one::scored);
        assertEquals(before, other.evaluation().asMap());
    }

    @Test
    void refusalsAreCountedAndMerged() {
        var evaluator = ForecastEvaluator.of(List.of(Metrics.mae()));
        var refusal = new Refusal("s", TimeAxis.integers(0, 1), "too short");
        evaluator.refused("a", 0, refusal);
        evaluator.refused("a", 1, refusal);
        evaluator.merge(ForecastEvaluator.of(List.of(Metrics.mae())).merge(evaluator));
        ForecastEvaluation evaluation = evaluator.evaluation();
        assertEquals(4, evaluation.refusals("a"));
        assertEquals(0, evaluation.refusals("b"));
        assertEquals(List.of("a"), evaluation.labels());
    }

    @Test
    void aLabelThatWasRefusedEverywhereHasTheValueNaN() {
        var evaluator = ForecastEvaluator.of(List.of(Metrics.mae(), Metrics.mase(1)));
        evaluator.refused("a", 0, new Refusal("s", TimeAxis.integers(0, 1), "too short"));
        assertEquals(Double.NaN, evaluator.evaluation().overall("a", "MAE"));
        assertEquals(Double.NaN, evaluator.evaluation().overall("a", "MASE (season 1)"));
    }

    @Test
    void aSeriesWithoutAValueDoesNotSpoilTheMeanOfTheOthers() {
        // A metric whose formula has no value for series s, where all actual values are 0.
        ForecastMetric relative = new ForecastMetric() {
            @Override
            public String name() {
                return "relative";
            }

            @Override
            public int sums() {
                return 2;
            }

            @Override
            public void terms(Scored scored, int channel, int step, double[] into) {
                into[0] = scored.error(channel, step);
                into[1] = scored.actual(channel, step);
            }

            @Override
            public double value(double[] sums, long points) {
                return sums[1] == 0 ? Double.NaN : sums[0] / sums[1];
            }

            @Override
            public Pooling pooling() {
                return Pooling.MEAN_OF_SERIES;
            }
        };
        var evaluator = ForecastEvaluator.of(List.of(relative));
        evaluator.scored(Scorings.trial("a", 0, "s", new double[] {1}, new double[] {0, 0}, new double[] {1, 1}));
        evaluator.scored(Scorings.trial("a", 0, "t", new double[] {1}, new double[] {4}, new double[] {5}));
        var id = new MetricId("a", new MetricTarget.Overall(), "relative");
        assertEquals(new MetricValue(0.25, 1, 2), evaluator.evaluation().asMap().get(id));
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        refused("an evaluator needs at least one metric", () -> ForecastEvaluator.of(List.of()));
        refused("two metrics have the name MAE", () -> ForecastEvaluator.of(List.of(Metrics.mae(), Metrics.mae())));
        var mae = ForecastEvaluator.of(List.of(Metrics.mae()));
        refused("metrics differ: [MAE], [MSE]", () -> mae.merge(ForecastEvaluator.of(List.of(Metrics.mse()))));
        refused("an evaluator can't be merged with itself", () -> mae.merge(mae));
        mae.scored(Scorings.trial("a", 0, "s", new double[] {1}, new double[] {1}, new double[] {1}));
        refused(
                "channels were [c0], now [c0, c1]",
                () -> mae.scored(random("a", 1, new ArrayList<>()).get(0)));
    }

    private static long left(Map<MetricId, MetricValue> values, MetricId id) {
        return values.getOrDefault(id, new MetricValue(0, 0, -1)).left();
    }

    private static ForecastEvaluation merged(List<List<Trial>> parts) {
        var all = ForecastEvaluator.of(MetricsTest.allOf(SEASON));
        for (List<Trial> part : parts) {
            var evaluator = ForecastEvaluator.of(MetricsTest.allOf(SEASON));
            part.forEach(evaluator::scored);
            all.merge(evaluator);
        }
        return all.evaluation();
    }

    private static ToDoubleFunction<List<Point>> formula(MetricId id) {
        return Objects.requireNonNull(FORMULAS.get(id.metric()), id.metric());
    }

    private static Predicate<Point> part(MetricTarget target) {
        if (target instanceof MetricTarget.Series series) {
            return p -> p.series.equals(series.id());
        } else if (target instanceof MetricTarget.Channel channel) {
            return p -> ("c" + p.channel).equals(channel.name());
        } else if (target instanceof MetricTarget.Step step) {
            return p -> p.step + 1 == step.number();
        } else if (target instanceof MetricTarget.Fold fold) {
            return p -> p.fold == fold.number();
        }
        return p -> true;
    }

    /** The mean of those terms that are not NaN. */
    private static double mean(List<Point> points, ToDoubleFunction<Point> term) {
        double sum = 0;
        int count = 0;
        for (Point point : points) {
            double value = term.applyAsDouble(point);
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private static double pinball(List<Point> points, int index, double p) {
        return mean(points, x -> x.y >= x.q.get(index) ? p * (x.y - x.q.get(index)) : (1 - p) * (x.q.get(index) - x.y));
    }

    private static double meanOfSeries(List<Point> points, ToDoubleFunction<List<Point>> formula) {
        Collection<List<Point>> groups = points.stream()
                .collect(Collectors.groupingBy(p -> p.series + p.channel, LinkedHashMap::new, Collectors.toList()))
                .values();
        return groups.stream()
                .mapToDouble(formula)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    /**
     * Four series of two channels in three folds: some values missing, some actual values 0, a channel whose history
     * is constant. Adds their points to the list.
     */
    private static List<Trial> random(String label, long seed, List<Point> points) {
        var random = new Random(seed);
        List<Trial> scored = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            for (String id : List.of("s", "t", "u", "v")) {
                double[][] history = new double[CHANNELS][6 + random.nextInt(10)];
                double[][] actual = new double[CHANNELS][HORIZON];
                double[][] forecast = new double[CHANNELS][HORIZON];
                double[][][] quantiles = new double[3][CHANNELS][HORIZON];
                for (int c = 0; c < CHANNELS; c++) {
                    boolean constant = id.equals("u") && c == 1;
                    for (int t = 0; t < history[c].length; t++) {
                        history[c][t] = constant ? 5 : t > 3 && random.nextInt(5) == 0 ? Double.NaN : draw(random);
                    }
                    double a = scale(history[c], 1);
                    double b = scale(history[c], 2);
                    for (int t = 0; t < HORIZON; t++) {
                        int kind = random.nextInt(8);
                        actual[c][t] = kind == 0 ? Double.NaN : kind == 1 ? 0 : draw(random);
                        forecast[c][t] = draw(random);
                        List<Double> q =
                                random.doubles(3, -20, 20).sorted().boxed().toList();
                        for (int i = 0; i < 3; i++) {
                            quantiles[i][c][t] = q.get(i);
                        }
                        points.add(new Point(id, c, fold, t, actual[c][t], forecast[c][t], q, a, b));
                    }
                }
                scored.add(
                        Scorings.trial(label, fold, id, history, actual, forecast, List.of(0.1, 0.5, 0.9), quantiles));
            }
        }
        return scored;
    }

    private static double draw(Random random) {
        return 10 * random.nextGaussian();
    }

    private static double scale(double[] history, int power) {
        double sum = 0;
        int count = 0;
        for (int t = SEASON; t < history.length; t++) {
            double difference = Math.abs(history[t] - history[t - SEASON]);
            if (!Double.isNaN(difference)) {
                sum += Math.pow(difference, power);
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
