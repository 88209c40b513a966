package io.almanac.datasets.synthetic;

/**
 * A link and its numbers.
 *
 * @param location added by the identity, else 0
 * @param scale    the unit of the observations, positive
 * @param spread   factor in the exponent, positive; 1 for the identity
 */
public record Observation(Link link, double location, double scale, double spread) {

    /** No exponent goes beyond, so that nothing overflows. */
    private static final double LARGEST = 12;

    public Observation {
        if (!(scale > 0) || !(spread > 0)) {
            throw new IllegalArgumentException("scale and spread must be positive, were " + scale + " and " + spread);
        }
    }

    /** The prior: levels over many orders of magnitude, most of them away from 0. */
    static Observation draw(Draws random, Family family) {
        Link link = family.link(random);
        return switch (link) {
            case IDENTITY -> {
                double scale = random.logUniform(0.1, 1_000);
                double location = random.chance(0.8) ? scale * random.logUniform(1, 30) : random.normal(3 * scale);
                yield new Observation(link, location, scale, 1);
            }
            case EXPONENTIAL -> new Observation(link, 0, random.logUniform(0.1, 10_000), random.logUniform(0.05, 1));
            case POISSON ->
                family.counts()
                        ? new Observation(link, 0, random.logUniform(family == Family.COUNTS ? 0.2 : 1, 30), 1)
                        : new Observation(link, 0, random.logUniform(1, 1_000), random.logUniform(0.05, 1));
        };
    }

    /** The observation, or its expected value, when the process stands at x. */
    public double mean(double x) {
        return link == Link.IDENTITY ? location + scale * x : scale * StrictMath.exp(Math.min(spread * x, LARGEST));
    }

    double observe(Draws random, double x) {
        return link == Link.POISSON ? random.poisson(mean(x)) : mean(x);
    }
}
