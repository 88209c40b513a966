package io.almanac.forecasting.smoothing;

import io.almanac.forecasting.local.LocalFit;
import io.almanac.forecasting.local.LocalForecast;
import io.almanac.forecasting.local.Probabilities;
import java.util.Arrays;
import java.util.Locale;

/**
 * A model of complex exponential smoothing with its parameters.
 *
 * <p>It is linear in its errors, so that the variance of an error h steps ahead is 1 + e(1)² + … + e(h - 1)² times that one
 * step ahead, where e(j) is what an error of 1 adds to the mean j steps later.
 *
 * @param parameters as {@link CesForm#parameters} says
 * @param deviation  of the errors one step ahead
 * @param components before the first fitted value
 * @param aicc       the information criterion
 */
@SuppressWarnings("ArrayRecordComponent") // made once, seen by nobody outside
record CesFit(CesForm form, double[] parameters, double deviation, double[] components, double aicc)
        implements LocalFit {

    /** How many of the newest steps say where their level begins, where there is no season. */
    private static final int BEGINNING = 10;

    CesFit {
        if (parameters.length != form.parameters()
                || components.length < 4
                || components.length % 2 > 0
                || !(deviation >= 0)
                || !Double.isFinite(Arrays.stream(parameters).sum()
                        + Arrays.stream(components).sum()
                        + deviation)
                || Double.isNaN(aicc)) {
            throw new IllegalArgumentException(
                    "a fit of ces needs " + form.parameters() + " parameters, a deviation that is not"
                            + " negative and pairs of components, all finite, was " + Arrays.toString(parameters) + ", "
                            + deviation
                            + ", " + Arrays.toString(components));
        }
    }

    static CesFit restore(double[] numbers) {
        CesForm form = CesForm.of(numbers.length == 0 ? Double.NaN : numbers[0]);
        int head = 3 + form.parameters();
        if (numbers.length <= head) {
            throw new IllegalArgumentException(
                    "a fit of ces needs more than " + head + " numbers, was " + Arrays.toString(numbers));
        }
        return new CesFit(
                form,
                Arrays.copyOfRange(numbers, 3, head),
                numbers[1],
                Arrays.copyOfRange(numbers, head, numbers.length),
                numbers[2]);
    }

    @Override
    public double[] numbers() {
        double[] numbers = new double[3 + parameters.length + components.length];
        numbers[0] = form.number();
        numbers[1] = deviation;
        numbers[2] = aicc;
        System.arraycopy(parameters, 0, numbers, 3, parameters.length);
        System.arraycopy(components, 0, numbers, 3 + parameters.length, components.length);
        return numbers;
    }

    @Override
    public double criterion() {
        return aicc;
    }

    @Override
    public String chosen() {
        return "CES(" + form.name().toLowerCase(Locale.ROOT) + ")";
    }

    private int season() {
        return components.length / 2 - 1;
    }

    @Override
    public LocalForecast forecast(double[] values, int begin, int horizon, Probabilities asked) {
        CesState state = new CesState(form, season());
        state.parameters(parameters);
        state.components(components);
        state.place(begin);
        if (begin > 0) {
            start(state, values);
            state.backcast(values);
        }
        state.filter(values);
        int missing = Known.of(values).missing();
        double[] variances = variances(missing + horizon);
        double[] points = new double[horizon];
        double[] deviations = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            points[h] = state.next();
            deviations[h] = deviation * Math.sqrt(variances[missing + h]);
            state.skip();
        }
        return LocalForecast.normal(points, deviations, asked);
    }

    /** Moves the state to the mean of the first of some newest steps; the season stays as fitted. */
    private void start(CesState state, double[] newest) {
        double sum = 0;
        int count = 0;
        for (int t = 0; t < newest.length && t < Math.max(BEGINNING, season()); t++) {
            double above = newest[t] - state.levelAt((state.place() + t) % season());
            if (!Double.isNaN(above)) {
                sum += above;
                count++;
            }
        }
        if (form.levelled()) {
            state.start(sum / count);
            return;
        }
        for (int at = 0; at < season(); at++) {
            state.start(at, state.levelAt(at) + sum / count);
        }
    }

    /** Of the errors of the next steps, as multiples of that of the first. */
    private double[] variances(int steps) {
        double[] variances = new double[steps];
        CesState effects = new CesState(form, season());
        effects.parameters(parameters);
        effects.filter(new double[] {1}); // an error of 1, since all is 0 before
        double sum = 1;
        for (int h = 0; h < steps; h++) {
            variances[h] = sum;
            sum += effects.next() * effects.next();
            effects.skip();
        }
        return variances;
    }
}
