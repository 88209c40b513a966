package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoverageLimitsTest {

    @Test
    void theLimitsAreThoseOfScipy() {
        // src/test/reference/coverage_limits.py prints these (scipy 1.17).
        check(64.1777782759, 97.7301834857, new double[] {80, 90, 100, 70, 95}, 100, 100, 100, 100, 100);
        check(46.1499616807, 98.5269682008, new double[] {8, 19, 31}, 10, 20, 40);
    }

    @Test
    void unitsOfEqualCoverageCountAsOnePointEach() {
        // Three of three: the lower limit of Clopper and Pearson is 0.025^(1/3).
        check(100 * Math.cbrt(0.025), 100, new double[] {24, 24, 24}, 24, 24, 24);
        check(0, 100 - 100 * Math.cbrt(0.025), new double[] {0, 0, 0}, 24, 24, 24);
        check(8.7091623428, 99.9995263047, new double[] {20, 20}, 24, 24);
    }

    @Test
    void twoUnitsThatDisagreeWhollyTellNothing() {
        check(0, 100, new double[] {0, 24}, 24, 24);
    }

    @Test
    void fewerThanTwoUnitsHaveNoLimits() {
        assertEquals(Optional.empty(), limits(new double[] {}, new long[] {}));
        assertEquals(Optional.empty(), limits(new double[] {8}, new long[] {10}));
        // A unit without points is none.
        assertEquals(Optional.empty(), limits(new double[] {8, 0}, new long[] {10, 0}));
    }

    @Test
    void theCoverageLiesWithinTheLimitsWhateverTheUnits() {
        var random = new Random(12);
        for (int round = 0; round < 300; round++) {
            long[] points = random.longs(2 + random.nextInt(10), 1, 200).toArray();
            double share = random.nextDouble();
            double[] covered = Arrays.stream(points)
                    .mapToDouble(n -> Math.rint(n * Math.min(1, Math.max(0, share + 0.2 * random.nextGaussian()))))
                    .toArray();
            CoverageLimits limits = limits(covered, points).orElseThrow();
            double all =
                    100 * Arrays.stream(covered).sum() / Arrays.stream(points).sum();
            assertTrue(
                    0 <= limits.lower()
                            && limits.lower() <= all + 1e-9
                            && all - 1e-9 <= limits.upper()
                            && limits.upper() <= 100,
                    () -> all + " is outside of " + limits);
        }
    }

    private static void check(double lower, double upper, double[] covered, long... points) {
        CoverageLimits limits = limits(covered, points).orElseThrow();
        assertEquals(lower, limits.lower(), 1e-6);
        assertEquals(upper, limits.upper(), 1e-6);
        assertEquals(points.length, limits.units());
        assertEquals(CoverageLimits.Unit.FOLD, limits.unit());
    }

    private static Optional<CoverageLimits> limits(double[] covered, long[] points) {
        return CoverageLimits.of(CoverageLimits.Unit.FOLD, covered, points);
    }
}
