package io.almanac.forecasting.smoothing;

import io.almanac.core.forecast.UnfitException;
import io.almanac.forecasting.local.LocalFit;
import io.almanac.forecasting.local.LocalMethod;
import java.util.List;

/**
 * Complex exponential smoothing in the form with the least corrected information criterion.
 *
 * @param forms  that are tried; where a series has no two seasons, only the form without one
 * @param season steps of the season, 1 for none
 */
record CesMethod(List<CesForm> forms, int season) implements LocalMethod {

    CesMethod {
        forms = List.copyOf(forms);
    }

    /** One more than the parameters of the form without season, and a variance, and one for the criterion. */
    @Override
    public int least() {
        return 5;
    }

    @Override
    public LocalFit fit(double[] values) {
        Known known = Known.of(values);
        boolean seasons = season > 1 && known.values().length >= 2L * season;
        List<CesForm> possible = forms.stream()
                .filter(form -> !form.seasonal() || (seasons && known.observed() >= form.parameters() + 3))
                .toList();
        CesErrors best = null;
        double[] parameters = {};
        for (CesForm form : possible.isEmpty() ? List.of(CesForm.NONE) : possible) {
            var errors = new CesErrors(form, known, season);
            double[] found = errors.search();
            if (errors.aicc() < (best == null ? Double.POSITIVE_INFINITY : best.aicc())) {
                best = errors;
                parameters = found;
            }
        }
        if (best == null) {
            throw new UnfitException("complex exponential smoothing has no finite errors on it");
        }
        return best.fit(parameters);
    }

    @Override
    public LocalFit restore(double[] numbers) {
        return CesFit.restore(numbers);
    }
}
