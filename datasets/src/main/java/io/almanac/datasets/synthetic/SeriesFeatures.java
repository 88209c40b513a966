package io.almanac.datasets.synthetic;

/**
 * Five numbers that say what a series is like, to compare synthetic ones with real ones.
 *
 * <p>Strengths are those of Wang, Smith and Hyndman 2006, "Characteristic-based clustering for time series data", over
 * a classical additive decomposition: a centred moving average over one season as the trend T, means by phase of what
 * is left as the season S, the rest R. On few seasons S fits noise: white noise of k seasons has a seasonal strength of
 * about 1 / k. Missing values are filled in a straight line first, but for the zeros.
 *
 * @param seasonal {@code max(0, 1 - var(R) / var(S + R))}; NaN without a season or with less than two of them
 * @param trend    {@code max(0, 1 - var(R) / var(T + R))}
 * @param lag1     autocorrelation at lag 1
 * @param zeros    share of observed values that are 0
 * @param entropy  Shannon's entropy of the periodogram as a share of the greatest that is possible, over the newest
 *                 values, a power of two of them and at most 4,096. White noise has 1 - (1 - 0.5772) / log(n / 2) on
 *                 average, because a periodogram is noisy itself
 */
public record SeriesFeatures(double seasonal, double trend, double lag1, double zeros, double entropy) {

    private static final int LONGEST = 4_096;
    private static final int NO_SEASON = 7; // steps of the moving average then

    /**
     * The features of a series; NaN for those that are not defined, all but the zeros of a constant one.
     *
     * @param values NaN = missing
     * @param season 1 if there is none
     */
    public static SeriesFeatures of(double[] values, int season) {
        int observed = 0;
        int zeros = 0;
        for (double value : values) {
            observed += Double.isNaN(value) ? 0 : 1;
            zeros += value == 0 ? 1 : 0;
        }
        double share = (double) zeros / observed;
        double[] y = filled(values);
        if (observed < 4 || !(variance(y, 0, y.length) > 1e-18 * square(mean(y)))) {
            return new SeriesFeatures(Double.NaN, Double.NaN, Double.NaN, share, Double.NaN);
        }
        boolean seasonal = season > 1 && y.length >= 3 * season;
        int width = season > 1 ? season : NO_SEASON;
        double[] strengths =
                y.length < 2 * width ? new double[] {Double.NaN, Double.NaN} : strengths(y, width, seasonal);
        return new SeriesFeatures(seasonal ? strengths[0] : Double.NaN, strengths[1], lag1(y), share, entropy(y));
    }

    /** Straight lines between observed values, and the nearest of them at the ends. */
    private static double[] filled(double[] values) {
        double[] y = values.clone();
        int last = -1;
        for (int i = 0; i < y.length; i++) {
            if (!Double.isNaN(y[i])) {
                for (int j = last + 1; j < i; j++) {
                    y[j] = last < 0 ? y[i] : y[last] + (y[i] - y[last]) * (j - last) / (i - last);
                }
                last = i;
            }
        }
        for (int j = last + 1; j < y.length; j++) {
            y[j] = last < 0 ? 0 : y[last];
        }
        return y;
    }

    /** Seasonal and trend strength, over the steps where the moving average exists. */
    private static double[] strengths(double[] y, int width, boolean seasonal) {
        int half = width / 2;
        int from = half;
        int to = y.length - half;
        double[] trend = new double[y.length];
        for (int i = from; i < to; i++) {
            double sum = 0;
            for (int k = -half; k <= half; k++) {
                boolean edge = width % 2 == 0 && Math.abs(k) == half;
                sum += edge ? y[i + k] / 2 : y[i + k];
            }
            trend[i] = sum / width;
        }
        double[] phaseMean = new double[width];
        int[] count = new int[width];
        double overall = 0;
        for (int i = from; seasonal && i < to; i++) {
            phaseMean[i % width] += y[i] - trend[i];
            count[i % width]++;
            overall += (y[i] - trend[i]) / (to - from);
        }
        double[] rest = new double[y.length];
        double[] seasonRest = new double[y.length];
        double[] trendRest = new double[y.length];
        for (int i = from; i < to; i++) {
            double season = seasonal ? phaseMean[i % width] / count[i % width] - overall : 0;
            rest[i] = y[i] - trend[i] - season;
            seasonRest[i] = y[i] - trend[i];
            trendRest[i] = y[i] - season;
        }
        double noise = variance(rest, from, to);
        return new double[] {
            strength(noise, variance(seasonRest, from, to)), strength(noise, variance(trendRest, from, to))
        };
    }

    private static double strength(double rest, double whole) {
        return whole > 0 ? Math.max(0, 1 - rest / whole) : 0;
    }

    private static double lag1(double[] y) {
        double mean = mean(y);
        double product = 0;
        double square = square(y[0] - mean);
        for (int i = 1; i < y.length; i++) {
            product += (y[i - 1] - mean) * (y[i] - mean);
            square += square(y[i] - mean);
        }
        return product / square;
    }

    private static double entropy(double[] y) {
        int size = Math.min(LONGEST, Integer.highestOneBit(y.length));
        double[] real = new double[size];
        System.arraycopy(y, y.length - size, real, 0, size);
        double mean = mean(real);
        for (int i = 0; i < size; i++) {
            real[i] -= mean;
        }
        double[] imaginary = new double[size];
        transform(real, imaginary);
        double total = 0;
        for (int k = 1; k <= size / 2; k++) {
            total += square(real[k]) + square(imaginary[k]);
        }
        double entropy = 0;
        for (int k = 1; k <= size / 2; k++) {
            double p = (square(real[k]) + square(imaginary[k])) / total;
            entropy -= p > 0 ? p * StrictMath.log(p) : 0;
        }
        return total > 0 ? entropy / StrictMath.log(size / 2.0) : Double.NaN;
    }

    /** The discrete Fourier transform in place, a power of two (Cooley and Tukey 1965). */
    static void transform(double[] real, double[] imaginary) {
        int size = real.length;
        for (int i = 1, j = 0; i < size; i++) { // order by reversed bits
            int bit = size >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                double kept = real[i];
                real[i] = real[j];
                real[j] = kept;
                kept = imaginary[i];
                imaginary[i] = imaginary[j];
                imaginary[j] = kept;
            }
        }
        for (int half = 1; half < size; half *= 2) {
            for (int k = 0; k < half; k++) {
                double cos = StrictMath.cos(-Math.PI * k / half);
                double sin = StrictMath.sin(-Math.PI * k / half);
                for (int i = k; i < size; i += 2 * half) {
                    double re = real[i + half] * cos - imaginary[i + half] * sin;
                    double im = real[i + half] * sin + imaginary[i + half] * cos;
                    real[i + half] = real[i] - re;
                    imaginary[i + half] = imaginary[i] - im;
                    real[i] += re;
                    imaginary[i] += im;
                }
            }
        }
    }

    private static double mean(double[] y) {
        double sum = 0;
        for (double value : y) {
            sum += value;
        }
        return sum / y.length;
    }

    private static double variance(double[] y, int from, int to) {
        double mean = 0;
        for (int i = from; i < to; i++) {
            mean += y[i] / (to - from);
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += square(y[i] - mean) / (to - from);
        }
        return sum;
    }

    private static double square(double x) {
        return x * x;
    }
}
