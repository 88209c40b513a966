package io.almanac.datasets.synthetic;

import io.almanac.core.series.Frequency;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import java.util.HashSet;
import java.util.Set;

/**
 * Which synthetic series, as {@code FAMILY[,seed=N][,series=N][,steps=N][,season=N][,frequency=F][,missing=SHARE]}.
 *
 * @param seed      of everything; series i depends on it and on i alone
 * @param series    how many, at least 1
 * @param steps     of each, at least 1
 * @param season    steps of the true season, 1 if there is none
 * @param frequency of the axis, which begins with the year 2000; it changes no value
 * @param missing   share of values that are missing, in runs of five on average; in [0, 0.9]
 */
public record SyntheticOptions(
        Family family, long seed, int series, int steps, int season, Frequency frequency, double missing) {

    private static final String KEYS = "seed, series, steps, season, frequency, missing";

    public SyntheticOptions {
        atLeast(1, "series", series);
        atLeast(1, "steps", steps);
        atLeast(1, "season", season);
        if (!(missing >= 0 && missing <= 0.9)) {
            throw new IllegalArgumentException("missing must be in [0, 0.9], was " + missing);
        }
    }

    private static void atLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
        }
    }

    /** Ten series of 200 steps with a season of 12, months, nothing missing, seed 1. */
    public static SyntheticOptions of(Family family) {
        return new SyntheticOptions(family, 1, 10, 200, 12, Frequency.of(Frequency.Unit.MONTH), 0);
    }

    public SyntheticOptions withSeed(long newSeed) {
        return new SyntheticOptions(family, newSeed, series, steps, season, frequency, missing);
    }

    public SyntheticOptions withSeries(int newSeries) {
        return new SyntheticOptions(family, seed, newSeries, steps, season, frequency, missing);
    }

    public SyntheticOptions withSteps(int newSteps) {
        return new SyntheticOptions(family, seed, series, newSteps, season, frequency, missing);
    }

    /** Another season, and the frequency that usually has it. */
    public SyntheticOptions withSeason(int newSeason) {
        return new SyntheticOptions(family, seed, series, steps, newSeason, usual(newSeason), missing);
    }

    public SyntheticOptions withFrequency(Frequency newFrequency) {
        return new SyntheticOptions(family, seed, series, steps, season, newFrequency, missing);
    }

    public SyntheticOptions withMissing(double newMissing) {
        return new SyntheticOptions(family, seed, series, steps, season, frequency, newMissing);
    }

    private static Frequency usual(int season) {
        return Frequency.parse(
                switch (season) {
                    case 4 -> "Q";
                    case 5 -> "B";
                    case 7 -> "D";
                    case 12 -> "M";
                    case 24, 168 -> "h";
                    case 48, 336 -> "30min";
                    case 52 -> "W";
                    case 96, 672 -> "15min";
                    case 144 -> "10min";
                    default -> "step";
                });
    }

    /**
     * Reads the text that a user writes behind {@code synthetic:}. Where he gives a frequency and no season, the season
     * is the frequency's.
     *
     * @throws DataException if it says something else
     */
    public static SyntheticOptions parse(String text) {
        String[] parts = text.split(",", -1);
        try {
            SyntheticOptions options = of(Family.parse(parts[0].strip()));
            Set<String> seen = new HashSet<>();
            for (int i = 1; i < parts.length; i++) {
                String[] pair = parts[i].strip().split("=", 2);
                if (pair.length != 2 || !seen.add(pair[0])) {
                    throw new IllegalArgumentException(
                            "\"" + parts[i] + "\" must be KEY=VALUE, each key once, with a key of " + KEYS);
                }
                options = options.with(pair[0], pair[1], seen);
            }
            return options;
        } catch (IllegalArgumentException e) {
            throw new DataException(DataError.BAD_SYNTHETIC, "synthetic:" + text + ": " + e.getMessage(), e);
        }
    }

    private SyntheticOptions with(String key, String value, Set<String> seen) {
        return switch (key) {
            case "seed" -> withSeed(number(key, value, Long.MIN_VALUE, Long.MAX_VALUE));
            case "series" -> withSeries((int) number(key, value, 1, 100_000_000));
            case "steps" -> withSteps((int) number(key, value, 1, 100_000_000));
            case "season" -> {
                SyntheticOptions seasonal = withSeason((int) number(key, value, 1, 1_000_000));
                yield seen.contains("frequency") ? seasonal.withFrequency(frequency) : seasonal;
            }
            case "frequency" -> {
                Frequency newFrequency = Frequency.parse(value);
                SyntheticOptions frequent = seen.contains("season") ? this : withSeason(newFrequency.season());
                yield frequent.withFrequency(newFrequency);
            }
            case "missing" -> withMissing(share(value));
            default -> throw new IllegalArgumentException("there is no key \"" + key + "\"; there are " + KEYS);
        };
    }

    private static double share(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("missing must be a number, was \"" + value + "\"", e);
        }
    }

    private static long number(String key, String value, long least, long most) {
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, with the value.
        }
        throw new IllegalArgumentException(
                key + " must be a whole number from " + least + " to " + most + ", was \"" + value + "\"");
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return family + ",seed=" + seed + ",series=" + series + ",steps=" + steps + ",season=" + season + ",frequency="
                + frequency + (missing > 0 ? ",missing=" + missing : "");
    }
}
