package io.almanac.forecasting.neural.recurrent;

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
record LstmChoice(NetworkState state, List<String> reasons) {

    /** Steps come one after the other, so time grows with the context, and what was read first fades. */
    private static final int MOST_STEPS = 192;

    static LstmChoice of(LstmConfig config, SeriesSet training, FitOptions options) {
        WindowChoice windows = WindowChoice.of(config.window(), config.normal(), false, MOST_STEPS, training, options);
        List<String> reasons = new ArrayList<>(List.of(windows.reason()));
        RecurrentConfig encoder = width(config.encoder(), windows.windows(), reasons);
        var resolved = new LstmConfig(
                config.window().withContext(windows.rules().context()),
                config.normal(),
                encoder,
                config.head(),
                config.training());
        return new LstmChoice(windows.state(config.head(), resolved), reasons);
    }

    /**
     * A layer of cells of twice the width has as many weights as two Transformer layers:
     * four square matrices of 2E are 16 E², and so are two times four of E for attention and two of E by 2E.
     */
    private static RecurrentConfig width(RecurrentConfig encoder, long windows, List<String> reasons) {
        if (encoder.width() > 0) {
            return encoder;
        }
        int width = windows < 10_000 ? 32 : windows < 200_000 ? 64 : 128;
        reasons.add("width " + width + ", chosen from about " + windows + " windows of a channel");
        return encoder.withWidth(width);
    }
}
