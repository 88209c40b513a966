package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each part that a configuration names, trained on its own. */
class TransformerPartsTest {

    /** Two waves half a turn apart. */
    private static final TimeSeries TRAIN = waves(200, 1);

    private static final TimeSeries TEST = waves(120, 9);

    private static TimeSeries waves(int length, int seed) {
        double[] first = Tiny.wave(length, seed);
        double[] later = Tiny.wave(length + 4, seed + 1);
        return Tiny.series(first, Arrays.copyOfRange(later, 4, length + 4));
    }

    static Stream<String> parts() {
        List<String> parts = new ArrayList<>(List.of(
                "tokens=step",
                "tokens=step channels=mixed",
                "tokens=patch patch=4 stride=2",
                "tokens=patch patch=3 stride=3",
                "tokens=patch channels=mixed",
                "tokens=channel channels=mixed",
                "tokens=channel channels=mixed channelEmbedding=true",
                "channelEmbedding=true",
                "observedFlag=false",
                "headWidth=0",
                "rank=4",
                "loss=mse",
                "loss=mae",
                "loss=huber",
                "loss=student_t paths=25"));
        for (String positions : List.of("none", "learnable", "both", "rotary")) {
            parts.add("positions=" + positions);
        }
        for (String normalisation : List.of("none", "mean_std", "last_value")) {
            for (String scale : List.of("false", "true")) {
                for (String cycle : List.of("0", "-1")) {
                    parts.add("normalisation=" + normalisation + " learntScale=" + scale + " cycle=" + cycle);
                }
            }
        }
        for (String positions : List.of("sinusoidal", "learnable", "both")) {
            parts.add("decoding=one_shot norm=pre learningRate=0.01 epochs=8 positions=" + positions);
            parts.add("decoding=autoregressive loss=mse positions=" + positions);
        }
        parts.add("decoding=one_shot channels=mixed decoderLayers=2 loss=student_t paths=25");
        parts.add("decoding=autoregressive loss=mae channels=mixed tokens=channel");
        return parts.stream();
    }

    @ParameterizedTest
    @MethodSource("parts")
    void itLearnsAWaveAndIsTheSameAfterALoad(String part, @TempDir Path folder) throws IOException {
        TransformerConfig config = Tiny.config(part);
        try (ForecastModel model = Tiny.fit(config, TRAIN)) {
            double error = (Tiny.error(model, TEST, 0, 40) + Tiny.error(model, TEST, 1, 40)) / 2;
            // The mean distance of a sine from its mean is 2 / pi = 0.64, that of the noise 0.08.
            assertTrue(error < 0.3, "error " + error);

            Path file = folder.resolve("m.almanac");
            ModelStore.save(model, file);
            List<TimeSeries> histories = Tiny.histories(TEST, 10, 30);
            try (ForecastModel loaded = ModelStore.load(file, "cpu")) {
                assertArrayEquals(
                        Tiny.numbers(model.forecast(histories, Tiny.HORIZON)),
                        Tiny.numbers(loaded.forecast(histories, Tiny.HORIZON)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decoding=autoregressive loss=mse",
                "decoding=one_shot loss=student_t paths=25 positions=both",
                "tokens=channel channels=mixed learntScale=true cycle=-1 dropout=0.2"
            })
    void theSameSeedGivesTheSameBits(String part) {
        TransformerConfig config = Tiny.config(part + " epochs=2");
        try (ForecastModel first = Tiny.fit(config, TRAIN);
                ForecastModel second = Tiny.fit(config, TRAIN)) {
            List<TimeSeries> histories = Tiny.histories(TEST, 10, 30);

            assertArrayEquals(
                    Tiny.numbers(first.forecast(histories, Tiny.HORIZON)),
                    Tiny.numbers(second.forecast(histories, Tiny.HORIZON)));
        }
    }

    /** The second channel is the first, which is noise, six steps later: known over the whole horizon. */
    private static TimeSeries lagged(int length, long seed) {
        double[] noise = new Random(seed).doubles(length + Tiny.HORIZON).toArray();
        return Tiny.series(
                Arrays.copyOfRange(noise, Tiny.HORIZON, length + Tiny.HORIZON), Arrays.copyOf(noise, length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokens=step", "tokens=patch patch=2 stride=1", "tokens=channel"})
    void mixedChannelsKnowWhatOneTellsOfTheOther(String tokens) {
        TimeSeries train = lagged(400, 1);
        TimeSeries test = lagged(150, 2);
        String common = " loss=mse context=8 learningRate=0.01 epochs=";
        String alone = tokens.equals("tokens=channel") ? "tokens=step" : tokens;
        try (ForecastModel mixed = Tiny.fit(Tiny.config(tokens + " channels=mixed" + common + 8 + " updatesPerEpoch=40"), train);
                ForecastModel independent = Tiny.fit(Tiny.config(alone + " channels=independent" + common + 1 + " updatesPerEpoch=1"), train)) {
            double told = Tiny.error(mixed, test, 1, 20);
            double untold = Tiny.error(independent, test, 1, 20);
            // The mean distance of uniform noise from its mean is 1/4, which alone is all that can be known.
            assertTrue(untold > 0.2, "alone " + untold);
            assertTrue(told < 0.65 * untold, "mixed " + told + " against " + untold);
        }
    }

    @Test
    void aLearntCycleGoesOnWhereTheContextIsTooShortToShowIt() {
        // A context of 2 steps of a season of 8 with a shape that two steps do not give away.
        double[] shape = {0, 0, 3, 0, 0, 5, 0, -4};
        double[] values = Tiny.wave(240, 3);
        Arrays.setAll(values, i -> values[i] - Math.sin(2 * Math.PI * i / 8) + shape[i % 8]);
        TimeSeries series = Tiny.series(values);
        String common = "context=2 loss=mae normalisation=none epochs=6";
        try (ForecastModel with = Tiny.fit(Tiny.config(common + " cycle=-1 learningRate=0.02"), series);
                ForecastModel without = Tiny.fit(Tiny.config(common), series)) {
            double cycle = Tiny.error(with, series, 0, 100);
            double none = Tiny.error(without, series, 0, 100);
            assertTrue(cycle < 0.4 && cycle < none / 2, "with " + cycle + ", without " + none);
        }
    }

    @Test
    void withoutOrderAOneShotDecoderStillTellsStepsApart() {
        TransformerConfig config = Tiny.config("decoding=one_shot positions=none epochs=1");
        try (ForecastModel model = Tiny.fit(config, TRAIN)) {
            Forecast forecast = Tiny.forecast(model, TEST);
            double[] points = new double[Tiny.HORIZON];
            Arrays.setAll(points, h -> forecast.point(0, h));

            assertEquals(
                    Tiny.HORIZON, Arrays.stream(points).distinct().count(), Arrays.toString(points));
        }
    }

    @Test
    void paddingAndWhatStandsInItChangeNothing() {
        for (String part : List.of(
                "tokens=step",
                "patch=4 stride=2",
                "patch=4 stride=4",
                "tokens=channel channels=mixed",
                "decoding=one_shot",
                "decoding=autoregressive loss=mse")) {
            try (ForecastModel model = Tiny.fit(Tiny.config(part + " epochs=1"), TRAIN)) {
                List<TimeSeries> all = List.of(TEST.asOf(7, 0), TEST.asOf(60, 0), TEST.asOf(9, 0), TEST);
                double[] together = Tiny.numbers(model.forecast(all, Tiny.HORIZON));
                double[] alone = all.stream()
                        .flatMapToDouble(history -> Arrays.stream(Tiny.numbers(model.forecast(List.of(history), Tiny.HORIZON))))
                        .toArray();

                assertArrayEquals(alone, together, part);
            }
        }
    }

    private static TimeSeries named(String id, TimeSeries series) {
        double[][] values = new double[2][series.length()];
        series.copyTo(0, 0, values[0]);
        series.copyTo(1, 0, values[1]);
        return TimeSeries.of(id, series.schema(), series.axis(), values);
    }

    @Test
    void seriesOfUnequalLengthsShareAModelAndTheShortestIsServed() {
        // All windows of the first begin before it; those of the others mostly do not.
        TimeSeries[] series = {named("a", waves(24, 3)), named("b", waves(50, 4)), named("c", waves(200, 5))};
        FitOptions options = FitOptions.of(Tiny.HORIZON).withValidation(8);
        try (ForecastModel model = Tiny.fit(Tiny.config(), options, series)) {
            for (int length : new int[] {8, 12, 15, 40}) {
                Forecast forecast = Tiny.forecast(model, TEST.asOf(length, 0));
                double error = 0;
                for (int h = 0; h < Tiny.HORIZON; h++) {
                    error += Math.abs(forecast.point(0, h) - TEST.value(0, length + h)) / Tiny.HORIZON;
                }
                assertTrue(error < 0.45, length + " steps: " + error);
            }
        }
    }
}
