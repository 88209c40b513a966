package io.almanac.datasets.synthetic;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Random numbers of one series, the same bits on every machine and Java version: the bits come from L64X128MixRandom,
 * whose algorithm the platform specifies, and everything is made of them here with {@link StrictMath}. Mutable, one
 * thread.
 */
final class Draws {

    private static final RandomGeneratorFactory<RandomGenerator> BITS = RandomGeneratorFactory.of("L64X128MixRandom");
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    /** From here on Poisson numbers come from {@link #transformedRejection}. */
    private static final double MANY = 10;

    private RandomGenerator bits;

    private Draws(long seed) {
        bits = BITS.create(seed);
    }

    /** The numbers that belong to a position in a stream: they depend on nothing else. */
    static Draws of(long seed, long position) {
        return new Draws(mix(mix(seed) + GOLDEN * position));
    }

    /** Other numbers, independent of those that follow here. */
    Draws split() {
        return new Draws(bits.nextLong());
    }

    /** Goes on with other numbers: the same past, another future. */
    void fork(long branch) {
        bits = BITS.create(mix(bits.nextLong() + GOLDEN * branch));
    }

    /** Stafford's variant 13 of the finaliser of MurmurHash3, as in SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** In [0, 1), a multiple of 2^-53. */
    double uniform() {
        return (bits.nextLong() >>> 11) * 0x1p-53;
    }

    /** In [low, high). */
    double uniform(double low, double high) {
        return low + (high - low) * uniform();
    }

    /** In [low, high), its logarithm uniform; both positive. */
    double logUniform(double low, double high) {
        return low * StrictMath.exp(uniform() * StrictMath.log(high / low));
    }

    /** In [0, bound); the bias is below {@code bound * 2^-53}. */
    int below(int bound) {
        return (int) (uniform() * bound);
    }

    boolean chance(double probability) {
        return uniform() < probability;
    }

    /** A position with a probability in proportion to its weight. */
    int pick(double... weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double left = uniform() * total;
        for (int i = 0; i < weights.length - 1; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    double normal(double deviation) {
        return deviation * normal();
    }

    /** Standard normal, by the ziggurat of Marsaglia and Tsang 2000, with 53 bits that are not those of the layer. */
    double normal() {
        while (true) {
            long drawn = bits.nextLong();
            int layer = (int) drawn & (Ziggurat.LAYERS - 1);
            double x = (drawn >> 10) * 0x1p-53 * Ziggurat.WIDTH[layer];
            double size = Math.abs(x);
            if (size < Ziggurat.WIDTH[layer + 1]) {
                return x;
            }
            if (layer == 0) {
                return Math.copySign(tail(), x);
            }
            double low = Ziggurat.HEIGHT[layer];
            if (low + uniform() * (Ziggurat.HEIGHT[layer + 1] - low) < StrictMath.exp(-0.5 * size * size)) {
                return x;
            }
        }
    }

    /** A normal number beyond the lowest layer (Marsaglia 1964). */
    private double tail() {
        while (true) {
            double x = -StrictMath.log(1 - uniform()) / Ziggurat.TAIL;
            double y = -StrictMath.log(1 - uniform());
            if (2 * y > x * x) {
                return Ziggurat.TAIL + x;
            }
        }
    }

    /** With the mean 1. */
    double exponential() {
        return -StrictMath.log(1 - uniform());
    }

    /** With the mean {@code shape} and the scale 1 (Marsaglia and Tsang 2000, "A simple method"). */
    double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * StrictMath.pow(1 - uniform(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = normal();
            double v = 1 + c * x;
            v = v * v * v;
            if (v > 0 && StrictMath.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                return d * v;
            }
        }
    }

    /** A count with a mean of at least 0. */
    double poisson(double mean) {
        if (mean >= MANY) {
            return transformedRejection(mean);
        }
        double limit = StrictMath.exp(-mean); // as many uniform numbers as keep their product above it
        double product = uniform();
        int count = 0;
        while (product > limit) {
            product *= uniform();
            count++;
        }
        return count;
    }

    /** Algorithm PTRS of Hörmann 1993, "The transformed rejection method for generating Poisson random variables". */
    private double transformedRejection(double mean) {
        double b = 0.931 + 2.53 * Math.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double accepted = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            double u = uniform() - 0.5;
            double v = uniform();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= accepted) {
                return k;
            }
            if (k < 0 || us <= 0 || (us < 0.013 && v > us)) {
                continue;
            }
            double left = StrictMath.log(v * inverseAlpha / (a / (us * us) + b));
            if (left <= k * StrictMath.log(mean) - mean - logFactorial(k)) {
                return k;
            }
        }
    }

    /** Stirling's series at k + 8, brought back; the error is below 1e-10. */
    static double logFactorial(double k) {
        double product = 1;
        double x = k + 1;
        while (x < 8) {
            product *= x;
            x++;
        }
        double square = 1 / (x * x);
        double series = (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680))) / x;
        return (x - 0.5) * StrictMath.log(x) - x + 0.5 * StrictMath.log(2 * Math.PI) + series - StrictMath.log(product);
    }

    /**
     * Layers of equal area under exp(-x² / 2), from the lowest, which has the tail, upwards. {@code WIDTH[0]} is that
     * of a rectangle with the lowest layer's area.
     */
    private static final class Ziggurat {

        static final int LAYERS = 256;
        static final double TAIL = 3.654152885361009; // r and v for 256 layers, Marsaglia and Tsang 2000
        static final double AREA = 0.00492867323399;
        static final double[] WIDTH = new double[LAYERS + 1];
        static final double[] HEIGHT = new double[LAYERS + 1];

        static {
            WIDTH[0] = AREA / density(TAIL);
            WIDTH[1] = TAIL;
            HEIGHT[1] = density(TAIL);
            for (int i = 1; i < LAYERS - 1; i++) {
                HEIGHT[i + 1] = HEIGHT[i] + AREA / WIDTH[i];
                WIDTH[i + 1] = Math.sqrt(-2 * StrictMath.log(HEIGHT[i + 1]));
            }
            HEIGHT[LAYERS] = 1;
        }

        private static double density(double x) {
            return StrictMath.exp(-0.5 * x * x);
        }
    }
}
