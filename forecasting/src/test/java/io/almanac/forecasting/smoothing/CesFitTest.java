package io.almanac.forecasting.smoothing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.forecasting.local.LocalFit;
import io.almanac.forecasting.local.Probabilities;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CesFitTest {

    private static final Probabilities ASKED = new Probabilities(List.of(0.1, 0.9));
    private static final int HORIZON = 12;

    private static double[] series(int length) {
        var random = new Random(2);
        return IntStream.range(0, length)
                .mapToDouble(t -> 50 + 0.2 * t + 12 * (t % 4) + 2 * random.nextGaussian())
                .toArray();
    }

    private static CesFit fit(CesForm form, double... values) {
        return (CesFit) new CesMethod(List.of(form), 4).fit(values);
    }

    private static double[] points(LocalFit fit, double[] values, int begin) {
        return fit.forecast(values, begin, HORIZON, ASKED).points();
    }

    @ParameterizedTest
    @EnumSource
    void theVarianceIsThatOfTheEffectsOfTheShocks(CesForm form) {
        double[] values = series(60);
        CesFit fit = fit(form, values);
        double[] now = points(fit, values, 0);
        double[] longer = Arrays.copyOf(values, 61);
        longer[60] = now[0] + fit.deviation();
        double[] after = points(fit, longer, 0);
        double[] deviations = fit.forecast(values, 0, HORIZON, ASKED).deviations();
        double variance = fit.deviation() * fit.deviation();
        for (int h = 0; h < HORIZON; h++) {
            assertEquals(Math.sqrt(variance), deviations[h], 1e-9);
            variance += h + 1 < HORIZON ? Math.pow(after[h] - now[h + 1], 2) : 0;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFitIsRestoredFromItsNumbers(CesForm form) {
        CesFit fit = fit(form, series(60));
        LocalFit restored = new CesMethod(List.of(form), 4).restore(fit.numbers());
        assertArrayEquals(points(fit, series(70), 0), points(restored, series(70), 0), 0);
        assertArrayEquals(fit.numbers(), restored.numbers(), 0);
        assertEquals(fit.chosen(), restored.chosen());
    }

    @ParameterizedTest
    @EnumSource
    void newestStepsForecastAlmostAsTheWholeHistoryWithTheSeasonInPhase(CesForm form) {
        double[] values = series(121);
        CesFit fit = fit(form, Arrays.copyOf(values, 100));
        double[] whole = points(fit, values, 0);
        for (int begin : new int[] {21, 50, 51, 80}) {
            double[] newest = points(fit, Arrays.copyOfRange(values, begin, values.length), begin);
            // Of the form without season the level is anywhere between.
            assertArrayEquals(whole, newest, form == CesForm.NONE ? 15 : 4, form + " from " + begin);
        }
        for (int begin : new int[] {119, 120}) {
            double[] newest = points(fit, Arrays.copyOfRange(values, begin, values.length), begin);
            assertTrue(Arrays.stream(newest).allMatch(y -> y > 0 && y < 200), form + " " + Arrays.toString(newest));
        }
    }

    @Test
    void theFormIsTheOneWithTheLeastCriterionAndNoneWhereThereAreNoTwoSeasons() {
        var method = new CesMethod(List.of(CesForm.values()), 4);
        String chosen = method.fit(series(60)).chosen();
        assertTrue(List.of("CES(partial)", "CES(full)").contains(chosen), chosen);
        assertEquals("CES(none)", method.fit(series(7)).chosen());
        assertEquals("CES(none)", fit(CesForm.FULL, series(7)).chosen());
    }

    @Test
    void numbersThatAreNoneOfAFitAreRefused() {
        var method = new CesMethod(List.of(CesForm.FULL), 4);
        double[] numbers = fit(CesForm.FULL, series(60)).numbers();
        for (int i = 0; i < numbers.length; i++) {
            double[] broken = numbers.clone();
            broken[i] = Double.NaN;
            assertThrows(IllegalArgumentException.class, () -> method.restore(broken), "number " + i);
        }
        assertThrows(IllegalArgumentException.class, () -> method.restore(new double[0]));
        assertThrows(IllegalArgumentException.class, () -> method.restore(Arrays.copyOf(numbers, 6)));
        assertThrows(IllegalArgumentException.class, () -> method.restore(Arrays.copyOf(numbers, numbers.length - 1)));
        double[] other = numbers.clone();
        other[0] = 4;
        assertEquals(
                "a form of ces must be one of 0 to 3, was 4.0",
                assertThrows(IllegalArgumentException.class, () -> method.restore(other))
                        .getMessage());
    }
}
