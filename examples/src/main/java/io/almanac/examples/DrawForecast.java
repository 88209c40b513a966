package io.almanac.examples;

import io.almanac.core.backtest.Backtest;
import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.series.SeriesSet;
import io.almanac.datasets.catalog.Datasets;
import io.almanac.datasets.rows.TableOptions;
import io.almanac.reports.ForecastChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Draws the Transformer's forecast of the last half year of a series beside what happened, as SVG. */
public final class DrawForecast {
    public static void main(String[] args) throws IOException {
        SeriesSet data =
                Datasets.open("bundled:co2-weekly", TableOptions.defaults()).inMemory();
        List<ForecastChart> charts = new ArrayList<>();
        Backtest.defaults()
                .run(
                        data,
                        Map.of("transformer", Forecasters.create("transformer")),
                        BacktestPlan.of(26, 1),
                        trial -> charts.add(
                                ForecastChart.of(trial.scored("transformer").orElseThrow(), 0)));
        String title = "CO2 at Mauna Loa, parts per million: half a year, forecast from the years before";
        Files.writeString(Path.of(args[0]), charts.get(0).withTitle(title).svg());
    }
}
