package io.almanac.datasets.synthetic;

import io.almanac.datasets.synthetic.Kernel.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Gaussian process whose kernel is one to five of a bank joined by + and x, as in KernelSynth (Ansari et al. 2024).
 *
 * <p>The path is made by random Fourier features (Rahimi and Recht 2007): waves with frequencies drawn from the
 * spectrum of each product and normal amplitudes. Its covariance is exactly the kernel's, over all draws; given its
 * frequencies a path is Gaussian, and with {@value #WAVES} of them it is nearly so without. A factor {@code sigma0² + s t}
 * is multiplied out: a process of covariance {@code k(s - t) s^j t^j} is t^j times one of covariance k. That costs some
 * hundred multiplications a step where an exact factor of the covariance matrix costs length² of them.
 *
 * <p>Different from KernelSynth: periods are those that go with the season, and the length is any.
 */
final class GaussianProcess implements LatentProcess {

    /**
     * What was drawn: {@code ((k0 op k1) op k2) …}.
     *
     * @param times whether the next kernel is multiplied, else it is added; one fewer than kernels
     */
    record Parameters(List<Kernel> kernels, List<Boolean> times) {

        private static final List<Kind> KINDS = List.of(Kind.values());
        private static final double[] BANK = {1, 21, 3, 3, 3, 2}; // how many of each kind KernelSynth has, of 33
        private static final double[] UNSEASONAL = {1, 5, 3, 3, 3, 2};

        Parameters {
            kernels = List.copyOf(kernels);
            times = List.copyOf(times);
        }

        /** The prior. */
        static Parameters draw(Draws random, Setting setting) {
            int count = 1 + random.below(5);
            List<Kernel> kernels = new ArrayList<>();
            List<Boolean> times = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                kernels.add(kernel(random, setting));
                if (i > 0) {
                    times.add(random.chance(0.5));
                }
            }
            return new Parameters(kernels, times);
        }

        private static Kernel kernel(Draws random, Setting setting) {
            Kind kind = KINDS.get(random.pick(setting.season() > 1 ? BANK : UNSEASONAL));
            return new Kernel(
                    kind,
                    switch (kind) {
                        case CONSTANT -> 1;
                        case PERIODIC -> period(random, setting);
                        case SMOOTH, RATIONAL -> new double[] {0.1, 1, 10}[random.below(3)];
                        case LINEAR -> new double[] {0, 1, 10}[random.below(3)];
                        case WHITE -> new double[] {0.1, 1}[random.below(2)];
                    });
        }

        private static double period(Draws random, Setting setting) {
            double free = random.logUniform(4, 4.0 + setting.span());
            if (setting.season() == 1) {
                return free;
            }
            return switch (random.pick(5, 1, 1, 1, 2)) {
                case 0 -> setting.season();
                case 1 -> 2 * setting.season();
                case 2 -> 7 * setting.season();
                case 3 -> Math.max(2, setting.season() / 2);
                default -> free;
            };
        }

        /** Of two steps. */
        double covariance(int step, int other, double span) {
            double joined = kernels.get(0).covariance(step, other, span);
            for (int i = 1; i < kernels.size(); i++) {
                double next = kernels.get(i).covariance(step, other, span);
                joined = times.get(i - 1) ? joined * next : joined + next;
            }
            return joined;
        }

        /** The sum of products that the expression is. */
        private List<List<Kernel>> products() {
            List<List<Kernel>> products = new ArrayList<>();
            products.add(new ArrayList<>(List.of(kernels.get(0))));
            for (int i = 1; i < kernels.size(); i++) {
                if (times.get(i - 1)) {
                    Kernel factor = kernels.get(i);
                    products.forEach(product -> product.add(factor));
                } else {
                    products.add(new ArrayList<>(List.of(kernels.get(i))));
                }
            }
            return products;
        }
    }

    /** Of all parts together. */
    static final int WAVES = 128;

    /** Waves that share a power of time. */
    private record Part(int from, int to, int power, boolean season) {}

    private final Parameters parameters;
    private final double span;
    private final List<Part> parts = new ArrayList<>();
    private double[] noise = {}; // variance of white noise by powers of time squared
    private final double[] turnCos = new double[WAVES];
    private final double[] turnSin = new double[WAVES];
    private final double[] wave = new double[WAVES]; // now; a quarter of a turn on in the other
    private final double[] quarter = new double[WAVES];
    private int step;

    private GaussianProcess(Parameters parameters, double span, Draws random) {
        this.parameters = parameters;
        this.span = span;
        List<List<Kernel>> products = parameters.products();
        int count = products.stream()
                .mapToInt(product -> white(product) ? 0 : powers(product))
                .sum();
        double variance = 0; // the mean over time of the kernel at s = t
        for (List<Kernel> product : products) {
            double[] byPower = polynomial(product);
            boolean white = white(product);
            if (white) {
                noise = add(noise, byPower);
            }
            for (int power = 0; power < byPower.length; power++) {
                variance += byPower[power] / (2 * power + 1);
                if (!white && byPower[power] > 0) {
                    draw(product, power, Math.sqrt(byPower[power]), WAVES / count, random);
                }
            }
        }
        double scale = 1 / Math.sqrt(variance);
        for (int i = 0; i < WAVES; i++) {
            wave[i] *= scale;
            quarter[i] *= scale;
        }
        for (int power = 0; power < noise.length; power++) {
            noise[power] *= scale * scale;
        }
    }

    static GaussianProcess start(Draws random, Setting setting) {
        return of(Parameters.draw(random, setting), setting.span(), random);
    }

    static GaussianProcess of(Parameters parameters, int span, Draws random) {
        return new GaussianProcess(parameters, span, random);
    }

    private static boolean white(List<Kernel> product) {
        return product.stream().anyMatch(kernel -> kernel.kind() == Kind.WHITE);
    }

    private static int powers(List<Kernel> product) {
        return (int) Arrays.stream(polynomial(product)).filter(c -> c > 0).count();
    }

    /** The factors that are linear or white: coefficients of the powers of s t. */
    private static double[] polynomial(List<Kernel> product) {
        double[] coefficients = {1};
        for (Kernel kernel : product) {
            double constant = kernel.kind() == Kind.LINEAR ? kernel.parameter() * kernel.parameter() : 1;
            if (kernel.kind() == Kind.WHITE) {
                constant = kernel.parameter();
            }
            double[] raised = new double[coefficients.length + (kernel.kind() == Kind.LINEAR ? 1 : 0)];
            for (int power = 0; power < coefficients.length; power++) {
                raised[power] += constant * coefficients[power];
                if (kernel.kind() == Kind.LINEAR) {
                    raised[power + 1] += coefficients[power];
                }
            }
            coefficients = raised;
        }
        return coefficients;
    }

    private static double[] add(double[] left, double[] right) {
        double[] sum = Arrays.copyOf(left, Math.max(left.length, right.length));
        for (int i = 0; i < right.length; i++) {
            sum[i] += right[i];
        }
        return sum;
    }

    private void draw(List<Kernel> product, int power, double deviation, int waves, Draws random) {
        boolean periodic = false;
        boolean smooth = power > 0;
        int from = parts.isEmpty() ? 0 : parts.get(parts.size() - 1).to;
        for (Kernel kernel : product) {
            periodic |= kernel.kind() == Kind.PERIODIC;
            smooth |= kernel.kind() == Kind.SMOOTH || kernel.kind() == Kind.RATIONAL;
        }
        for (int i = from; i < from + waves; i++) {
            double frequency = 0;
            for (Kernel kernel : product) {
                frequency += kernel.kind() == Kind.LINEAR ? 0 : kernel.frequency(random, span);
            }
            turnCos[i] = StrictMath.cos(frequency);
            turnSin[i] = StrictMath.sin(frequency);
            wave[i] = random.normal(deviation / Math.sqrt(waves));
            quarter[i] = random.normal(deviation / Math.sqrt(waves));
        }
        parts.add(new Part(from, from + waves, power, periodic && !smooth));
    }

    @Override
    public void write(Draws random, Latent into) {
        double time = step / span;
        double trend = 0;
        double season = 0;
        for (int p = 0; p < parts.size(); p++) {
            Part part = parts.get(p);
            double sum = 0;
            for (int i = part.from; i < part.to; i++) {
                sum += wave[i];
            }
            for (int power = 0; power < part.power; power++) {
                sum *= time;
            }
            if (part.season) {
                season += sum;
            } else {
                trend += sum;
            }
        }
        double variance = 0;
        for (int power = noise.length - 1; power >= 0; power--) {
            variance = variance * time * time + noise[power];
        }
        into.set(trend, season, variance > 0 ? random.normal(Math.sqrt(variance)) : 0);
    }

    @Override
    public void advance(Draws random) {
        for (int i = 0; i < WAVES; i++) {
            double turned = wave[i] * turnCos[i] - quarter[i] * turnSin[i];
            quarter[i] = quarter[i] * turnCos[i] + wave[i] * turnSin[i];
            wave[i] = turned;
        }
        step++;
    }

    @Override
    public Record parameters() {
        return parameters;
    }
}
