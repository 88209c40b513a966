package io.almanac.forecasting.arima;

/** An information criterion: less is better. */
public enum Criterion {
    /** Akaike 1974, with the correction of Hurvich and Tsai 1989 for small samples. */
    AICC {
        @Override
        double of(double logLikelihood, int parameters, int values) {
            int free = values - parameters - 1;
            return free > 0
                    ? AIC.of(logLikelihood, parameters, values) + 2.0 * parameters * (parameters + 1) / free
                    : Double.POSITIVE_INFINITY;
        }
    },
    /** Akaike 1974. */
    AIC {
        @Override
        double of(double logLikelihood, int parameters, int values) {
            return -2 * logLikelihood + 2.0 * parameters;
        }
    },
    /** Schwarz 1978. */
    BIC {
        @Override
        double of(double logLikelihood, int parameters, int values) {
            return -2 * logLikelihood + parameters * Math.log(values);
        }
    };

    abstract double of(double logLikelihood, int parameters, int values);
}
