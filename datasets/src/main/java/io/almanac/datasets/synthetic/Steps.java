package io.almanac.datasets.synthetic;

/**
 * A level that jumps, holds, climbs to another level or falls back to the first, with a little white noise and maybe a
 * season. Lengths of the pieces are geometric. Generators of steps stand in TempoPFN's mixture; this one is ours.
 */
final class Steps implements LatentProcess {

    /**
     * What was drawn.
     *
     * @param piece mean number of steps of a piece, about
     * @param ramps share of pieces that climb or fall all along; the others jump and hold
     * @param home  share of pieces that end at the first level
     */
    record Parameters(double piece, double ramps, double home, double noise, double amplitude) {

        /** The prior. */
        static Parameters draw(Draws random, Setting setting) {
            return new Parameters(
                    random.logUniform(4, 4.0 + setting.span() / 2.0),
                    random.chance(0.5) ? 0 : random.uniform(),
                    random.chance(0.5) ? 0 : random.uniform(),
                    random.logUniform(0.005, 0.5),
                    setting.amplitude(random, 0.4, 0.1, 1));
        }
    }

    private final Parameters parameters;
    private final SeasonProfile profile;
    private int phase;
    private final double first;
    private double level;
    private double slope;
    private int left; // steps of this piece after this one
    private boolean broke;

    private Steps(Parameters parameters, SeasonProfile profile, int phase, double first) {
        this.parameters = parameters;
        this.profile = profile;
        this.phase = phase;
        this.first = first;
        level = first;
    }

    static Steps start(Draws random, Setting setting) {
        Parameters parameters = Parameters.draw(random, setting);
        SeasonProfile profile = SeasonProfile.draw(random, setting.season());
        Steps steps = new Steps(parameters, profile, setting.phase() % profile.season(), random.normal());
        steps.left = steps.length(random);
        return steps;
    }

    private int length(Draws random) {
        return (int) (random.exponential() * parameters.piece);
    }

    @Override
    public void write(Draws random, Latent into) {
        into.set(level, parameters.amplitude * profile.value(phase), random.normal(parameters.noise));
        into.broke = broke;
    }

    @Override
    public void advance(Draws random) {
        phase = phase + 1 == profile.season() ? 0 : phase + 1;
        broke = left == 0;
        if (broke) {
            left = length(random);
            double target = random.chance(parameters.home) ? first : random.normal();
            boolean ramp = random.chance(parameters.ramps);
            slope = ramp ? (target - level) / (left + 1) : 0;
            level = ramp ? level : target;
        } else {
            left--;
        }
        level += slope;
    }

    @Override
    public Record parameters() {
        return parameters;
    }
}
