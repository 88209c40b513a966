package io.almanac.forecasting.neural.transformer;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.window.CalendarFeatures;
import java.util.List;

/**
 * What of the past the model reads: chosen from the series where the configuration leaves it open.
 *
 * @param context         steps
 * @param minimumObserved of these, how many must be observed
 * @param reason          of the choice, for the provenance
 */
record ContextChoice(int context, int minimumObserved, CalendarFeatures calendar, String reason) {

    /** Attention costs the square of the context; beyond this a token for each step no longer pays. */
    private static final int MOST = 192;

    /** A cycle that training saw fewer times tells one date from another, not what a date is like. */
    private static final int LEAST_CYCLES = 4;

    static ContextChoice of(TransformerConfig config, SeriesSet training, FitOptions options) {
        int longest = training.stream()
                .mapToInt(s -> Math.max(0, s.length() - options.validation()))
                .max()
                .orElse(0);
        CalendarFeatures calendar =
                config.calendar() ? calendar(training.schema().frequency(), longest) : CalendarFeatures.of(List.of());
        if (config.context() > 0) {
            int context = config.context();
            return new ContextChoice(
                    context, minimumObserved(context), calendar, "context " + context + ", as configured");
        }
        int season = training.schema().season();
        int wanted = Math.min(MOST, Math.max(2 * season, 3 * options.horizon()));
        // Two thirds of what a series leaves, so that some windows are whole.
        int room = 2 * (longest - options.horizon()) / 3;
        int context = Math.max(2, Math.min(wanted, room));
        String reason =
                "context " + context + ", chosen: twice the season " + season + " or three times the horizon, at most "
                        + MOST + " and two thirds of what the longest training part leaves";
        return new ContextChoice(context, minimumObserved(context), calendar, reason);
    }

    private static CalendarFeatures calendar(Frequency frequency, int longest) {
        return CalendarFeatures.of(CalendarFeatures.of(frequency).fields().stream()
                .filter(field -> LEAST_CYCLES * field.steps(frequency) <= longest)
                .toList());
    }

    /** A quarter of the context, and two steps at least: fewer say too little about level and spread. */
    private static int minimumObserved(int context) {
        return Math.max(2, (context + 3) / 4);
    }
}
