package io.almanac.core.comparison;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction: p values of several tests, raised so that comparing each with alpha is wrong anywhere with a chance
 * of at most alpha, however the tests depend on each other.
 *
 * <p>Source: Holm 1979, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics
 * 6(2).
 */
public final class Holm {

    private Holm() {}

    /**
     * Adjusts p values: the i-th smallest of m becomes the largest of {@code (m - j + 1) p_j} over j up to i, at most 1.
     *
     * @param pValues in [0, 1]; NaN for what was not tested, which stays NaN and does not count into m
     * @return adjusted values in the same order; a new array
     */
    public static double[] adjust(double[] pValues) {
        for (double p : pValues) {
            if (p < 0 || p > 1) {
                throw new IllegalArgumentException("p value must be in [0, 1] or NaN, was " + p);
            }
        }
        int[] tested = IntStream.range(0, pValues.length)
                .filter(i -> !Double.isNaN(pValues[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[pValues.length];
        Arrays.fill(adjusted, Double.NaN);
        double largest = 0;
        for (int i = 0; i < tested.length; i++) {
            largest = Math.max(largest, Math.min(1, (tested.length - i) * pValues[tested[i]]));
            adjusted[tested[i]] = largest;
        }
        return adjusted;
    }
}
