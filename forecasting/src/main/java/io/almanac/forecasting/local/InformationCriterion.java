package io.almanac.forecasting.local;

/** What a form is chosen by among several that were fitted to the same values: less is better. */
public enum InformationCriterion {
    /** Akaike 1974, with the correction of Hurvich and Tsai 1989 for small samples. */
    AICC {
        @Override
        public double of(double logLikelihood, int parameters, int values) {
            int free = values - parameters - 1;
            return free > 0
                    ? AIC.of(logLikelihood, parameters, values) + 2.0 * parameters * (parameters + 1) / free
                    : Double.POSITIVE_INFINITY;
        }
    },
    /** Akaike 1974. */
    AIC {
        @Override
        public double of(double logLikelihood, int parameters, int values) {
            return -2 * logLikelihood + 2.0 * parameters;
        }
    },
    /** Schwarz 1978. */
    BIC {
        @Override
        public double of(double logLikelihood, int parameters, int values) {
            return -2 * logLikelihood + parameters * Math.log(values);
        }
    };

    /**
     * The criterion of a fit.
     *
     * @param parameters how many were estimated, the variance included
     * @param values     how many the likelihood is of
     * @return infinite where a correction for small samples has too few values
     */
    public abstract double of(double logLikelihood, int parameters, int values);
}
