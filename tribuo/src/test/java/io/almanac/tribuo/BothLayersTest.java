package io.almanac.tribuo;

import static io.almanac.tribuo.Fixtures.forecaster;
import static io.almanac.tribuo.Fixtures.seasonal;
import static io.almanac.tribuo.Fixtures.series;
import static io.almanac.tribuo.Fixtures.set;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.almanac.core.backtest.Backtest;
import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.evaluation.ForecastEvaluation;
import io.almanac.core.evaluation.ForecastEvaluator;
import io.almanac.core.evaluation.MetricId;
import io.almanac.core.evaluation.MetricTarget;
import io.almanac.core.evaluation.PointMetrics;
import io.almanac.core.evaluation.ScaledMetrics;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.MutableDataset;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluation;
import org.tribuo.regression.evaluation.RegressionEvaluator;

/** The same windows of the same model, scored by Almanac, by Tribuo's evaluator, and by this module's. */
class BothLayersTest {

    private static final String LABEL = "model";
    private static final BacktestPlan PLAN = BacktestPlan.of(5, 6).withStride(3).withGap(0);

    private final SeriesSet data =
            set(series("a", seasonal(1, 120)), series("b", seasonal(2, 90)), series("c", seasonal(3, 75)));

    @ParameterizedTest
    @ValueSource(strings = {"linear", "xgboost"})
    void almanacAndTribuoFindTheSameErrors(String id) {
        Forecaster recipe = forecaster(id, "lags=8", "strategy=DIRECT");
        ForecastEvaluator evaluator = ForecastEvaluator.of(
                List.of(PointMetrics.mae(), PointMetrics.rmse(), PointMetrics.smape(), ScaledMetrics.mase(4)));
        Backtest.defaults().run(data, Map.of(LABEL, recipe), PLAN, evaluator);
        ForecastEvaluation ours = evaluator.evaluation();

        MutableDataset<Regressor> windows = ForecastExamples.of(data, PLAN, 8);
        try (ForecastModel model = fittedAtTheFirstCutoff(recipe)) {
            AlmanacModel wrapped = AlmanacModel.of(model, 8);
            RegressionEvaluation theirs = new RegressionEvaluator().evaluate(wrapped, windows);
            ForecastRegressionEvaluation between = new ForecastRegressionEvaluator().evaluate(wrapped, windows);

            for (int step = 1; step <= PLAN.horizon(); step++) {
                var target = new MetricTarget.Step(step);
                Regressor dimension = new Regressor(LagFeatures.stepNames(5)[step - 1], Double.NaN);
                assertEquals(value(ours, target, "MAE"), theirs.mae(dimension), 1e-12);
                assertEquals(value(ours, target, "RMSE"), theirs.rmse(dimension), 1e-12);
                assertEquals(value(ours, target, "MAE"), between.ofStep("MAE", step), 1e-12);
                assertEquals(value(ours, target, "RMSE"), between.ofStep("RMSE", step), 1e-12);
                assertEquals(value(ours, target, "MASE (season 4)"), between.ofStep("MASE", step), 1e-12);
            }
            // Each step has as many points, so that the mean of steps is that of all points; not so for the root.
            assertEquals(value(ours, new MetricTarget.Overall(), "MAE"), theirs.averageMAE(), 1e-12);
            assertEquals(value(ours, new MetricTarget.Overall(), "MAE"), between.mae(), 1e-12);
            assertEquals(value(ours, new MetricTarget.Overall(), "RMSE"), between.rmse(), 1e-12);
            assertEquals(value(ours, new MetricTarget.Overall(), "sMAPE (0..200)"), between.smape(), 1e-12);
            assertEquals(value(ours, new MetricTarget.Overall(), "MASE (season 4)"), between.mase(), 1e-12);
        }
    }

    /** As the backtest does it: one fit on what was known at each series' first cutoff. */
    private ForecastModel fittedAtTheFirstCutoff(Forecaster recipe) {
        List<TimeSeries> known = data.asList().stream()
                .map(s -> s.asOf(s.length() - PLAN.testLength(), 0))
                .toList();
        var options = io.almanac.core.forecast.FitOptions.of(PLAN.horizon());
        return recipe.fit(SeriesSet.of(data.schema(), known), options);
    }

    private static double value(ForecastEvaluation evaluation, MetricTarget target, String metric) {
        return evaluation.get(new MetricId(LABEL, target, metric));
    }
}
