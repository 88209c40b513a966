package io.almanac.forecasting.neural.transformer;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.window.CalendarFeatures;
import io.almanac.core.window.CalendarFeatures.Field;
import io.almanac.forecasting.neural.network.NetworkState;
import io.almanac.forecasting.neural.window.WindowFeatures;
import io.almanac.forecasting.neural.window.WindowRules;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What a configuration leaves open, chosen from the horizon, the season and the number of windows.
 *
 * @param state   with nothing left open
 * @param reasons of the choices, for the provenance
 */
record TransformerChoice(NetworkState state, List<String> reasons) {

    /** Where a token is a step, attention costs the square of the context. */
    private static final int MOST_STEPS = 192;

    /** Longer contexts did not pay in the references of long-horizon forecasting. */
    private static final int MOST = 512;

    private static final int LONGEST_PATCH = 16;

    /** A cycle that training saw fewer times tells one date from another, not what a date is like. */
    private static final int LEAST_CYCLES = 4;

    static TransformerChoice of(TransformerConfig config, SeriesSet training, FitOptions options) {
        List<String> reasons = new ArrayList<>();
        int longest = training.stream()
                .mapToInt(s -> Math.max(0, s.length() - options.validation()))
                .max()
                .orElse(0);
        int season = training.schema().season();
        int context = context(config, season, longest, options.horizon(), reasons);
        TokenConfig token = patch(config.token(), context, reasons);
        long windows = training.stream()
                .mapToLong(s -> Math.max(0, s.length() - options.validation() - options.horizon() + 1))
                .sum();
        EncoderConfig encoder = width(config.encoder(), windows, reasons);
        Frequency frequency = training.schema().frequency();
        List<Field> calendar = config.window().calendar() ? calendar(frequency, longest) : List.of();
        WindowFeatures features = config.window().covariates()
                ? WindowFeatures.of(calendar, training, options.validation())
                : new WindowFeatures(calendar, List.of());
        var quantiles = new TreeSet<>(options.quantiles());
        quantiles.add(0.5); // the point forecast
        var rules = new WindowRules(
                context,
                options.horizon(),
                options.validation(),
                minimumObserved(context),
                config.token().channels() == Channels.MIXED,
                config.normal().cycleSteps(season),
                features);
        var resolved = new TransformerConfig(
                config.window().withContext(context),
                config.normal(),
                token,
                encoder,
                config.decoder(),
                config.head(),
                config.training(),
                config.beside());
        var state = new NetworkState(
                rules,
                training.schema().channels().size(),
                season,
                List.copyOf(quantiles),
                config.head(),
                false,
                resolved);
        return new TransformerChoice(state, reasons);
    }

    private static int context(
            TransformerConfig config, int season, int longest, int horizon, List<String> reasons) {
        int configured = config.window().context();
        if (configured > 0) {
            reasons.add("context " + configured + ", as configured");
            return configured;
        }
        int most = config.token().tokens() == Tokens.STEP ? MOST_STEPS : MOST;
        int wanted = Math.min(most, Math.max(2 * season, 3 * horizon));
        // Two thirds of what a series leaves, so that some windows are whole.
        int context = Math.max(2, Math.min(wanted, 2 * (longest - horizon) / 3));
        reasons.add("context " + context + ", chosen: twice the season " + season + " or three times the horizon, at most "
                + most + " and two thirds of what the longest training part leaves");
        return context;
    }

    /** About a dozen patches or more, and patches of sixteen steps at most, halves overlapping. */
    private static TokenConfig patch(TokenConfig token, int context, List<String> reasons) {
        if (token.tokens() != Tokens.PATCH) {
            return token;
        }
        int patch = token.patch();
        if (patch == 0) {
            patch = Math.max(1, Math.min(LONGEST_PATCH, Integer.highestOneBit(Math.max(1, context / 12))));
            if (token.stride() > 0) {
                patch = Math.max(token.stride(), patch - patch % token.stride());
            }
        }
        int stride = token.stride() > 0 ? token.stride() : patch % 2 == 0 ? patch / 2 : patch;
        reasons.add("patches of " + patch + " steps, " + stride + " apart, "
                + (token.patch() == 0 ? "chosen from the context" : "as configured"));
        return token.withPatch(patch, stride);
    }

    /** A network for few windows is small. */
    private static EncoderConfig width(EncoderConfig encoder, long windows, List<String> reasons) {
        int width = encoder.width();
        if (width == 0) {
            width = windows < 5_000 ? 16 : windows < 50_000 ? 32 : 64;
            width = Math.max(encoder.heads(), width - width % encoder.heads());
            reasons.add("width " + width + ", chosen from about " + windows + " windows of a channel");
        }
        return encoder.withWidth(width, encoder.feedForward() == 0 ? 2 * width : encoder.feedForward());
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
}
