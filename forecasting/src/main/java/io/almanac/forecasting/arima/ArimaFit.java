package io.almanac.forecasting.arima;

import io.almanac.forecasting.local.InformationCriterion;
import io.almanac.forecasting.local.LocalFit;
import io.almanac.forecasting.local.LocalForecast;
import io.almanac.forecasting.local.Probabilities;
import io.almanac.forecasting.transform.Gaps;
import java.util.Arrays;
import java.util.Optional;

/**
 * A fitted ARIMA model. It forecasts by the Kalman filter over the history that is given, from diffuse first values, so
 * that a history may begin anywhere; deviations are of the exact errors several steps ahead, less what is not known of the
 * parameters.
 */
final class ArimaFit implements LocalFit {

    private static final int HEAD = 12;

    private final Estimate estimate;
    private final ArimaForm form;
    private final double[] difference;

    ArimaFit(Estimate estimate) {
        this.estimate = estimate;
        form = estimate.form();
        difference = Differencing.polynomial(form);
    }

    Estimate estimate() {
        return estimate;
    }

    @Override
    public double criterion() {
        return estimate.criterion(InformationCriterion.AICC);
    }

    /** Degrees, season, constant, variance, log-likelihood, number of values, coefficients. */
    @Override
    public double[] numbers() {
        double[] coefficients = estimate.coefficients();
        double[] numbers = Arrays.copyOf(
                new double[] {
                    form.p(),
                    form.d(),
                    form.q(),
                    form.seasonal().p(),
                    form.seasonal().d(),
                    form.seasonal().q(),
                    form.season(),
                    form.constant() ? 1 : 0,
                    estimate.constant(),
                    estimate.variance(),
                    estimate.logLikelihood(),
                    estimate.counted()
                },
                HEAD + coefficients.length);
        System.arraycopy(coefficients, 0, numbers, HEAD, coefficients.length);
        return numbers;
    }

    /** The fit whose numbers these are. */
    static ArimaFit of(double[] numbers) {
        if (numbers.length < HEAD) {
            throw new IllegalArgumentException(
                    "an ARIMA fit has at least " + HEAD + " numbers, were " + numbers.length);
        }
        int[] head = new int[8];
        for (int i = 0; i < head.length; i++) {
            head[i] = (int) numbers[i];
            if (head[i] != numbers[i]) {
                throw new IllegalArgumentException("number " + i + " of an ARIMA fit must be whole, was " + numbers[i]);
            }
        }
        var seasonal = new ArimaForm.Seasonal(head[3], head[4], head[5]);
        var form = new ArimaForm(head[0], head[1], head[2], seasonal, head[6], head[7] == 1);
        if (numbers.length != HEAD + form.coefficients()) {
            throw new IllegalArgumentException(
                    form + " has " + (HEAD + form.coefficients()) + " numbers, were " + numbers.length);
        }
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("numbers of an ARIMA fit must be finite, was " + number);
            }
        }
        var estimate = new Estimate(
                form, Arrays.copyOfRange(numbers, HEAD, numbers.length), numbers[8], numbers[9], numbers[10], (int)
                        numbers[11]);
        if (!(estimate.variance() >= 0) || !new Arma(form).isStationary(estimate.coefficients())) {
            throw new IllegalArgumentException("an ARIMA fit must be stationary with a variance of at least 0");
        }
        return new ArimaFit(estimate);
    }

    @Override
    public String chosen() {
        return form.toString();
    }

    @Override
    public Optional<String> lacks(double[] values) {
        return ArimaMethod.suffices(values, form)
                ? Optional.empty()
                : Optional.of(form + " needs " + form.lost() + " observed steps, in each place of the season one");
    }

    @Override
    public LocalForecast forecast(double[] values, int begin, int horizon, Probabilities asked) {
        double[] points = new double[horizon];
        double[] variances = new double[horizon];
        var arma = new Arma(form);
        arma.set(estimate.coefficients());
        double[] history = Estimator.fills(values.length, form) ? Gaps.filled(values) : values;
        if (Arrays.stream(history).anyMatch(Double::isNaN)) {
            new GapFilter(form, history).forecast(arma, estimate.constant(), points, variances);
        } else {
            forecast(arma, history, points, variances);
        }
        double deviation = Math.sqrt(estimate.variance());
        double[] deviations =
                Arrays.stream(variances).map(v -> deviation * Math.sqrt(v)).toArray();
        return LocalForecast.normal(points, deviations, asked);
    }

    private void forecast(Arma arma, double[] values, double[] points, double[] variances) {
        int horizon = points.length;
        double mean = estimate.constant();
        double[] series =
                Arrays.stream(Differencing.of(values, form)).map(w -> w - mean).toArray();
        double[] innovation = new double[horizon];
        double[][] gains = new double[horizon][arma.states];
        new ExactFilter(form, series, horizon).forecast(arma, points, innovation, gains);
        for (int h = 0; h < horizon; h++) {
            double sum = points[h] + mean;
            for (int lag = 1; lag < difference.length; lag++) {
                int before = h - lag;
                sum -= difference[lag] * (before >= 0 ? points[before] : values[values.length + before]);
            }
            points[h] = sum;
        }
        // An error at step h adds to all steps from h on.
        double[] response = new double[horizon];
        double[] state = new double[arma.states + horizon];
        for (int h = 0; h < horizon; h++) {
            Arrays.fill(state, 0);
            System.arraycopy(gains[h], 0, state, 0, arma.states);
            for (int ahead = h; ahead < horizon; ahead++) {
                double sum = ahead == h ? 1 : arma.shift(state, ahead - h - 1);
                for (int lag = 1; lag < difference.length && lag <= ahead - h; lag++) {
                    sum -= difference[lag] * response[ahead - lag];
                }
                response[ahead] = sum;
                variances[ahead] += innovation[h] * sum * sum;
            }
        }
    }
}
