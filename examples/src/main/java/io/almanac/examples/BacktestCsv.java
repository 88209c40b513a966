package io.almanac.examples;

import io.almanac.core.backtest.Backtest;
import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.evaluation.ForecastEvaluator;
import io.almanac.core.evaluation.Metrics;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import io.almanac.datasets.catalog.Datasets;
import io.almanac.datasets.rows.TableOptions;
import java.util.LinkedHashMap;
import java.util.List;

/** Backtests two forecasters on a CSV file and prints a table. */
public final class BacktestCsv {
    public static void main(String[] args) {
        String file = args.length > 0 ? args[0] : "bundled:co2-weekly";
        var data = Datasets.open(file, TableOptions.defaults()).series();

        var forecasters = new LinkedHashMap<String, Forecaster>();
        forecasters.put("transformer", Forecasters.create("transformer"));
        forecasters.put("seasonal-naive", Forecasters.create("seasonal-naive"));

        var evaluator = ForecastEvaluator.of(Metrics.standard(data.schema(), List.of(0.1, 0.5, 0.9)));
        Backtest.defaults().run(data, forecasters, BacktestPlan.of(13, 5), evaluator);
        var columns = List.of("MAE", "sMAPE (0..200)", "coverage 80 (%)");
        System.out.println(evaluator.evaluation().table(columns));
    }
}
