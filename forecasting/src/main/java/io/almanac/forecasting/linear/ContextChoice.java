package io.almanac.forecasting.linear;

import io.almanac.core.series.Schema;
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

    /** Fewer, and a longer context fits noise; but two seasons are always wanted. */
    private static final int STEPS_PER_WEIGHT = 6;

    static ContextChoice of(RidgeConfig config, Schema schema, int horizon, List<Channel> channels) {
        if (config.context() > 0) {
            return new ContextChoice(config.context(), "context " + config.context() + ", as configured");
        }
        int season = schema.season();
        int wanted = season > 1 ? Math.min(MOST, Math.max(WANTED, WANTED_SEASONS * season)) : WANTED_WITHOUT_SEASON;
        int room = typicalRun(channels, horizon) - horizon;
        // Channels of one series share what happens to it and count once.
        long series = channels.size() / schema.channels().size();
        long most = Math.max(series * room / STEPS_PER_WEIGHT, 2L * season);
        int context = (int) Math.max(2, Math.min(wanted, Math.min(most, room / 2)));
        context -= context > season ? context % season : 0;
        return new ContextChoice(
                context,
                "context " + context + ", chosen: whole seasons of " + season + " up to " + wanted
                        + " steps, at most a sixth of all steps and half of a typical series");
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
