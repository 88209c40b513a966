package io.almanac.forecasting.decomposition;

import io.almanac.core.series.Schema;
import io.almanac.forecasting.local.InformationCriterion;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.LocalProvider;
import io.almanac.forecasting.smoothing.EtsMethod;
import java.util.List;

/**
 * The forecaster {@code mstl}: several seasons, a day and a week of hours say, each taken off and repeated, and
 * exponential smoothing without a season for what is left, in the form that an information criterion chooses. For seasons that change slowly and add to the level; where they grow with it, on
 * logarithms or powers (the forecaster {@code prepared}).
 *
 * <p>Not for series of less than three of the shortest season, of which it sees only the trend.
 */
public final class MstlProvider implements LocalProvider<MstlConfig> {

    @Override
    public String id() {
        return "mstl";
    }

    @Override
    public String description() {
        return "several seasons by loess, repeated, and a smoothed trend (MSTL)";
    }

    @Override
    public MstlConfig defaults() {
        return new MstlConfig(List.of());
    }

    @Override
    public LocalMethod method(MstlConfig config, Schema schema) {
        List<Integer> seasons = (config.seasons().isEmpty() ? schema.seasons() : config.seasons())
                .stream().filter(season -> season > 1).distinct().sorted().toList();
        return new MstlMethod(new Mstl(seasons, false), new EtsMethod("ZZN", 1, InformationCriterion.AICC));
    }
}
