package io.almanac.forecasting.smoothing;

/**
 * The recursion of the Theta models, of a series without season, step after step: Fiorucci, Pellegrini, Louzada, Petropoulos
 * and Koehler 2016, "Models for optimising the theta method and their relationship to state space models", International
 * Journal of Forecasting 32, section 3. Mutable.
 *
 * <p>The mean of step t, counted from 1, is {@code level + w ((1 - α)^(t-1) A + (1 - (1 - α)^t) / α B)}, where the level is
 * that of simple exponential smoothing with the parameter α, {@code A + B t} is the straight line through the series, and w =
 * 1 - 1/θ. The line of a static model is fitted once, that of a dynamic one is fitted again after each step.
 */
final class ThetaState {

    private final double alpha;
    private final double weight;
    private final boolean dynamic;

    private int steps; // seen
    private double power = 1; // (1 - alpha)^steps
    private double level;
    private double mean; // of what was seen
    private double intercept;
    private double slope;

    /**
     * Before the first step.
     *
     * @param weight of the line, w = 1 - 1/θ, in [0, 1]
     * @param trend  the line, for a static model
     */
    ThetaState(double alpha, double weight, boolean dynamic, double level, Line trend) {
        this.alpha = alpha;
        this.weight = weight;
        this.dynamic = dynamic;
        this.level = level;
        intercept = trend.intercept();
        slope = trend.slope();
    }

    ThetaState copy() {
        var copy = blank();
        copy.level = level;
        copy.mean = mean;
        copy.intercept = intercept;
        copy.slope = slope;
        return copy;
    }

    /** At the same step, with 0 in place of all that was seen: its means are the effects of what it sees from then on. */
    ThetaState blank() {
        var blank = new ThetaState(alpha, weight, dynamic, 0, Line.ZERO);
        blank.steps = steps;
        blank.power = power;
        return blank;
    }

    /** The mean of the next step. */
    double next() {
        return level + weight * (power * intercept + (1 - (1 - alpha) * power) / alpha * slope);
    }

    /** Goes on by one step. */
    void see(double value) {
        steps++;
        power *= 1 - alpha;
        level += alpha * (value - level);
        double before = mean;
        mean += (value - mean) / steps;
        if (dynamic) {
            slope = Line.slope(slope, steps, value - before);
            intercept = mean - slope * (steps + 1) / 2;
        }
    }
}
