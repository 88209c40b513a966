package io.almanac.datasets.synthetic;

/**
 * An Ornstein-Uhlenbeck process of variance 1 around a seasonal profile, with white noise on top. It is made exactly:
 * {@code x += (exp(-1 / relaxation) - 1) x + sqrt(1 - exp(-2 / relaxation)) e}, whatever the distance of steps
 * (Gillespie 1996, "Exact numerical simulation of the Ornstein-Uhlenbeck process"). The priors are ours.
 */
final class OrnsteinUhlenbeck implements LatentProcess {

    /**
     * What was drawn.
     *
     * @param relaxation steps after which the correlation has fallen to 1 / e
     * @param white      standard deviation of the white noise
     */
    record Parameters(double relaxation, double white, double amplitude) {

        /** The prior. */
        static Parameters draw(Draws random, Setting setting) {
            return new Parameters(
                    random.logUniform(0.5, Math.max(1, setting.span())),
                    random.chance(0.5) ? 0 : random.logUniform(0.01, 0.5),
                    setting.amplitude(random, 0.5, 0.1, 2));
        }
    }

    private final Parameters parameters;
    private final SeasonProfile profile;
    private final double kept;
    private final double shock;
    private int phase;
    private double x;

    private OrnsteinUhlenbeck(Parameters parameters, SeasonProfile profile, int phase, double first) {
        this.parameters = parameters;
        this.profile = profile;
        this.phase = phase;
        kept = StrictMath.exp(-1 / parameters.relaxation);
        shock = Math.sqrt(1 - kept * kept);
        x = first;
    }

    static OrnsteinUhlenbeck start(Draws random, Setting setting) {
        return of(Parameters.draw(random, setting), SeasonProfile.draw(random, setting.season()), setting, random);
    }

    static OrnsteinUhlenbeck of(Parameters parameters, SeasonProfile profile, Setting setting, Draws random) {
        return new OrnsteinUhlenbeck(parameters, profile, setting.phase() % profile.season(), random.normal());
    }

    @Override
    public void write(Draws random, Latent into) {
        double white = parameters.white > 0 ? random.normal(parameters.white) : 0;
        into.set(0, parameters.amplitude * profile.value(phase), x + white);
    }

    @Override
    public void advance(Draws random) {
        phase = phase + 1 == profile.season() ? 0 : phase + 1;
        x = kept * x + random.normal(shock);
    }

    @Override
    public Record parameters() {
        return parameters;
    }
}
