package io.almanac.forecasting.arima;

import io.almanac.core.forecast.UnfitException;
import io.almanac.forecasting.local.LocalFit;
import io.almanac.forecasting.local.LocalMethod;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;

/** ARIMA models, fitted to a form or with a search for one. */
final class ArimaMethod implements LocalMethod {

    private static final double STRONG = 0.64; // of a season that is differenced, as in R
    private static final int MOST_DIFFERENCES = 2;
    private static final int LONGEST_SEASON = 350; // as in R

    private final ArimaConfig config;
    private final int season;
    private final ToDoubleBiFunction<double[], Integer> strength;
    private final Optional<ArimaForm> fixed;

    /**
     * A method.
     *
     * @param season   steps of the season, at least 1; stands for that of the configuration. One of more than
     *                 {@value #LONGEST_SEASON} is left out of account by the automatic choice, as in R
     * @param strength of the season of some steps in a series, 0 to 1
     * @throws IllegalArgumentException if the form to fit has a seasonal part and there is no season
     */
    ArimaMethod(ArimaConfig config, int season, ToDoubleBiFunction<double[], Integer> strength) {
        this.config = config;
        this.season = season;
        this.strength = strength;
        fixed = config.orders().equals(ArimaConfig.AUTO)
                ? Optional.empty()
                : Optional.of(ArimaForm.parse(config.orders(), season));
    }

    @Override
    public int least() {
        return 2;
    }

    @Override
    public ArimaFit fit(double[] values) {
        if (fixed.isPresent()) {
            return new ArimaFit(fixed(values, fixed.get()));
        }
        int observed = observed(values);
        ArimaForm differences = differences(values);
        double[] stationary = Differencing.of(values, differences);
        boolean constant = differences.differences() <= 1;
        if (complete(stationary) && Differencing.constant(stationary, Differencing.largest(values))) {
            return new ArimaFit(perfect(stationary, differences.with(0, 0, 0, 0, constant)));
        }
        var estimator = new Estimator(values, differences, Search.MOST_COEFFICIENTS);
        var search = new Search(estimator, differences, observed, config.criterion());
        return new ArimaFit(config.stepwise() ? search.stepwise() : search.exhaustive());
    }

    private static Estimate fixed(double[] values, ArimaForm form) {
        int counted = observed(values) - form.lost();
        if (counted <= form.parameters()) {
            throw new UnfitException(form + " needs at least " + (form.lost() + form.parameters() + 1)
                    + " observed values, has " + observed(values));
        }
        if (!suffices(values, form)) {
            throw new UnfitException(form + " needs an observed value in each place of the season");
        }
        return new Estimator(values, form, form.coefficients()).exact(form);
    }

    private static int observed(double[] values) {
        return (int) Arrays.stream(values).filter(y -> !Double.isNaN(y)).count();
    }

    /** The form that has only the differences that the series needs. */
    private ArimaForm differences(double[] values) {
        int usable = season <= LONGEST_SEASON ? season : 1;
        boolean seasonal = usable > 1
                && observed(values) > 2 * usable
                && strength.applyAsDouble(values, usable) > STRONG
                && suffices(values, form(0, 1, usable));
        ArimaForm form = form(0, seasonal ? 1 : 0, usable);
        int d = Differencing.needed(Differencing.of(values, form), MOST_DIFFERENCES);
        return form(d, form.seasonal().d(), usable);
    }

    /** Whether the values fix all that differences look back to, or gaps are filled anyway. */
    static boolean suffices(double[] values, ArimaForm form) {
        return values.length >= form.lost()
                && (complete(values) || Estimator.fills(values.length, form) || new GapFilter(form, values).fixesAll());
    }

    private static boolean complete(double[] values) {
        return Arrays.stream(values).noneMatch(Double::isNaN);
    }

    private static ArimaForm form(int d, int seasonal, int season) {
        return new ArimaForm(0, d, 0, new ArimaForm.Seasonal(0, seasonal, 0), season, false);
    }

    /** Of a series whose differences are all the same: it goes on so. */
    private static Estimate perfect(double[] stationary, ArimaForm form) {
        double mean = Arrays.stream(stationary).average().orElse(0);
        return new Estimate(form, new double[0], form.constant() ? mean : 0, 0, 0, stationary.length);
    }

    @Override
    public LocalFit restore(double[] numbers) {
        return ArimaFit.of(numbers);
    }
}
