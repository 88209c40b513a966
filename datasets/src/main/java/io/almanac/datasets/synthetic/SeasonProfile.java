package io.almanac.datasets.synthetic;

/** One season's shape, with mean 0 and mean square 1; all zeros for a season of 1. Mutable: it may drift. */
final class SeasonProfile {

    private final double[] values;
    private double offset; // what drift has added to the mean

    private SeasonProfile(double[] values) {
        this.values = values;
    }

    static SeasonProfile of(double... values) {
        return new SeasonProfile(values.clone());
    }

    /**
     * A random shape: waves, bells, blocks or a number for each step. Short seasons mostly get numbers.
     *
     * <p>Waves are sums of harmonics h whose coefficients have the variance 1 / h, as in the prior of ForecastPFN
     * (Dooley et al. 2023); the other shapes are ours.
     */
    static SeasonProfile draw(Draws random, int season) {
        double[] values = new double[season];
        if (season > 1) {
            double small = season <= 12 ? 3 : 0.3;
            switch (random.pick(3, 2, 1, small)) {
                case 0 -> waves(random, values);
                case 1 -> bells(random, values);
                case 2 -> blocks(random, values);
                default -> numbers(random, values);
            }
            standardise(values);
        }
        return new SeasonProfile(values);
    }

    /** A smooth one: waves of a few harmonics. */
    static SeasonProfile smooth(Draws random, int season) {
        double[] values = new double[season];
        waves(random, values);
        standardise(values);
        return new SeasonProfile(values);
    }

    private static void waves(Draws random, double[] values) {
        int harmonics = 1 + random.below(Math.min(values.length / 2, 8));
        for (int h = 1; h <= harmonics; h++) {
            double cosine = random.normal() / Math.sqrt(h);
            double sine = random.normal() / Math.sqrt(h);
            double turnCos = StrictMath.cos(2 * Math.PI * h / values.length);
            double turnSin = StrictMath.sin(2 * Math.PI * h / values.length);
            for (int i = 0; i < values.length; i++) {
                values[i] += cosine;
                double turned = cosine * turnCos - sine * turnSin;
                sine = sine * turnCos + cosine * turnSin;
                cosine = turned;
            }
        }
    }

    private static void bells(Draws random, double[] values) {
        int season = values.length;
        int bells = 1 + random.below(3);
        for (int b = 0; b < bells; b++) {
            double centre = random.uniform(0, season);
            double width = season * random.logUniform(0.02, 0.25);
            double height = random.chance(0.2) ? -random.uniform() : random.uniform(0.3, 1);
            for (int i = 0; i < season; i++) {
                double distance = Math.abs(i - centre);
                distance = Math.min(distance, season - distance) / width;
                if (distance < 6) {
                    values[i] += height * StrictMath.exp(-0.5 * distance * distance);
                }
            }
        }
    }

    private static void blocks(Draws random, double[] values) {
        double change = Math.min(0.5, random.uniform(2, 6) / values.length);
        double level = random.normal();
        for (int i = 0; i < values.length; i++) {
            if (random.chance(change)) {
                level = random.normal();
            }
            values[i] = level;
        }
    }

    private static void numbers(Draws random, double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = random.normal();
        }
    }

    private static void standardise(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double square = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] -= mean;
            square += values[i] * values[i] / values.length;
        }
        double scale = square < 1e-12 ? 0 : 1 / Math.sqrt(square); // blocks may have come out as one
        for (int i = 0; i < values.length; i++) {
            values[i] *= scale;
        }
    }

    int season() {
        return values.length;
    }

    double value(int phase) {
        return values[phase] - offset;
    }

    /** Changes the shape at one step of the season; the mean stays 0, as in the dummy form of Harvey 1989. */
    void drift(int phase, double change) {
        values[phase] += change;
        offset += change / values.length;
    }
}
