package io.almanac.forecasting.naive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.backtest.Backtest;
import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.BacktestSummary;
import io.almanac.core.backtest.ForecastArchive;
import io.almanac.core.backtest.Scored;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NaiveBacktestTest {

    private static final int HORIZON = 3;
    private static final BacktestPlan PLAN =
            BacktestPlan.of(HORIZON, 4).withStride(2).withGap(1).withRefitEvery(2);

    /** Whatever comes after a fold's cutoff, its forecasts stay the same to the last bit. */
    @ParameterizedTest
    @EnumSource(BacktestPlan.CutoffMode.class)
    void noForecastDependsOnWhatComesAfterItsCutoff(BacktestPlan.CutoffMode mode) {
        BacktestPlan plan = PLAN.withCutoffs(mode);
        for (long seed = 0; seed < 10; seed++) {
            SeriesSet data = Fixtures.random(seed);
            Map<String, List<Double>> before = forecasts(data, plan);
            assertTrue(!before.isEmpty());
            int end = data.stream().mapToInt(TimeSeries::length).max().orElse(0);
            for (int fold = 0; fold < plan.folds(); fold++) {
                int after = 1 + HORIZON + 2 * (plan.folds() - 1 - fold);
                boolean calendar = mode == BacktestPlan.CutoffMode.CALENDAR;
                List<TimeSeries> changed = new ArrayList<>();
                for (TimeSeries series : data.asList()) {
                    changed.add(perturbed(series, calendar ? end - after : series.length() - after, seed));
                }
                Map<String, List<Double>> perturbed = forecasts(SeriesSet.of(data.schema(), changed), plan);
                int same = 0;
                for (String key : before.keySet()) {
                    if (Integer.parseInt(key.substring(0, 1)) <= fold) {
                        assertEquals(before.get(key), perturbed.get(key), key);
                        same++;
                    }
                }
                assertTrue(same > 0);
                if (fold == 0) {
                    assertNotEquals(before, perturbed, "later folds must feel it");
                }
            }
        }
    }

    @Test
    void anArchiveGivesTheSameForecastsAgain(@TempDir Path folder) {
        SeriesSet data = Fixtures.random(3);
        List<String> resumed = new ArrayList<>();
        Backtest backtest = Backtest.defaults()
                .withArchive(ForecastArchive.at(folder))
                .withListener(new io.almanac.core.backtest.BacktestListener() {
                    @Override
                    public void resumed(String label, int fold) {
                        resumed.add(label + " " + fold);
                    }
                });
        Map<String, List<Double>> first = forecasts(backtest, data, PLAN);
        assertEquals(List.of(), resumed);
        assertEquals(first, forecasts(backtest, data, PLAN));
        assertEquals(2 * Fixtures.IDS.size(), resumed.size());
    }

    @Test
    void aFoldIsForecastOnItsOwnAsItIsTogetherWithOthers() {
        SeriesSet data = Fixtures.random(4);
        Map<String, List<Double>> all = forecasts(data, PLAN.withRefitEvery(1));
        Map<String, List<Double>> last =
                forecasts(data, BacktestPlan.of(HORIZON, 1).withGap(1));
        assertTrue(!last.isEmpty());
        // The only fold of the one is the last of the other.
        last.forEach((key, numbers) -> assertEquals(all.get("3" + key.substring(1)), numbers));
    }

    @Test
    void everySeriesIsForecastOrRefusedInEveryFold() {
        SeriesSet data = Fixtures.random(5);
        BacktestSummary summary = Backtest.defaults().run(data, labelled(), BacktestPlan.of(10, 6), scored -> {});
        assertTrue(!summary.refused().isEmpty(), "some series are too short for the first folds");
        assertEquals(
                (long) data.size() * 6 * Fixtures.IDS.size(),
                summary.scored() + summary.refused().size());
    }

    private static Map<String, Forecaster> labelled() {
        Map<String, Forecaster> labelled = new LinkedHashMap<>();
        Fixtures.IDS.forEach(id -> labelled.put(id, Forecasters.create(id)));
        return labelled;
    }

    private static Map<String, List<Double>> forecasts(SeriesSet data, BacktestPlan plan) {
        return forecasts(Backtest.defaults(), data, plan);
    }

    /** All numbers by fold, label and id. */
    private static Map<String, List<Double>> forecasts(Backtest backtest, SeriesSet data, BacktestPlan plan) {
        Map<String, List<Double>> all = new TreeMap<>();
        BacktestSink sink = trial -> trial.labels()
                .forEach(label -> trial.scored(label)
                        .ifPresent(scored -> all.put(
                                scored.fold() + " " + label + " "
                                        + scored.forecast().id(),
                                numbers(scored))));
        backtest.run(data, labelled(), plan, sink);
        return all;
    }

    private static List<Double> numbers(Scored scored) {
        Forecast forecast = scored.forecast();
        List<Double> numbers = new ArrayList<>();
        for (int channel = 0; channel < forecast.channels(); channel++) {
            for (int step = 0; step < forecast.horizon(); step++) {
                numbers.add(forecast.point(channel, step));
                for (int q = 0; q < forecast.quantiles().size(); q++) {
                    numbers.add(forecast.quantile(q, channel, step));
                }
            }
        }
        return numbers;
    }

    /** The series with other values from a step on, some of them missing. */
    private static TimeSeries perturbed(TimeSeries series, int from, long seed) {
        var random = new Random(seed);
        double[][] values = new double[series.schema().channels().size()][series.length()];
        for (int channel = 0; channel < values.length; channel++) {
            series.copyTo(channel, 0, values[channel]);
            for (int t = Math.max(0, from); t < series.length(); t++) {
                values[channel][t] = random.nextInt(5) == 0 ? Double.NaN : 1000 * random.nextGaussian();
            }
        }
        return TimeSeries.of(series.id(), series.schema(), series.axis(), values);
    }
}
