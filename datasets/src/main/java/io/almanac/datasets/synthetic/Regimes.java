package io.almanac.datasets.synthetic;

import java.util.List;

/**
 * Two or three regimes that take turns as a Markov chain (Hamilton 1989). In each the process returns to a mean of its
 * own as an AR(1), which is an Ornstein-Uhlenbeck process seen at equal distances, or swings around it as an AR(2) with
 * complex roots. The state goes on through a change, so that paths have no jump but a new goal. TempoPFN's mixture
 * gives regime-switching Ornstein-Uhlenbeck processes the greatest weight; priors and AR(2) regimes are ours.
 *
 * <p>{@code x - mean = ar1 (x1 - mean) + ar2 (x2 - mean) + shock e}; the trend is the mean of the regime and a line,
 * the season the profile times the regime's amplitude.
 */
final class Regimes implements LatentProcess {

    /** One regime: the deviation is that of the stationary process. */
    record Regime(double mean, double ar1, double ar2, double deviation, double amplitude) {

        static Regime draw(Draws random, Setting setting) {
            double mean = random.normal(1.5);
            double deviation = random.logUniform(0.05, 1);
            double amplitude = setting.amplitude(random, 0.6, 0.1, 2);
            if (random.chance(0.3)) {
                double radius = random.uniform(0.7, 0.98);
                double cycle = random.logUniform(4, 40);
                double ar1 = 2 * radius * StrictMath.cos(2 * Math.PI / cycle);
                return new Regime(mean, ar1, -radius * radius, deviation, amplitude);
            }
            return new Regime(mean, StrictMath.exp(-random.logUniform(0.02, 2)), 0, deviation, amplitude);
        }

        /** Of the shocks, from the variance of an AR(2) process (Box and Jenkins 1976, section 3.2.4). */
        double shock() {
            double ratio = (1 + ar2) * ((1 - ar2) * (1 - ar2) - ar1 * ar1) / (1 - ar2);
            return deviation * Math.sqrt(ratio);
        }
    }

    /**
     * What was drawn.
     *
     * @param stay mean number of steps in a regime
     */
    record Parameters(List<Regime> regimes, double stay, double slope) {

        Parameters {
            regimes = List.copyOf(regimes);
        }

        /** The prior. */
        static Parameters draw(Draws random, Setting setting) {
            Regime one = Regime.draw(random, setting);
            Regime two = Regime.draw(random, setting);
            List<Regime> regimes =
                    random.chance(0.3) ? List.of(one, two, Regime.draw(random, setting)) : List.of(one, two);
            double stay = random.logUniform(Math.min(5, setting.span() / 4.0), setting.span() / 2.0);
            double slope = random.chance(0.6) ? 0 : random.normal(1.5) / setting.span();
            return new Parameters(regimes, Math.max(1, stay), slope);
        }
    }

    private final Parameters parameters;
    private final SeasonProfile profile;
    private final double change;
    private int number;
    private Regime regime;
    private double shock;
    private int phase;
    private double line;
    private double x; // this step
    private double before; // the step before
    private boolean changed;

    private Regimes(Parameters parameters, SeasonProfile profile, Setting setting, Draws random) {
        this.parameters = parameters;
        this.profile = profile;
        phase = setting.phase() % profile.season();
        change = 1 / parameters.stay;
        number = random.below(parameters.regimes.size());
        regime = parameters.regimes.get(number);
        shock = regime.shock();
        // Two neighbours of the stationary AR(2): their correlation is ar1 / (1 - ar2).
        double correlation = regime.ar1 / (1 - regime.ar2);
        double first = random.normal(regime.deviation);
        before = regime.mean + first;
        x = regime.mean
                + correlation * first
                + random.normal(regime.deviation * Math.sqrt(1 - correlation * correlation));
    }

    static Regimes start(Draws random, Setting setting) {
        return of(Parameters.draw(random, setting), SeasonProfile.draw(random, setting.season()), setting, random);
    }

    static Regimes of(Parameters parameters, SeasonProfile profile, Setting setting, Draws random) {
        return new Regimes(parameters, profile, setting, random);
    }

    @Override
    public void write(Draws random, Latent into) {
        into.set(regime.mean + line, regime.amplitude * profile.value(phase), x - regime.mean);
        into.broke = changed;
    }

    @Override
    public void advance(Draws random) {
        phase = phase + 1 == profile.season() ? 0 : phase + 1;
        line += parameters.slope;
        changed = random.chance(change);
        if (changed) {
            number = (number + 1 + random.below(parameters.regimes.size() - 1)) % parameters.regimes.size();
            regime = parameters.regimes.get(number);
            shock = regime.shock();
        }
        double newest = regime.mean
                + regime.ar1 * (x - regime.mean)
                + regime.ar2 * (before - regime.mean)
                + random.normal(shock);
        before = x;
        x = newest;
    }

    @Override
    public Record parameters() {
        return parameters;
    }
}
