package io.almanac.examples;

import io.almanac.core.backtest.Backtest;
import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.evaluation.ForecastEvaluator;
import io.almanac.core.evaluation.PointMetrics;
import io.almanac.core.evaluation.ScaledMetrics;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import io.almanac.datasets.catalog.Datasets;
import io.almanac.datasets.rows.TableOptions;
import io.almanac.tribuo.LagOptions;
import io.almanac.tribuo.TribuoForecaster;
import java.util.LinkedHashMap;
import java.util.List;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.Huber;

/** Backtests a trainer of Tribuo beside the seasonal naive forecast and prints a table. */
public final class BacktestTribuo {
    public static void main(String[] args) {
        var data = Datasets.open("bundled:co2-weekly", TableOptions.defaults()).series();
        var trainer = new LinearSGDTrainer(new Huber(), new AdaGrad(0.03), 20, -1, 16, 1L);

        var forecasters = new LinkedHashMap<String, Forecaster>();
        forecasters.put(
                "huber", TribuoForecaster.of(trainer, LagOptions.defaults().withLags(104)));
        forecasters.put("seasonal-naive", Forecasters.create("seasonal-naive"));

        int season = data.schema().season();
        ForecastEvaluator evaluator = ForecastEvaluator.of(List.of(ScaledMetrics.mase(season), PointMetrics.mae()));
        Backtest.defaults().run(data, forecasters, BacktestPlan.of(13, 5), evaluator);
        System.out.println(evaluator.evaluation());
    }
}
