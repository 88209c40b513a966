package io.almanac.datasets.synthetic;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.DataReport;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.synthetic.LatentProcess.Setting;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Series made as they are read, with their truth. Series i depends on the options and on i alone, so any part of them
 * in any order and by any number of threads is the same. They take no memory until they are read. Immutable.
 *
 * <p>Not for testing a model's worth: how well it does here says how well it does on what the generators make.
 */
public final class SyntheticSeries implements SeriesSource {

    private static final LocalDateTime START = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final LocalDateTime MONDAY = LocalDateTime.of(2000, 1, 3, 0, 0);
    private static final double RUN = 5; // steps of missing values on average
    private static final long IN_MEMORY = 4_000_000; // values

    private final SyntheticOptions options;
    private final Schema schema;

    private SyntheticSeries(SyntheticOptions options, List<Integer> seasons) {
        this.options = options;
        List<Covariate> covariates = options.family() == Family.EFFECTS
                ? List.of(
                        Covariate.real("driver", Covariate.Kind.FUTURE), Covariate.real("leading", Covariate.Kind.PAST))
                : List.of();
        schema = new Schema(options.frequency(), seasons, List.of("y"), covariates);
    }

    public static SyntheticSeries of(SyntheticOptions options) {
        return new SyntheticSeries(options, List.of(options.season()));
    }

    /** The same values with seasons in the schema that need not be the true one; with the true one if there are none. */
    public SyntheticSeries telling(List<Integer> seasons) {
        return seasons.isEmpty() ? this : new SyntheticSeries(options, seasons);
    }

    public SyntheticOptions options() {
        return options;
    }

    /** How many there are. */
    public int size() {
        return options.series();
    }

    /** One channel {@code y}; of {@link Family#EFFECTS} the covariates {@code driver}, known ahead, and {@code leading}. */
    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Stream<TimeSeries> stream() {
        return IntStream.range(0, options.series()).mapToObj(this::get);
    }

    /** Makes series i, from 0. Its id is {@code FAMILY-i}. */
    public TimeSeries get(int index) {
        Simulation simulation = simulation(index);
        int ahead = schema.covariates().isEmpty() ? 0 : options.frequency().horizon();
        double[] values = new double[options.steps()];
        double[] driver = new double[options.steps() + ahead];
        double[] leading = new double[options.steps()];
        for (int step = 0; step < driver.length; step++) {
            double value = simulation.next();
            driver[step] = simulation.latent().known;
            if (step < values.length) {
                values[step] = value;
                leading[step] = simulation.latent().leading;
            }
        }
        if (options.missing() > 0) {
            MissingRuns missing = missing(index);
            for (int step = 0; step < values.length; step++) {
                values[step] = missing.next() ? Double.NaN : values[step];
            }
        }
        double[][] covariates = schema.covariates().isEmpty() ? new double[0][] : new double[][] {driver, leading};
        return TimeSeries.wrap(
                options.family() + "-" + index, schema, axis(), new double[][] {values}, covariates, ahead);
    }

    private MissingRuns missing(int index) {
        return new MissingRuns(options.missing(), RUN, Draws.of(~options.seed(), index));
    }

    private TimeAxis axis() {
        if (options.frequency().isInteger()) {
            return TimeAxis.integers(0, options.steps());
        }
        LocalDateTime start = options.frequency().unit() == Frequency.Unit.BUSINESS_DAY ? MONDAY : START;
        return TimeAxis.of(options.frequency(), start, options.steps());
    }

    /** The series and a report of them; in memory if they are few. */
    public Dataset dataset() {
        long values = (long) options.series() * options.steps();
        return new Dataset(values <= IN_MEMORY ? SeriesSet.copyOf(this) : this, report(values));
    }

    private DataReport report(long values) {
        long missing = 0;
        for (int index = 0; options.missing() > 0 && index < options.series(); index++) {
            MissingRuns runs = missing(index);
            for (int step = 0; step < options.steps(); step++) {
                missing += runs.next() ? 1 : 0;
            }
        }
        TimeAxis axis = axis();
        int ahead = options.frequency().horizon();
        return new DataReport(
                "synthetic:" + options,
                "synthetic, not measured by anybody",
                options.frequency() + ", as asked for",
                values,
                options.series(),
                1,
                axis.text(0),
                axis.text(options.steps() - 1),
                options.steps(),
                options.steps(),
                values,
                missing,
                0,
                schema.covariates().isEmpty()
                        ? List.of()
                        : List.of("future driver, " + ahead + " steps ahead", "past leading"),
                Optional.empty(),
                List.of());
    }

    private Simulation simulation(int index) {
        Objects.checkIndex(index, options.series());
        return Simulation.start(
                options.family(), new Setting(options.season(), options.steps(), 0), Draws.of(options.seed(), index));
    }

    /** What series i was made of. */
    public SyntheticTruth truth(int index) {
        Simulation simulation = simulation(index);
        int steps = options.steps();
        double[][] parts = new double[6][steps];
        int[] breaks = new int[steps];
        int broken = 0;
        for (int step = 0; step < steps; step++) {
            parts[5][step] = simulation.next();
            Latent latent = simulation.latent();
            parts[0][step] = latent.trend;
            parts[1][step] = latent.season;
            parts[2][step] = latent.effect;
            parts[3][step] = latent.noise;
            parts[4][step] = latent.silent ? 0 : simulation.observation().mean(latent.signal());
            if (latent.broke) {
                breaks[broken++] = step;
            }
        }
        return new SyntheticTruth(
                simulation.family(),
                simulation.parameters(),
                simulation.observation(),
                parts[0],
                parts[1],
                parts[2],
                parts[3],
                parts[4],
                parts[5],
                Arrays.copyOf(breaks, broken));
    }

    /**
     * How series i could go on after a cutoff: paths from the true state at that step, with the true parameters and new
     * shocks. Their mean is the expected value of the future, their quantiles are the best that a forecast can have;
     * both have the sampling error of so many paths. The state includes what no history shows, such as the regime, and
     * of a Gaussian process all but its white noise.
     *
     * <p>Of covariates, what is known ahead is the same in all paths.
     *
     * @param cutoff  steps of the series before it, from 0 to all
     * @param horizon steps of each path
     * @return shaped (path, step)
     */
    public double[][] futures(int index, int cutoff, int horizon, int paths) {
        if (cutoff < 0 || cutoff > options.steps()) {
            throw new IllegalArgumentException("cutoff must be in [0, " + options.steps() + "], was " + cutoff);
        }
        double[][] futures = new double[paths][horizon];
        for (int path = 0; path < paths; path++) {
            Simulation simulation = simulation(index);
            for (int step = 0; step < cutoff; step++) {
                simulation.next();
            }
            simulation.fork(path);
            for (int step = 0; step < horizon; step++) {
                futures[path][step] = simulation.next();
            }
        }
        return futures;
    }
}
