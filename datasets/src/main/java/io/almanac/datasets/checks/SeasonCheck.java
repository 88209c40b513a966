package io.almanac.datasets.checks;

import io.almanac.core.series.DataReport.Finding;
import io.almanac.core.series.Schema;
import io.almanac.datasets.FindingKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Whether the season that is assumed can be seen, and whether another one is much clearer. A season of m steps shows as a
 * peak of the autocorrelation at lag m: how much it exceeds the larger of those at lags m / 2 and 3 m / 2, which removes
 * what a trend or persistence gives to all of them. The larger of two peaks counts, that of the series without its
 * straight line and that of its first differences.
 *
 * <p>A season is visible in a channel where the peak exceeds two standard errors of white noise, {@code 2 / sqrt(n)}
 * (Box, Jenkins and Reinsel, "Time Series Analysis", on the large-lag standard error), and {@value #LEAST}. Channels of
 * fewer than three seasons are not asked. What holds for more than half of those that are asked is reported. The rule of
 * peaks is ours.
 */
final class SeasonCheck implements Check {

    static final double LEAST = 0.05;
    private static final double CLEAR = 0.3;
    private static final double MUCH = 0.2;
    private static final int SEASONS = 3;

    /** What seasons usually are: of minutes, hours, days, weeks, months, quarters. */
    private static final int[] CANDIDATES = {4, 5, 7, 12, 24, 48, 52, 96, 144, 168, 288, 336, 365, 672, 1008};

    private final int season;
    private final List<Integer> seasons;
    private final Tally invisible = new Tally();
    private final Tally[] clearer = new Tally[CANDIDATES.length];
    private long asked;
    private long looked;

    SeasonCheck(Schema schema) {
        season = schema.season();
        seasons = schema.seasons();
        Arrays.setAll(clearer, i -> new Tally());
    }

    @Override
    public void channel(ChannelValues channel) {
        double[] values = channel.values();
        int count = channel.present().length;
        if (count < SEASONS * Math.max(season, CANDIDATES[0]) || channel.isConstant()) {
            return;
        }
        double[] level = withoutLine(values);
        double[] changes = withoutLine(differences(values));
        double assumed = season > 1 ? peak(level, changes, season) : 0;
        looked++;
        if (season > 1) {
            asked++;
            invisible.add(
                    assumed < Math.max(LEAST, 2 / Math.sqrt(count)) ? 1 : 0,
                    -assumed,
                    () -> channel.name()
                            + String.format(Locale.ROOT, ": a peak of %.2f in the autocorrelation", assumed));
        }
        int best = -1;
        double most = Math.max(CLEAR, assumed + MUCH);
        for (int i = 0; i < CANDIDATES.length; i++) {
            int candidate = CANDIDATES[i];
            if (count >= SEASONS * candidate && seasons.stream().noneMatch(s -> s % candidate == 0)) {
                double peak = peak(level, changes, candidate);
                if (peak > most) {
                    most = peak;
                    best = i;
                }
            }
        }
        if (best >= 0) {
            double peak = most;
            clearer[best].add(
                    1,
                    peak,
                    () -> channel.name()
                            + String.format(Locale.ROOT, ": a peak of %.2f, at %d steps %.2f", peak, season, assumed));
        }
    }

    /** How clearly a season shows, at most 2. */
    private static double peak(double[] level, double[] changes, int lag) {
        return Math.max(peak(level, lag), peak(changes, lag));
    }

    private static double peak(double[] x, int lag) {
        int longer = 3 * lag / 2;
        return autocorrelation(x, lag)
                - Math.max(autocorrelation(x, lag / 2), longer < x.length ? autocorrelation(x, longer) : -1);
    }

    /** Of pairs where both are there; 0 stands for a missing value. */
    private static double autocorrelation(double[] x, int lag) {
        double sum = 0;
        double square = 0;
        for (int t = 0; t < x.length; t++) {
            square += x[t] * x[t];
        }
        for (int t = lag; t < x.length; t++) {
            sum += x[t] * x[t - lag];
        }
        return square == 0 ? 0 : sum / square * x.length / (x.length - lag);
    }

    private static double[] differences(double[] values) {
        double[] differences = new double[values.length - 1];
        Arrays.setAll(differences, t -> values[t + 1] - values[t]);
        return differences;
    }

    /** What is left of the values without the straight line through them, 0 where they are missing. */
    private static double[] withoutLine(double[] values) {
        double n = 0;
        double meanTime = 0;
        double mean = 0;
        for (int t = 0; t < values.length; t++) {
            if (!Double.isNaN(values[t])) {
                n++;
                meanTime += (t - meanTime) / n;
                mean += (values[t] - mean) / n;
            }
        }
        double together = 0;
        double spread = 0;
        for (int t = 0; t < values.length; t++) {
            if (!Double.isNaN(values[t])) {
                together += (t - meanTime) * (values[t] - mean);
                spread += (t - meanTime) * (t - meanTime);
            }
        }
        double slope = spread == 0 ? 0 : together / spread;
        double[] rest = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            rest[t] = Double.isNaN(values[t]) ? 0 : values[t] - mean - slope * (t - meanTime);
        }
        return rest;
    }

    @Override
    public List<Finding> findings() {
        List<Finding> found = new ArrayList<>();
        if (2 * invisible.count() > asked) {
            found.add(FindingKind.NO_SEASON.finding(
                    "no season of " + season + " steps is visible",
                    invisible.count(),
                    "the least: " + invisible.example(),
                    "kept as the season of models and of MASE; --season 1 says that there is none"));
        }
        for (int i = 0; i < CANDIDATES.length; i++) {
            if (2 * clearer[i].count() > looked) {
                found.add(FindingKind.OTHER_SEASON.finding(
                        "a season of " + CANDIDATES[i] + " steps is much clearer than "
                                + (season > 1 ? "that of " + season : "none"),
                        clearer[i].count(),
                        "the clearest: " + clearer[i].example(),
                        "not assumed; --season " + CANDIDATES[i] + " says so"));
            }
        }
        return found;
    }
}
