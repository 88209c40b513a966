package io.almanac.datasets.synthetic;

/**
 * A covariance function of the bank of KernelSynth (Ansari et al. 2024, "Chronos"), over steps with the
 * unit of length {@code span}. Each but {@link Kind#LINEAR} depends on the distance alone.
 *
 * @param parameter the period in steps, the length of a smooth kernel, alpha of a rational quadratic one, sigma0 of a
 *                  linear one, the variance of white noise; nothing for a constant
 */
record Kernel(Kind kind, double parameter) {

    /** Which function it is. */
    enum Kind {
        /** 1. */
        CONSTANT,
        /** exp(-2 sin²(pi d / period)). */
        PERIODIC,
        /** exp(-d² / (2 length²)). */
        SMOOTH,
        /** (1 + d² / (2 alpha))^-alpha: smooth ones of many lengths. */
        RATIONAL,
        /** sigma0² + s t. */
        LINEAR,
        /** The variance where s = t, else 0. */
        WHITE
    }

    /** Of two steps. */
    double covariance(int step, int other, double span) {
        double distance = (step - other) / span;
        return switch (kind) {
            case CONSTANT -> 1;
            case PERIODIC -> {
                double sine = StrictMath.sin(Math.PI * (step - other) / parameter);
                yield StrictMath.exp(-2 * sine * sine);
            }
            case SMOOTH -> StrictMath.exp(-0.5 * distance * distance / (parameter * parameter));
            case RATIONAL -> StrictMath.pow(1 + distance * distance / (2 * parameter), -parameter);
            case LINEAR -> parameter * parameter + (step / span) * (other / span);
            case WHITE -> step == other ? parameter : 0;
        };
    }

    /**
     * Draws a frequency of its spectrum in radians a step (Bochner's theorem): the mean of {@code cos(frequency d)} over
     * many of them is the covariance at the distance d. A product of kernels has the sums of their frequencies.
     *
     * <p>The Fourier coefficients of exp(cos x - 1) are exp(-1) I_k(1), which are the probabilities of the difference of
     * two Poisson numbers of mean 1/2 (Skellam 1946). A rational quadratic kernel is a mixture of smooth ones whose
     * 1 / length² has a gamma distribution (Rasmussen and Williams 2006, section 4.2.1).
     *
     * @throws IllegalStateException for kernels that depend on more than the distance, or have all frequencies alike
     */
    double frequency(Draws random, double span) {
        return switch (kind) {
            case CONSTANT -> 0;
            case PERIODIC -> {
                double harmonic = random.poisson(0.5);
                harmonic -= random.poisson(0.5);
                yield 2 * Math.PI * harmonic / parameter;
            }
            case SMOOTH -> random.normal() / (parameter * span);
            case RATIONAL -> random.normal() * Math.sqrt(random.gamma(parameter) / parameter) / span;
            case LINEAR, WHITE -> throw new IllegalStateException(kind + " has no spectrum to draw from");
        };
    }
}
