package io.almanac.forecasting.linear;

import java.util.List;

/**
 * How many steps the model reads: chosen from the series where the configuration leaves it open.
 *
 * @param reason of the choice, for the provenance
 */
record ContextChoice(int context, String reason) {

    /** Two weeks of hours, a week of half hours. */
    private static final int WANTED = 336;

    private static final int WANTED_SEASONS = 7;

    /** Where nothing repeats, the distant past says little. */
    private static final int WANTED_WITHOUT_SEASON = 96;

    private static final int MOST = 1_440;

    static ContextChoice of(RidgeConfig config, int season, int horizon, List<Channel> channels) {
        if (config.context() > 0) {
            return new ContextChoice(config.context(), "context " + config.context() + ", as configured");
        }
        int wanted =
                season > 1 ? Math.min(MOST, Math.max(WANTED, WANTED_SEASONS * season)) : WANTED_WITHOUT_SEASON;
        int room = typicalRun(channels, horizon) - horizon;
        // A sixth, so that windows are many times the weights of a step; but two seasons if they leave some windows.
        int most = Math.min(Math.max(room / 6, 2 * season), 2 * room / 3);
        int context = Math.max(2, Math.min(wanted, most));
        context -= context > season ? context % season : 0;
        return new ContextChoice(
                context,
                "context " + context + ", chosen: whole seasons of " + season + ", " + wanted
                        + " steps where a typical series leaves six times as many");
    }

    /** The upper median of the longest runs; the longest of all where that holds no window. */
    private static int typicalRun(List<Channel> channels, int horizon) {
        int[] runs = channels.stream().mapToInt(Channel::longestRun).sorted().toArray();
        if (runs.length == 0) {
            return 0;
        }
        int median = runs[runs.length / 2];
        return median < 2 + horizon ? runs[runs.length - 1] : median;
    }
}
