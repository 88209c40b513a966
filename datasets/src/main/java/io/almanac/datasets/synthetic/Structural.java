package io.almanac.datasets.synthetic;

/**
 * Level, damped trend, breaks of both, a drifting seasonal profile and autocorrelated noise: the structural model of
 * Harvey 1989 with the damped slope of Gardner and McKenzie 1985. The priors are ours, set so
 * that the middle of their features is near that of M3 for short seasons and of M4 hourly for long ones, as
 * {@code docs/synthetic.md} shows; breaks, outliers and drift are there because real series have them.
 *
 * <p>{@code level += slope + levelShock e1 + break; slope = damping slope + slopeShock e2; profile[phase] += drift e3;
 * noise = ar noise + sqrt(1 - ar²) noiseDeviation e4 + outlier}. The trend is the level, the season the profile times
 * the amplitude.
 */
final class Structural implements LatentProcess {

    /**
     * What was drawn.
     *
     * @param breakChance   that a step breaks the level, or the slope in one case of three
     * @param breakSize     standard deviation of a break of the level
     * @param drift         standard deviation of what the profile changes at one phase from season to season
     * @param outlierChance that a step is one
     */
    record Parameters(
            double levelShock,
            double slope,
            double slopeShock,
            double damping,
            double breakChance,
            double breakSize,
            double amplitude,
            double drift,
            double ar,
            double noiseDeviation,
            double outlierChance) {

        /** The prior. */
        static Parameters draw(Draws random, Setting setting) {
            double span = setting.span();
            boolean damped = random.chance(0.5);
            double damping = damped ? random.uniform(0.8, 0.995) : 1;
            boolean coarse = setting.season() <= 12; // years to months: more trend and less season than in hours
            double reach = damped ? Math.min(span, 1 / (1 - damping)) : span; // steps over which a slope adds up
            return new Parameters(
                    random.chance(0.3) ? 0 : random.logUniform(0.1, coarse ? 6 : 3) / Math.sqrt(span),
                    random.chance(0.3) ? 0 : random.normal(coarse ? 3 : 1.5) / reach,
                    random.chance(0.5) ? 0 : random.logUniform(0.02, 2) / (reach * Math.sqrt(span)),
                    damping,
                    random.chance(0.7) ? 0 : Math.min(0.2, random.uniform(0.5, 3) / span),
                    random.logUniform(0.3, 3),
                    setting.amplitude(random, 0.85, coarse ? 0.05 : 0.3, coarse ? 2 : 4),
                    random.chance(0.5) ? 0 : random.logUniform(0.01, 0.3),
                    random.chance(0.3) ? 0 : random.uniform(-0.3, 0.97),
                    random.logUniform(0.005, coarse ? 0.7 : 0.5),
                    random.chance(0.8) ? 0 : random.uniform(0.002, 0.02));
        }
    }

    private static final double OUTLIER = 6; // deviations of the noise

    private final Parameters parameters;
    private final SeasonProfile profile;
    private final double shock;
    private int phase;
    private double level;
    private double slope;
    private double noise;
    private boolean broke;

    private Structural(Parameters parameters, SeasonProfile profile, int phase, double firstNoise) {
        this.parameters = parameters;
        this.profile = profile;
        this.phase = phase;
        slope = parameters.slope;
        noise = firstNoise;
        shock = parameters.noiseDeviation * Math.sqrt(1 - parameters.ar * parameters.ar);
    }

    static Structural start(Draws random, Setting setting) {
        return of(Parameters.draw(random, setting), SeasonProfile.draw(random, setting.season()), setting, random);
    }

    static Structural of(Parameters parameters, SeasonProfile profile, Setting setting, Draws random) {
        return new Structural(
                parameters, profile, setting.phase() % profile.season(), random.normal(parameters.noiseDeviation));
    }

    @Override
    public void write(Draws random, Latent into) {
        double outlier = parameters.outlierChance > 0 && random.chance(parameters.outlierChance)
                ? random.normal(OUTLIER * parameters.noiseDeviation)
                : 0;
        into.set(level, parameters.amplitude * profile.value(phase), noise + outlier);
        into.broke = broke;
    }

    @Override
    public void advance(Draws random) {
        if (parameters.drift > 0) {
            profile.drift(phase, random.normal(parameters.drift));
        }
        phase = phase + 1 == profile.season() ? 0 : phase + 1;
        level += slope;
        if (parameters.levelShock > 0) {
            level += random.normal(parameters.levelShock);
        }
        slope *= parameters.damping;
        if (parameters.slopeShock > 0) {
            slope += random.normal(parameters.slopeShock);
        }
        broke = parameters.breakChance > 0 && random.chance(parameters.breakChance);
        if (broke) {
            if (random.chance(1.0 / 3)) {
                slope += random.normal(parameters.breakSize * parameters.breakChance);
            } else {
                level += random.normal(parameters.breakSize);
            }
        }
        noise = parameters.ar * noise + random.normal(shock);
    }

    @Override
    public Record parameters() {
        return parameters;
    }
}
