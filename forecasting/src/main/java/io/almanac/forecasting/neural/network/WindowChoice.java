package io.almanac.forecasting.neural.network;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.window.CalendarFeatures;
import io.almanac.core.window.CalendarFeatures.Field;
import io.almanac.forecasting.neural.window.WindowConfig;
import io.almanac.forecasting.neural.window.WindowFeatures;
import io.almanac.forecasting.neural.window.WindowRules;
import java.util.List;
import java.util.TreeSet;

/**
 * What a configuration leaves open of the windows, chosen from the horizon, the season and the lengths of the series.
 *
 * @param rules     how windows are cut
 * @param channels  of the series
 * @param season    of the series
 * @param quantiles asked for, and the median, ascending
 * @param windows   about how many there are of a channel, to train on
 * @param reason    of the context, for the provenance
 */
public record WindowChoice(
        WindowRules rules, int channels, int season, List<Double> quantiles, long windows, String reason) {

    /** Two weeks of hours; more seasons did not pay in validation. */
    private static final int SEASONS = 14;

    /** Where nothing repeats, the distant past says little. */
    private static final int WITHOUT_SEASON = 96;

    /** A context is this part of a series at most, so that training sees many that have little in common. */
    private static final int PART = 6;

    /** A cycle that training saw fewer times tells one date from another, not what a date is like. */
    private static final int LEAST_CYCLES = 4;

    public WindowChoice {
        quantiles = List.copyOf(quantiles);
    }

    /**
     * The windows of a fit.
     *
     * @param mixed whether a window holds all channels of a series
     * @param most  steps of context that may be chosen
     */
    public static WindowChoice of(
            WindowConfig window, NormalConfig normal, boolean mixed, int most, SeriesSet training, FitOptions options) {
        int longest = training.stream()
                .mapToInt(s -> Math.max(0, s.length() - options.validation()))
                .max()
                .orElse(0);
        int season = training.schema().season();
        int horizon = options.horizon();
        int configured = window.context();
        int context = configured > 0 ? configured : context(season, longest, horizon, most);
        String reason = configured > 0
                ? "context " + context + ", as configured"
                : "context " + context + ", chosen: whole seasons of " + season + ", " + SEASONS + " or up to " + most
                        + " steps, at most a sixth of the longest training part, but two if there is room";
        Frequency frequency = training.schema().frequency();
        List<Field> calendar = window.calendar() ? calendar(frequency, longest) : List.of();
        WindowFeatures features = window.covariates()
                ? WindowFeatures.of(calendar, training, options.validation())
                : new WindowFeatures(calendar, List.of());
        var rules = new WindowRules(
                context,
                horizon,
                options.validation(),
                minimumObserved(context),
                mixed,
                normal.cycleSteps(season),
                features);
        var quantiles = new TreeSet<>(options.quantiles());
        quantiles.add(0.5); // the point forecast
        long windows = training.stream()
                .mapToLong(s -> Math.max(0, s.length() - options.validation() - horizon + 1))
                .sum();
        return new WindowChoice(
                rules, training.schema().channels().size(), season, List.copyOf(quantiles), windows, reason);
    }

    private static int context(int season, int longest, int horizon, int most) {
        int wanted = Math.min(most, season > 1 ? SEASONS * season : WITHOUT_SEASON);
        int context = Math.min(wanted, Math.max(longest / PART, 2 * season));
        context -= context > season ? context % season : 0;
        // Two thirds of what a series leaves at most, so that some windows are whole.
        return Math.max(2, Math.min(context, 2 * (longest - horizon) / 3));
    }

    private static List<Field> calendar(Frequency frequency, int longest) {
        return CalendarFeatures.of(frequency).fields().stream()
                .filter(field -> LEAST_CYCLES * field.steps(frequency) <= longest)
                .toList();
    }

    /** A quarter of the context, and two steps at least: fewer say too little about level and spread. */
    private static int minimumObserved(int context) {
        return Math.max(2, (context + 3) / 4);
    }

    /**
     * The state of a network on these windows.
     *
     * @param config with nothing left to choose
     */
    public NetworkState state(HeadConfig head, Record config) {
        return new NetworkState(rules, channels, season, quantiles, head, false, config);
    }
}
