package io.almanac.datasets.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds are five standard errors; seeds are fixed, so a run says the same every time. */
class DrawsTest {

    private static final int MANY = 200_000;

    @Test
    void normalNumbersHaveTheMomentsAndTheTailOfTheNormalDistribution() {
        Draws random = Draws.of(1, 0);
        double[] x = DoubleStream.generate(random::normal).limit(MANY).toArray();
        assertEquals(0, DoubleStream.of(x).average().orElseThrow(), 5 / Math.sqrt(MANY));
        // Var(x²) = 2, Var(x³) = 15, Var(x⁴) = 96.
        assertEquals(1, mean(x, 2), 5 * Math.sqrt(2.0 / MANY));
        assertEquals(0, mean(x, 3), 5 * Math.sqrt(15.0 / MANY));
        assertEquals(3, mean(x, 4), 5 * Math.sqrt(96.0 / MANY));
        // P(|x| < 0.5) = 0.382925, P(|x| < 1) = 0.682689, P(|x| < 2) = 0.954500, P(|x| < 3.654) = 0.999742 (R 4.2.2,
        // 2 * pnorm(q) - 1): in the layers, in the wedges and where the tail begins.
        double[] quantiles = {0.5, 1, 2, 3.654};
        double[] shares = {0.382925, 0.682689, 0.954500, 0.999742};
        for (int i = 0; i < quantiles.length; i++) {
            double q = quantiles[i];
            double share = DoubleStream.of(x).filter(v -> Math.abs(v) < q).count() / (double) MANY;
            assertEquals(shares[i], share, 5 * Math.sqrt(shares[i] * (1 - shares[i]) / MANY), "below " + q);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1, 7.5})
    void gammaNumbersHaveMeanAndVarianceOfTheirShape(double shape) {
        Draws random = Draws.of(2, 0);
        double[] x =
                DoubleStream.generate(() -> random.gamma(shape)).limit(MANY).toArray();
        double mean = DoubleStream.of(x).average().orElseThrow();
        assertEquals(shape, mean, 5 * Math.sqrt(shape / MANY));
        // The fourth central moment is 3 shape² + 6 shape.
        double variance =
                DoubleStream.of(x).map(v -> (v - shape) * (v - shape)).average().orElseThrow();
        assertEquals(shape, variance, 5 * Math.sqrt((2 * shape * shape + 6 * shape) / MANY));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.4, 9.9, 10, 47, 3_000})
    void poissonNumbersHaveTheProbabilitiesOfTheirMean(double mean) {
        Draws random = Draws.of(3, 0);
        int most = (int) (mean + 12 * Math.sqrt(mean) + 12);
        int[] counts = new int[most];
        for (int i = 0; i < MANY; i++) {
            counts[(int) random.poisson(mean)]++;
        }
        double probability = Math.exp(-mean);
        for (int k = 0; k < most; k++) {
            if (mean < 700) { // where exp(-mean) is no longer a number, the logarithm below takes over
                probability = k == 0 ? Math.exp(-mean) : probability * mean / k;
            } else {
                probability = Math.exp(k * Math.log(mean) - mean - Draws.logFactorial(k));
            }
            double bound = 5 * Math.sqrt(probability * (1 - probability) / MANY) + 6.0 / MANY;
            assertEquals(probability, counts[k] / (double) MANY, bound, "P(" + k + ")");
        }
    }

    @Test
    void theLogarithmOfAFactorialIsTheSumOfLogarithms() {
        double sum = 0;
        for (int k = 0; k < 500; k++) {
            sum += k == 0 ? 0 : Math.log(k);
            assertEquals(sum, Draws.logFactorial(k), 1e-9 * (1 + sum), "k = " + k);
        }
    }

    @Test
    void logUniformNumbersAreAsOftenInEachOctave() {
        Draws random = Draws.of(4, 0);
        int[] octaves = new int[3];
        for (int i = 0; i < 30_000; i++) {
            double x = random.logUniform(2, 16);
            assertTrue(x >= 2 && x < 16);
            octaves[(int) (Math.log(x / 2) / Math.log(2))]++;
        }
        for (int count : octaves) {
            assertEquals(10_000, count, 5 * Math.sqrt(30_000 * 2.0 / 9));
        }
    }

    @Test
    void positionsHaveNumbersOfTheirOwn() {
        double[] first = first(Draws.of(7, 3));
        assertArrayEquals(first, first(Draws.of(7, 3)));
        assertNotEquals(first[0], first(Draws.of(7, 4))[0]);
        assertNotEquals(first[0], first(Draws.of(8, 3))[0]);
        assertNotEquals(first[0], first(Draws.of(7, 3).split())[0]);
    }

    @Test
    void theBitsAreThoseOfEveryJavaVersion() {
        // Printed by this code on JDK 17.0.15 and on JDK 25.0.3, compiled and interpreted.
        Draws random = Draws.of(1, 2);
        assertEquals(0.9321470343535753, random.uniform());
        assertEquals(0.48411311641426663, random.normal());
        assertEquals(0.1678939470341519, random.gamma(0.5));
        assertEquals(1_017, random.poisson(1_000));
    }

    private static double[] first(Draws random) {
        return DoubleStream.generate(random::uniform).limit(4).toArray();
    }

    private static double mean(double[] x, int power) {
        return DoubleStream.of(x).map(v -> Math.pow(v, power)).average().orElseThrow();
    }
}
