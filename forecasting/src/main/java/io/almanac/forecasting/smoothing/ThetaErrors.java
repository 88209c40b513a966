package io.almanac.forecasting.smoothing;

import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.apache.commons.math3.optim.univariate.UnivariatePointValuePair;

/**
 * The sum of the squared errors one step ahead of a Theta model, as a function of its parameters, and their optimum. Mutable,
 * one thread.
 *
 * <p>The error of step t is {@code y(t) - s(t-1) - (1 - α)^(t-1) (l - y(1)) - w g(t)}, where s is the series smoothed from y(1)
 * on, l the level before the first step, and {@code g(t) = (1 - α)^(t-1) A + (1 - (1 - α)^t) / α B} of the line A + B t
 * ({@link ThetaState}). It is linear in l and w. So both come from two equations for each α, exactly, and only α is searched
 * for: on a grid, then by Brent's method beside the best point of it.
 */
final class ThetaErrors {

    // The bounds of α that statsforecast has.
    private static final double LEAST = 0.1;
    private static final double MOST = 0.99;
    private static final int GRID = 24;
    private static final double TOLERANCE = 1e-7;
    private static final double STANDARD = 0.5; // θ = 2

    private final double[] values;
    private final boolean[] counted;
    private final double[] intercepts;
    private final double[] slopes;
    private final double fixed;

    private double level;
    private double weight;

    /**
     * @param values  of the series without season, none missing
     * @param counted whose error counts
     * @param dynamic whether the line of a step is that through the values before it, rather than a given one
     * @param given   the line of a static model
     * @param fixed   the weight of the line; NaN to fit it
     */
    ThetaErrors(double[] values, boolean[] counted, boolean dynamic, Line given, double fixed) {
        this.values = values;
        this.counted = counted;
        this.fixed = fixed;
        intercepts = new double[values.length];
        slopes = new double[values.length];
        double mean = 0;
        double slope = 0;
        for (int t = 0; t < values.length; t++) {
            intercepts[t] = dynamic ? mean - slope * (t + 1) / 2 : given.intercept();
            slopes[t] = dynamic ? slope : given.slope();
            double off = values[t] - mean;
            slope = Line.slope(slope, t + 1, off);
            mean += off / (t + 1);
        }
    }

    /** The least sum over level and weight, which are kept. */
    double least(double alpha) {
        double decay = 1 - alpha;
        double power = 1;
        double smoothed = values[0];
        double pp = 0;
        double pg = 0;
        double gg = 0;
        double pe = 0;
        double ge = 0;
        double ee = 0;
        for (int t = 0; t < values.length; t++) {
            double after = power * decay;
            double error = values[t] - smoothed;
            if (counted[t]) {
                double line = power * intercepts[t] + (1 - after) / alpha * slopes[t];
                pp += power * power;
                pg += power * line;
                gg += line * line;
                pe += power * error;
                ge += line * error;
                ee += error * error;
            }
            smoothed += alpha * error;
            power = after;
        }
        // After a long gap nothing is left of the level before the first step.
        double byLevel = pp < Double.MIN_NORMAL ? 0 : 1 / pp;
        // What is left of line and error where the level explains what it can.
        double lines = gg - pg * pg * byLevel;
        double both = ge - pg * pe * byLevel;
        boolean fitted = Double.isNaN(fixed) && lines > 1e-14 * gg;
        double best = Double.isNaN(fixed) ? STANDARD : fixed;
        weight = fitted ? Math.min(1, Math.max(0, both / lines)) : best;
        level = values[0] + (pe - weight * pg) * byLevel;
        return Math.max(0, ee - pe * pe * byLevel - weight * (2 * both - weight * lines));
    }

    /** The level before the first step in {@link #least}. */
    double level() {
        return level;
    }

    /** The weight of the line in {@link #least}. */
    double weight() {
        return weight;
    }

    /** The α with the least sum. */
    double alpha() {
        double width = (MOST - LEAST) / GRID;
        double start = LEAST;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= GRID; i++) {
            double alpha = Math.min(MOST, LEAST + i * width);
            double sum = least(alpha);
            if (sum < least) {
                least = sum;
                start = alpha;
            }
        }
        UnivariatePointValuePair best = new BrentOptimizer(TOLERANCE, TOLERANCE)
                .optimize(
                        new MaxEval(1000),
                        GoalType.MINIMIZE,
                        new UnivariateObjectiveFunction(this::least),
                        new SearchInterval(Math.max(LEAST, start - width), Math.min(MOST, start + width), start));
        return best.getValue() < least ? best.getPoint() : start;
    }
}
