package io.almanac.forecasting.arima;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The Kalman filter of an ARIMA process with gaps: the states of the ARMA part (Harvey 1989, section 3.3) and below them
 * as many last values of the series as the differences reach back, because differences across a gap are unknown. These
 * start diffuse, by the exact recursions of Durbin and Koopman 2012 (section 5.2 for one observation a step); an
 * observation that only fixes a diffuse direction gives no error. Without gaps the errors are those of
 * {@link ExactFilter}.
 *
 * <p>R states, N last values, S = R + N: a step takes about 6 S² operations.
 */
final class GapFilter implements Innovations {

    private static final double DIFFUSE = 1e-7;

    private final ArimaForm form;
    private final double[] values;
    private final int[] lags; // of y where the differences use it: y = w + Σ weight y[-lag]
    private final double[] weights;
    private final int states; // S
    private final int arStates; // R
    private final double[][] covariance;
    private final double[][] diffuse;
    private final double[] state;
    private final double[] constantState;
    private final double[] disturbances;
    private final double[] head;
    private final double[] valueRow;
    private final double[] first;
    private final double[] column; // P z
    private final double[] diffuseColumn;
    private final int observed;
    private final int size;
    private int unfixed; // diffuse directions left

    /** @param values of the undifferenced series, NaN where there is a gap; not copied */
    GapFilter(ArimaForm form, double[] values) {
        this.form = form;
        this.values = values;
        double[] difference = Differencing.polynomial(form);
        lags = IntStream.range(1, difference.length)
                .filter(lag -> difference[lag] != 0)
                .toArray();
        weights = Arrays.stream(lags).mapToDouble(lag -> -difference[lag]).toArray();
        arStates = Math.max(form.arDegree(), form.maDegree() + 1);
        states = arStates + form.lost();
        covariance = new double[states][states];
        diffuse = new double[states][states];
        state = new double[states];
        constantState = new double[states];
        disturbances = new double[arStates];
        head = new double[states];
        valueRow = new double[states];
        first = new double[arStates];
        column = new double[states];
        diffuseColumn = new double[states];
        observed = (int) Arrays.stream(values).filter(y -> !Double.isNaN(y)).count();
        size = observed - fixing();
    }

    /** How many observations fix a diffuse direction: the same for all coefficients. */
    private int fixing() {
        double[] none = new double[arStates]; // an autoregression does not reach what is diffuse
        startDiffuse();
        for (double value : values) {
            if (!Double.isNaN(value) && unfixed > 0) {
                multiply(diffuse, diffuseColumn);
                double variance = measured(diffuseColumn);
                if (variance > DIFFUSE) {
                    fix(variance);
                }
            }
            transit(none, diffuse);
        }
        return form.lost() - unfixed;
    }

    /** Whether the values say all about the state after them that differences need. */
    boolean fixesAll() {
        return observed - size == form.lost();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int counted() {
        return observed - form.lost();
    }

    @Override
    public double run(Arma arma, double[] errors, double[] ofConstant) {
        if (!start(arma)) {
            return Double.NaN;
        }
        double logarithm = 0;
        int place = 0;
        for (int t = 0; t < values.length; t++) {
            if (!Double.isNaN(values[t])) {
                double error = values[t] - measured(state);
                double constantError = form.constant() ? constant(t) - measured(constantState) : 0;
                double variance = update(error, constantError);
                if (variance > 0) {
                    double scale = 1 / Math.sqrt(variance);
                    logarithm += Math.log(variance);
                    errors[place] = error * scale;
                    if (form.constant()) {
                        ofConstant[place] = constantError * scale;
                    }
                    place++;
                }
            }
            advance(arma);
        }
        return logarithm;
    }

    /**
     * Forecasts after the last step, all that differences need being fixed.
     *
     * @param mean      the constant
     * @param means     (H)
     * @param variances (H): of the errors, where errors of the model have the variance 1
     */
    void forecast(Arma arma, double mean, double[] means, double[] variances) {
        if (!start(arma)) {
            throw new IllegalStateException("a fitted model is stationary");
        }
        for (int t = 0; t < values.length; t++) {
            if (!Double.isNaN(values[t])) {
                update(values[t] - mean * constant(t) - measured(state), 0);
            }
            advance(arma);
        }
        for (int h = 0; h < means.length; h++) {
            multiply(covariance, column);
            means[h] = measured(state) + mean * constant(values.length + h);
            variances[h] = measured(column);
            advance(arma);
        }
    }

    /** The series of which the constant is a multiple: its differences are ones. */
    private double constant(int t) {
        return form.differences() == 0 ? 1 : form.d() == 1 ? t : t / (double) form.season();
    }

    private boolean start(Arma arma) {
        if (!arma.stateCovariances(first)) {
            return false;
        }
        for (double[] row : covariance) {
            Arrays.fill(row, 0);
        }
        arma.stateCovariances(first, covariance);
        Arrays.fill(state, 0);
        Arrays.fill(constantState, 0);
        for (int i = 0; i < arStates; i++) {
            disturbances[i] = arma.disturbance(i);
        }
        startDiffuse();
        return true;
    }

    private void startDiffuse() {
        for (double[] row : diffuse) {
            Arrays.fill(row, 0);
        }
        for (int i = arStates; i < states; i++) {
            diffuse[i][i] = 1;
        }
        unfixed = form.lost();
    }

    /** What the states say of the value: state 0, and the last values that the differences use. */
    private double measured(double[] vector) {
        double sum = vector[0];
        for (int k = 0; k < lags.length; k++) {
            sum += weights[k] * vector[arStates + lags[k] - 1];
        }
        return sum;
    }

    private void multiply(double[][] matrix, double[] into) {
        for (int i = 0; i < states; i++) {
            into[i] = measured(matrix[i]);
        }
    }

    /**
     * Takes an observation into the states.
     *
     * @return the variance of its error; 0 if it only fixed a diffuse direction
     */
    private double update(double error, double constantError) {
        multiply(covariance, column);
        double variance = measured(column);
        if (unfixed > 0) {
            multiply(diffuse, diffuseColumn);
            double diffuseVariance = measured(diffuseColumn);
            if (diffuseVariance > DIFFUSE) {
                for (int i = 0; i < states; i++) {
                    double weight = diffuseColumn[i] / diffuseVariance;
                    state[i] += weight * error;
                    constantState[i] += weight * constantError;
                    for (int j = 0; j < states; j++) {
                        double other = diffuseColumn[j] / diffuseVariance;
                        covariance[i][j] += weight * other * variance - column[i] * other - weight * column[j];
                    }
                }
                fix(diffuseVariance);
                return 0;
            }
        }
        for (int i = 0; i < states; i++) {
            double weight = column[i] / variance;
            state[i] += weight * error;
            constantState[i] += weight * constantError;
            double[] row = covariance[i];
            for (int j = 0; j < states; j++) {
                row[j] -= weight * column[j];
            }
        }
        return variance;
    }

    private void fix(double variance) {
        for (int i = 0; i < states; i++) {
            for (int j = 0; j < states; j++) {
                diffuse[i][j] -= diffuseColumn[i] * diffuseColumn[j] / variance;
            }
        }
        unfixed--;
        if (unfixed == 0) {
            for (double[] row : diffuse) {
                Arrays.fill(row, 0);
            }
        }
    }

    /** From one step to the next. */
    private void advance(Arma arma) {
        transit(arma.ar, state);
        transit(arma.ar, constantState);
        transit(arma.ar, covariance);
        if (unfixed > 0) {
            transit(arma.ar, diffuse);
        }
        for (int i = 0; i < arStates; i++) {
            for (int j = 0; j < arStates; j++) {
                covariance[i][j] += disturbances[i] * disturbances[j];
            }
        }
    }

    /** T x in the place of x. */
    private void transit(double[] ar, double[] vector) {
        double value = measured(vector);
        double head = vector[0];
        for (int i = 0; i < arStates - 1; i++) {
            vector[i] = ar[i] * head + vector[i + 1];
        }
        vector[arStates - 1] = ar[arStates - 1] * head;
        if (states > arStates) {
            System.arraycopy(vector, arStates, vector, arStates + 1, states - arStates - 1);
            vector[arStates] = value;
        }
    }

    /** T X T' in the place of a symmetric X. */
    private void transit(double[] ar, double[][] matrix) {
        for (double[] row : matrix) {
            transit(ar, row);
        }
        System.arraycopy(matrix[0], 0, head, 0, states);
        if (states > arStates) {
            Arrays.fill(valueRow, 0);
            add(1, matrix[0]);
            for (int k = 0; k < lags.length; k++) {
                add(weights[k], matrix[arStates + lags[k] - 1]);
            }
        }
        for (int i = 0; i < arStates; i++) {
            double[] row = matrix[i];
            for (int j = 0; j < states; j++) {
                row[j] = ar[i] * head[j];
            }
            if (i + 1 < arStates) {
                double[] below = matrix[i + 1];
                for (int j = 0; j < states; j++) {
                    row[j] += below[j];
                }
            }
        }
        if (states > arStates) {
            double[] freed = matrix[states - 1];
            System.arraycopy(matrix, arStates, matrix, arStates + 1, states - arStates - 1);
            System.arraycopy(valueRow, 0, freed, 0, states);
            matrix[arStates] = freed;
        }
    }

    private void add(double times, double[] row) {
        for (int j = 0; j < states; j++) {
            valueRow[j] += times * row[j];
        }
    }
}
