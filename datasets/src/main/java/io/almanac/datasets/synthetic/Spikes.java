package io.almanac.datasets.synthetic;

/**
 * Pulses on a quiet level: at a fixed phase of the season, now and then missing, or at random, in bursts or alone. A
 * pulse rises at once and fades by a factor a step, or not at all for so many steps. Spikes and periodic anomalies
 * stand in TempoPFN's mixture; this generator is ours.
 *
 * <p>Pulses that belong to the season are the season, what they miss and all others are noise.
 */
final class Spikes implements LatentProcess {

    /**
     * What was drawn.
     *
     * @param every    mean steps between pulses of chance, or bursts of them
     * @param burst    chance that a pulse of chance follows a step with one
     * @param fade     factor of a pulse from step to step
     * @param wide     steps for which a pulse holds before it fades
     * @param seasonal whether there are pulses at a phase of the season too
     * @param missed   share of those that are left out
     */
    record Parameters(
            double every, double burst, double fade, int wide, boolean seasonal, double missed, double noise) {

        /** The prior. */
        static Parameters draw(Draws random, Setting setting) {
            return new Parameters(
                    random.logUniform(5, 10.0 + setting.span()),
                    random.chance(0.6) ? 0 : random.uniform(0.2, 0.8),
                    random.chance(0.5) ? 0 : random.uniform(0.2, 0.95),
                    random.chance(0.6) ? 1 : 1 + random.below(8),
                    setting.season() > 1 && random.chance(0.7),
                    random.chance(0.5) ? 0 : random.uniform(0, 0.3),
                    random.logUniform(0.02, 0.5));
        }
    }

    private final Parameters parameters;
    private final int season;
    private final double seasonalHeight;
    private final double sign;
    private int phase;
    private double slow; // a level that wanders a little
    private double pulse; // of chance
    private int held;
    private double wave; // the pulse of the season as it should be
    private double gap; // what it misses
    private int waveHeld;
    private boolean burning;

    private Spikes(Parameters parameters, Setting setting, double seasonalHeight, double sign) {
        this.parameters = parameters;
        this.season = setting.season();
        this.phase = setting.phase() % season;
        this.seasonalHeight = seasonalHeight;
        this.sign = sign;
    }

    static Spikes start(Draws random, Setting setting) {
        return new Spikes(
                Parameters.draw(random, setting), setting, random.logUniform(1, 5), random.chance(0.85) ? 1 : -1);
    }

    @Override
    public void write(Draws random, Latent into) {
        waveHeld--;
        if (waveHeld <= 0) {
            wave *= parameters.fade;
            gap *= parameters.fade;
        }
        if (parameters.seasonal && phase == 0) {
            wave = seasonalHeight;
            gap = parameters.missed > 0 && random.chance(parameters.missed) ? -seasonalHeight : 0;
            waveHeld = parameters.wide;
        }
        held--;
        if (held <= 0) {
            pulse *= parameters.fade;
        }
        burning = random.chance(burning ? Math.max(parameters.burst, 1 / parameters.every) : 1 / parameters.every);
        if (burning) {
            pulse = random.logUniform(1, 5);
            held = parameters.wide;
        }
        slow = 0.98 * slow + random.normal(0.03);
        into.set(slow, sign * wave, sign * (gap + pulse) + random.normal(parameters.noise));
    }

    @Override
    public void advance(Draws random) {
        phase = phase + 1 == season ? 0 : phase + 1;
    }

    @Override
    public Record parameters() {
        return parameters;
    }
}
