package io.almanac.datasets.synthetic;

/**
 * A level with a season and AR(1) noise, driven by two covariates with known coefficients and lags: {@code driver},
 * known ahead, a slow AR(1) such as a temperature or a promotion that is 0 or 1, and {@code leading}, known when it has
 * happened, which works some steps later. The priors are ours.
 *
 * <p>{@code effect(t) = driverEffect driver(t - driverLag) + leadingEffect leading(t - leadingLag)}.
 */
final class KnownEffects implements LatentProcess {

    /**
     * What was drawn.
     *
     * @param promotion  whether the driver is 0 or 1
     * @param driverAr   of the driver's AR(1), or the chance that a promotion goes on
     * @param leadingLag at least 1
     */
    record Parameters(
            boolean promotion,
            double driverAr,
            double driverEffect,
            int driverLag,
            double leadingAr,
            double leadingEffect,
            int leadingLag,
            double amplitude,
            double ar,
            double noise) {

        /** The prior. */
        static Parameters draw(Draws random, Setting setting) {
            boolean promotion = random.chance(0.4);
            return new Parameters(
                    promotion,
                    random.uniform(0.5, 0.95),
                    (random.chance(0.5) ? 1 : -1) * random.logUniform(0.2, 2),
                    random.chance(0.6) ? 0 : 1 + random.below(3),
                    random.uniform(0, 0.9),
                    (random.chance(0.5) ? 1 : -1) * random.logUniform(0.1, 1),
                    1 + random.below(LONGEST),
                    setting.amplitude(random, 0.8, 0.2, 2),
                    random.uniform(0, 0.9),
                    random.logUniform(0.05, 0.5));
        }
    }

    /** The longest lag; with the present step a power of two. */
    private static final int LONGEST = 15;

    private static final double STARTS = 0.08; // chance that a promotion starts

    private final Parameters parameters;
    private final SeasonProfile profile;
    private final Draws ahead; // of the driver, so that its future is known
    private final double shock;
    private final double driverShock;
    private final double leadingShock;
    private final double[] drivers = new double[LONGEST + 1];
    private final double[] leadings = new double[LONGEST + 1];
    private int at;
    private int phase;
    private double noise;

    private KnownEffects(Parameters parameters, SeasonProfile profile, int phase, Draws ahead, Draws random) {
        this.parameters = parameters;
        this.profile = profile;
        this.phase = phase;
        this.ahead = ahead;
        shock = parameters.noise * Math.sqrt(1 - parameters.ar * parameters.ar);
        driverShock = Math.sqrt(1 - parameters.driverAr * parameters.driverAr);
        leadingShock = Math.sqrt(1 - parameters.leadingAr * parameters.leadingAr);
        noise = random.normal(parameters.noise);
        drivers[0] = parameters.promotion ? 0 : ahead.normal();
        leadings[0] = random.normal();
        for (int i = 0; i < LONGEST; i++) { // what lags reach back to
            drive(random);
        }
    }

    static KnownEffects start(Draws random, Setting setting) {
        return of(Parameters.draw(random, setting), SeasonProfile.draw(random, setting.season()), setting, random);
    }

    static KnownEffects of(Parameters parameters, SeasonProfile profile, Setting setting, Draws random) {
        return new KnownEffects(parameters, profile, setting.phase() % profile.season(), random.split(), random);
    }

    private void drive(Draws random) {
        double driver = drivers[at];
        double leading = leadings[at];
        at = (at + 1) & LONGEST;
        drivers[at] = parameters.promotion
                ? ahead.chance(driver > 0 ? parameters.driverAr : STARTS) ? 1 : 0
                : parameters.driverAr * driver + ahead.normal(driverShock);
        leadings[at] = parameters.leadingAr * leading + random.normal(leadingShock);
    }

    @Override
    public void write(Draws random, Latent into) {
        into.set(0, parameters.amplitude * profile.value(phase), noise);
        into.known = drivers[at];
        into.leading = leadings[at];
        into.effect = parameters.driverEffect * drivers[(at - parameters.driverLag) & LONGEST]
                + parameters.leadingEffect * leadings[(at - parameters.leadingLag) & LONGEST];
    }

    @Override
    public void advance(Draws random) {
        phase = phase + 1 == profile.season() ? 0 : phase + 1;
        noise = parameters.ar * noise + random.normal(shock);
        drive(random);
    }

    @Override
    public Record parameters() {
        return parameters;
    }
}
