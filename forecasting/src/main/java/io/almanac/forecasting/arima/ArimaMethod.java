package io.almanac.forecasting.arima;

import io.almanac.core.forecast.UnfitException;
import io.almanac.forecasting.local.LocalFit;
import io.almanac.forecasting.local.LocalMethod;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;

/** ARIMA models, fitted to a form or with a search for one. */
final class ArimaMethod implements LocalMethod {

    private static final double STRONG = 0.64; // of a season that is differenced, as in R
    private static final int MOST_DIFFERENCES = 2;
    private static final int LONG = 150; // values, from which forms are compared approximately, as in R
    private static final int LONG_SEASON = 12;

    private final ArimaConfig config;
    private final int season;
    private final ToDoubleBiFunction<double[], Integer> strength;

    /**
     * A method.
     *
     * @param season   steps of the season, at least 1; stands for that of the configuration
     * @param strength of the season of some steps in a series without gaps, 0 to 1
     */
    ArimaMethod(ArimaConfig config, int season, ToDoubleBiFunction<double[], Integer> strength) {
        this.config = config;
        this.season = season;
        this.strength = strength;
    }

    @Override
    public int least() {
        return 2;
    }

    @Override
    public ArimaFit fit(double[] values) {
        if (!config.orders().equals(ArimaConfig.AUTO)) {
            return new ArimaFit(fixed(values, ArimaForm.parse(config.orders(), season)));
        }
        int observed = observed(values);
        ArimaForm differences = differences(values);
        double[] stationary = Differences.of(values, differences);
        boolean constant = differences.differences() <= 1;
        if (Differences.constant(stationary, Differences.largest(values))) {
            return new ArimaFit(perfect(stationary, differences.with(0, 0, 0, 0, constant)));
        }
        boolean approximate = observed > LONG || season > LONG_SEASON;
        var estimator = new Estimator(values, differences, Search.MOST_COEFFICIENTS);
        var search = new Search(estimator, differences, observed, config.criterion(), approximate);
        return new ArimaFit(config.stepwise() ? search.stepwise() : search.exhaustive());
    }

    private static Estimate fixed(double[] values, ArimaForm form) {
        int counted = observed(values) - form.lost();
        if (counted <= form.parameters()) {
            throw new UnfitException(form + " needs at least " + (form.lost() + form.parameters() + 1)
                    + " observed values, has " + observed(values));
        }
        if (form.lost() > 0 && !new GapFilter(form, values).fixesAll()) {
            throw new UnfitException(form + " needs an observed value in each place of the season");
        }
        return new Estimator(values, form, form.coefficients()).exact(form);
    }

    private static int observed(double[] values) {
        return (int) Arrays.stream(values).filter(y -> !Double.isNaN(y)).count();
    }

    /** The form that has only the differences that the series needs. */
    private ArimaForm differences(double[] values) {
        int usable = season > 1 && values.length > 2 * season ? season : 1;
        ArimaForm form = form(0, 0, season);
        if (usable > 1 && strength.applyAsDouble(Gaps.filled(values), season) > STRONG) {
            ArimaForm seasonal = form(0, 1, season);
            if (new GapFilter(seasonal, values).fixesAll()) {
                form = seasonal;
            }
        }
        int d = Differences.needed(Differences.of(values, form), MOST_DIFFERENCES);
        return form(d, form.seasonal().d(), season);
    }

    private static ArimaForm form(int d, int seasonal, int season) {
        return new ArimaForm(0, d, 0, new ArimaForm.Seasonal(0, seasonal, 0), season, false);
    }

    /** Of a series whose differences are all the same: it goes on so. */
    private static Estimate perfect(double[] stationary, ArimaForm form) {
        double mean = Arrays.stream(stationary).filter(w -> !Double.isNaN(w)).average().orElse(0);
        return new Estimate(form, new double[0], form.constant() ? mean : 0, 0, 0, stationary.length);
    }

    @Override
    public LocalFit restore(double[] numbers) {
        return ArimaFit.of(numbers);
    }
}
