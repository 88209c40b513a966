package io.almanac.core.forecast;

import io.almanac.core.series.TimeAxis;
import java.util.Arrays;
import java.util.List;

/**
 * A forecast of all channels of one series over a horizon.
 *
 * <p>Guaranteed: every number is finite; the quantiles of a step never cross; the axis begins at the step that
 * follows the cutoff (and the gap). Immutable.
 */
public final class Forecast implements Outcome {

    private static final double[][][] NO_PATHS = {};

    private final String id;
    private final TimeAxis axis;
    private final PointKind pointKind;
    private final double[][] points; // (channel, step)
    private final List<Double> quantiles;
    private final double[][][] quantileValues; // (quantile, channel, step)
    private final double[][][] paths; // (path, channel, step)

    private Forecast(
            String id,
            TimeAxis axis,
            PointKind pointKind,
            double[][] points,
            List<Double> quantiles,
            double[][][] quantileValues,
            double[][][] paths) {
        this.id = id;
        this.axis = axis;
        this.pointKind = pointKind;
        this.points = points;
        this.quantiles = quantiles;
        this.quantileValues = quantileValues;
        this.paths = paths;
    }

    /**
     * A forecast that keeps the arrays; the caller must not change them any more. Quantiles that cross are put into
     * order, step by step (Chernozhukov et al. 2010, "Quantile and Probability Curves Without Crossing").
     *
     * @param points         (channel, step)
     * @param quantiles      probabilities in (0, 1), strictly ascending; may be empty
     * @param quantileValues (quantile, channel, step)
     * @throws IllegalArgumentException if a shape is wrong or a number not finite: a NaN in a forecast is an error
     */
    public static Forecast wrap(
            String id,
            TimeAxis axis,
            PointKind pointKind,
            double[][] points,
            List<Double> quantiles,
            double[][][] quantileValues) {
        return wrap(id, axis, pointKind, points, quantiles, quantileValues, NO_PATHS);
    }

    /** The same with sampled paths, shaped (path, channel, step). */
    public static Forecast wrap(
            String id,
            TimeAxis axis,
            PointKind pointKind,
            double[][] points,
            List<Double> quantiles,
            double[][][] quantileValues,
            double[][][] paths) {
        check(id, "point", points, points.length, axis);
        if (quantileValues.length != quantiles.size()) {
            throw new IllegalArgumentException("forecast of " + id + ": " + quantiles.size()
                    + " quantiles, but values of " + quantileValues.length);
        }
        for (int q = 0; q < quantiles.size(); q++) {
            check(id, "quantile " + quantiles.get(q), quantileValues[q], points.length, axis);
        }
        for (double[][] path : paths) {
            check(id, "path", path, points.length, axis);
        }
        uncross(quantileValues);
        return new Forecast(id, axis, pointKind, points, Levels.checked(quantiles), quantileValues, paths);
    }

    private static void check(String id, String what, double[][] rows, int channels, TimeAxis axis) {
        if (rows.length != channels) {
            throw new IllegalArgumentException(
                    "forecast of " + id + ": " + what + " has " + rows.length + " channels, expected " + channels);
        }
        for (double[] row : rows) {
            if (row.length != axis.length()) {
                throw new IllegalArgumentException(
                        "forecast of " + id + ": " + what + " has " + row.length + " steps, expected " + axis.length());
            }
            for (int step = 0; step < row.length; step++) {
                if (!Double.isFinite(row[step])) {
                    throw new IllegalArgumentException(
                            "forecast of " + id + ": " + what + " is " + row[step] + " at step " + (step + 1));
                }
            }
        }
    }

    private static void uncross(double[][][] values) {
        if (values.length < 2) {
            return;
        }
        double[] column = new double[values.length];
        for (int channel = 0; channel < values[0].length; channel++) {
            for (int step = 0; step < values[0][channel].length; step++) {
                boolean crossing = false;
                for (int q = 0; q < values.length; q++) {
                    column[q] = values[q][channel][step];
                    crossing |= q > 0 && column[q] < column[q - 1];
                }
                if (crossing) {
                    Arrays.sort(column);
                    for (int q = 0; q < values.length; q++) {
                        values[q][channel][step] = column[q];
                    }
                }
            }
        }
    }

    @Override
    public String id() {
        return id;
    }

    /** The forecast steps. */
    public TimeAxis axis() {
        return axis;
    }

    public int horizon() {
        return axis.length();
    }

    public int channels() {
        return points.length;
    }

    public PointKind pointKind() {
        return pointKind;
    }

    /** The point forecast; steps count from 0. */
    public double point(int channel, int step) {
        return points[channel][step];
    }

    /** The probabilities of the quantiles, ascending. */
    public List<Double> quantiles() {
        return quantiles;
    }

    /** The value of the quantile at an index of {@link #quantiles()}. */
    public double quantile(int index, int channel, int step) {
        return quantileValues[index][channel][step];
    }

    /** How many sampled paths there are; 0 where the head gives none. */
    public int paths() {
        return paths.length;
    }

    /** One value of one sampled path. */
    public double path(int index, int channel, int step) {
        return paths[index][channel][step];
    }

    /** The forecast without its first steps: those of a gap. At least one step must be left. */
    public Forecast skip(int steps) {
        if (steps < 0 || steps >= horizon()) {
            throw new IllegalArgumentException("steps must be in [0, " + (horizon() - 1) + "], was " + steps);
        }
        if (steps == 0) {
            return this;
        }
        TimeAxis rest = axis.slice(steps, axis.length() - steps);
        return new Forecast(
                id, rest, pointKind, skip(points, steps), quantiles, skip(quantileValues, steps), skip(paths, steps));
    }

    private static double[][][] skip(double[][][] blocks, int steps) {
        double[][][] rest = new double[blocks.length][][];
        Arrays.setAll(rest, i -> skip(blocks[i], steps));
        return rest;
    }

    private static double[][] skip(double[][] rows, int steps) {
        double[][] rest = new double[rows.length][];
        Arrays.setAll(rest, i -> Arrays.copyOfRange(rows[i], steps, rows[i].length));
        return rest;
    }

    @Override
    public String toString() {
        return "forecast of " + id + ", " + axis;
    }
}
