package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.backtest.Scored;
import io.almanac.core.backtest.Trial;
import io.almanac.core.evaluation.RandomRun.Point;
import io.almanac.core.evaluation.RandomRun.View;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.TimeAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastEvaluatorTest {

    private static final MetricTarget OVERALL = new MetricTarget.Overall();
    private static final int SEASON = RandomRun.SEASON;

    /**
     * A metric by plain loops.
     *
     * @param defined whether one label has a value at a point
     * @param formula of some points of one label, all defined
     */
    private record Plain(
            ForecastMetric metric,
            List<String> labels,
            Predicate<View> defined,
            ToDoubleFunction<List<View>> formula,
            DoubleUnaryOperator finish) {

        static Plain of(ForecastMetric metric, Predicate<View> defined, ToDoubleFunction<List<View>> formula) {
            return new Plain(metric, RandomRun.LABELS, defined, formula, DoubleUnaryOperator.identity());
        }

        static Plain ofQuantiles(ForecastMetric metric, ToDoubleFunction<List<View>> formula) {
            return new Plain(metric, List.of("a", "c"), v -> !v.q().isEmpty(), formula, DoubleUnaryOperator.identity());
        }
    }

    private static final List<Plain> METRICS = List.of(
            Plain.of(PointMetrics.mae(), v -> true, p -> mean(p, ForecastEvaluatorTest::absolute)),
            Plain.of(PointMetrics.mse(), v -> true, p -> mean(p, ForecastEvaluatorTest::squared)),
            Plain.of(PointMetrics.rmse(), v -> true, p -> Math.sqrt(mean(p, ForecastEvaluatorTest::squared))),
            Plain.of(PointMetrics.bias(), v -> true, p -> mean(p, v -> v.f() - v.y())),
            Plain.of(PointMetrics.mape(), v -> v.y() != 0, p -> mean(p, v -> 100 * absolute(v) / Math.abs(v.y()))),
            Plain.of(
                    PointMetrics.smape(),
                    v -> true,
                    p -> mean(p, v -> 200 * absolute(v) / (Math.abs(v.f()) + Math.abs(v.y())))),
            Plain.of(PointMetrics.wape(), v -> true, ForecastEvaluatorTest::wape),
            Plain.of(PointMetrics.wapeMeanOfSeries(), v -> true, ForecastEvaluatorTest::wape),
            Plain.of(ScaledMetrics.mase(SEASON), v -> v.a() > 0, p -> mean(p, v -> absolute(v) / v.a())),
            Plain.of(ScaledMetrics.rmsse(SEASON), v -> v.b() > 0, p -> Math.sqrt(mean(p, v -> squared(v) / v.b()))),
            new Plain(
                    ScaledMetrics.rmsseRootOfMean(SEASON),
                    RandomRun.LABELS,
                    v -> v.b() > 0,
                    p -> mean(p, v -> squared(v) / v.b()),
                    Math::sqrt),
            Plain.of(
                    Metrics.medianOfSeries(ScaledMetrics.mase(SEASON)),
                    v -> v.a() > 0,
                    p -> mean(p, v -> absolute(v) / v.a())),
            Plain.of(
                    Metrics.geometricMeanOfSeries(PointMetrics.mae()),
                    v -> true,
                    p -> mean(p, ForecastEvaluatorTest::absolute)),
            Plain.of(Metrics.geometricMeanOfSeries(PointMetrics.bias()), v -> true, p -> mean(p, v -> v.f() - v.y())),
            Plain.ofQuantiles(QuantileMetrics.pinball(0.1), p -> mean(p, v -> pinball(v, 0))),
            Plain.ofQuantiles(
                    QuantileMetrics.weightedQuantileLoss(RandomRun.QUANTILES),
                    p -> 2
                            * mean(p, v -> (pinball(v, 0) + pinball(v, 1) + pinball(v, 2)) / 3)
                            / mean(p, v -> Math.abs(v.y()))),
            Plain.ofQuantiles(
                    IntervalMetrics.coverage(80),
                    p -> mean(p, v -> v.q().get(0) <= v.y() && v.y() <= v.q().get(2) ? 100 : 0)),
            Plain.ofQuantiles(
                    QuantileMetrics.calibrationError(RandomRun.QUANTILES),
                    p -> 100 * (off(p, 0) + off(p, 1) + off(p, 2)) / 3));

    private static List<ForecastMetric> metrics() {
        return METRICS.stream().map(Plain::metric).toList();
    }

    private static ForecastEvaluator evaluated(List<Trial> trials) {
        var evaluator = ForecastEvaluator.of(metrics());
        trials.forEach(evaluator::scored);
        return evaluator;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void everyMetricOfEveryTargetMatchesPlainLoops(long seed) {
        var run = new RandomRun(seed);
        ForecastEvaluation evaluation = evaluated(run.trials).evaluation();
        int checked = 0;
        for (Plain plain : METRICS) {
            for (Map.Entry<MetricId, MetricValue> entry : evaluation.asMap().entrySet()) {
                MetricId id = entry.getKey();
                if (!id.metric().equals(plain.metric().name()) || demand(id.target())) {
                    continue;
                }
                checked++;
                List<Point> wanted =
                        run.points.stream().filter(part(id.target())).toList();
                assertEquals(
                        wanted.size(),
                        entry.getValue().points() + entry.getValue().left(),
                        id.toString());
                double expected = plain.labels().contains(id.label()) ? expected(plain, id, wanted) : Double.NaN;
                double most = Double.isNaN(expected) ? 1 : Math.max(Double.MIN_VALUE, 1e-11 * Math.abs(expected));
                assertEquals(expected, entry.getValue().value(), most, id.toString());
                assertEquals(Double.isNaN(expected), entry.getValue().points() == 0, id.toString());
            }
        }
        // Medians and geometric means have no values by step and by fold.
        int some = 1 + 4 + RandomRun.CHANNELS + 2;
        int bySteps = RandomRun.HORIZON + RandomRun.FOLDS;
        assertEquals(3 * (METRICS.size() * some + (METRICS.size() - 3) * bySteps), checked);
    }

    /** The plain value of common points: those where every label that supports the metric has a value. */
    private static double expected(Plain plain, MetricId id, List<Point> wanted) {
        List<Point> common = wanted.stream()
                .filter(point -> plain.labels().stream().allMatch(label -> {
                    View view = Objects.requireNonNull(point.views().get(label));
                    return !Double.isNaN(view.y() + view.f()) && plain.defined().test(view);
                }))
                .toList();
        if (plain.metric().pooling() == Pooling.POINTS || id.target() instanceof MetricTarget.Step) {
            return plain.finish().applyAsDouble(of(plain, common, id.label()));
        }
        Collection<List<Point>> series = common.stream()
                .collect(Collectors.groupingBy(p -> p.series() + p.channel(), LinkedHashMap::new, Collectors.toList()))
                .values();
        boolean logarithms = plain.metric().pooling() == Pooling.GEOMETRIC_MEAN_OF_SERIES;
        double[] values = series.stream()
                .filter(points -> plain.labels().stream()
                        .mapToDouble(label -> of(plain, points, label))
                        .allMatch(value -> logarithms ? value > 0 : !Double.isNaN(value)))
                .mapToDouble(points -> of(plain, points, id.label()))
                .sorted()
                .toArray();
        if (values.length == 0) {
            return Double.NaN;
        }
        int middle = values.length / 2;
        double pooled = switch (plain.metric().pooling()) {
            case MEDIAN_OF_SERIES ->
                values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
            case GEOMETRIC_MEAN_OF_SERIES ->
                Math.exp(Arrays.stream(values).map(Math::log).average().orElse(Double.NaN));
            default -> Arrays.stream(values).average().orElse(Double.NaN);
        };
        return plain.finish().applyAsDouble(pooled);
    }

    private static double of(Plain plain, List<Point> points, String label) {
        List<View> views = points.stream()
                .map(point -> Objects.requireNonNull(point.views().get(label)))
                .toList();
        return views.isEmpty() ? Double.NaN : plain.formula().applyAsDouble(views);
    }

    @Test
    void partsMergeInAnyOrderToTheSameBits() {
        List<Trial> all = new ArrayList<>(new RandomRun(7).trials);
        ForecastEvaluation whole = evaluated(all).evaluation();
        var random = new Random(9);
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(all, random);
            var merged = ForecastEvaluator.of(metrics());
            for (int from = 0; from < all.size(); ) {
                int end = Math.min(all.size(), from + 1 + random.nextInt(5));
                merged.merge(evaluated(all.subList(from, end)));
                from = end;
            }
            ForecastEvaluation other = merged.evaluation();
            // MetricValue is a record: its doubles are compared by their bits. Groups and medians are among the
            // targets.
            assertEquals(whole.asMap(), other.asMap());
            assertEquals(whole.demand(), other.demand());
            assertEquals(whole.limits("a", "coverage 80 (%)"), other.limits("a", "coverage 80 (%)"));
            assertEquals(whole.warnings(), other.warnings());
        }
    }

    @Test
    void mergingLeavesTheOtherAsItWas() {
        List<Trial> trials = new RandomRun(3).trials;
        ForecastEvaluator other = evaluated(trials.subList(0, 5));
        Map<MetricId, MetricValue> before = other.evaluation().asMap();
        var one = ForecastEvaluator.of(metrics()).merge(other);
        trials.subList(5, trials.size()).forEach(one::scored);
        assertEquals(before, other.evaluation().asMap());
    }

    @Test
    void aRefusalTakesThePointsFromAllLabelsUnlessAnotherForecastStandsIn() {
        var evaluator = ForecastEvaluator.of(List.of(PointMetrics.mae()));
        evaluator.scored(Scorings.of(0, "s", new double[] {1}, 5, 5)
                .label("a", 6, 6)
                .label("b", 7, 7)
                .trial());
        evaluator.scored(Scorings.of(1, "s", new double[] {1}, 5, 5)
                .label("a", 9, 9)
                .refused("b")
                .trial());
        Scorings third =
                Scorings.of(2, "s", new double[] {1}, 5, 5).label("a", 6, 6).refused("b");
        evaluator.scored(third.standIn("b", third.means(8, 8)).trial());
        evaluator.refused("b", 1, third.refusal());
        evaluator.refused("b", 2, third.refusal());
        ForecastEvaluation evaluation = evaluator.evaluation();
        // Folds 0 and 2 count: |e| = 1 of a, 2 and 3 of b.
        assertEquals(new MetricValue(1, 4, 2), value(evaluation, "a", "MAE"));
        assertEquals(new MetricValue(2.5, 4, 2), value(evaluation, "b", "MAE"));
        assertEquals(2, evaluation.refusals("b"));
        assertEquals(1, evaluation.standIns("b"));
        assertEquals(0, evaluation.refusals("a"));
        assertEquals(
                List.of(
                        "b refused 2 forecasts; at 1 another forecast stands in; 1 is left out for every label.",
                        "The points of a, b are means; MAE rewards medians."),
                evaluation.warnings());
    }

    @Test
    void aLabelThatNeverForecastsTakesNothingFromTheOthers() {
        var evaluator = ForecastEvaluator.of(List.of(PointMetrics.mae()));
        evaluator.scored(Scorings.of(0, "s", new double[] {1}, 5)
                .refused("a")
                .label("b", 7)
                .trial());
        evaluator.scored(Scorings.of(1, "s", new double[] {1}, 5)
                .refused("a")
                .label("b", 8)
                .trial());
        ForecastEvaluation evaluation = evaluator.evaluation();
        assertEquals(new MetricValue(Double.NaN, 0, 2), value(evaluation, "a", "MAE"));
        assertEquals(new MetricValue(2.5, 2, 0), value(evaluation, "b", "MAE"));
        assertEquals(
                "a has no forecast at all, so it takes no point from the others.",
                evaluation.warnings().get(0));
    }

    @Test
    void aLabelThatShowsToSupportAMetricLaterMakesWhatCameBeforeUncommon() {
        Trial without = Scorings.of(0, "s", new double[] {1}, 5)
                .refused("a")
                .label("b", 7)
                .trial();
        Trial both = Scorings.of(1, "s", new double[] {1}, 5)
                .label("a", 6)
                .label("b", 8)
                .trial();
        for (List<Trial> order : List.of(List.of(without, both), List.of(both, without))) {
            ForecastEvaluation evaluation = evaluated(order).evaluation();
            assertEquals(new MetricValue(1, 1, 1), value(evaluation, "a", "MAE"));
            assertEquals(new MetricValue(3, 1, 1), value(evaluation, "b", "MAE"));
            // What the fold had is left out too.
            var fold = new MetricId("b", new MetricTarget.Fold(0), "MAE");
            assertEquals(
                    new MetricValue(Double.NaN, 0, 1), evaluation.find(fold).orElseThrow());
        }
    }

    @Test
    void whatStandsInGivesALabelNoQuantilesThatItHasNowhereElse() {
        var evaluator = ForecastEvaluator.of(List.of(QuantileMetrics.pinball(0.5)));
        Scorings first = Scorings.of(0, "s", new double[] {1}, 5);
        first.label("points", 6).label("full", first.forecast(List.of(0.5), new double[] {7}));
        Scorings second = Scorings.of(1, "s", new double[] {1}, 5);
        second.refused("points").label("full", second.forecast(List.of(0.5), new double[] {9}));
        second.standIn("points", second.forecast(List.of(0.5), new double[] {5}));
        evaluator.scored(first.trial());
        evaluator.scored(second.trial());
        ForecastEvaluation evaluation = evaluator.evaluation();
        // (2 + 4) / 2 / 2: both folds, and not only the one where something stands in for the label of points.
        assertEquals(new MetricValue(1.5, 2, 0), value(evaluation, "full", "pinball 0.5 (x1)"));
        assertEquals(new MetricValue(Double.NaN, 0, 2), value(evaluation, "points", "pinball 0.5 (x1)"));
        assertTrue(
                evaluation.warnings().contains("points has no quantile 0.5, so it is without pinball 0.5 (x1)."),
                evaluation.warnings().toString());
    }

    @Test
    void everySeriesWeighsTheSameInMaseWhateverItsPoints() {
        // Scale 1 in both. Series s: |e| = 1 at one point; series t: |e| = 3 at three. (1 + 3) / 2, not (1 + 9) / 4.
        var evaluator = ForecastEvaluator.of(List.of(ScaledMetrics.mase(1)));
        evaluator.scored(
                Scorings.of(0, "s", new double[] {1, 2}, 5).label("a", 6).trial());
        evaluator.scored(Scorings.of(0, "t", new double[] {1, 2}, 5, 5, 5)
                .label("a", 8, 8, 8)
                .trial());
        ForecastEvaluation evaluation = evaluator.evaluation();
        assertEquals(2, evaluation.overall("a", "MASE (season 1)"));
        // Within the fold too.
        assertEquals(2, evaluation.get(new MetricId("a", new MetricTarget.Fold(0), "MASE (season 1)")));
    }

    @Test
    void aSeriesWithoutAScaleIsLeftOutForEveryLabelAndCounted() {
        var evaluator = ForecastEvaluator.of(List.of(ScaledMetrics.mase(1), PointMetrics.mae()));
        evaluator.scored(Scorings.of(0, "s", new double[] {1, 2}, 5, 5)
                .label("a", 6, 6)
                .label("b", 5, 5)
                .trial());
        evaluator.scored(Scorings.of(0, "t", new double[] {2, 2}, 5, 5)
                .label("a", 9, 9)
                .label("b", 5, 5)
                .trial());
        ForecastEvaluation evaluation = evaluator.evaluation();
        assertEquals(new MetricValue(1, 2, 2), value(evaluation, "a", "MASE (season 1)"));
        assertEquals(new MetricValue(0, 2, 2), value(evaluation, "b", "MASE (season 1)"));
        assertEquals(
                "1 of 2 series (each channel is one) is left out of MASE: no point is common, or the scale is"
                        + " 0 or unknown.",
                evaluation.warnings().get(0));
    }

    @Test
    void aSeriesForWhichOneLabelHasNoValueIsLeftOutOfTheMeanForAll() {
        // A metric that has no value where all forecasts are 0.
        ForecastMetric odd = new ForecastMetric() {
            @Override
            public String name() {
                return "odd";
            }

            @Override
            public int sums() {
                return 1;
            }

            @Override
            public void terms(Scored scored, int channel, int step, double[] into) {
                into[0] = scored.forecast().point(channel, step);
            }

            @Override
            public double value(double[] sums, long points) {
                return sums[0] == 0 ? Double.NaN : sums[0] / points;
            }

            @Override
            public Pooling pooling() {
                return Pooling.MEAN_OF_SERIES;
            }
        };
        var evaluator = ForecastEvaluator.of(List.of(odd));
        evaluator.scored(Scorings.of(0, "s", new double[] {1}, 5)
                .label("a", 2)
                .label("b", 0)
                .trial());
        evaluator.scored(Scorings.of(0, "t", new double[] {1}, 5)
                .label("a", 6)
                .label("b", 4)
                .trial());
        ForecastEvaluation evaluation = evaluator.evaluation();
        assertEquals(new MetricValue(6, 1, 1), value(evaluation, "a", "odd"));
        assertEquals(new MetricValue(4, 1, 1), value(evaluation, "b", "odd"));
    }

    @Test
    void groupsComeFromStaticCovariatesAndDemandClasses() {
        // Group 1 has |e| 1, group 2.5 has |e| 2 and 4. The histories are smooth, intermittent, and one with a negative
        // value.
        var evaluator = ForecastEvaluator.of(List.of(PointMetrics.mae()));
        double[][] histories = {{5, 5, 6}, {0, 0, 6}, {-1, 3, 4}};
        double[] groups = {1, 2.5, 2.5};
        for (int i = 0; i < 3; i++) {
            Scorings scorings =
                    Scorings.of(0, "s" + i, new double[][] {histories[i]}, new double[][] {{5}}, List.of(groups[i]));
            evaluator.scored(scorings.label("a", 5 + Math.pow(2, i)).trial());
        }
        ForecastEvaluation evaluation = evaluator.evaluation();
        assertEquals(
                List.of(
                        new MetricTarget.Group("demand class", "intermittent"),
                        new MetricTarget.Group("demand class", "smooth"),
                        new MetricTarget.Group("static0", "1"),
                        new MetricTarget.Group("static0", "2.5")),
                evaluation.targets(MetricTarget.Group.class));
        assertEquals(3, evaluation.get(new MetricId("a", new MetricTarget.Group("static0", "2.5"), "MAE")));
        assertEquals(2, evaluation.get(new MetricId("a", DemandClass.INTERMITTENT.group(), "MAE")));
        assertEquals(Map.of(DemandClass.SMOOTH, 1, DemandClass.INTERMITTENT, 1), evaluation.demand());
    }

    @Test
    void theDemandClassIsThatOfTheFirstFoldWhateverComesFirst() {
        Trial first =
                Scorings.of(0, "s", new double[] {0, 0, 6}, 5).label("a", 5).trial();
        Trial second = Scorings.of(1, "s", new double[] {0, 0, 6, 6, 6, 6, 6, 6, 6}, 5)
                .label("a", 5)
                .trial();
        for (List<Trial> order : List.of(List.of(first, second), List.of(second, first))) {
            assertEquals(
                    Map.of(DemandClass.INTERMITTENT, 1),
                    evaluated(order).evaluation().demand());
        }
        ForecastEvaluator merged = evaluated(List.of(second)).merge(evaluated(List.of(first)));
        assertEquals(Map.of(DemandClass.INTERMITTENT, 1), merged.evaluation().demand());
    }

    @Test
    void refusalsAreCountedAndMerged() {
        var evaluator = ForecastEvaluator.of(List.of(PointMetrics.mae()));
        var refusal = new Refusal("s", TimeAxis.integers(0, 1), "too short");
        evaluator.refused("a", 0, refusal);
        evaluator.refused("a", 1, refusal);
        evaluator.merge(ForecastEvaluator.of(List.of(PointMetrics.mae())).merge(evaluator));
        ForecastEvaluation evaluation = evaluator.evaluation();
        assertEquals(4, evaluation.refusals("a"));
        assertEquals(0, evaluation.refusals("b"));
        assertEquals(List.of("a"), evaluation.labels());
        assertEquals(Map.of("MAE", "there is no forecast"), evaluation.notComputed());
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        refused("an evaluator needs at least one metric", () -> ForecastEvaluator.of(List.of()));
        refused(
                "two metrics have the name MAE",
                () -> ForecastEvaluator.of(List.of(PointMetrics.mae(), PointMetrics.mae())));
        var mae = ForecastEvaluator.of(List.of(PointMetrics.mae()));
        refused("metrics differ: [MAE], [MSE]", () -> mae.merge(ForecastEvaluator.of(List.of(PointMetrics.mse()))));
        refused("an evaluator can't be merged with itself", () -> mae.merge(mae));
        mae.scored(Scorings.of(0, "s", new double[] {1}, 1).label("a", 1).trial());
        refused(
                "labels were [a], now [a, b]",
                () -> mae.scored(Scorings.of(1, "s", new double[] {1}, 1)
                        .label("a", 1)
                        .label("b", 1)
                        .trial()));
        double[][] two = {{1}, {1}};
        Scorings wide = Scorings.of(0, "s", two, two, List.of());
        wide.label("a", wide.forecast(io.almanac.core.forecast.PointKind.MEAN, two, List.of(), new double[0][][]));
        refused("channels were [c0], now [c0, c1]", () -> mae.scored(wide.trial()));
    }

    private static MetricValue value(ForecastEvaluation evaluation, String label, String metric) {
        return evaluation.find(new MetricId(label, OVERALL, metric)).orElseThrow();
    }

    private static boolean demand(MetricTarget target) {
        return target instanceof MetricTarget.Group group && group.by().equals(MetricTarget.Group.DEMAND);
    }

    private static Predicate<Point> part(MetricTarget target) {
        if (target instanceof MetricTarget.Series series) {
            return p -> p.series().equals(series.id());
        } else if (target instanceof MetricTarget.Channel channel) {
            return p -> ("c" + p.channel()).equals(channel.name());
        } else if (target instanceof MetricTarget.Step step) {
            return p -> p.step() + 1 == step.number();
        } else if (target instanceof MetricTarget.Fold fold) {
            return p -> p.fold() == fold.number();
        } else if (target instanceof MetricTarget.Group group) {
            return p -> p.group() == Double.parseDouble(group.value());
        }
        return p -> true;
    }

    private static double mean(List<View> views, ToDoubleFunction<View> term) {
        return views.stream().mapToDouble(term).average().orElse(Double.NaN);
    }

    private static double absolute(View view) {
        return Math.abs(view.f() - view.y());
    }

    private static double squared(View view) {
        return (view.f() - view.y()) * (view.f() - view.y());
    }

    private static double wape(List<View> views) {
        double size = mean(views, v -> Math.abs(v.y()));
        return size == 0 ? Double.NaN : 100 * mean(views, ForecastEvaluatorTest::absolute) / size;
    }

    private static double pinball(View view, int index) {
        double q = view.q().get(index);
        double p = RandomRun.QUANTILES.get(index);
        return view.y() >= q ? p * (view.y() - q) : (1 - p) * (q - view.y());
    }

    private static double off(List<View> views, int index) {
        double share = mean(views, v -> v.y() <= v.q().get(index) ? 1 : 0);
        return Math.abs(share - RandomRun.QUANTILES.get(index));
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
