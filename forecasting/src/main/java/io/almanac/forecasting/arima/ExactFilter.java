package io.almanac.forecasting.arima;

import java.util.Arrays;

/**
 * The Kalman filter of a stationary ARMA process without gaps, started from its stationary distribution. No covariance
 * matrix appears: from one step to the next it changes by a matrix of rank 1, so that the gain and one vector beside it
 * are all that is needed (Morf, Sidhu and Kailath 1974; Mélard 1984 for ARMA), R numbers instead of R².
 *
 * <p>With transition T, gain g = T P z (not yet divided by f), variance f of the error, and P' - P = - l l' / f for the
 * covariances P' of the next step, started by l = g:
 *
 * <pre>
 * f' = f - l0² / f,   g' = g - (l0 / f) T l,   l' = T l - (l0 / f) g
 * </pre>
 *
 * <p>As f falls to 1, the errors become those of {@link Arma#errors}, to which it turns when no more than
 * {@value #STEADY} is missing. States shift by one place in each step, so they lie in an array as long as the series, in
 * which the place of a state is that of the step that it is about: nothing has to be moved.
 */
final class ExactFilter implements Innovations {

    private static final double STEADY = 1e-11;

    private final double[] series;
    private final boolean constant;
    private final double[] state; // state i at step t lies at t + i
    private final double[] constantState;
    private final double[] low; // l, likewise
    private final double[] gain;
    private final double[] first;
    private final double[] scales;
    private final double[] ones;
    private double variance;

    /**
     * A filter for a series and steps after it.
     *
     * @param series after all differences, without gaps; not copied
     */
    ExactFilter(ArimaForm form, double[] series, int ahead) {
        this.series = series;
        int states = Math.max(form.arDegree(), form.maDegree() + 1);
        int room = series.length + ahead + states;
        constant = form.constant();
        state = new double[room];
        constantState = new double[constant ? room : 0];
        low = new double[room];
        gain = new double[states];
        scales = new double[series.length];
        ones = new double[constant ? series.length : 0];
        Arrays.fill(ones, 1);
        first = new double[states];
    }

    @Override
    public int size() {
        return series.length;
    }

    @Override
    public int counted() {
        return series.length;
    }

    private boolean start(Arma arma) {
        if (!arma.stateCovariances(first)) {
            return false;
        }
        int states = arma.states;
        Arrays.fill(state, 0);
        Arrays.fill(constantState, 0);
        Arrays.fill(low, 0);
        for (int i = 0; i < states; i++) {
            gain[i] = arma.ar[i] * first[0] + (i + 1 < states ? first[i + 1] : 0);
            low[i] = gain[i];
        }
        variance = first[0];
        return true;
    }

    @Override
    public double run(Arma arma, double[] errors, double[] ofConstant) {
        if (!start(arma)) {
            return Double.NaN;
        }
        double logarithm = 0;
        double product = 1; // of variances, all at least 1: one logarithm for many of them
        int length = series.length;
        int t = 0;
        while (t < length && (t < arma.states || variance - 1 > STEADY)) {
            double error = series[t] - state[t];
            double constantError = constant ? 1 - constantState[t] : 0;
            errors[t] = error;
            if (constant) {
                ofConstant[t] = constantError;
            }
            scales[t] = 1 / Math.sqrt(variance);
            product *= variance;
            if (product > 1e100) {
                logarithm += Math.log(product);
                product = 1;
            }
            advance(arma, t, error, constantError);
            t++;
        }
        arma.errors(series, errors, t, length);
        if (constant) {
            arma.errors(ones, ofConstant, t, length);
        }
        for (int s = 0; s < t; s++) {
            errors[s] *= scales[s];
        }
        for (int s = 0; constant && s < t; s++) {
            ofConstant[s] *= scales[s];
        }
        return logarithm + Math.log(product);
    }

    /** From step t to the next. */
    private void advance(Arma arma, int t, double error, double constantError) {
        double[] ar = arma.ar;
        double l = low[t];
        double reflection = l / variance;
        double value = state[t];
        double part = error / variance;
        int next = t + 1;
        if (constant) {
            double constantValue = constantState[t];
            double constantPart = constantError / variance;
            for (int i = 0; i < ar.length; i++) {
                constantState[next + i] += ar[i] * constantValue + gain[i] * constantPart;
            }
        }
        for (int i = 0; i < ar.length; i++) {
            double g = gain[i];
            double shifted = low[next + i] + ar[i] * l;
            state[next + i] += ar[i] * value + g * part;
            gain[i] = g - reflection * shifted;
            low[next + i] = shifted - reflection * g;
        }
        variance -= l * reflection;
    }

    /**
     * Forecasts after the last step.
     *
     * @param means     (H); of the stationary series
     * @param variances (H): of the error one step ahead at each, where errors of the model have the variance 1
     * @param gains     (H, R): how such an error moves the states of the step after it, the error being 1
     */
    void forecast(Arma arma, double[] means, double[] variances, double[][] gains) {
        if (!start(arma)) {
            throw new IllegalStateException("a fitted model is stationary");
        }
        for (int t = 0; t < series.length; t++) {
            advance(arma, t, series[t] - state[t], 0);
        }
        for (int h = 0; h < means.length; h++) {
            means[h] = state[series.length + h];
            variances[h] = variance;
            for (int i = 0; i < gain.length; i++) {
                gains[h][i] = gain[i] / variance;
            }
            advance(arma, series.length + h, 0, 0);
        }
    }
}
