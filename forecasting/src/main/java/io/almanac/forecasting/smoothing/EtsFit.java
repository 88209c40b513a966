package io.almanac.forecasting.smoothing;

import io.almanac.forecasting.local.InformationCriterion;
import io.almanac.forecasting.local.LocalFit;
import io.almanac.forecasting.local.LocalForecast;
import io.almanac.forecasting.local.Probabilities;
import io.almanac.forecasting.smoothing.EtsForm.Part;
import java.util.Arrays;
import java.util.Optional;

/**
 * A form with its parameters.
 *
 * @param start    the state before the first fitted value
 * @param variance of the errors one step ahead, of the relative ones where they are multiplicative
 * @param cost     minus two times the logarithm of the likelihood: see {@link EtsFilter#run}
 * @param observed values that the likelihood is of
 * @param left     the steps of a season that was too long to be used, 0 for none
 */
record EtsFit(EtsForm form, EtsState start, double variance, double cost, int observed, int left) implements LocalFit {

    private static final int HEAD = 9;

    EtsFit {
        double[] numbers = start.numbers();
        if (!(variance >= 0)
                || !Double.isFinite(variance + Arrays.stream(numbers).sum())) {
            throw new IllegalArgumentException(
                    "a fit of " + form + " needs finite numbers and a variance that is not negative, was " + variance
                            + ", " + Arrays.toString(numbers));
        }
    }

    static EtsFit restore(double[] numbers) {
        int period = numbers.length < HEAD ? 0 : (int) numbers[4];
        if (period < 1 || numbers.length != HEAD + EtsState.size(period)) {
            throw new IllegalArgumentException(
                    "a fit of ets needs " + HEAD + " numbers and those of its state, was " + Arrays.toString(numbers));
        }
        EtsForm form = new EtsForm(
                numbers[0] == 1, Part.of((int) numbers[1]), numbers[2] == 1, Part.of((int) numbers[3]), period);
        return new EtsFit(form, EtsState.of(numbers, HEAD), numbers[5], numbers[6], (int) numbers[7], (int) numbers[8]);
    }

    @Override
    public double[] numbers() {
        double[] state = start.numbers();
        double[] numbers = new double[HEAD + state.length];
        double[] head = {
            form.relative() ? 1 : 0,
            form.trend().letter(),
            form.damped() ? 1 : 0,
            form.season().letter(),
            form.period(),
            variance,
            cost,
            observed,
            left
        };
        System.arraycopy(head, 0, numbers, 0, HEAD);
        System.arraycopy(state, 0, numbers, HEAD, state.length);
        return numbers;
    }

    @Override
    public String chosen() {
        return left == 0 ? form.toString() : form + " without the season of " + left + " steps";
    }

    EtsFit leaving(int season) {
        return new EtsFit(form, start, variance, cost, observed, season);
    }

    /** What is chosen among forms: the less the better. */
    double criterion(InformationCriterion criterion) {
        return criterion.of(-cost / 2, form.parameters(), observed);
    }

    @Override
    public double criterion() {
        return criterion(InformationCriterion.AICC);
    }

    /** Whether positive values may have come from it. */
    boolean plausible(double[] values) {
        EtsFilter filter = new EtsFilter(form, trimmed(values));
        filter.run(start);
        return new EtsSpread(form, filter.state(), variance).plausible();
    }

    /** A multiplicative form says nothing of values below 0. */
    @Override
    public Optional<String> lacks(double[] values) {
        return form.relative() && Arrays.stream(values).anyMatch(y -> y < 0)
                ? Optional.of(form + " needs values above 0, and there are negative ones")
                : Optional.empty();
    }

    @Override
    public LocalForecast forecast(double[] values, int begin, int horizon, Probabilities asked) {
        double[] observed = trimmed(values);
        EtsFilter filter = new EtsFilter(form, observed);
        int missing = values.length - observed.length;
        if (filter.run(begin == 0 ? start : startAt(begin, observed)) < Double.POSITIVE_INFINITY) {
            return new EtsSpread(form, filter.state(), variance).forecast(missing, horizon, asked);
        }
        // A history unlike the fitted one led a multiplicative form to forecasts that are not above 0: its level alone
        // remains.
        EtsFilter level = new EtsFilter(EtsForm.SIMPLE, observed);
        level.run(EtsStart.of(EtsForm.SIMPLE, observed).withWeights(start.alpha(), 0, 0, 1));
        double scale = level.state().level();
        return new EtsSpread(EtsForm.SIMPLE, level.state(), variance * scale * scale).forecast(missing, horizon, asked);
    }

    /** A state for a history that begins later: from itself, but for the season where that is shorter than three of them. */
    private EtsState startAt(int begin, double[] observed) {
        int m = form.period();
        double[] season = new double[m];
        Arrays.setAll(season, place -> start.season()[(place + begin) % m]);
        EtsState state =
                observed.length < 3 * m ? EtsStart.withSeason(form, observed, season) : EtsStart.of(form, observed);
        return state.withWeights(start.alpha(), start.beta(), start.gamma(), start.phi());
    }

    /** The values up to the last observed one. */
    private static double[] trimmed(double[] values) {
        int length = values.length;
        while (Double.isNaN(values[length - 1])) {
            length--;
        }
        return Arrays.copyOf(values, length);
    }
}
