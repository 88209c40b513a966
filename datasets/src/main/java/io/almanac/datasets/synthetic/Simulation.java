package io.almanac.datasets.synthetic;

import io.almanac.datasets.synthetic.LatentProcess.Setting;

/** One series in the making: a process, a link and where it stands. Mutable, one thread. */
final class Simulation {

    private final Family family;
    private final Draws random;
    private final LatentProcess process;
    private final Observation observation;
    private final Latent latent = new Latent();
    private boolean begun;

    private Simulation(Family family, Draws random, LatentProcess process, Observation observation) {
        this.family = family;
        this.random = random;
        this.process = process;
        this.observation = observation;
    }

    /** Draws a family, where it is a mixture, then the parameters, then the link. */
    static Simulation start(Family family, Setting setting, Draws random) {
        Family picked = family.pick(random);
        LatentProcess process = picked.start(random, setting);
        return new Simulation(picked, random, process, Observation.draw(random, picked));
    }

    /** Makes the next step and returns its observation. */
    double next() {
        if (begun) {
            process.advance(random);
        }
        begun = true;
        process.write(random, latent);
        return latent.silent ? 0 : observation.observe(random, latent.total());
    }

    /** From here on another future, one for each branch. */
    void fork(long branch) {
        random.fork(branch);
    }

    /** The parts of the newest step. */
    Latent latent() {
        return latent;
    }

    Family family() {
        return family;
    }

    Record parameters() {
        return process.parameters();
    }

    Observation observation() {
        return observation;
    }
}
