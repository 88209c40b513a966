package io.almanac.forecasting.intermittent;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * Observations with the weights that simple exponential smoothing gives them: a (1 - a)^k for that k before the last, and
 * what is left to 1 for the first. Their mean is the smoothed value; the weights make a distribution around it. Immutable.
 */
final class SmoothedSample {

    private static final double LEAST = 0.1;
    private static final double MOST = 0.3;
    private static final int GRID = 20;
    private static final double TOLERANCE = 1e-8;

    private final double[] sorted; // ascending
    private final double[] weights; // of these
    private final double mean;

    /**
     * A sample.
     *
     * @param observations in order of time, at least one, of which the sample takes the first so many
     * @param smoothing    a, in (0, 1]
     */
    SmoothedSample(double[] observations, int count, double smoothing) {
        double[] inTime = new double[count];
        double left = 1;
        for (int i = count - 1; i > 0; i--) {
            inTime[i] = smoothing * left;
            left *= 1 - smoothing;
        }
        inTime[0] = left;
        int[] order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> observations[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        sorted = Arrays.stream(order).mapToDouble(i -> observations[i]).toArray();
        weights = Arrays.stream(order).mapToDouble(i -> inTime[i]).toArray();
        mean = smoothed(observations, count, smoothing);
    }

    /** The smoothed value after the last observation, which begins at the first. */
    static double smoothed(double[] observations, int count, double smoothing) {
        double level = observations[0];
        for (int i = 1; i < count; i++) {
            level += smoothing * (observations[i] - level);
        }
        return level;
    }

    /**
     * The smoothing in [0.1, 0.3] whose squared errors one observation ahead are least; 0.1 where all do alike. There may be
     * several that are better than those around them: the best of a grid is refined.
     */
    static double bestSmoothing(double[] observations, int count) {
        UnivariateFunction errors = smoothing -> squaredErrors(observations, count, smoothing);
        double best = LEAST;
        for (int i = 1; i <= GRID; i++) {
            best = better(errors, LEAST + i * (MOST - LEAST) / GRID, best);
        }
        double step = (MOST - LEAST) / GRID;
        double refined = new BrentOptimizer(TOLERANCE, TOLERANCE)
                .optimize(
                        new MaxEval(1000),
                        GoalType.MINIMIZE,
                        new UnivariateObjectiveFunction(errors),
                        new SearchInterval(Math.max(LEAST, best - step), Math.min(MOST, best + step)))
                .getPoint();
        return better(errors, refined, best);
    }

    private static double better(UnivariateFunction errors, double smoothing, double best) {
        return errors.value(smoothing) < errors.value(best) ? smoothing : best;
    }

    private static double squaredErrors(double[] observations, int count, double smoothing) {
        double level = observations[0];
        double squares = 0;
        for (int i = 1; i < count; i++) {
            double error = observations[i] - level;
            squares += error * error;
            level += smoothing * error;
        }
        return squares;
    }

    double mean() {
        return mean;
    }

    /** The mean of the squares. */
    double meanSquare() {
        double squares = 0;
        for (int i = 0; i < sorted.length; i++) {
            squares += weights[i] * sorted[i] * sorted[i];
        }
        return squares;
    }

    /**
     * The least observation that has at least this probability at or below it.
     *
     * @param probability in [0, 1]
     */
    double quantile(double probability) {
        double below = 0;
        for (int i = 0; i < sorted.length - 1; i++) {
            below += weights[i];
            if (below >= probability) {
                return sorted[i];
            }
        }
        return sorted[sorted.length - 1];
    }
}
