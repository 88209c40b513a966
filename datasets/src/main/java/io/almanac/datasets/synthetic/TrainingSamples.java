package io.almanac.datasets.synthetic;

import io.almanac.datasets.synthetic.LatentProcess.Setting;
import java.util.List;

/**
 * An endless supply of samples (history, season, future) to train a model on that shall forecast series it has never
 * seen. Sample i depends on the options and on i alone: threads take any indices and get the same samples. Immutable.
 *
 * <p>The length of a history is log-uniform: its logarithm is uniform, so that 3 to 30 steps are as frequent as 30 to
 * 300. In one of ten samples the season that is told is not the true one, and says so. In one of five the history has
 * runs of missing values; a future never has.
 */
public final class TrainingSamples {

    /**
     * Which samples.
     *
     * @param family      of the series, {@link Family#MIXED} for all
     * @param horizon     steps of the future, at least 1
     * @param shortest    steps of a history, at least 1
     * @param longest     steps of a history, at least the shortest
     * @param seasons     that the series have, all as often; 1 is none
     * @param wrongSeason share of samples that tell another season of these
     * @param missing     share of samples whose history has missing runs
     */
    public record Options(
            Family family,
            long seed,
            int horizon,
            int shortest,
            int longest,
            List<Integer> seasons,
            double wrongSeason,
            double missing) {

        public Options {
            seasons = List.copyOf(seasons);
            if (horizon < 1) {
                throw new IllegalArgumentException("horizon must be at least 1, was " + horizon);
            }
            if (shortest < 1 || longest < shortest) {
                throw new IllegalArgumentException(
                        "shortest and longest must be at least 1 and in order, were " + shortest + " and " + longest);
            }
            if (seasons.isEmpty() || seasons.stream().anyMatch(season -> season < 1)) {
                throw new IllegalArgumentException("seasons must be at least 1 each and not empty, was " + seasons);
            }
            share("wrongSeason", wrongSeason);
            share("missing", missing);
            if (wrongSeason > 0 && seasons.stream().distinct().count() < 2) {
                throw new IllegalArgumentException("wrongSeason wants two seasons to choose from, was " + seasons);
            }
        }

        private static void share(String name, double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(name + " must be in [0, 1], was " + value);
            }
        }

        /** All families, histories of 3 to {@code longest} steps, the usual seasons. */
        public static Options of(long seed, int horizon, int longest) {
            return new Options(Family.MIXED, seed, horizon, 3, longest, SEASONS, 0.1, 0.2);
        }

        public Options withFamily(Family newFamily) {
            return new Options(newFamily, seed, horizon, shortest, longest, seasons, wrongSeason, missing);
        }

        public Options withSeasons(List<Integer> newSeasons) {
            return new Options(family, seed, horizon, shortest, longest, newSeasons, wrongSeason, missing);
        }

        public Options withWrongSeason(double share) {
            return new Options(family, seed, horizon, shortest, longest, seasons, share, missing);
        }

        public Options withMissing(double share) {
            return new Options(family, seed, horizon, shortest, longest, seasons, wrongSeason, share);
        }
    }

    /** None, quarters, business days, days, months, hours, half hours, weeks, hours of the week. */
    public static final List<Integer> SEASONS = List.of(1, 4, 5, 7, 12, 24, 48, 52, 168);

    private static final int SHORTEST_SPAN = 24;

    private final Options options;

    private TrainingSamples(Options options) {
        this.options = options;
    }

    public static TrainingSamples of(Options options) {
        return new TrainingSamples(options);
    }

    public Options options() {
        return options;
    }

    /** A buffer for these samples, to be filled again and again by one thread. */
    public TrainingSample newBuffer() {
        return new TrainingSample(options.longest(), options.horizon());
    }

    /**
     * Writes sample i.
     *
     * @param index at least 0
     * @param into  a buffer of {@link #newBuffer}
     */
    public void fill(long index, TrainingSample into) {
        if (into.history.length != options.longest() || into.future.length != options.horizon()) {
            throw new IllegalArgumentException("the buffer is for " + into.history.length + " and "
                    + into.future.length + " steps, the samples have up to " + options.longest() + " and "
                    + options.horizon());
        }
        Draws random = Draws.of(options.seed(), index);
        into.length = length(random);
        into.season = options.seasons().get(random.below(options.seasons().size()));
        into.toldSeason = random.chance(options.wrongSeason()) ? other(into.season, random) : into.season;
        boolean gaps = random.chance(options.missing());
        int steps = into.length + options.horizon();
        // Trends and breaks of a short history are those of a longer series that it is cut from.
        int span = Math.max(Math.max(steps, SHORTEST_SPAN), 3 * into.season);
        int phase = random.below(PHASES);
        Simulation simulation =
                Simulation.start(options.family(), new Setting(into.season, span, phase), random.split());
        into.family = simulation.family();
        for (int step = 0; step < into.length; step++) {
            into.history[step] = simulation.next();
        }
        for (int step = 0; step < options.horizon(); step++) {
            into.future[step] = simulation.next();
        }
        if (gaps) {
            double mean = Math.min(random.logUniform(1, 30), 1 + into.length / 4.0);
            loseRuns(into, new MissingRuns(random.logUniform(0.02, 0.5), mean, random));
        }
    }

    /** Enough for every phase of every product of seasons. */
    private static final int PHASES = 1 << 20;

    /** P(length = k) = log((k + 1) / k) / log((longest + 1) / shortest). */
    private int length(Draws random) {
        double drawn = random.logUniform(options.shortest(), options.longest() + 1.0);
        return Math.min(options.longest(), Math.max(options.shortest(), (int) drawn));
    }

    private int other(int season, Draws random) {
        while (true) {
            int told = options.seasons().get(random.below(options.seasons().size()));
            if (told != season) {
                return told;
            }
        }
    }

    /** All but the last value, if there would be nothing else. */
    private static void loseRuns(TrainingSample sample, MissingRuns runs) {
        boolean seen = false;
        for (int step = 0; step < sample.length; step++) {
            boolean last = step == sample.length - 1;
            if (runs.next() && !(last && !seen)) {
                sample.history[step] = Double.NaN;
            } else {
                seen = true;
            }
        }
    }
}
