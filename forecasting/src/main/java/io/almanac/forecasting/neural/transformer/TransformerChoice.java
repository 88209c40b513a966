package io.almanac.forecasting.neural.transformer;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.series.SeriesSet;
import io.almanac.forecasting.neural.network.NetworkState;
import io.almanac.forecasting.neural.network.WindowChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a configuration leaves open, chosen from the horizon, the season and the number of windows.
 *
 * @param state   with nothing left open
 * @param reasons of the choices, for the provenance
 */
record TransformerChoice(NetworkState state, List<String> reasons) {

    /** Where a token is a step, attention costs the square of the context. */
    private static final int MOST_STEPS = 192;

    private static final int MOST = 720;

    private static final int LEAST_PATCHES = 12;

    static TransformerChoice of(TransformerConfig config, SeriesSet training, FitOptions options) {
        WindowChoice windows = WindowChoice.of(
                config.window(),
                config.normal(),
                config.token().channels() == Channels.MIXED,
                config.token().tokens() == Tokens.STEP ? MOST_STEPS : MOST,
                training,
                options);
        int context = windows.rules().context();
        List<String> reasons = new ArrayList<>(List.of(windows.reason()));
        TokenConfig token = patch(config.token(), context, windows.season(), reasons);
        EncoderConfig encoder = width(config.encoder(), windows.windows(), reasons);
        var resolved = new TransformerConfig(
                config.window().withContext(context),
                config.normal(),
                token,
                encoder,
                config.decoder(),
                config.head(),
                config.training(),
                config.beside());
        return new TransformerChoice(windows.state(config.head(), resolved), reasons);
    }

    /** Patches that go evenly into a season where there is one, a dozen of them at least, side by side. */
    private static TokenConfig patch(TokenConfig token, int context, int season, List<String> reasons) {
        if (token.tokens() != Tokens.PATCH) {
            return token;
        }
        int stride = token.stride();
        int patch = token.patch();
        if (patch == 0) {
            int longest = Math.max(1, context / LEAST_PATCHES);
            int whole = season > 1 ? season : Integer.highestOneBit(longest);
            patch = IntStream.rangeClosed(1, Math.min(longest, whole))
                    .filter(length -> whole % length == 0)
                    .max()
                    .orElse(1);
            patch = stride > 0 ? Math.max(stride, patch - patch % stride) : patch;
        }
        stride = stride > 0 ? stride : patch;
        reasons.add("patches of " + patch + " steps, " + stride + " apart, "
                + (token.patch() == 0
                        ? "chosen: " + LEAST_PATCHES + " or more, even parts of a season"
                        : "as configured"));
        return token.withPatch(patch, stride);
    }

    /** A network for few windows is small. */
    private static EncoderConfig width(EncoderConfig encoder, long windows, List<String> reasons) {
        int width = encoder.width();
        if (width == 0) {
            width = windows < 10_000 ? 16 : windows < 200_000 ? 32 : 64;
            width = Math.max(encoder.heads(), width - width % encoder.heads());
            reasons.add("width " + width + ", chosen from about " + windows + " windows of a channel");
        }
        return encoder.withWidth(width, encoder.feedForward() == 0 ? 2 * width : encoder.feedForward());
    }
}
