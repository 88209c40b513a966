package io.almanac.forecasting.neural.training;

/** The learning rate of each update; updates count from 1. */
@FunctionalInterface
public interface LearningRate {

    double at(long update);

    /** The same rate always, after a linear warm-up. */
    static LearningRate constant(double peak, long warmup) {
        return update -> peak * warmupFactor(update, warmup);
    }

    /**
     * Linear warm-up, then decay with the inverse square root of the update: Vaswani et al. 2017, section 5.3,
     * equation 3, scaled so that the rate at the end of the warm-up is {@code peak} (there it is
     * {@code (width * warmup)^-0.5}).
     */
    static LearningRate inverseSquareRoot(double peak, long warmup) {
        long top = Math.max(1, warmup);
        return update -> peak * Math.min(Math.sqrt((double) top / update), (double) update / top);
    }

    /**
     * Linear warm-up, then half a cosine down to 0 after the last update: Loshchilov &amp; Hutter 2017, "SGDR",
     * equation 5 with one period.
     */
    static LearningRate cosine(double peak, long warmup, long updates) {
        return update -> {
            if (update <= warmup) {
                return peak * warmupFactor(update, warmup);
            }
            double done = Math.min(1, (double) (update - warmup) / Math.max(1, updates - warmup));
            return peak * 0.5 * (1 + Math.cos(Math.PI * done));
        };
    }

    private static double warmupFactor(long update, long warmup) {
        return warmup == 0 ? 1 : Math.min(1, (double) update / warmup);
    }
}
