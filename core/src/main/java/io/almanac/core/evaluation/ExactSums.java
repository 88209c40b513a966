package io.almanac.core.evaluation;

import java.util.Arrays;

/**
 * Some sums of doubles, each without rounding until it is read, as {@link ExactSum}: faster and smaller for terms of not
 * too different size.
 *
 * <p>A sum is kept as two doubles: a term goes to the first, and what that rounds off to the second, both exactly (Knuth
 * 1997, "The Art of Computer Programming", volume 2, section 4.2.2, theorem B). The second rounds only where terms differ
 * by many orders of magnitude; what it rounds off goes to an {@link ExactSum} that is made then. So the parts add up to
 * the exact sum at any time, and its rounded value depends on neither order nor grouping of the terms.
 */
final class ExactSums {

    private static final ExactSum[] NONE = {};

    private final double[] pairs; // of sum i: the first double at 2 i, the second after it
    private ExactSum[] rests = NONE; // as many as sums, or none at all

    ExactSums(int count) {
        pairs = new double[2 * count];
    }

    void add(int sum, double term) {
        int at = 2 * sum;
        double x = pairs[at];
        double first = x + term;
        double shift = first - x;
        double lost = (x - (first - shift)) + (term - shift);
        double y = pairs[at + 1];
        double second = y + lost;
        double move = second - y;
        double rest = (y - (second - move)) + (lost - move);
        pairs[at] = first;
        pairs[at + 1] = second;
        if (rest != 0) {
            rest(sum).add(rest);
        }
    }

    private ExactSum rest(int sum) {
        if (rests.length == 0) {
            rests = new ExactSum[pairs.length / 2];
            Arrays.setAll(rests, i -> new ExactSum());
        }
        return rests[sum];
    }

    /** Adds the sums of another one by one; there must be as many. */
    void add(ExactSums other) {
        for (int sum = 0; 2 * sum < pairs.length; sum++) {
            add(sum, other.pairs[2 * sum]);
            add(sum, other.pairs[2 * sum + 1]);
            if (other.rests.length > 0) {
                rest(sum).add(other.rests[sum]);
            }
        }
    }

    /** Makes all sums 0. */
    void clear() {
        Arrays.fill(pairs, 0);
        rests = NONE;
    }

    /** A sum, rounded once to the nearest double, ties to even. */
    double value(int sum) {
        if (rests.length == 0) {
            return pairs[2 * sum] + pairs[2 * sum + 1];
        }
        var all = new ExactSum();
        all.add(rests[sum]);
        all.add(pairs[2 * sum]);
        all.add(pairs[2 * sum + 1]);
        return all.value();
    }

    /** The sums from one on, as many as there is room for in {@code into}. */
    void values(int from, double[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = value(from + i);
        }
    }
}
