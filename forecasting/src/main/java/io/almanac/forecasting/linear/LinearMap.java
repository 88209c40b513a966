package io.almanac.forecasting.linear;

import java.util.Arrays;

/** A matrix from a centred context to the steps of the horizon, which lie around the same mean. Immutable. */
final class LinearMap {

    private final double[][] weights; // (L, H)

    /** Takes over the weights, shaped (context, horizon). */
    LinearMap(double[][] weights) {
        this.weights = weights;
    }

    int context() {
        return weights.length;
    }

    int horizon() {
        return weights[0].length;
    }

    /** The forecasts of the steps after a window. */
    double[] forecast(ContextWindow window) {
        double[] points = new double[horizon()];
        for (int i = 0; i < weights.length; i++) {
            double value = window.values()[i];
            double[] row = weights[i];
            for (int h = 0; h < points.length; h++) {
                points[h] += value * row[h];
            }
        }
        for (int h = 0; h < points.length; h++) {
            points[h] += window.mean();
        }
        return points;
    }

    /** The weights row by row. */
    double[] flat() {
        return Arrays.stream(weights).flatMapToDouble(Arrays::stream).toArray();
    }

    /** The map whose weights {@link #flat} gave. */
    static LinearMap of(double[] flat, int context, int horizon) {
        double[][] weights = new double[context][];
        Arrays.setAll(weights, i -> Arrays.copyOfRange(flat, i * horizon, (i + 1) * horizon));
        return new LinearMap(weights);
    }
}
