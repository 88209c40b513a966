package io.almanac.forecasting.linear;

import java.util.List;

/**
 * The options of {@code ridge}. What is chosen is chosen on blocks of steps before which it was fitted; see
 * {@link RidgeForecaster}.
 *
 * @param contexts   steps that the members read, which are averaged; empty = chosen from season and length of the series
 * @param loss       what is fitted to
 * @param profile    whether the mean seasonal profile of the training part is taken off before and added after
 * @param deviations whether each channel's map may deviate from the common one
 */
public record RidgeConfig(List<Integer> contexts, Loss loss, Choice profile, Choice deviations) {

    /** What is fitted to. */
    public enum Loss {
        /** Squared errors, Huber's loss or the average of both fits, as blocks say. */
        CHOSEN,
        /** Squared errors, for which forecasts are means. */
        SQUARED,
        /** Huber's loss, which is nearly the absolute error: forecasts are near medians. */
        HUBER,
        /** The average of both fits. */
        BOTH
    }

    /** Whether something is done. */
    public enum Choice {
        /** As blocks say; the average of both where they differ by less than a standard error. */
        CHOSEN,
        /** Wherever it is possible. */
        ALWAYS,
        /** Nowhere. */
        NEVER
    }

    public RidgeConfig {
        contexts = List.copyOf(contexts);
        for (int i = 0; i < contexts.size(); i++) {
            if (contexts.get(i) < 2 || (i > 0 && contexts.get(i) <= contexts.get(i - 1))) {
                throw new IllegalArgumentException("contexts must be at least 2 and ascending, was " + contexts);
            }
        }
    }

    public static RidgeConfig defaults() {
        return new RidgeConfig(List.of(), Loss.CHOSEN, Choice.CHOSEN, Choice.CHOSEN);
    }

    public RidgeConfig withContexts(List<Integer> steps) {
        return new RidgeConfig(steps, loss, profile, deviations);
    }

    public RidgeConfig withLoss(Loss what) {
        return new RidgeConfig(contexts, what, profile, deviations);
    }

    public RidgeConfig withProfile(Choice whether) {
        return new RidgeConfig(contexts, loss, whether, deviations);
    }

    public RidgeConfig withDeviations(Choice whether) {
        return new RidgeConfig(contexts, loss, profile, whether);
    }
}
