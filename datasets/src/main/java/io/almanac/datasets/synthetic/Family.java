package io.almanac.datasets.synthetic;

import io.almanac.datasets.synthetic.LatentProcess.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Kinds of series. The classes that make them say their formulas and what their parameters are drawn from. */
public enum Family {
    /** Level, damped trend, breaks, a drifting seasonal profile, autocorrelated noise. */
    STRUCTURAL(5, 5, 3.5, 1.5),
    /** Markov switching between Ornstein-Uhlenbeck and cyclic regimes. */
    REGIMES(2.5, 6, 3, 1),
    /** ARMA noise around a seasonal profile, some of it summed up. */
    ARMA(1, 6, 3, 1),
    /** Ornstein-Uhlenbeck noise around a seasonal profile. */
    OU(1, 6, 3, 1),
    /** Gaussian processes of kernels joined by + and x. */
    KERNEL(2, 7, 2, 1),
    /** Jumps, plateaus and ramps. */
    STEPS(1, 7, 2, 1),
    /** Pulses at random, in bursts or with the season. */
    SPIKES(1, 8, 1, 1),
    /** Hours times weekdays, weekdays times days of the year. */
    CALENDAR(2.5, 4, 4, 2),
    /** Low counts, more dispersed than Poisson. */
    COUNTS(1.5, 0, 0, 1),
    /** Demand that comes now and then. */
    INTERMITTENT(1.5, 0, 3, 7),
    /** A driver known ahead and one that leads, with known effects. */
    EFFECTS(0, 6, 2, 2),
    /** Any of those without covariates, structural ones most often. */
    MIXED(0, 0, 0, 0);

    private static final List<Family> ALL = List.of(values());

    private final double weight; // in the mixture
    private final double identity; // how often each link is taken
    private final double exponential;
    private final double poisson;

    Family(double weight, double identity, double exponential, double poisson) {
        this.weight = weight;
        this.identity = identity;
        this.exponential = exponential;
        this.poisson = poisson;
    }

    Link link(Draws random) {
        return switch (random.pick(identity, exponential, poisson)) {
            case 0 -> Link.IDENTITY;
            case 1 -> Link.EXPONENTIAL;
            default -> Link.POISSON;
        };
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
        return switch (this) {
            case STRUCTURAL -> Structural.start(random, setting);
            case REGIMES -> Regimes.start(random, setting);
            case ARMA -> Arma.start(random, setting);
            case OU -> OrnsteinUhlenbeck.start(random, setting);
            case KERNEL -> GaussianProcess.start(random, setting);
            case STEPS -> Steps.start(random, setting);
            case SPIKES -> Spikes.start(random, setting);
            case CALENDAR -> CalendarProduct.start(random, setting);
            case COUNTS -> Counts.start(random, setting);
            case INTERMITTENT -> Intermittent.start(random, setting);
            case EFFECTS -> KnownEffects.start(random, setting);
            case MIXED -> pick(random).start(random, setting);
        };
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
