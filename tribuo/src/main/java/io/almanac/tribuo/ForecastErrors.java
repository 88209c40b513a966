package io.almanac.tribuo;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.evaluation.metrics.MetricContext;
import org.tribuo.regression.Regressor;

/** Sums over predictions by metric and step: what the metrics are computed from. */
final class ForecastErrors extends MetricContext<Regressor> {

    /** A sum and of how many points. Mutable. */
    private static final class Sum {
        private double sum;
        private long points;

        void add(double term) {
            if (!Double.isNaN(term)) {
                sum += term;
                points++;
            }
        }

        void add(Sum other) {
            sum += other.sum;
            points += other.points;
        }
    }

    private final Map<ForecastRegressionMetric.Kind, Map<String, Sum>> sums =
            new EnumMap<>(ForecastRegressionMetric.Kind.class);

    ForecastErrors(Model<Regressor> model, List<Prediction<Regressor>> predictions) {
        super(model, predictions);
        for (ForecastRegressionMetric.Kind kind : ForecastRegressionMetric.Kind.values()) {
            Map<String, Sum> steps = new TreeMap<>();
            for (Regressor step : model.getOutputIDInfo().getDomain()) {
                steps.put(step.getNames()[0], new Sum());
            }
            sums.put(kind, steps);
            predictions.forEach(prediction -> add(kind, steps, prediction));
        }
    }

    private static void add(
            ForecastRegressionMetric.Kind kind, Map<String, Sum> steps, Prediction<Regressor> prediction) {
        Regressor truth = prediction.getExample().getOutput();
        Regressor forecast = prediction.getOutput();
        if (!Arrays.equals(truth.getNames(), forecast.getNames())) {
            throw new IllegalArgumentException("an example has the dimensions " + Arrays.toString(truth.getNames())
                    + ", its prediction " + Arrays.toString(forecast.getNames()));
        }
        double scale = prediction
                .getExample()
                .getMetadataValue(ForecastExamples.SCALE)
                .map(value -> Double.parseDouble(value.toString()))
                .orElse(Double.NaN);
        for (int i = 0; i < truth.size(); i++) {
            Sum sum = steps.get(truth.getNames()[i]);
            if (sum == null) {
                throw new IllegalArgumentException("the model has no dimension " + truth.getNames()[i]);
            }
            double actual = truth.getValues()[i];
            if (!Double.isNaN(actual)) {
                sum.add(kind.term(actual, forecast.getValues()[i], scale));
            }
        }
    }

    double ofStep(ForecastRegressionMetric.Kind kind, String step) {
        return value(kind, steps(kind).getOrDefault(step, new Sum()));
    }

    double ofAllPoints(ForecastRegressionMetric.Kind kind) {
        var all = new Sum();
        steps(kind).values().forEach(all::add);
        return value(kind, all);
    }

    double meanOfSteps(ForecastRegressionMetric.Kind kind) {
        return steps(kind).values().stream()
                .mapToDouble(sum -> value(kind, sum))
                .average()
                .orElse(Double.NaN);
    }

    private Map<String, Sum> steps(ForecastRegressionMetric.Kind kind) {
        return sums.getOrDefault(kind, Map.of());
    }

    private static double value(ForecastRegressionMetric.Kind kind, Sum sum) {
        return sum.points == 0 ? Double.NaN : kind.ofMean(sum.sum / sum.points);
    }
}
