package io.almanac.forecasting.linear;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What each channel's next step follows from: its last L steps z(1) to z(L), of which the last is the centre,
 *
 * <pre>z(L + 1) = z(L) + w(1) (z(1) - z(L)) + … + w(L) (z(L) - z(L)).</pre>
 *
 * <p>Later steps follow from forecasts as if they had been observed. The weights of a channel are a ridge regression of what
 * the common weights, fitted to all channels together, leave over ({@link NormalEquations#solve(double, double[][])}).
 *
 * @param common   (L)
 * @param channels (channel, L)
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LagWeights(double[] common, double[][] channels) {

    /** On the common weights, in parts of the mean square of an input: they rest on many windows. */
    private static final double PENALTY = 1e-3;

    private static final int[] NEXT = {0};

    /**
     * The weights for some penalties on what a channel's differ from the common ones, in their order.
     *
     * @param channels to which the common weights are fitted
     * @param own      the places of those that are asked for
     * @param check    called between pieces of work, may throw
     */
    static List<LagWeights> of(List<Channel> channels, int[] own, int lags, double[] stiffnesses, Runnable check) {
        var all = new WindowMoments(lags, 1);
        channels.forEach(all::add);
        double[][] common = all.centred(true, NEXT).solve(PENALTY);
        double[][][] byChannel = Arrays.stream(own)
                .parallel()
                .mapToObj(place -> {
                    check.run();
                    var moments = new WindowMoments(lags, 1);
                    moments.add(channels.get(place));
                    return own(moments, stiffnesses, common);
                })
                .toArray(double[][][]::new);
        return IntStream.range(0, stiffnesses.length)
                .mapToObj(k -> new LagWeights(
                        column(common),
                        Arrays.stream(byChannel).map(weights -> weights[k]).toArray(double[][]::new)))
                .toList();
    }

    /** The weights of a channel for each penalty; the common ones where it has no window. */
    private static double[][] own(WindowMoments moments, double[] stiffnesses, double[][] common) {
        if (moments.windows() == 0) {
            double[][] same = new double[stiffnesses.length][];
            Arrays.fill(same, column(common));
            return same;
        }
        NormalEquations equations = moments.centred(true, NEXT);
        return Arrays.stream(stiffnesses)
                .mapToObj(k -> column(equations.solve(k, common)))
                .toArray(double[][]::new);
    }

    private static double[] column(double[][] weights) {
        return Arrays.stream(weights).mapToDouble(row -> row[0]).toArray();
    }

    int lags() {
        return common.length;
    }

    /**
     * Adds a share of a forecast.
     *
     * @param weights (L)
     * @param last    at least L steps that end with the last observed one, none missing
     * @param low     no forecast goes below it, lest a regression that explodes leaves the numbers
     * @param high    nor above this
     * @param into    (horizon)
     */
    static void forecast(double[] weights, double[] last, double low, double high, double share, double[] into) {
        int lags = weights.length;
        double[] path = Arrays.copyOfRange(last, last.length - lags, last.length + into.length); // zeros beyond
        double sum = Arrays.stream(weights).sum();
        for (int h = 0; h < into.length; h++) {
            double next = path[lags + h - 1] * (1 - sum);
            for (int i = 0; i < lags; i++) {
                next += weights[i] * path[h + i];
            }
            path[lags + h] = Math.min(Math.max(next, low), high);
            into[h] += share * path[lags + h];
        }
    }
}
