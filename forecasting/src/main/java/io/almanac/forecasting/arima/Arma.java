package io.almanac.forecasting.arima;

import java.util.Arrays;

/**
 * The polynomials φ(B) Φ(B^m) = 1 - a1 B - … and θ(B) Θ(B^m) = 1 + b1 B + … multiplied out, and what follows from them
 * for errors of variance 1. Mutable: {@link #set} gives it other coefficients. Allocates at construction only.
 *
 * <p>Letters: R = states, the larger of the degree of a and that of b plus 1.
 */
final class Arma {

    final int states;
    private final ArimaForm form;
    final double[] ar; // a, (R), zeros at its end
    private final int[] arLags; // of what may differ from 0 in a
    private final double[] arValues;
    private final int[] maLags; // and in b, with the lag 0
    private final double[] maValues;

    private final double[] partial; // of a
    private final double[] pure; // autocovariances of the pure autoregression
    private final double[] products; // of b with b shifted
    private final double[] covariances; // of the ARMA process
    private final double[] responses; // ψ weights

    Arma(ArimaForm form) {
        this.form = form;
        int p = form.arDegree();
        int q = form.maDegree();
        states = Math.max(p, q + 1);
        ar = new double[states];
        arLags = lags(form.p(), form.seasonal().p(), form.season(), 1);
        arValues = new double[arLags.length];
        maLags = lags(form.q(), form.seasonal().q(), form.season(), 0);
        maValues = new double[maLags.length];
        partial = new double[p + 1];
        pure = new double[p + q + 1];
        products = new double[q + 1];
        covariances = new double[p + 1];
        responses = new double[q + 1];
    }

    private static int[] lags(int degree, int seasonal, int season, int from) {
        int[] lags = new int[(degree + 1) * (seasonal + 1) - from];
        for (int k = 0; k < lags.length; k++) {
            int place = k + from;
            lags[k] = place % (degree + 1) + place / (degree + 1) * season;
        }
        return lags;
    }

    /** Takes the coefficients of φ, θ, Φ and Θ. */
    void set(double[] coefficients) {
        int p = form.p();
        int q = form.q();
        int seasonalAr = p + q;
        int seasonalMa = seasonalAr + form.seasonal().p();
        for (int k = 0; k < arLags.length; k++) {
            int i = (k + 1) % (p + 1);
            int j = (k + 1) / (p + 1);
            double inner = i > 0 ? -coefficients[i - 1] : 1;
            double outer = j > 0 ? -coefficients[seasonalAr + j - 1] : 1;
            arValues[k] = -inner * outer;
        }
        for (int k = 0; k < maLags.length; k++) {
            int i = k % (q + 1);
            int j = k / (q + 1);
            double inner = i > 0 ? coefficients[p + i - 1] : 1;
            double outer = j > 0 ? coefficients[seasonalMa + j - 1] : 1;
            maValues[k] = inner * outer;
        }
        Arrays.fill(ar, 0);
        for (int k = 0; k < arLags.length; k++) {
            ar[arLags[k] - 1] += arValues[k];
        }
    }

    /** Whether the autoregression of some coefficients is stationary; takes them. */
    boolean isStationary(double[] coefficients) {
        set(coefficients);
        return autocovariances();
    }

    /**
     * Reads the value of states without errors, and moves them one step on.
     *
     * @param state whose state i at step t lies at t + i
     */
    double shift(double[] state, int t) {
        double value = state[t];
        for (int i = 0; i < states && t + 1 + i < state.length; i++) {
            state[t + 1 + i] += ar[i] * value;
        }
        return value;
    }

    /**
     * Errors of steps whose earlier errors are known, or 0 before the first step: e = w - a1 w[-1] - … - b1 e[-1] - …
     *
     * @param series w
     * @param errors e, of the steps before {@code from} given
     * @param from   at least the degree of a
     */
    void errors(double[] series, double[] errors, int from, int to) {
        int reach = Math.min(Math.max(from, maLags[maLags.length - 1]), to);
        for (int t = from; t < to; t++) {
            double error = series[t];
            for (int k = 0; k < arLags.length; k++) {
                error -= arValues[k] * series[t - arLags[k]];
            }
            if (t < reach) {
                for (int k = 1; k < maLags.length; k++) {
                    if (maLags[k] <= t) {
                        error -= maValues[k] * errors[t - maLags[k]];
                    }
                }
            } else {
                for (int k = 1; k < maLags.length; k++) {
                    error -= maValues[k] * errors[t - maLags[k]];
                }
            }
            errors[t] = error;
        }
    }

    /**
     * The covariances of the states with the value of the series, in the form of Harvey 1989 (section 3.3): state 0 is
     * the value, state i what is known i steps before it comes, but for what earlier states say:
     * a(i+1) w[-1] + … + b(i) e + b(i+1) e[-1] + …
     *
     * @param into (R)
     * @return whether the autoregression is stationary; if not, nothing is said
     */
    boolean stateCovariances(double[] into) {
        if (!autocovariances()) {
            return false;
        }
        for (int j = 0; j < responses.length; j++) {
            responses[j] = 0;
        }
        for (int k = 0; k < maLags.length; k++) {
            responses[maLags[k]] += maValues[k];
        }
        for (int j = 1; j < responses.length; j++) {
            for (int k = 0; k < arLags.length; k++) {
                if (arLags[k] <= j) {
                    responses[j] += arValues[k] * responses[j - arLags[k]];
                }
            }
        }
        Arrays.fill(into, 0, states, 0);
        for (int k = 0; k < arLags.length; k++) {
            for (int i = 0; i < arLags[k]; i++) {
                into[i] += arValues[k] * covariances[arLags[k] - i];
            }
        }
        for (int k = 0; k < maLags.length; k++) {
            for (int i = 0; i <= maLags[k]; i++) {
                into[i] += maValues[k] * responses[maLags[k] - i];
            }
        }
        return true;
    }

    /** The covariances of all states with each other, from those with state 0: P = T P T' + R R', from its last row up. */
    void stateCovariances(double[] first, double[][] into) {
        for (int i = states - 1; i >= 0; i--) {
            for (int j = i; j >= 0; j--) {
                boolean last = i == states - 1;
                double sum = ar[i] * ar[j] * first[0] + disturbance(i) * disturbance(j);
                sum += last ? 0 : ar[j] * first[i + 1];
                sum += j == states - 1 ? 0 : ar[i] * first[j + 1];
                sum += last ? 0 : into[i + 1][j + 1];
                into[i][j] = sum;
                into[j][i] = sum;
            }
        }
    }

    /** How an error enters state i: b(i), 1 for state 0. */
    double disturbance(int state) {
        double sum = 0;
        for (int k = 0; k < maLags.length; k++) {
            sum += maLags[k] == state ? maValues[k] : 0;
        }
        return sum;
    }

    /**
     * Autocovariances at the lags up to the degree of a: those of the autoregression alone, by the recursion of
     * Levinson and Durbin backwards and forwards, then summed as b says.
     */
    private boolean autocovariances() {
        int p = covariances.length - 1;
        int q = products.length - 1;
        System.arraycopy(ar, 0, partial, 0, p);
        if (!Stationary.toPartial(partial, 0, p)) {
            return false;
        }
        double variance = 1;
        for (int k = 0; k < p; k++) {
            variance /= 1 - partial[k] * partial[k];
        }
        pure[0] = variance;
        // The polynomials of degrees 1 to p grow where the partial autocorrelations are used up.
        for (int j = 1; j <= p; j++) {
            double reflection = partial[j - 1];
            double sum = reflection * variance;
            for (int i = 1; i < j; i++) {
                sum += partial[i - 1] * pure[j - i];
            }
            pure[j] = sum;
            variance *= 1 - reflection * reflection;
            Stationary.stepUp(partial, 0, j - 1, reflection);
        }
        for (int j = p + 1; j <= p + q; j++) {
            double sum = 0;
            for (int k = 0; k < arLags.length; k++) {
                sum += arValues[k] * pure[j - arLags[k]];
            }
            pure[j] = sum;
        }
        Arrays.fill(products, 0);
        for (int k = 0; k < maLags.length; k++) {
            for (int l = 0; l < maLags.length; l++) {
                if (maLags[l] >= maLags[k]) {
                    products[maLags[l] - maLags[k]] += maValues[k] * maValues[l];
                }
            }
        }
        for (int lag = 0; lag <= p; lag++) {
            double sum = products[0] * pure[lag];
            for (int s = 1; s <= q; s++) {
                if (products[s] != 0) {
                    sum += products[s] * (pure[lag + s] + pure[Math.abs(lag - s)]);
                }
            }
            covariances[lag] = sum;
        }
        return true;
    }
}
