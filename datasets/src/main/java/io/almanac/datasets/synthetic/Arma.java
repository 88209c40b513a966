package io.almanac.datasets.synthetic;

import java.util.List;

/**
 * ARMA noise around a seasonal profile, in three of ten series summed up (ARIMA with one difference). The polynomials
 * come from partial autocorrelations in (-1, 1), which makes the process stationary and invertible (Monahan 1984,
 * "A note on enforcing stationarity in ARMA models"). Its variance is 1. The orders and the distributions of the
 * partial autocorrelations are ours.
 *
 * <p>{@code x = sum ar[i] x[-1-i] + e + sum ma[j] e[-1-j]}.
 */
final class Arma implements LatentProcess {

    /**
     * What was drawn.
     *
     * @param summed whether the path is the running sum of the ARMA process, over the root of the span
     */
    record Parameters(List<Double> ar, List<Double> ma, boolean summed, double amplitude) {

        Parameters {
            ar = List.copyOf(ar);
            ma = List.copyOf(ma);
        }

        /** The prior. */
        static Parameters draw(Draws random, Setting setting) {
            double[] ar = polynomial(random, random.below(4), -0.3);
            double[] ma = polynomial(random, random.below(3), -0.8);
            for (int j = 0; j < ma.length; j++) {
                ma[j] = -ma[j];
            }
            return new Parameters(boxed(ar), boxed(ma), random.chance(0.3), setting.amplitude(random, 0.5, 0.1, 2));
        }

        private static double[] polynomial(Draws random, int order, double lowest) {
            double[] partial = new double[order];
            for (int k = 0; k < order; k++) {
                partial[k] = k == 0 ? random.uniform(lowest, 0.95) : random.uniform(-0.6, 0.6);
            }
            return fromPartial(partial);
        }

        private static List<Double> boxed(double[] values) {
            return java.util.Arrays.stream(values).boxed().toList();
        }
    }

    private static final int MOST = 4; // at least the orders; a power of two
    private static final int WEIGHTS = 300;

    private final Parameters parameters;
    private final double[] ar;
    private final double[] ma;
    private final SeasonProfile profile;
    private final double shock;
    private final double summing; // the factor of a summed process
    private int phase;
    private int at; // where this step stands in the rings
    private final double[] values = new double[MOST];
    private final double[] shocks = new double[MOST];
    private double sum;

    private Arma(Parameters parameters, SeasonProfile profile, Setting setting, Draws random) {
        this.parameters = parameters;
        ar = parameters.ar.stream().mapToDouble(Double::doubleValue).toArray();
        ma = parameters.ma.stream().mapToDouble(Double::doubleValue).toArray();
        this.profile = profile;
        phase = setting.phase() % profile.season();
        double[] weights = impulseResponse(ar, ma);
        double variance = 0;
        int reach = 0;
        for (int k = 0; k < weights.length; k++) {
            variance += weights[k] * weights[k];
            reach = Math.abs(weights[k]) > 1e-3 ? k : reach;
        }
        shock = 1 / Math.sqrt(variance);
        summing = 1 / Math.sqrt(setting.span());
        for (int k = 0; k <= reach; k++) { // until the beginning at 0 is forgotten
            filter(random);
        }
        sum = 0;
    }

    static Arma start(Draws random, Setting setting) {
        return of(Parameters.draw(random, setting), SeasonProfile.draw(random, setting.season()), setting, random);
    }

    static Arma of(Parameters parameters, SeasonProfile profile, Setting setting, Draws random) {
        return new Arma(parameters, profile, setting, random);
    }

    /** The Durbin-Levinson recursion: from partial autocorrelations to the coefficients. */
    static double[] fromPartial(double[] partial) {
        double[] coefficients = new double[partial.length];
        double[] previous = new double[partial.length];
        for (int k = 0; k < partial.length; k++) {
            System.arraycopy(coefficients, 0, previous, 0, k);
            for (int i = 0; i < k; i++) {
                coefficients[i] = previous[i] - partial[k] * previous[k - 1 - i];
            }
            coefficients[k] = partial[k];
        }
        return coefficients;
    }

    /** What one shock of size 1 is worth so many steps later. */
    static double[] impulseResponse(double[] ar, double[] ma) {
        double[] weights = new double[WEIGHTS];
        weights[0] = 1;
        for (int k = 1; k < WEIGHTS; k++) {
            double weight = k <= ma.length ? ma[k - 1] : 0;
            for (int i = 0; i < ar.length && i < k; i++) {
                weight += ar[i] * weights[k - 1 - i];
            }
            weights[k] = weight;
        }
        return weights;
    }

    private void filter(Draws random) {
        double e = random.normal(shock);
        double x = e;
        for (int i = 0; i < ar.length; i++) {
            x += ar[i] * values[(at - i) & (MOST - 1)];
        }
        for (int j = 0; j < ma.length; j++) {
            x += ma[j] * shocks[(at - j) & (MOST - 1)];
        }
        at = (at + 1) & (MOST - 1);
        values[at] = x;
        shocks[at] = e;
        sum += x;
    }

    @Override
    public void write(Draws random, Latent into) {
        double noise = parameters.summed ? sum * summing : values[at];
        into.set(0, parameters.amplitude * profile.value(phase), noise);
    }

    @Override
    public void advance(Draws random) {
        phase = phase + 1 == profile.season() ? 0 : phase + 1;
        filter(random);
    }

    @Override
    public Record parameters() {
        return parameters;
    }
}
