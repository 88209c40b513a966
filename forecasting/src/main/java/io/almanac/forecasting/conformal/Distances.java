package io.almanac.forecasting.conformal;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;

/** How far quantiles lie from their base at each step of each channel. Immutable. */
final class Distances {

    private final double[][][] values; // (quantile, channel, step)
    private final int fewest;

    /**
     * Distances that keep the array.
     *
     * @param values (quantile, channel, step); NaN where there were too few scores
     * @param fewest the smallest number of scores that any step of any channel had
     */
    Distances(double[][][] values, int fewest) {
        this.values = values;
        this.fewest = fewest;
    }

    /**
     * From the errors at some cutoffs, each shaped (base, channel, step), NaN where not known.
     *
     * @param channels of all of them
     * @param steps    of all of them
     */
    static Distances of(
            ConformalMethod method, List<Double> quantiles, Collection<double[][][]> errors, int channels, int steps) {
        double[][][] values = new double[quantiles.size()][channels][steps];
        int bases = errors.isEmpty() ? 1 + quantiles.size() : errors.iterator().next().length;
        double[][] column = new double[bases][errors.size()];
        int fewest = Integer.MAX_VALUE;
        for (int channel = 0; channel < channels; channel++) {
            for (int step = 0; step < steps; step++) {
                int score = 0;
                for (double[][][] one : errors) {
                    for (int base = 0; base < bases; base++) {
                        column[base][score] = one[base][channel][step];
                    }
                    score++;
                }
                int known = (int)
                        Arrays.stream(column[0]).filter(e -> !Double.isNaN(e)).count();
                fewest = Math.min(fewest, known);
                double[] distances = method.distances(quantiles, column);
                for (int q = 0; q < distances.length; q++) {
                    values[q][channel][step] = distances[q];
                }
            }
        }
        return new Distances(values, fewest);
    }

    /** The smallest number of scores that any step of any channel had. */
    int fewest() {
        return fewest;
    }

    /** All numbers in the order of (quantile, channel, step). */
    DoubleStream flat() {
        return Arrays.stream(values).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream);
    }

    /** The same times a number for each channel. */
    Distances times(double[] scales) {
        double[][][] scaled = new double[values.length][scales.length][];
        for (int q = 0; q < values.length; q++) {
            for (int channel = 0; channel < scales.length; channel++) {
                double scale = scales[channel];
                scaled[q][channel] = Arrays.stream(values[q][channel])
                        .map(distance -> distance * scale)
                        .toArray();
            }
        }
        return new Distances(scaled, fewest);
    }

    /**
     * Quantiles at these distances from their bases. Where two levels cross, the wider one moves outwards: neither
     * holds less than its own interval would.
     *
     * @param bases     (base, channel, step): one of all quantiles, or the points and one for each
     * @param quantiles their probabilities
     * @return (quantile, channel, step), for as many steps as the bases have
     */
    double[][][] from(double[][][] bases, List<Double> quantiles) {
        double[][][] moved = new double[values.length][bases[0].length][bases[0][0].length];
        for (int q = 0; q < values.length; q++) {
            double[][] base = bases[bases.length == 1 ? 0 : 1 + q];
            for (int channel = 0; channel < base.length; channel++) {
                for (int step = 0; step < base[channel].length; step++) {
                    moved[q][channel][step] = base[channel][step] + values[q][channel][step];
                }
            }
        }
        int middle = (int) quantiles.stream().filter(p -> p < 0.5).count();
        for (int q = middle + 1; q < values.length; q++) {
            combine(moved[q], moved[q - 1], Math::max);
        }
        for (int q = Math.min(middle, values.length - 1) - 1; q >= 0; q--) {
            combine(moved[q], moved[q + 1], Math::min);
        }
        return moved;
    }

    private static void combine(double[][] into, double[][] other, DoubleBinaryOperator operator) {
        for (int channel = 0; channel < into.length; channel++) {
            for (int step = 0; step < into[channel].length; step++) {
                into[channel][step] = operator.applyAsDouble(into[channel][step], other[channel][step]);
            }
        }
    }
}
