package io.almanac.datasets.synthetic;

/**
 * The logarithm of a rate for counts: a season, a slow AR(1) and gamma noise, which makes counts that are Poisson given
 * the rate negative binomial (Greenwood and Yule 1920). The priors are ours.
 */
final class Counts implements LatentProcess {

    /**
     * What was drawn.
     *
     * @param deviation  of the AR(1) in stationarity
     * @param dispersion shape of the gamma noise of mean 1; 0 if there is none
     */
    record Parameters(double ar, double deviation, double amplitude, double slope, double dispersion) {

        /** The prior. */
        static Parameters draw(Draws random, Setting setting) {
            return new Parameters(
                    StrictMath.exp(-random.logUniform(0.01, 2)),
                    random.logUniform(0.05, 0.8),
                    setting.amplitude(random, 0.7, 0.1, 1),
                    random.chance(0.6) ? 0 : random.normal() / setting.span(),
                    random.chance(0.4) ? 0 : random.logUniform(0.5, 20));
        }
    }

    private final Parameters parameters;
    private final SeasonProfile profile;
    private final double shock;
    private int phase;
    private double line;
    private double x;

    private Counts(Parameters parameters, SeasonProfile profile, int phase, double first) {
        this.parameters = parameters;
        this.profile = profile;
        this.phase = phase;
        x = first;
        shock = parameters.deviation * Math.sqrt(1 - parameters.ar * parameters.ar);
    }

    static Counts start(Draws random, Setting setting) {
        Parameters parameters = Parameters.draw(random, setting);
        SeasonProfile profile = SeasonProfile.draw(random, setting.season());
        return new Counts(parameters, profile, setting.phase() % profile.season(), random.normal(parameters.deviation));
    }

    @Override
    public void write(Draws random, Latent into) {
        double noise = x;
        if (parameters.dispersion > 0) {
            noise += StrictMath.log(random.gamma(parameters.dispersion) / parameters.dispersion + 1e-9);
        }
        into.set(line, parameters.amplitude * profile.value(phase), noise);
    }

    @Override
    public void advance(Draws random) {
        phase = phase + 1 == profile.season() ? 0 : phase + 1;
        line += parameters.slope;
        x = parameters.ar * x + random.normal(shock);
    }

    @Override
    public Record parameters() {
        return parameters;
    }
}
