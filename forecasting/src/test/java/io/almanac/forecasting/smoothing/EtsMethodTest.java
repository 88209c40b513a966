package io.almanac.forecasting.smoothing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.UnfitException;
import io.almanac.forecasting.local.InformationCriterion;
import io.almanac.forecasting.local.LocalForecast;
import io.almanac.forecasting.local.Probabilities;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EtsMethodTest {

    private static final double NAN = Double.NaN;
    private static final Probabilities ASKED = new Probabilities(List.of(0.1, 0.9));

    private static EtsFit fit(String model, int season, double... values) {
        return (EtsFit) new EtsMethod(model, season, InformationCriterion.AICC).fit(values);
    }

    private static double[] values(int length, IntToDoubleFunction at) {
        double[] values = new double[length];
        Arrays.setAll(values, at);
        return values;
    }

    private static double[] seasonal(int length, long seed) {
        var random = new Random(seed);
        return values(length, t -> (1 + 0.01 * t) * (1 + 0.2 * (t % 4)) * (1 + 0.02 * random.nextGaussian()));
    }

    private static double[] points(EtsFit fit, double[] values, int horizon) {
        LocalForecast forecast = fit.forecast(values, 0, horizon, ASKED);
        for (int h = 0; h < horizon; h++) {
            assertTrue(Double.isFinite(forecast.points()[h]), fit.toString());
            assertTrue(forecast.quantiles()[0][h] <= forecast.quantiles()[1][h], fit.toString());
            assertTrue(Double.isFinite(forecast.quantiles()[1][h] - forecast.quantiles()[0][h]), fit.toString());
        }
        return forecast.points();
    }

    /** A form with k parameters needs k + 2 values: ANN 5, AAN 7, AAdN 8, ANA of four steps 9. */
    @ParameterizedTest
    @CsvSource({
        "ANN, 2, 'ETS(A,N,N)'",
        "AAN, 3, 'ETS(A,N,N)'",
        "AAN, 6, 'ETS(A,N,N)'",
        "AAN, 7, 'ETS(A,A,N)'",
        "AAdN, 7, 'ETS(A,A,N)'",
        "AAdN, 8, 'ETS(A,Ad,N)'",
        "ANA, 8, 'ETS(A,N,N)'",
        "ANA, 9, 'ETS(A,N,A)'",
        "AAA, 10, 'ETS(A,A,N)'",
        "MNM, 4, 'ETS(A,N,N)'",
        "MNM, 5, 'ETS(M,N,N)'",
        "MNM, 9, 'ETS(M,N,M)'"
    })
    void shortSeriesGetTheFormThatTheirValuesAllow(String model, int length, String form) {
        double[] values = seasonal(length, 1);
        EtsFit fit = fit(model, 4, values);

        assertEquals(form, fit.chosen());
        points(fit, values, 6);
    }

    @Test
    void withFourValuesTheLastGoesOn() {
        // alpha = 0.9999 from a level of 1: errors 0, 0.2, then about -0.1 and 0.3; the last level is about the last
        // value.
        EtsFit fit = fit("ZZZ", 1, 1, 1.2, 1.1, 1.4);

        assertArrayEquals(new double[] {1.4, 1.4}, points(fit, new double[] {1, 1.2, 1.1, 1.4}, 2), 1e-3);
        assertEquals((0.04 + 0.01 + 0.09) / 3, fit.variance(), 1e-4);
    }

    @Test
    void aSeasonOfMoreThan24StepsIsLeftOutAndSaidSo() {
        double[] values = seasonal(150, 2);

        assertTrue(fit("ZZZ", 52, values).chosen().endsWith("N) without the season of 52 steps"));
        assertEquals("ETS(A,A,N)", fit("AAN", 52, values).chosen());
    }

    @Test
    void dataWithTrendAndGrowingSeasonGetThose() {
        EtsFit fit = fit("ZZZ", 4, seasonal(80, 3));

        assertEquals("ETS(M,A,M)", fit.chosen());
        double[] expected = values(8, h -> (1 + 0.01 * (80 + h)) * (1 + 0.2 * (h % 4)));
        assertArrayEquals(expected, points(fit, seasonal(80, 3), 8), 0.1);
    }

    @Test
    void zerosAndNegativeValuesGetAdditiveFormsOnly() {
        double[] values = values(60, t -> Math.sin(t) + t % 3 - 1);
        values[10] = 0;

        assertTrue(fit("ZZZ", 4, values).chosen().startsWith("ETS(A"));
        assertEquals(
                "the model MNN needs values above 0",
                assertThrows(UnfitException.class, () -> fit("MNN", 4, values)).getMessage());
    }

    @Test
    void missingValuesAreSkipped() {
        double[] whole = seasonal(80, 4);
        double[] gaps = whole.clone();
        for (int t : new int[] {5, 6, 7, 31, 50, 51, 79}) {
            gaps[t] = NAN;
        }
        double[] some = points(fit("MAM", 4, gaps), gaps, 8);

        assertArrayEquals(points(fit("MAM", 4, whole), whole, 8), some, 0.1);
    }

    @Test
    void aValueMissingAtTheEndIsOneMoreStepAhead() {
        double[] values = seasonal(60, 5);
        EtsFit fit = fit("MAM", 4, values);
        double[] longer = Arrays.copyOf(values, 62);
        longer[60] = NAN;
        longer[61] = NAN;
        LocalForecast late = fit.forecast(longer, 0, 4, ASKED);
        LocalForecast all = fit.forecast(values, 0, 6, ASKED);

        assertArrayEquals(Arrays.copyOfRange(all.points(), 2, 6), late.points(), 1e-12);
        assertArrayEquals(Arrays.copyOfRange(all.deviations(), 2, 6), late.deviations(), 1e-12);
    }

    @Test
    void aPerfectLineNeedsNoSeasonAndNoFading() {
        double[] values = values(40, t -> 0.5 + 0.05 * t);
        EtsFit fit = fit("ZZZ", 4, values);

        assertTrue(fit.chosen().endsWith(",A,N)"), fit.chosen());
        assertArrayEquals(new double[] {2.5, 2.55, 2.6}, points(fit, values, 3), 1e-6);
    }

    @Test
    void hardSeriesGetFiniteForecasts() {
        var random = new Random(6);
        double[] noise = values(48, t -> 1 + 0.3 * random.nextDouble());
        double[] outlier = noise.clone();
        outlier[20] = 1e6;
        double[] step = values(48, t -> t < 24 ? 0.01 : 2 + 0.1 * random.nextDouble());
        double[] spike = values(48, t -> t == 47 ? 60 : 1e-9);
        double[] ends = noise.clone();
        Arrays.fill(ends, 30, 48, NAN);
        double[] sparse = values(48, t -> t % 5 == 0 ? noise[t] : NAN);
        double[] alternating = values(48, t -> t % 2 == 0 ? 2 : 1e-6);
        double[] decaying = values(48, t -> 10 * Math.pow(0.5, t));
        double[] intermittent = values(48, t -> t % 7 == 0 ? 9 : 0);
        for (double[] values :
                List.of(noise, outlier, step, spike, ends, sparse, alternating, decaying, intermittent)) {
            for (String model : List.of("ZZZ", "ANN", "AAN", "AAdN", "AAA", "ZMZ")) {
                boolean additive = !model.equals("ZMZ") || Arrays.stream(values).allMatch(y -> !(y <= 0));
                if (additive) {
                    points(fit(model, 4, values), values, 30);
                }
            }
        }
    }

    @Test
    void aPowerOfTwoChangesNoForm() {
        for (int seed = 0; seed < 3; seed++) {
            double[] values = seasonal(40, seed);
            double[] doubled = values(40, t -> 2 * values[t]);

            EtsFit fit = fit("ZZZ", 4, values);
            assertEquals(fit.chosen(), fit("ZZZ", 4, doubled).chosen());
        }
    }

    @Test
    void numbersRestoreTheFitToTheBit() {
        double[] values = seasonal(60, 7);
        for (String model : List.of("ZZZ", "ANN", "MMdM", "AAdA")) {
            EtsMethod method = new EtsMethod(model, 4, InformationCriterion.AICC);
            EtsFit fit = (EtsFit) method.fit(values);
            EtsFit restored = (EtsFit) method.restore(fit.numbers());

            assertArrayEquals(points(fit, values, 9), points(restored, values, 9));
            assertEquals(fit.chosen(), restored.chosen());
            assertArrayEquals(fit.numbers(), restored.numbers());
        }
    }

    @Test
    void numbersOfNoFitAreRefused() {
        var method = new EtsMethod("ZZZ", 4, InformationCriterion.AICC);
        double[] numbers = fit("MAM", 4, seasonal(60, 7)).numbers();

        assertTrue(message(method, new double[] {1})
                .startsWith("a fit of ets needs 9 numbers and those of its state, was [1.0]"));
        assertTrue(
                message(method, Arrays.copyOf(numbers, numbers.length - 1)).startsWith("a fit of ets needs 9 numbers"));
        numbers[5] = NAN;
        assertTrue(message(method, numbers).startsWith("a fit of ETS(M,A,M) needs finite numbers"));
        numbers[1] = 0;
        assertEquals("a part must be N, A or M, was \\0".replace("\\0", "\0"), message(method, numbers));
    }

    private static String message(EtsMethod method, double[] numbers) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> method.restore(numbers))
                .getMessage());
    }

    @Test
    void aLongerHistoryIsFilteredWithTheFittedParameters() {
        double[] values = seasonal(60, 8);
        EtsFit fit = fit("MNM", 4, Arrays.copyOf(values, 40));
        var filter = new EtsFilter(fit.form(), values);
        filter.run(fit.start());

        assertArrayEquals(new EtsSpread(fit.form(), filter.state(), fit.variance()).points(5), points(fit, values, 5));
    }

    @Test
    void aHistoryThatBeginsLaterKeepsItsPlaceInTheSeason() {
        double[] values = seasonal(80, 9);
        for (String model : List.of("MAM", "AAA", "MNM")) {
            EtsFit fit = fit(model, 4, values);
            double[] whole = points(fit, values, 8);
            for (int begin : new int[] {41, 70}) {
                double[] newest = Arrays.copyOfRange(values, begin, 80);
                assertArrayEquals(
                        whole, fit.forecast(newest, begin, 8, ASKED).points(), 0.25, model + " from " + begin);
            }
        }
    }

    @Test
    void laterValuesThatAMultiplicativeFormCannotHaveAreRefusedOrPassedBy() {
        double[] values = seasonal(60, 10);
        EtsFit fit = fit("MAM", 4, values);
        double[] negative = values.clone();
        negative[59] = -1;
        double[] fallen = Arrays.copyOf(values, 100);
        Arrays.fill(fallen, 60, 100, 0);

        assertEquals(
                "ETS(M,A,M) needs values above 0, and there are negative ones",
                fit.lacks(negative).orElseThrow());
        assertTrue(fit.lacks(fallen).isEmpty());
        points(fit, fallen, 12);
    }
}
