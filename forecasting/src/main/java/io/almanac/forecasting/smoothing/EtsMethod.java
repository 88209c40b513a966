package io.almanac.forecasting.smoothing;

import io.almanac.core.forecast.UnfitException;
import io.almanac.forecasting.local.InformationCriterion;
import io.almanac.forecasting.local.LocalFit;
import io.almanac.forecasting.local.LocalMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Exponential smoothing in the form with the least information criterion, of those that a pattern stands for and that the
 * values allow: Hyndman, Koehler, Snyder and Grose 2002, "A state space framework for automatic forecasting".
 *
 * <p>A form with k parameters, the variance included, needs more than k + 1 observed values; where none of the forms has them,
 * simpler ones are tried. With fewer than five values there is nothing to estimate: the last value goes on.
 *
 * <p>Among several forms those are left out that can't have made the data: see {@link EtsSpread#plausible}. The likelihood
 * of multiplicative errors knows no such thing and is great, now and then, for forms whose forecasts explode.
 *
 * @param season steps of the season, 1 for none
 */
public record EtsMethod(String pattern, int season, InformationCriterion criterion) implements LocalMethod {

    private static final int LONGEST_SEASON = 24;

    @Override
    public int least() {
        return 2;
    }

    @Override
    public LocalFit fit(double[] values) {
        boolean tooLong = season > LONGEST_SEASON;
        int observed = (int) Arrays.stream(values).filter(y -> !Double.isNaN(y)).count();
        boolean positive = Arrays.stream(values).allMatch(y -> !(y <= 0));
        List<EtsForm> forms = EtsForm.matching(pattern, tooLong ? 1 : season).stream()
                .filter(form -> positive || !form.relative())
                .toList();
        if (forms.isEmpty()) {
            throw new UnfitException("the model " + pattern + " needs values above 0");
        }
        EtsFit best = best(possible(forms, observed), values, observed, positive);
        return tooLong && !pattern.endsWith("N") ? best.leaving(season) : best;
    }

    /** Those of which there are values enough, or simpler ones; none where there are not even for the simplest. */
    private static List<EtsForm> possible(List<EtsForm> forms, int observed) {
        List<EtsForm> tried = forms;
        while (true) {
            List<EtsForm> possible = tried.stream()
                    .filter(form -> observed > form.parameters() + 1)
                    .toList();
            List<EtsForm> simpler =
                    tried.stream().map(EtsForm::simpler).distinct().toList();
            if (!possible.isEmpty() || simpler.equals(tried)) {
                return possible;
            }
            tried = simpler;
        }
    }

    private EtsFit best(List<EtsForm> forms, double[] values, int observed, boolean positive) {
        List<EtsFit> likeliest = new ArrayList<>();
        List<EtsFit> plausible = new ArrayList<>();
        for (EtsForm form : forms) {
            List<EtsFit> fits = new EtsSearch(form, values).fits();
            fits.stream().findFirst().ifPresent(likeliest::add);
            if (positive && forms.size() > 1) {
                fits.stream().filter(fit -> fit.plausible(values)).findFirst().ifPresent(plausible::add);
            }
        }
        return (plausible.isEmpty() ? likeliest : plausible)
                .stream()
                        .min(Comparator.comparingDouble(fit -> fit.criterion(criterion)))
                        .orElseGet(() -> last(values, observed));
    }

    /** A level that follows each value. */
    private static EtsFit last(double[] values, int observed) {
        EtsState start = new EtsState(1 - EtsVector.LEAST, 0, 0, 1, values[0], 0, new double[1]);
        EtsFilter filter = new EtsFilter(EtsForm.SIMPLE, values);
        double cost = filter.run(start);
        return new EtsFit(EtsForm.SIMPLE, start, filter.squares() / (observed - 1), cost, observed, 0);
    }

    @Override
    public LocalFit restore(double[] numbers) {
        return EtsFit.restore(numbers);
    }
}
