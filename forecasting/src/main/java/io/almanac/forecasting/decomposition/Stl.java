package io.almanac.forecasting.decomposition;

import java.util.Arrays;
import java.util.List;

/**
 * Decomposition into a trend, one season and a remainder by loess, which needs values at all steps of more than two seasons.
 * With the windows, degrees, jumps and numbers of iterations that R's {@code stl} has by default, it gives R's numbers.
 *
 * <p>Source: Cleveland, Cleveland, McRae and Terpenning 1990, "STL: A Seasonal-Trend Decomposition Procedure Based on Loess",
 * Journal of Official Statistics 6, pages 3 to 73; steps as numbered in its section 2.
 *
 * @param season steps, at least 2
 * @param window seasons that the loess of each place in the season reaches over, odd and at least 3; {@link #PERIODIC} for a
 *               season that does not change
 * @param robust whether values far from trend and season count less, the farther the less
 */
public record Stl(int season, int window, boolean robust) {

    /** In place of a window: all seasons are alike. */
    public static final int PERIODIC = 0;

    private static final int ROBUST_ITERATIONS = 15;

    public Stl {
        if (season < 2) {
            throw new IllegalArgumentException("season must be at least 2, was " + season);
        }
        if (window != PERIODIC && (window < 3 || window % 2 == 0)) {
            throw new IllegalArgumentException("window must be odd and at least 3, was " + window);
        }
    }

    /** Whether so many values can be decomposed: more than two seasons. */
    public boolean suffices(int values) {
        return values > 2L * season;
    }

    /**
     * The strength of a season, by which R's {@code nsdiffs} decides on a seasonal difference: {@link Decomposition#strength}
     * of a decomposition with a window of 11 seasons; 0 where there are no more than two seasons.
     *
     * @param values NaN = missing, filled on a straight line; not all
     * @param season steps, at least 2
     */
    public static double strength(double[] values, int season) {
        var stl = new Stl(season, 11, false);
        return stl.suffices(values.length)
                ? new Mstl(List.of(season), false).decompose(values).strength(0)
                : 0;
    }

    /**
     * Decomposes a series.
     *
     * @param values none missing
     * @throws IllegalArgumentException if there are too few values, or one is not finite
     */
    public Decomposition decompose(double[] values) {
        if (!suffices(values.length)) {
            throw new IllegalArgumentException(
                    "values must be more than two seasons = " + 2L * season + ", were " + values.length);
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("values must be finite, one was " + value);
            }
        }
        return new Pass(this, values).run();
    }

    /** The working memory of one decomposition, and its loops. */
    private static final class Pass {

        private final Stl stl;
        private final double[] values; // (T)
        private final int n;
        private final int season;
        private final Loess ofPlaces;
        private final Loess ofLowPass;
        private final Loess ofTrend;
        private final double[] trend; // (T)
        private final double[] seasonal; // (T)
        private final double[] weights; // (T), of robustness
        private final double[] ones;
        private final double[] work; // (T)
        private final double[] cycles; // (T + 2 seasons)
        private final double[] averages; // the same
        private final double[] place; // the values of one place in the season
        private final double[] placeWeights;
        private final double[] smoothed;

        Pass(Stl stl, double[] values) {
            this.stl = stl;
            this.values = values;
            n = values.length;
            season = stl.season;
            int window = stl.window == PERIODIC ? 10 * n + 1 : stl.window;
            int trendWindow = odd((int) Math.ceil(1.5 * season / (1 - 1.5 / window)));
            ofPlaces = new Loess(window, 0, jump(window));
            ofLowPass = new Loess(odd(season), 1, jump(odd(season)));
            ofTrend = new Loess(trendWindow, 1, jump(trendWindow));
            trend = new double[n];
            seasonal = new double[n];
            weights = new double[n];
            ones = new double[n];
            work = new double[n];
            cycles = new double[n + 2 * season];
            averages = new double[n + 2 * season];
            int seasons = (n + season - 1) / season;
            place = new double[seasons];
            placeWeights = new double[seasons];
            smoothed = new double[seasons + 2];
            Arrays.fill(weights, 1);
            Arrays.fill(ones, 1);
        }

        private static int odd(int window) {
            return window % 2 == 0 ? window + 1 : window;
        }

        private static int jump(int window) {
            return (window + 9) / 10;
        }

        Decomposition run() {
            inner(stl.robust ? 1 : 2);
            for (int outer = 0; stl.robust && outer < ROBUST_ITERATIONS; outer++) {
                for (int t = 0; t < n; t++) {
                    work[t] = values[t] - trend[t] - seasonal[t];
                }
                Bisquare.weigh(work, weights); // section 2.4
                inner(1);
            }
            if (stl.window == PERIODIC) {
                makePeriodic();
            }
            double[] remainder = new double[n];
            for (int t = 0; t < n; t++) {
                remainder[t] = values[t] - seasonal[t] - trend[t];
            }
            return new Decomposition(trend, new double[][] {seasonal}, remainder);
        }

        /** The inner loop: steps 1 to 6, so many times. */
        private void inner(int iterations) {
            for (int iteration = 0; iteration < iterations; iteration++) {
                for (int t = 0; t < n; t++) {
                    work[t] = values[t] - trend[t]; // step 1
                }
                smoothPlaces();
                lowPass();
                for (int t = 0; t < n; t++) {
                    seasonal[t] = cycles[season + t] - work[t]; // step 4
                    work[t] = values[t] - seasonal[t]; // step 5
                }
                ofTrend.smooth(work, weights, n, trend, 0); // step 6
            }
        }

        /** Step 2: from the detrended values in {@code work} the smoothed ones of each place, and one season more at both ends. */
        private void smoothPlaces() {
            int window = ofPlaces.window();
            for (int first = 0; first < season; first++) {
                int size = (n - 1 - first) / season + 1;
                for (int i = 0; i < size; i++) {
                    place[i] = work[first + i * season];
                    placeWeights[i] = weights[first + i * season];
                }
                ofPlaces.smooth(place, placeWeights, size, smoothed, 1);
                double before = ofPlaces.at(place, placeWeights, size, -1, 0);
                double after = ofPlaces.at(place, placeWeights, size, size, Math.max(0, size - window));
                smoothed[0] = Double.isNaN(before) ? smoothed[1] : before;
                smoothed[size + 1] = Double.isNaN(after) ? smoothed[size] : after;
                for (int i = 0; i < size + 2; i++) {
                    cycles[first + i * season] = smoothed[i];
                }
            }
        }

        /** Step 3: of the smoothed values in {@code cycles} what is no season, into {@code work}. */
        private void lowPass() {
            int size = movingAverage(cycles, n + 2 * season, season, averages);
            size = movingAverage(averages, size, season, averages);
            size = movingAverage(averages, size, 3, averages);
            ofLowPass.smooth(averages, ones, size, work, 0);
        }

        /** Into an array that may be the same; returns how many there are. */
        private static int movingAverage(double[] of, int size, int length, double[] into) {
            double sum = 0;
            for (int i = 0; i < length; i++) {
                sum += of[i];
            }
            int averages = size - length + 1;
            for (int i = 0; i < averages; i++) {
                double first = of[i];
                into[i] = sum / length;
                if (i + length < size) {
                    sum += of[i + length] - first;
                }
            }
            return averages;
        }

        private void makePeriodic() {
            for (int first = 0; first < season; first++) {
                double sum = 0;
                int count = 0;
                for (int t = first; t < n; t += season) {
                    sum += seasonal[t];
                    count++;
                }
                for (int t = first; t < n; t += season) {
                    seasonal[t] = sum / count;
                }
            }
        }
    }
}
