package io.almanac.forecasting.linear;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * A matrix from the inputs of a {@link ContextWindow} to the steps of the horizon, less the window's mean.
 *
 * <p>An average of maps that are linear in the context and move with its level is such a map, whatever each of them reads
 * and takes as its centre. So {@link #add} sums the members up, and a forecast costs as much as that of one.
 */
final class LinearMap {

    private final double[][] weights; // (L + 1, H)

    /** A map to the window's mean. */
    LinearMap(int context, int horizon) {
        weights = new double[context + 1][horizon];
    }

    /**
     * Adds a share of a member, which reads the last l steps: with c its centre of them, it forecasts
     * {@code c + W' (y - c)}, that is {@code W' y} and what the sum of a column of W lacks to 1 times c.
     *
     * @param member (l, H), where l is at most the context of this map
     */
    void add(Form form, double[][] member, double share) {
        int context = weights.length - 1;
        int first = context - member.length;
        double[] rest = new double[weights[0].length];
        Arrays.fill(rest, share);
        for (int i = 0; i < member.length; i++) {
            for (int h = 0; h < rest.length; h++) {
                double part = share * member[i][h];
                weights[first + i][h] += part;
                rest[h] -= part;
            }
        }
        if (form.last()) {
            for (int h = 0; h < rest.length; h++) {
                weights[context][h] += rest[h];
            }
        } else if (first > 0) { // the mean of all steps is 0
            for (int i = first; i < context; i++) {
                for (int h = 0; h < rest.length; h++) {
                    weights[i][h] += rest[h] / member.length;
                }
            }
        }
    }

    /** Adds a share of a correction, which is W'(y - c) of the last steps with c their mean. */
    void correct(double[][] correction, double share) {
        double[] sums = new double[weights[0].length];
        for (double[] row : correction) {
            for (int h = 0; h < sums.length; h++) {
                sums[h] += row[h];
            }
        }
        int first = weights.length - 1 - correction.length;
        for (int i = 0; i < correction.length; i++) {
            for (int h = 0; h < sums.length; h++) {
                weights[first + i][h] += share * (correction[i][h] - sums[h] / correction.length);
            }
        }
    }

    int context() {
        return weights.length - 1;
    }

    /** The forecasts of the first steps after some windows, shaped (window, step), less the windows' means. */
    double[][] forecast(double[][] inputs, int horizon) {
        double[][] points = new double[inputs.length][horizon];
        Rows.add(points, 0, points.length, 1, inputs, 0, weights, 0, weights.length, 0, horizon);
        return points;
    }

    /** The weights row by row. */
    DoubleStream weights() {
        return Arrays.stream(weights).flatMapToDouble(Arrays::stream);
    }

    /** The map of so many before it in an array of {@link #weights}. */
    static LinearMap of(double[] weights, int place, int context, int horizon) {
        var map = new LinearMap(context, horizon);
        for (int i = 0; i <= context; i++) {
            System.arraycopy(weights, (place * (context + 1) + i) * horizon, map.weights[i], 0, horizon);
        }
        return map;
    }
}
