package io.almanac.datasets.checks;

import io.almanac.core.series.DataReport.Finding;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.datasets.FindingKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether the season that is assumed can be seen, and whether another one is much clearer. A season of m steps shows as a
 * peak of the autocorrelation at lag m: how much it exceeds the larger of those at lags m / 2 and 3 m / 2, which removes
 * what a trend or persistence gives to all of them. The larger of two peaks counts, that of the series without its
 * straight line and that of its first differences.
 *
 * <p>A season is visible in a channel where the peak exceeds the standard error of white noise, {@code 1 / sqrt(n)}
 * (Bartlett 1946, "On the Theoretical Specification and Sampling Properties of Autocorrelated Time-Series"), and
 * {@value #LEAST}. Another season, of those that the frequency may have, is much clearer where its peak exceeds that of
 * the assumed one by {@value #MUCH}, {@value #CLEAR} and {@value #ERRORS} standard errors. Channels of fewer than three
 * seasons are not asked, of fewer than five not about another. What holds for more than half of those that are asked is
 * reported. Deviations count to {@value #FAR} times their mean, so that an outlier hides no season. The rule of peaks is
 * ours.
 */
final class SeasonCheck implements Check {

    static final double LEAST = 0.05;
    static final double CLEAR = 0.3;
    static final double MUCH = 0.2;
    static final double ERRORS = 4;
    static final double FAR = 4;
    private static final int SEASONS = 3;
    private static final int OTHER_SEASONS = 5;
    private static final int LONGEST = 2016; // a week of five minutes

    /** What seasons are of times that have no dates: of quarters, days, months, hours, weeks, and parts of hours. */
    private static final List<Integer> WITHOUT_DATES = List.of(4, 5, 7, 12, 24, 48, 52, 96, 144, 168, 336);

    private final int season;
    private final List<Integer> candidates;
    private final Tally invisible = new Tally();
    private final Map<Integer, Tally> clearer = new TreeMap<>();
    private long asked;

    SeasonCheck(Schema schema) {
        season = schema.season();
        List<Integer> seasons = schema.seasons();
        candidates = candidates(schema.frequency()).stream()
                .filter(other -> seasons.stream().noneMatch(assumed -> assumed % other == 0))
                .toList();
    }

    /** The seasons that a frequency may have. */
    private static List<Integer> candidates(Frequency frequency) {
        int multiple = frequency.multiple();
        return switch (frequency.unit()) {
            case STEP -> WITHOUT_DATES;
            case SECOND -> List.of();
            case MINUTE -> whole(multiple, 1440, 7 * 1440);
            case HOUR -> whole(multiple, 24, 7 * 24);
            case DAY -> whole(multiple, 7, 365);
            case BUSINESS_DAY -> whole(multiple, 5);
            case WEEK -> whole(multiple, 52);
            case MONTH -> whole(multiple, 12);
            case QUARTER -> whole(multiple, 4);
            case YEAR -> List.of();
        };
    }

    private static List<Integer> whole(int multiple, int... units) {
        return Arrays.stream(units)
                .filter(season -> season % multiple == 0)
                .map(season -> season / multiple)
                .filter(season -> season > 1 && season <= LONGEST)
                .boxed()
                .toList();
    }

    @Override
    public void channel(ChannelValues channel) {
        double[] values = channel.values();
        int count = channel.present().length;
        if (count < SEASONS * season || channel.isConstant() || (season == 1 && candidates.isEmpty())) {
            return;
        }
        asked++;
        var level = new Deviations(values);
        var changes = new Deviations(differences(values));
        double assumed = season > 1 ? peak(level, changes, season) : 0;
        invisible.add(
                season > 1 && assumed < Math.max(LEAST, 1 / Math.sqrt(count)) ? 1 : 0,
                -assumed,
                () -> channel.name() + String.format(Locale.ROOT, ": a peak of %.2f in the autocorrelation", assumed));
        int best = 0;
        double most = Math.max(Math.max(CLEAR, ERRORS / Math.sqrt(count)), assumed + MUCH);
        for (int candidate : candidates) {
            double peak = count >= OTHER_SEASONS * candidate ? peak(level, changes, candidate) : 0;
            if (peak > most) {
                most = peak;
                best = candidate;
            }
        }
        if (best > 0) {
            double peak = most;
            clearer.computeIfAbsent(best, candidate -> new Tally())
                    .add(
                            1,
                            peak,
                            () -> channel.name()
                                    + String.format(
                                            Locale.ROOT, ": a peak of %.2f, at %d steps %.2f", peak, season, assumed));
        }
    }

    /** How clearly a season shows, at most 2. */
    private static double peak(Deviations level, Deviations changes, int lag) {
        return Math.max(level.peak(lag), changes.peak(lag));
    }

    /** Deviations from a straight line, 0 where a value is missing. */
    private static final class Deviations {

        private final double[] values;
        private final double squares;
        private final Map<Integer, Double> products = new HashMap<>(); // by lag; seasons share some

        Deviations(double[] values) {
            this.values = withoutLine(values);
            squares = product(this.values, 0);
        }

        double peak(int lag) {
            int longer = 3 * lag / 2;
            return autocorrelation(lag)
                    - Math.max(autocorrelation(lag / 2), longer < values.length ? autocorrelation(longer) : -1);
        }

        private double autocorrelation(int lag) {
            double product = products.computeIfAbsent(lag, k -> product(values, k));
            return squares == 0 ? 0 : product / squares * values.length / (values.length - lag);
        }

        /** Four sums side by side, because each has to wait for its own last addition. */
        private static double product(double[] x, int lag) {
            int t = lag;
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            for (; t + 3 < x.length; t += 4) {
                a += x[t] * x[t - lag];
                b += x[t + 1] * x[t + 1 - lag];
                c += x[t + 2] * x[t + 2 - lag];
                d += x[t + 3] * x[t + 3 - lag];
            }
            for (; t < x.length; t++) {
                a += x[t] * x[t - lag];
            }
            return (a + b) + (c + d);
        }
    }

    private static double[] differences(double[] values) {
        double[] differences = new double[values.length - 1];
        Arrays.setAll(differences, t -> values[t + 1] - values[t]);
        return differences;
    }

    /** What is left of the values without the straight line through them, cut where it is far, 0 where they are missing. */
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
        double total = 0;
        for (int t = 0; t < values.length; t++) {
            rest[t] = Double.isNaN(values[t]) ? 0 : values[t] - mean - slope * (t - meanTime);
            total += Math.abs(rest[t]);
        }
        double far = FAR * total / Math.max(1, n);
        for (int t = 0; t < rest.length; t++) {
            rest[t] = Math.max(-far, Math.min(far, rest[t]));
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
        clearer.forEach((other, tally) -> {
            if (2 * tally.count() > asked) {
                found.add(FindingKind.OTHER_SEASON.finding(
                        "a season of " + other + " steps is much clearer than "
                                + (season > 1 ? "that of " + season : "none"),
                        tally.count(),
                        "the clearest: " + tally.example(),
                        "not assumed; --season " + other + " assumes it"
                                + (season > 1 ? ", --season " + season + "," + other + " both" : "")));
            }
        });
        return found;
    }
}
