package io.almanac.forecasting.neural.transformer;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.series.SeriesSet;
import io.almanac.forecasting.neural.network.NetworkState;
import io.almanac.forecasting.neural.network.WindowChoice;
import java.util.ArrayList;
import java.util.List;

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
        TokenConfig token = patch(config.token(), context, reasons);
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
}
