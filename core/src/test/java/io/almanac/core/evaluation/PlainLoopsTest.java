package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.almanac.core.backtest.Trial;
import io.almanac.core.evaluation.RandomRun.Point;
import io.almanac.core.evaluation.RandomRun.View;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the evaluator gives, against loops over all points that compute the same. */
class PlainLoopsTest {

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
            Plain.of(PointMetrics.mae(), v -> true, p -> mean(p, PlainLoopsTest::absolute)),
            Plain.of(PointMetrics.mse(), v -> true, p -> mean(p, PlainLoopsTest::squared)),
            Plain.of(PointMetrics.rmse(), v -> true, p -> Math.sqrt(mean(p, PlainLoopsTest::squared))),
            Plain.of(PointMetrics.bias(), v -> true, p -> mean(p, v -> v.f() - v.y())),
            Plain.of(PointMetrics.mape(), v -> v.y() != 0, p -> mean(p, v -> 100 * absolute(v) / Math.abs(v.y()))),
            Plain.of(
                    PointMetrics.smape(),
                    v -> true,
                    p -> mean(p, v -> 200 * absolute(v) / (Math.abs(v.f()) + Math.abs(v.y())))),
            Plain.of(PointMetrics.wape(), v -> true, PlainLoopsTest::wape),
            Plain.of(PointMetrics.wapeMeanOfSeries(), v -> true, PlainLoopsTest::wape),
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
                    p -> mean(p, PlainLoopsTest::absolute)),
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

    /** All metrics that plain loops compute here. */
    static List<ForecastMetric> metrics() {
        return METRICS.stream().map(Plain::metric).toList();
    }

    static ForecastEvaluator evaluated(List<Trial> trials) {
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
        return size == 0 ? Double.NaN : 100 * mean(views, PlainLoopsTest::absolute) / size;
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
}
