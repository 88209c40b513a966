package io.almanac.reports.internal;

import io.almanac.core.backtest.Trial;
import io.almanac.core.comparison.ComparisonOptions;
import io.almanac.core.comparison.Evidence;
import io.almanac.core.evaluation.ForecastEvaluation;
import io.almanac.core.evaluation.ForecastEvaluator;
import io.almanac.core.evaluation.ForecastMetric;
import io.almanac.core.evaluation.PointMetrics;
import io.almanac.core.evaluation.ScaledMetrics;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scores of forecasts with given errors, one step ahead, one fold each. The history 0, 2, 0, 2 has a mean absolute
 * difference of 2, which scales MASE; NaN as an error stands for a forecast that was refused.
 */
final class Errors {

    private static final TimeAxis AXIS = TimeAxis.integers(0, 5);
    private static final Schema SCHEMA = new Schema(AXIS.frequency(), List.of(1), List.of("y"), List.of());
    private static final TimeSeries SERIES = TimeSeries.wrap("s", SCHEMA, AXIS, new double[][] {{0, 2, 0, 2, 10}});

    private final Map<String, double[]> byLabel = new LinkedHashMap<>();
    private final List<ForecastMetric> metrics;

    Errors() {
        this(ScaledMetrics.mase(1), PointMetrics.mae());
    }

    Errors(ForecastMetric... metrics) {
        this.metrics = List.of(metrics);
    }

    /** The errors of a label, fold by fold; all labels have as many folds. */
    Errors add(String label, double... errors) {
        byLabel.put(label, errors);
        return this;
    }

    private ForecastEvaluation evaluation() {
        ForecastEvaluator evaluator = ForecastEvaluator.of(metrics);
        int folds = byLabel.values().iterator().next().length;
        for (int fold = 0; fold < folds; fold++) {
            Map<String, Outcome> outcomes = new LinkedHashMap<>();
            for (Map.Entry<String, double[]> label : byLabel.entrySet()) {
                double error = label.getValue()[fold];
                TimeAxis step = AXIS.slice(4, 1);
                if (Double.isNaN(error)) {
                    var refusal = new Refusal("s", step, "as told");
                    outcomes.put(label.getKey(), refusal);
                    evaluator.refused(label.getKey(), fold, refusal);
                } else {
                    double[][] point = {{10 + error}};
                    outcomes.put(
                            label.getKey(),
                            Forecast.wrap("s", step, PointKind.MEDIAN, point, List.of(), new double[0][][]));
                }
            }
            if (outcomes.values().stream().anyMatch(Forecast.class::isInstance)) {
                evaluator.scored(Trial.of(fold, SERIES, SERIES.asOf(4, 0), 0, outcomes, Map.of()));
            }
        }
        return evaluator.evaluation();
    }

    Scores scores() {
        return new Scores(evaluation());
    }

    /** What stands behind them against a baseline; the folds are one step apart. */
    Optional<Evidence> evidence(String baseline) {
        ComparisonOptions options = ComparisonOptions.defaults().withReplications(200);
        return Evidence.of(evaluation(), baseline, 1, 1, List.of(), true, options);
    }
}
