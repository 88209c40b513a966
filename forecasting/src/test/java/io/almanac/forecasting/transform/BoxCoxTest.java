package io.almanac.forecasting.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.UnfitException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxCoxTest {

    /** From transform_reference.R. */
    private static final ReferenceTable R = new ReferenceTable(BoxCoxTest.class, "transform.csv");

    private static final double[] EXTREMES = {
        0, 1e-300, 1e-12, 0.5, 1, 3, 700, 800, 1e12, 1e200, Double.MAX_VALUE, Double.POSITIVE_INFINITY
    };

    @ParameterizedTest
    @ValueSource(strings = {"air", "growing", "square", "noise", "yearly"})
    void thePowerIsThatOfR(String series) {
        double[] values = R.get(series, "values");
        int season = (int) R.number(series, "season");
        // R's optimiser is content with 1.2e-4 of the interval around it.
        assertEquals(R.number(series, "lambda"), BoxCox.guerrero(values, season).lambda(), 2e-4);
        assertEquals(
                R.number(series, "lambdaWide"),
                BoxCox.guerrero(values, season, -1, 2).lambda(),
                4e-4);
    }

    @Test
    void thePowerIsTheBestOnAGrid() {
        double[] values = R.get("square", "values");
        double best = BoxCox.guerrero(values, 4, -1, 2).lambda();
        double least = variation(best, values, 4);
        for (double lambda = -1; lambda <= 2; lambda += 0.01) {
            assertTrue(variation(lambda, values, 4) >= least - 1e-12);
        }
    }

    /** Guerrero's measure by plain loops: values without a rest of a season. */
    private static double variation(double lambda, double[] values, int season) {
        double[] ratios = new double[values.length / season];
        for (int b = 0; b < ratios.length; b++) {
            double[] block = Arrays.copyOfRange(values, b * season, (b + 1) * season);
            ratios[b] = deviation(block) / Math.pow(mean(block), 1 - lambda);
        }
        return deviation(ratios) / mean(ratios);
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(
                DoubleStream.of(values).map(y -> (y - mean) * (y - mean)).sum() / (values.length - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"back-0.2", "back0", "back0.3", "back0.5", "back1"})
    void theWayBackIsThatOfR(String name) {
        var transform = new BoxCox(Double.parseDouble(name.substring(4)));
        double[] transformed = R.get(name, "values");
        double[] medians = R.get(name, "median");
        double[] means = R.get(name, "mean");
        for (int i = 0; i < transformed.length; i++) {
            assertEquals(medians[i], transform.median(transformed[i]), 1e-13 * medians[i]);
            if (!Double.isNaN(means[i])) { // R has 0 times infinity at 0
                assertEquals(means[i], transform.mean(transformed[i], 0.3), 1e-13 * means[i]);
            }
        }
    }

    @Test
    void theWayBackUndoesTheTransform() {
        var random = new Random(3);
        for (int round = 0; round < 1000; round++) {
            var transform = new BoxCox(random.nextInt(4) == 0 ? 0 : 3 * random.nextDouble() - 1);
            double value = Math.exp(random.nextGaussian());
            double back = transform.median(transform.apply(value));
            assertEquals(value, back, 1e-9 * value, "lambda " + transform.lambda());
            double larger = transform.apply(value * 1.001);
            assertTrue(larger > transform.apply(value));
            assertEquals(value, transform.mean(transform.apply(value), 0), 1e-9 * value);
        }
    }

    @Test
    void theMeanIsThatOfANormalVariableThatGoesBack() {
        // With λ = 1/2 the value is (1 + z/2)², whose mean is (1 + m/2)² + s²/4, exactly.
        assertEquals(Math.pow(1 + 3 / 2.0, 2) + 0.49 / 4, new BoxCox(0.5).mean(3, 0.7), 1e-13);
        // The logarithm's is exp(m + s²/2); the expansion ends after its second term.
        assertEquals(Math.exp(1 + 0.005), BoxCox.log().mean(1, 0.1), 1e-4);
        // With λ = 0.2 at m = 10 and s = 2, by 200,000 seeded draws.
        var random = new Random(4);
        double sum = 0;
        for (int i = 0; i < 200_000; i++) {
            sum += new BoxCox(0.2).median(10 + 2 * random.nextGaussian());
        }
        assertEquals(sum / 200_000, new BoxCox(0.2).mean(10, 2), 0.005 * sum / 200_000);
    }

    @Test
    void nothingGoesBackToInfinityOrToNoNumber() {
        for (double lambda : new double[] {-1, -0.5, -1e-9, 0, 1e-300, 1e-9, 0.2, 0.5, 1, 1.5, 2}) {
            var transform = new BoxCox(lambda);
            for (double magnitude : EXTREMES) {
                for (double z : new double[] {magnitude, -magnitude}) {
                    assertFinite(transform.median(z), transform + " of " + z);
                    for (double deviation : EXTREMES) {
                        double mean = transform.mean(z, deviation);
                        assertFinite(mean, transform + " of " + z + " and " + deviation);
                        assertTrue(mean >= 0);
                    }
                }
            }
            assertTrue(Double.isNaN(transform.median(Double.NaN)));
            assertTrue(Double.isNaN(transform.mean(Double.NaN, 1)));
            assertTrue(Double.isNaN(transform.apply(Double.NaN)));
        }
    }

    private static void assertFinite(double value, String of) {
        assertTrue(Double.isFinite(value), () -> of + " was " + value);
    }

    @Test
    void whatIsOutOfReachGoesBackToTheNearestEnd() {
        assertEquals(0, new BoxCox(0.5).median(-2.1));
        assertEquals(0, new BoxCox(0.5).mean(-2.1, 1));
        assertEquals(BoxCox.CEILING, new BoxCox(-0.5).median(2.1));
        assertEquals(BoxCox.CEILING, BoxCox.log().median(1000));
    }

    @Test
    void aSeriesWithAValueNotAboveZeroIsRefused() {
        Optional<String> reason = Optional.of("a logarithm or power needs values above 0, one is -2.0");
        assertEquals(reason, BoxCox.log().lacks(new double[] {1, Double.NaN, -2, 0}));
        assertEquals(Optional.empty(), BoxCox.log().lacks(new double[] {1, Double.NaN, 1e-300}));
        assertEquals(Optional.empty(), new Identity().lacks(new double[] {-1}));
        var thrown = assertThrows(UnfitException.class, () -> BoxCox.guerrero(new double[] {3, 0, 2}, 1));
        assertEquals("a logarithm or power needs values above 0, one is 0.0", thrown.getMessage());
    }

    @Test
    void whereNothingTellsThePowerIsOne() {
        double nan = Double.NaN;
        assertEquals(1, BoxCox.guerrero(new double[] {1, 2}, 1).lambda());
        assertEquals(
                1, BoxCox.guerrero(new double[] {1, 2, 4, 8, 1, 2, 4, 8}, 4).lambda(), "two seasons");
        assertEquals(1, BoxCox.guerrero(new double[] {5, 5, 5, 5, 5, 5}, 1).lambda());
        assertEquals(
                1, BoxCox.guerrero(new double[] {5, nan, 6, nan, 7, nan}, 1).lambda());
        assertEquals(1, BoxCox.guerrero(new double[0], 1).lambda());
    }

    @Test
    void missingValuesAreLeftOut() {
        double[] values = R.get("square", "values");
        double whole = BoxCox.guerrero(values, 4).lambda();
        values[17] = Double.NaN;
        assertEquals(whole, BoxCox.guerrero(values, 4).lambda(), 0.1);
    }

    @Test
    void thePowerDoesNotDependOnTheUnit() {
        double[] values = R.get("air", "values");
        double power = BoxCox.guerrero(values, 12, -1, 2).lambda();
        for (double unit : new double[] {1e-12, 1e12}) {
            double[] other = Arrays.stream(values).map(y -> unit * y).toArray();
            assertEquals(power, BoxCox.guerrero(other, 12, -1, 2).lambda(), 1e-4);
        }
    }

    @Test
    void wrongPowersAreRefused() {
        var thrown = assertThrows(IllegalArgumentException.class, () -> new BoxCox(2.5));
        assertEquals("lambda must be in [-1, 2], was 2.5", thrown.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new BoxCox(Double.NaN));
    }

    @Test
    void theIdentityLeavesAllAsItIs() {
        var identity = new Identity();
        assertEquals(-3, identity.apply(-3));
        assertEquals(-3, identity.median(-3));
        assertEquals(-3, identity.mean(-3, 7));
    }
}
