package io.almanac.reports.internal;

import io.almanac.core.backtest.Trial;
import io.almanac.core.evaluation.ForecastEvaluator;
import io.almanac.core.evaluation.PointMetrics;
import io.almanac.core.evaluation.ScaledMetrics;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.List;
import java.util.Map;

/**
 * Scores of forecasts with given errors, one step ahead, one fold each. The history 0, 2, 0, 2 has a mean absolute
 * difference of 2, which scales MASE; NaN as an error stands for an actual value that is missing.
 */
final class Errors {

    private static final TimeAxis AXIS = TimeAxis.integers(0, 5);
    private static final Schema SCHEMA = new Schema(AXIS.frequency(), List.of(1), List.of("y"), List.of());

    private final ForecastEvaluator evaluator =
            ForecastEvaluator.of(List.of(ScaledMetrics.mase(1), PointMetrics.mae(), PointMetrics.bias()));

    Errors add(String label, double... errors) {
        for (int fold = 0; fold < errors.length; fold++) {
            double actual = Double.isNaN(errors[fold]) ? Double.NaN : 10;
            double point = Double.isNaN(errors[fold]) ? 10 : 10 + errors[fold];
            var series = TimeSeries.wrap("s", SCHEMA, AXIS, new double[][] {{0, 2, 0, 2, actual}});
            var forecast = Forecast.wrap(
                    "s", AXIS.slice(4, 1), PointKind.MEAN, new double[][] {{point}}, List.of(), new double[0][][]);
            evaluator.scored(Trial.of(fold, series, series.asOf(4, 0), 0, Map.of(label, forecast), Map.of()));
        }
        return this;
    }

    Scores scores() {
        return new Scores(evaluator.evaluation(), 1);
    }
}
