package io.almanac.datasets.synthetic;

/**
 * Demand that comes now and then: a chain of two states, demand and none, and a size where there is demand, as Croston
 * 1972 takes them apart. A clump says how much more likely demand is right after demand; a season and a slow decline
 * may move the chance. The priors are ours.
 */
final class Intermittent implements LatentProcess {

    /**
     * What was drawn.
     *
     * @param demand    share of steps with demand at the beginning
     * @param clump     correlation of neighbouring steps of the chain, 0 where demand has no memory
     * @param amplitude of the season in the log odds of demand
     * @param decline   what the log odds lose from step to step
     * @param sizes     standard deviation of the sizes on the scale of the link
     */
    record Parameters(double demand, double clump, double amplitude, double decline, double sizes) {

        /** The prior. */
        static Parameters draw(Draws random, Setting setting) {
            return new Parameters(
                    random.logUniform(0.1, 0.8),
                    random.chance(0.6) ? 0 : random.uniform(0.1, 0.7),
                    setting.amplitude(random, 0.4, 0.2, 2),
                    random.chance(0.8) ? 0 : random.uniform(0, 3) / setting.span(),
                    random.logUniform(0.05, 0.8));
        }
    }

    private final Parameters parameters;
    private final SeasonProfile profile;
    private int phase;
    private double odds; // their logarithm
    private boolean active;

    private Intermittent(Parameters parameters, SeasonProfile profile, int phase, boolean active) {
        this.parameters = parameters;
        this.profile = profile;
        this.phase = phase;
        this.active = active;
        odds = StrictMath.log(parameters.demand / (1 - parameters.demand));
    }

    static Intermittent start(Draws random, Setting setting) {
        return of(Parameters.draw(random, setting), SeasonProfile.draw(random, setting.season()), setting, random);
    }

    static Intermittent of(Parameters parameters, SeasonProfile profile, Setting setting, Draws random) {
        return new Intermittent(
                parameters, profile, setting.phase() % profile.season(), random.chance(parameters.demand));
    }

    @Override
    public void write(Draws random, Latent into) {
        double now = odds + parameters.amplitude * profile.value(phase);
        double demand = 1 / (1 + StrictMath.exp(-now));
        // With the correlation c the chain keeps its share: P(demand after demand) = d + c (1 - d), after none d - c d.
        active = random.chance(demand + parameters.clump * ((active ? 1 : 0) - demand));
        into.set(0, 0, active ? random.normal(parameters.sizes) : 0);
        into.silent = !active;
    }

    @Override
    public void advance(Draws random) {
        phase = phase + 1 == profile.season() ? 0 : phase + 1;
        odds -= parameters.decline;
    }

    @Override
    public Record parameters() {
        return parameters;
    }
}
