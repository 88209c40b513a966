package io.almanac.forecasting.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LagRidgeForecasterTest {

    private static final double NAN = Double.NaN;

    @TempDir
    private Path folder;

    @Test
    void seriesOfUnlikeShapeEachGoOnTheirOwnWay() {
        // Period 4 in common, but each series has a profile of its own: the common weights alone see a blur.
        List<TimeSeries> all = new ArrayList<>();
        var random = new Random(1);
        double[][] profiles = new double[6][];
        for (int i = 0; i < profiles.length; i++) {
            double[] profile = random.doubles(4, -10, 10).toArray();
            profiles[i] = profile;
            all.add(series("s" + i, SeriesOf.values(60, t -> profile[t % 4] + 0.1 * random.nextGaussian())));
        }
        ForecastModel model = fit(SeriesOf.set(all.toArray(TimeSeries[]::new)), 8, Map.of());
        List<Outcome> outcomes = model.forecast(all, 8);
        for (int i = 0; i < profiles.length; i++) {
            for (int h = 0; h < 8; h++) {
                assertEquals(profiles[i][(60 + h) % 4], ((Forecast) outcomes.get(i)).point(0, h), 0.5);
            }
        }
    }

    @Test
    void whatMultipliesIsRegressedOnLogarithms() {
        SeriesSet data = multiplied();
        ForecastModel model = fit(data, 4, Map.of());
        assertTrue(model.provenance().notes().contains("logarithms of channels that are above 0"));
        Forecast forecast = (Forecast) model.forecast(data.asList(), 4).get(0);
        assertEquals(PointKind.MEDIAN, forecast.pointKind());
        for (int h = 0; h < 4; h++) {
            assertEquals(2 * Math.sin(Math.PI / 2 * (60 + h)) + 0.02 * (60 + h), Math.log(forecast.point(0, h)), 0.6);
        }
        Forecast plain = (Forecast)
                fit(data, 4, Map.of("log", "NEVER")).forecast(data.asList(), 4).get(0);
        assertEquals(PointKind.MEAN, plain.pointKind());
    }

    /** Eight series with 2 % a step, a season of which the peak is fifty times the trough, and noise of a quarter. */
    private static SeriesSet multiplied() {
        var random = new Random(2);
        TimeSeries[] all = new TimeSeries[8];
        Arrays.setAll(
                all,
                i -> series(
                        "g" + i,
                        SeriesOf.values(
                                60,
                                t -> (i + 1)
                                        * Math.exp(2 * Math.sin(Math.PI / 2 * t)
                                                + 0.02 * t
                                                + 0.25 * random.nextGaussian()))));
        return SeriesOf.set(all);
    }

    @ParameterizedTest(name = "a factor of {0} is a factor of the forecasts")
    @ValueSource(doubles = {0x1p-40, 0x1p40})
    void unitsDoNotMatter(double factor) {
        SeriesSet data = SeriesOf.random(3);
        SeriesSet other = SeriesSet.of(
                data.schema(),
                data.stream()
                        .map(one -> one.withValues(new double[][] {scaled(one, 0, factor), scaled(one, 1, factor)}))
                        .toList());
        double[] numbers = Numbers.of(fit(data, 6, Map.of()), data.asList(), 6);
        double[] scaled = Numbers.of(fit(other, 6, Map.of()), other.asList(), 6);
        double size = Arrays.stream(numbers).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < numbers.length; i++) {
            assertEquals(numbers[i], scaled[i] / factor, 1e-9 * size);
        }
    }

    private static double[] scaled(TimeSeries series, int channel, double factor) {
        return SeriesOf.values(series.length(), t -> factor * series.value(channel, t));
    }

    @Test
    void badSeriesDoNotHarmTheOthers() {
        var random = new Random(4);
        double[] good = SeriesOf.values(40, t -> 20 + 5 * (t % 4) + random.nextGaussian());
        double[] ends = good.clone();
        Arrays.fill(ends, 0, 6, NAN);
        Arrays.fill(ends, 37, 40, NAN);
        double[] outlier = good.clone();
        outlier[38] = 1e12;
        double[] jump = SeriesOf.values(40, t -> t < 38 ? 1 : 1e6);
        List<TimeSeries> all = List.of(
                series("good", good),
                series("constant", SeriesOf.values(40, t -> 7)),
                series("zeros", new double[40]),
                series("one", 3),
                series("two", 3, 4),
                series("five", 3, 4, 3, 4, 5),
                series("nan", NAN, NAN, NAN),
                series("ends", ends),
                series("negative", SeriesOf.values(40, t -> -good[t])),
                series("large", SeriesOf.values(40, t -> 1e12 * good[t])),
                series("small", SeriesOf.values(40, t -> 1e-12 * good[t])),
                series("outlier", outlier),
                series("jump", jump));
        SeriesSet data = SeriesOf.set(all.toArray(TimeSeries[]::new));
        for (String log : List.of("CHOSEN", "ALWAYS", "NEVER")) {
            List<Outcome> outcomes = fit(data, 5, Map.of("log", log)).forecast(all, 5);
            for (Outcome outcome : outcomes) {
                if (outcome.id().equals("nan")) {
                    assertEquals(
                            "channel c0: there is no observed value",
                            assertInstanceOf(Refusal.class, outcome).reason());
                } else {
                    // Forecast.wrap refuses what is not finite
                    assertInstanceOf(Forecast.class, outcome, outcome.toString());
                }
            }
            for (int h = 0; h < 5; h++) {
                assertEquals(7, ((Forecast) outcomes.get(1)).point(0, h), 1e-9);
                assertEquals(20 + 5 * (h % 4), ((Forecast) outcomes.get(0)).point(0, h), 5);
            }
        }
    }

    @Test
    void aSeriesThatWasNotFittedGetsTheCommonRegression() {
        SeriesSet data = multiplied();
        ForecastModel model = fit(data, 4, Map.of());
        TimeSeries known = data.get(2);
        double[] values = new double[known.length()];
        known.copyTo(0, 0, values);
        Forecast own = (Forecast) model.forecast(List.of(known), 4).get(0);
        Forecast stranger =
                (Forecast) model.forecast(List.of(series("new", values)), 4).get(0);
        for (int h = 0; h < 4; h++) {
            assertEquals(Math.log(own.point(0, h)), Math.log(stranger.point(0, h)), 0.5);
        }
        values[59] = 0;
        Refusal refusal = assertInstanceOf(
                Refusal.class, model.forecast(List.of(series("g2", values)), 4).get(0));
        assertEquals(
                "channel c0 has a value of 0 or below among its newest steps; logarithms were fitted",
                refusal.reason());
    }

    @Test
    void aForecastReachesOverMissingStepsAtTheEnd() {
        SeriesSet data = multiplied();
        ForecastModel model = fit(data, 4, Map.of());
        TimeSeries history = data.get(0).asOf(50, 0);
        double[] values = new double[52];
        Arrays.fill(values, NAN);
        for (int t = 0; t < 50; t++) {
            values[t] = history.value(0, t);
        }
        Forecast whole = (Forecast) model.forecast(List.of(history), 4).get(0);
        Forecast late =
                (Forecast) model.forecast(List.of(series("g0", values)), 2).get(0);
        assertEquals(whole.point(0, 2), late.point(0, 0));
        assertEquals(whole.quantile(0, 0, 3), late.quantile(0, 0, 1));
    }

    @Test
    void intervalsHoldAboutWhatTheySay() {
        var random = new Random(6);
        TimeSeries[] all = new TimeSeries[300];
        for (int i = 0; i < all.length; i++) {
            double[] values = new double[66];
            for (int t = 1; t < values.length; t++) {
                values[t] = 0.7 * values[t - 1] + (1 + i % 5) * random.nextGaussian();
            }
            all[i] = series("s" + i, values);
        }
        SeriesSet past = SeriesSet.of(
                all[0].schema(), Arrays.stream(all).map(one -> one.asOf(60, 0)).toList());
        List<Outcome> outcomes = fit(past, 6, Map.of()).forecast(past.asList(), 6);
        int within = 0;
        for (int i = 0; i < all.length; i++) {
            Forecast forecast = (Forecast) outcomes.get(i);
            int low = forecast.quantiles().indexOf(0.1);
            int high = forecast.quantiles().indexOf(0.9);
            for (int h = 0; h < 6; h++) {
                double actual = all[i].value(0, 60 + h);
                within += forecast.quantile(low, 0, h) <= actual && actual <= forecast.quantile(high, 0, h) ? 1 : 0;
            }
        }
        assertEquals(0.8, within / 1800.0, 0.04);
    }

    @Test
    void validationStepsAreFittedToUnlessToldOtherwise() {
        SeriesSet data = multiplied();
        double[] with = Numbers.of(fit(data, 4, Map.of("lags", "5")), data.asList(), 4);
        double[] without = Numbers.of(fit(data, 4, Map.of("lags", "5", "refit", "false")), data.asList(), 4);
        assertTrue(!Arrays.equals(with, without));
    }

    @Test
    void aLoadedModelForecastsTheSameBits() throws IOException {
        SeriesSet data = SeriesOf.random(5);
        ForecastModel model = fit(data, 6, Map.of());
        Path file = folder.resolve("m.almanac");
        ModelStore.save(model, file);
        ForecastModel loaded = ModelStore.load(file, "cpu");
        assertEquals(model.provenance(), loaded.provenance());
        assertArrayEquals(Numbers.of(model, data.asList(), 6), Numbers.of(loaded, data.asList(), 6));
        ModelStore.save(fit(data, 6, Map.of()), folder.resolve("again.almanac"));
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(folder.resolve("again.almanac")));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThrows(ModelFileException.class, () -> ModelStore.load(file, "cpu"));
    }

    @Test
    void whatCantBeFittedIsSaid() {
        UnfitException thrown =
                assertThrows(UnfitException.class, () -> fit(SeriesOf.set(series("a", 1, 2)), 2, Map.of()));
        assertEquals(
                "lag-ridge finds nothing to regress: 2 lags need a run of 3 steps without a missing value, the longest has"
                        + " 2",
                thrown.getMessage());
        assertEquals(
                "lags must be at least 2 and ascending, was [3, 3]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new LagRidgeConfig(List.of(3, 3), RidgeConfig.Choice.CHOSEN, true))
                        .getMessage());
        FitListener stop = new FitListener() {
            @Override
            public void progress(FitProgress progress) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        SeriesSet data = multiplied();
        assertThrows(
                CancellationException.class,
                () -> Forecasters.create("lag-ridge").fit(data, FitOptions.of(4).withListener(stop)));
        assertThrows(
                IllegalArgumentException.class, () -> fit(data, 4, Map.of()).forecast(data.asList(), 5));
    }

    private static TimeSeries series(String id, double... values) {
        return SeriesOf.channels(id, 4, values);
    }

    private static ForecastModel fit(SeriesSet data, int horizon, Map<String, String> settings) {
        return Forecasters.create("lag-ridge", settings).fit(data, FitOptions.of(horizon));
    }
}
