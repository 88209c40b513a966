package io.almanac.datasets.synthetic;

import io.almanac.datasets.synthetic.LatentProcess.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Kinds of series. The classes that make them say their formulas and what their parameters are drawn from. */
public enum Family {
    /** Level, damped trend, breaks, a drifting seasonal profile, autocorrelated noise. */
    STRUCTURAL(5, links(5, 3.5, 1.5), Structural::start),
    /** Markov switching between Ornstein-Uhlenbeck and cyclic regimes. */
    REGIMES(2.5, links(6, 3, 1), Regimes::start),
    /** ARMA noise around a seasonal profile, some of it summed up. */
    ARMA(1, links(6, 3, 1), Arma::start),
    /** Ornstein-Uhlenbeck noise around a seasonal profile. */
    OU(1, links(6, 3, 1), OrnsteinUhlenbeck::start),
    /** Gaussian processes of kernels joined by + and x. */
    KERNEL(2, links(7, 2, 1), GaussianProcess::start),
    /** Jumps, plateaus and ramps. */
    STEPS(1, links(7, 2, 1), Steps::start),
    /** Pulses at random, in bursts or with the season. */
    SPIKES(1, links(8, 1, 1), Spikes::start),
    /** Hours times weekdays, weekdays times days of the year. */
    CALENDAR(2.5, links(4, 4, 2), CalendarProduct::start),
    /** Low counts, more dispersed than Poisson. */
    COUNTS(1.5, links(0, 0, 1), Counts::start),
    /** Demand that comes now and then. */
    INTERMITTENT(1.5, links(0, 3, 7), Intermittent::start),
    /** A driver known ahead and one that leads, with known effects. */
    EFFECTS(0, links(6, 2, 2), KnownEffects::start),
    /** Any of those without covariates, structural ones most often. */
    MIXED(0, links(1, 0, 0), (random, setting) -> {
        throw new IllegalStateException("a mixture makes nothing itself");
    });

    @FunctionalInterface
    private interface Starter {
        LatentProcess start(Draws random, Setting setting);
    }

    private static final List<Family> ALL = List.of(values());

    private final double weight;
    private final double[] links;
    private final Starter starter;

    Family(double weight, double[] links, Starter starter) {
        this.weight = weight;
        this.links = links;
        this.starter = starter;
    }

    private static double[] links(double identity, double exponential, double poisson) {
        return new double[] {identity, exponential, poisson};
    }

    /** How often each link is taken, in the order of {@link Link}. */
    double[] links() {
        return links;
    }

    /** Whether it makes counts of its own, with low rates. */
    boolean counts() {
        return this == COUNTS || this == INTERMITTENT;
    }

    /** This one, or for a mixture one of its families. */
    Family pick(Draws random) {
        return this == MIXED
                ? ALL.get(random.pick(
                        ALL.stream().mapToDouble(family -> family.weight).toArray()))
                : this;
    }

    LatentProcess start(Draws random, Setting setting) {
        return starter.start(random, setting);
    }

    /** The name that a user writes. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The family of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Family parse(String text) {
        return ALL.stream()
                .filter(family -> family.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("family must be one of "
                        + Arrays.stream(values()).map(Family::toString).collect(Collectors.joining(", ")) + ", was \""
                        + text + "\""));
    }
}
