package io.almanac.forecasting.smoothing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Series of all kinds: a forecast of finite numbers whose quantiles ascend, or a refusal with the series' id. */
class ThetaCesHardSeriesTest {

    private static final double NAN = Double.NaN;
    private static final int HORIZON = 10;
    private static final int SEASON = 4;

    private static TimeSeries series(String id, double... values) {
        var schema = new Schema(Frequency.parse("step"), List.of(SEASON), List.of("y"), List.of());
        return TimeSeries.of(id, schema, TimeAxis.integers(0, values.length), new double[][] {values});
    }

    private static double[] values(int length, IntToDoubleFunction at) {
        return IntStream.range(0, length).mapToDouble(at).toArray();
    }

    private static double[] seasonal(int length) {
        var random = new Random(3);
        return values(length, t -> (100 + t) * (1 + (t % SEASON) / 10.0) + 4 * random.nextGaussian());
    }

    private static Outcome outcome(String id, double... values) {
        return outcome(id, Map.of(), values);
    }

    private static Outcome outcome(String id, Map<String, String> settings, double... values) {
        TimeSeries series = series("s", values);
        try (var model = Forecasters.create(id, settings).fit(SeriesSet.of(series), FitOptions.of(HORIZON))) {
            return model.forecast(List.of(series), HORIZON).get(0);
        }
    }

    private static double[] points(Outcome outcome) {
        Forecast forecast = assertInstanceOf(Forecast.class, outcome, outcome.toString());
        double[] points = values(HORIZON, h -> forecast.point(0, h));
        for (int h = 0; h < HORIZON; h++) {
            double before = Double.NEGATIVE_INFINITY;
            for (int q = 0; q < forecast.quantiles().size(); q++) {
                double quantile = forecast.quantile(q, 0, h);
                assertTrue(Double.isFinite(quantile) && quantile >= before, forecast.toString());
                before = quantile;
            }
        }
        assertTrue(Arrays.stream(points).allMatch(Double::isFinite), Arrays.toString(points));
        return points;
    }

    @ParameterizedTest
    @ValueSource(strings = {"theta", "dynamic-theta", "ces"})
    void aConstantGoesOn(String id) {
        assertArrayEquals(values(HORIZON, h -> 7.5), points(outcome(id, values(20, t -> 7.5))), 0);
        assertArrayEquals(values(HORIZON, h -> 0), points(outcome(id, values(20, t -> 0))), 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"theta", "dynamic-theta", "ces"})
    void tooFewValuesAreRefusedWithTheirNumber(String id) {
        int least = id.equals("ces") ? 5 : 4;
        for (int length = 1; length < 7; length++) {
            double[] values = values(length, t -> 3 + t * t % 5);
            Outcome outcome = outcome(id, values);
            if (length >= least) {
                points(outcome);
                continue;
            }
            Refusal refusal = assertInstanceOf(Refusal.class, outcome, outcome.toString());
            assertEquals("s", refusal.id());
            assertEquals(
                    "channel y: too few observed values when the model was fitted: " + length + ", needs "
                            + (length < 2 ? 2 : least),
                    refusal.reason());
        }
        assertInstanceOf(Refusal.class, outcome(id, NAN, NAN, NAN, NAN, NAN, NAN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"theta", "dynamic-theta", "ces"})
    void valuesMissingAtTheBeginningChangeNothingAndThoseAtTheEndAreForecastOver(String id) {
        double[] whole = seasonal(48);
        double[] late = values(52, t -> t < 4 ? NAN : whole[t - 4]);
        assertArrayEquals(points(outcome(id, whole)), points(outcome(id, late)), 1e-9);
        double[] early = Arrays.copyOf(whole, 50);
        Arrays.fill(early, 48, 50, NAN);
        // Two steps later in the same forecast.
        assertArrayEquals(
                Arrays.copyOfRange(points(outcome(id, whole)), 2, HORIZON),
                Arrays.copyOf(points(outcome(id, early)), HORIZON - 2),
                1e-9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"theta", "dynamic-theta", "ces"})
    void gapsAreBridged(String id) {
        var random = new Random(5);
        double[] values = seasonal(60);
        double[] whole = points(outcome(id, values));
        for (int i = 0; i < 12; i++) {
            values[1 + random.nextInt(57)] = NAN;
        }
        double[] points = points(outcome(id, values));
        for (int h = 0; h < HORIZON; h++) {
            assertEquals(whole[h], points[h], 25, "step " + h);
        }
        points(outcome(id, values(40, t -> t % 7 == 0 ? 10 + t % 3 : NAN)));
        points(outcome(id, values(6000, t -> t == 0 || t > 5980 ? 10 + t % 5 : NAN)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"theta", "dynamic-theta", "ces"})
    void zerosNegativesOutliersStepsAndShortSeasonsAreForecast(String id) {
        var random = new Random(7);
        points(outcome(id, values(40, t -> t % 3 == 0 ? random.nextInt(5) : 0)));
        points(outcome(id, values(40, t -> t == 20 ? 1 : 0)));
        points(outcome(id, values(40, t -> 10 * Math.sin(t * Math.PI / 2) - 3 + random.nextGaussian())));
        points(outcome(id, values(40, t -> (t % SEASON == 1 ? 0 : 20) + random.nextDouble())));
        points(outcome(id, values(40, t -> t == 30 ? 1e9 : 100 + t)));
        points(outcome(id, values(40, t -> t == 39 ? -1e9 : 100 + t)));
        points(outcome(id, values(40, t -> t < 20 ? 5 : 5000)));
        points(outcome(id, values(40, t -> 3 + 2 * t)));
        points(outcome(id, values(40, t -> 10 + t % SEASON)));
        points(outcome(id, values(40, t -> Math.exp(t))));
        points(outcome(id, values(9, t -> 4 + t % SEASON + random.nextDouble())));
        points(outcome(id, Map.of("season", "24"), seasonal(30)));
        points(outcome(id, Map.of("season", "1000"), seasonal(30)));
        points(outcome(id, Map.of("season", "2"), seasonal(30)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"theta", "dynamic-theta", "ces"})
    void unitsDontMatter(String id) {
        double[] values = seasonal(50);
        double[] points = points(outcome(id, values));
        for (double unit : new double[] {0x1p40, 0x1p-40}) { // about 1e12: to the bit, as no digit changes
            assertArrayEquals(
                    Arrays.stream(points).map(y -> y * unit).toArray(),
                    points(outcome(id, Arrays.stream(values).map(y -> y * unit).toArray())),
                    0);
        }
        for (double unit : new double[] {1e12, 1e-12, 1e300, 1e-300}) {
            points(outcome(id, Arrays.stream(values).map(y -> y * unit).toArray()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"theta", "dynamic-theta", "ces"})
    void manyRandomSeriesAreForecast(String id) {
        var random = new Random(11);
        for (int round = 0; round < 60; round++) {
            int length = 5 + random.nextInt(40);
            double spread = Math.exp(3 * random.nextGaussian());
            double[] values = values(
                    length,
                    t -> random.nextInt(8) == 0 ? NAN : 10 * random.nextInt(3) + spread * random.nextGaussian());
            Outcome outcome = outcome(id, values);
            if (outcome instanceof Forecast) {
                points(outcome);
            }
        }
    }
}
