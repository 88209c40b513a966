package io.almanac.forecasting.linear;

import io.almanac.core.series.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * How many steps the members read: chosen from the series where the configuration leaves it open.
 *
 * @param steps  ascending
 * @param reason of the choice, for the provenance
 */
record Contexts(List<Integer> steps, String reason) {

    /** Two weeks of hours, a week of half hours. */
    private static final int SHORTEST = 336;

    /** A month of hours; two weeks of quarter hours are more. */
    private static final int LONGEST = 720;

    private static final int LONGEST_SEASONS = 15;

    /** Where nothing repeats, the distant past says little. */
    private static final int WITHOUT_SEASON = 96;

    private static final int MOST = 1_440;

    /** Fewer, and a longer context fits noise; but two seasons are always wanted. */
    private static final int STEPS_PER_WEIGHT = 6;

    int longest() {
        return steps.get(steps.size() - 1);
    }

    static Contexts of(RidgeConfig config, Schema schema, int horizon, List<Channel> channels) {
        if (!config.contexts().isEmpty()) {
            return new Contexts(config.contexts(), "contexts " + config.contexts() + ", as configured");
        }
        int season = schema.season();
        int wanted = season > 1 ? Math.min(MOST, Math.max(LONGEST, LONGEST_SEASONS * season)) : WITHOUT_SEASON;
        int room = typicalRun(channels, horizon) - horizon;
        // Channels of one series share what happens to it and count once.
        long series = channels.size() / schema.channels().size();
        long most = Math.max(series * room / STEPS_PER_WEIGHT, 2L * season);
        int longest = (int) Math.max(2, Math.min(wanted, Math.min(most, room / 2)));
        longest -= longest > season ? longest % season : 0;
        List<Integer> steps = spread(longest, season);
        return new Contexts(
                steps,
                "contexts " + steps + ", chosen: whole seasons of " + season + " up to " + wanted
                        + " steps, at most a sixth of all steps and half of a typical series");
    }

    /** The longest alone, or from the shortest on with about equal ratios, in whole seasons. */
    private static List<Integer> spread(int longest, int season) {
        int shortest = seasons(SHORTEST, season);
        List<Integer> steps = new ArrayList<>();
        if (longest >= 2 * SHORTEST) {
            steps.add(shortest);
            steps.add(seasons(Math.sqrt((double) shortest * longest), season));
        } else if (longest >= SHORTEST * Math.sqrt(2)) {
            steps.add(shortest);
        }
        steps.removeIf(step -> step >= longest);
        steps.add(longest);
        return steps;
    }

    private static int seasons(double steps, int season) {
        return (int) Math.ceil(steps / season) * season;
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
