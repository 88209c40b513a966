package io.almanac.forecasting.decomposition;

import io.almanac.forecasting.transform.Gaps;
import java.util.Arrays;
import java.util.List;

/**
 * Decomposition into a trend, several seasons and a remainder: {@link Stl} for one season after the other, from the shortest
 * on, each time on what the others leave over, and all that twice. With one season it is STL with a window of 11 seasons.
 *
 * <p>Source: Bandara, Hyndman and Bergmeir 2021, "MSTL: A Seasonal-Trend Decomposition Algorithm for Time Series with
 * Multiple Seasonal Patterns", algorithm 1; windows 11, 15, 19 … as there. The paper's Box-Cox transform is left to the
 * caller; where no season is left the trend is loess over a quarter of the values, not Friedman's supersmoother. Missing
 * values are filled on a straight line first.
 *
 * @param seasons steps of each, at least 2, ascending
 * @param robust  whether values far from trend and seasons count less
 */
public record Mstl(List<Integer> seasons, boolean robust) {

    private static final int ITERATIONS = 2;
    private static final int ROBUST_ITERATIONS = 15;
    private static final int LEAST_WINDOW = 7;

    public Mstl {
        seasons = List.copyOf(seasons);
        for (int s = 0; s < seasons.size(); s++) {
            if (seasons.get(s) < 2 || (s > 0 && seasons.get(s) <= seasons.get(s - 1))) {
                throw new IllegalArgumentException("seasons must be at least 2 and ascending, were " + seasons);
            }
        }
    }

    /** The same without the seasons of which there are no more than two in so many values. */
    public Mstl within(int values) {
        return new Mstl(seasons.stream().filter(season -> values > 2L * season).toList(), robust);
    }

    /**
     * Decomposes a series.
     *
     * @param values NaN = missing
     * @throws IllegalArgumentException if there are too few values for a season, or a value is infinite, or all are missing
     */
    public Decomposition decompose(double[] values) {
        double[] left = Gaps.filled(values); // what is not put down to a season
        double[][] seasonal = new double[seasons.size()][values.length];
        double[] trend = seasons.isEmpty() ? smooth(left) : new double[0];
        for (int iteration = 0; iteration < (seasons.size() > 1 ? ITERATIONS : 1); iteration++) {
            for (int s = 0; s < seasonal.length; s++) {
                add(left, seasonal[s], 1);
                Decomposition parts = new Stl(seasons.get(s), 11 + 4 * s, robust).decompose(left);
                seasonal[s] = parts.seasonal()[0];
                trend = parts.trend();
                add(left, seasonal[s], -1);
            }
        }
        double[] remainder = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            remainder[t] = Double.isNaN(values[t]) ? Double.NaN : left[t] - trend[t];
        }
        return new Decomposition(trend, seasonal, remainder);
    }

    private static void add(double[] to, double[] part, int times) {
        for (int t = 0; t < to.length; t++) {
            to[t] += times * part[t];
        }
    }

    /**
     * Loess of degree 1 over a quarter of the values, and {@value #LEAST_WINDOW} at least. A robust one starts from medians over
     * that window: means would spread a large outlier over all its neighbours, which would then lose their weights too.
     */
    private double[] smooth(double[] values) {
        int n = values.length;
        int window = Math.max(LEAST_WINDOW, (n / 4) | 1);
        var loess = new Loess(window, 1, 1);
        double[] weights = new double[n];
        double[] remainder = new double[n];
        double[] smooth = robust ? medians(values, window) : new double[n];
        Arrays.fill(weights, 1);
        for (int outer = 0; outer < (robust ? ROBUST_ITERATIONS : 1); outer++) {
            if (robust) {
                Arrays.setAll(remainder, t -> values[t] - smooth[t]);
                Bisquare.weigh(remainder, weights);
            }
            loess.smooth(values, weights, n, smooth, 0);
        }
        return smooth;
    }

    /** The median of the values around each; near the ends of as many as there are on both sides. */
    private static double[] medians(double[] values, int window) {
        double[] medians = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            int half = Math.min(window / 2, Math.min(t, values.length - 1 - t));
            double[] around = Arrays.copyOfRange(values, t - half, t + half + 1);
            Arrays.sort(around);
            medians[t] = around[half];
        }
        return medians;
    }
}
