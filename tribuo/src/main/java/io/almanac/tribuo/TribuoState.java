package io.almanac.tribuo;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.CalendarFeatures;
import io.almanac.core.window.SeriesScale;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What a fit chose before it trained, and a model needs to make its features.
 *
 * @param lags          values that are read
 * @param leastObserved how many of them must be observed
 * @param covariates    for each covariate of the schema, how it is scaled where it is numeric
 */
record TribuoState(
        int lags,
        int leastObserved,
        Strategy strategy,
        List<CalendarFeatures.Field> calendar,
        List<SeriesScale> covariates) {

    /** More lags than this have not paid on hourly and finer data; a user may ask for more. */
    private static final int MOST_CHOSEN = 192;

    /** A cycle that training saw fewer times tells one date from another, not what a date is like. */
    private static final int LEAST_CYCLES = 4;

    TribuoState {
        calendar = List.copyOf(calendar);
        covariates = List.copyOf(covariates);
    }

    /** The choices for some series. */
    static TribuoState of(LagOptions options, boolean missingLags, SeriesSet training, FitOptions fit) {
        int longest =
                training.stream().mapToInt(series -> trained(series, fit)).max().orElse(0);
        int lags = options.lags() > 0 ? options.lags() : lags(training.schema().season(), fit.horizon(), longest);
        // A quarter of the lags, and two at least: fewer say too little about level and spread.
        int least = missingLags ? Math.max(2, (lags + 3) / 4) : lags;
        Frequency frequency = training.schema().frequency();
        List<CalendarFeatures.Field> calendar = CalendarFeatures.of(frequency).fields().stream()
                .filter(field -> options.calendar() && LEAST_CYCLES * field.steps(frequency) <= longest)
                .toList();
        List<SeriesScale> covariates = IntStream.range(
                        0, training.schema().covariates().size())
                .mapToObj(c -> covariate(training, c, fit))
                .toList();
        return new TribuoState(lags, least, options.strategy(), calendar, covariates);
    }

    /** The steps of a series that come before its validation steps. */
    static int trained(TimeSeries series, FitOptions fit) {
        return Math.max(0, series.length() - fit.validation());
    }

    /**
     * Whole seasons, two or as many as cover the horizon, so that the window's mean does not depend on where in the
     * season it ends. At most {@link #MOST_CHOSEN} and two thirds of what the longest series leaves for windows.
     */
    private static int lags(int season, int horizon, int longest) {
        int seasons = Math.max(2, (horizon + season - 1) / season);
        int room = 2 * (longest - horizon) / 3;
        int most = Math.max(2, Math.min(MOST_CHOSEN, room));
        int wanted = season == 1 ? Math.max(8, horizon) : season * seasons;
        return wanted <= most || most < season ? Math.min(wanted, most) : Math.max(2, most - most % season);
    }

    private static SeriesScale covariate(SeriesSet training, int index, FitOptions fit) {
        Covariate covariate = training.schema().covariates().get(index);
        if (covariate.categorical()) {
            return new SeriesScale(0, 1);
        }
        double[] values = training.stream()
                .flatMapToDouble(series -> covariate.kind() == Covariate.Kind.STATIC
                        ? DoubleStream.of(series.covariate(index, 0))
                        : IntStream.range(0, trained(series, fit)).mapToDouble(t -> series.covariate(index, t)))
                .toArray();
        return SeriesScale.of(values, values.length);
    }

    /** The choices in words. */
    String text() {
        return lags + " lags, " + strategy + (calendar.isEmpty() ? "" : ", calendar " + calendar);
    }
}
