package io.almanac.datasets.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.datasets.synthetic.Kernel.Kind;
import io.almanac.datasets.synthetic.LatentProcess.Setting;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What is known of each process is found again in its paths, within five standard errors; seeds are fixed. */
class ProcessTest {

    private static final int STEPS = 50_000;
    private static final SeasonProfile NONE = SeasonProfile.of(0);
    private static final Setting PLAIN = new Setting(1, STEPS, 0);

    /** Parts of a path: trend, season, effect, noise, known, leading, silent. */
    private static double[][] path(LatentProcess process, Draws random, int steps) {
        double[][] parts = new double[7][steps];
        Latent latent = new Latent();
        for (int step = 0; step < steps; step++) {
            if (step > 0) {
                process.advance(random);
            }
            process.write(random, latent);
            parts[0][step] = latent.trend;
            parts[1][step] = latent.season;
            parts[2][step] = latent.effect;
            parts[3][step] = latent.noise;
            parts[4][step] = latent.known;
            parts[5][step] = latent.leading;
            parts[6][step] = latent.silent ? 1 : 0;
        }
        return parts;
    }

    private static double mean(double[] x) {
        return DoubleStream.of(x).average().orElseThrow();
    }

    /** Mean of x(t) x(t + lag), for a mean of 0. */
    private static double moment(double[] x, int lag) {
        double sum = 0;
        for (int i = lag; i < x.length; i++) {
            sum += x[i] * x[i - lag];
        }
        return sum / (x.length - lag);
    }

    @Test
    void theCoefficientOfAnAr1IsRecovered() {
        Draws random = Draws.of(1, 0);
        var ar1 = new Arma.Parameters(List.of(0.7), List.of(), false, 0);
        double[] x = path(Arma.of(ar1, NONE, PLAIN, random), random, STEPS)[3];
        // Standard errors: of the coefficient sqrt((1 - 0.7²) / n); of the variance sqrt(2 (1 + 0.7²) / (1 - 0.7²) /
        // n).
        assertEquals(0.7, moment(x, 1) / moment(x, 0), 5 * Math.sqrt(0.51 / STEPS));
        assertEquals(1, moment(x, 0), 5 * Math.sqrt(2 * 1.49 / 0.51 / STEPS));
    }

    @Test
    void anArmaHasItsAutocorrelations() {
        Draws random = Draws.of(2, 0);
        var arma = new Arma.Parameters(List.of(0.5), List.of(0.4), false, 0);
        double[] x = path(Arma.of(arma, NONE, PLAIN, random), random, STEPS)[3];
        // ARMA(1, 1): rho1 = (1 + a b)(a + b) / (1 + 2 a b + b²) = 1.2 * 0.9 / 1.56 = 0.6923, rho2 = a rho1. Standard
        // errors by Bartlett's formula are below 1.5 / sqrt(n).
        assertEquals(1, moment(x, 0), 5 * 2.5 / Math.sqrt(STEPS));
        assertEquals(1.08 / 1.56, moment(x, 1) / moment(x, 0), 5 * 1.5 / Math.sqrt(STEPS));
        assertEquals(0.54 / 1.56, moment(x, 2) / moment(x, 0), 5 * 1.5 / Math.sqrt(STEPS));
    }

    @Test
    void partialAutocorrelationsBecomeCoefficients() {
        // AR(2) with the partial autocorrelations 0.5, 0.3: a1 = 0.5 (1 - 0.3), a2 = 0.3.
        assertArrayEquals(new double[] {0.35, 0.3}, Arma.fromPartial(new double[] {0.5, 0.3}), 1e-15);
        // A third one c: a1 = 0.35 - 0.3 c, a2 = 0.3 - 0.35 c.
        assertArrayEquals(new double[] {0.47, 0.44, -0.4}, Arma.fromPartial(new double[] {0.5, 0.3, -0.4}), 1e-15);
    }

    @Test
    void everyDrawnArmaForgetsItsShocks() {
        Draws random = Draws.of(3, 0);
        for (int i = 0; i < 200; i++) {
            Arma.Parameters parameters = Arma.Parameters.draw(random, PLAIN);
            double[] ar =
                    parameters.ar().stream().mapToDouble(Double::doubleValue).toArray();
            double[] ma =
                    parameters.ma().stream().mapToDouble(Double::doubleValue).toArray();
            double[] weights = Arma.impulseResponse(ar, ma);
            assertTrue(Math.abs(weights[weights.length - 1]) < 1e-2, parameters.toString());
        }
    }

    @Test
    void anOrnsteinUhlenbeckProcessHasVariance1AndItsRelaxationTime() {
        Draws random = Draws.of(4, 0);
        double[] x = path(
                OrnsteinUhlenbeck.of(new OrnsteinUhlenbeck.Parameters(5, 0, 0), NONE, PLAIN, random), random, STEPS)[3];
        double kept = Math.exp(-0.2);
        assertEquals(1, moment(x, 0), 5 * Math.sqrt(2 * (1 + kept * kept) / (1 - kept * kept) / STEPS));
        assertEquals(Math.exp(-1), moment(x, 5) / moment(x, 0), 5 * Math.sqrt(10.0 / STEPS));
    }

    @Test
    void theFirstStepOfAnOrnsteinUhlenbeckProcessIsStationaryToo() {
        double square = 0;
        int many = 20_000;
        for (int i = 0; i < many; i++) {
            Draws random = Draws.of(5, i);
            double[] x = path(
                    OrnsteinUhlenbeck.of(new OrnsteinUhlenbeck.Parameters(50, 0, 0), NONE, PLAIN, random), random, 3)[
                    3];
            square += x[2] * x[2] / many;
        }
        assertEquals(1, square, 5 * Math.sqrt(2.0 / many));
    }

    @Test
    void aStructuralSeriesWithoutShocksIsItsFormula() {
        Draws random = Draws.of(6, 0);
        var parameters = new Structural.Parameters(0, 0.5, 0, 0.9, 0, 1, 2, 0, 0, 1e-9, 0);
        SeasonProfile profile = SeasonProfile.of(1, -1, 0);
        double[][] parts = path(Structural.of(parameters, profile, new Setting(3, 100, 1), random), random, 100);
        for (int t = 0; t < 100; t++) {
            // The slope 0.5 damped by 0.9: a sum of t terms of a geometric series.
            assertEquals(0.5 * (1 - Math.pow(0.9, t)) / 0.1, parts[0][t], 1e-12);
            assertEquals(new double[] {2, -2, 0}[(t + 1) % 3], parts[1][t], 1e-12);
            assertEquals(0, parts[3][t], 1e-8);
        }
    }

    @Test
    void theSeasonalProfileIsRecoveredFromTheMeansOfItsPhases() {
        Draws random = Draws.of(7, 0);
        SeasonProfile profile = SeasonProfile.draw(random, 24);
        var parameters = new Structural.Parameters(0, 0, 0, 1, 0, 1, 1.5, 0, 0.6, 0.5, 0);
        Setting setting = new Setting(24, STEPS, 0);
        double[][] parts = path(Structural.of(parameters, profile, setting, random), random, 24 * 2_000);
        for (int phase = 0; phase < 24; phase++) {
            double sum = 0;
            for (int t = phase; t < 24 * 2_000; t += 24) {
                sum += (parts[1][t] + parts[3][t]) / 2_000;
            }
            // The noise is 24 steps apart: all but independent, 0.6^24 = 5e-6.
            assertEquals(1.5 * profile.value(phase), sum, 5 * 0.5 / Math.sqrt(2_000));
        }
    }

    @Test
    void profilesHaveMean0AndSquare1AndKeepTheMeanInDrift() {
        Draws random = Draws.of(8, 0);
        for (int season : new int[] {2, 5, 12, 52, 168}) {
            for (int i = 0; i < 50; i++) {
                SeasonProfile profile = SeasonProfile.draw(random, season);
                double square = moment(values(profile), 0);
                assertTrue(Math.abs(square - 1) < 1e-9 || square == 0, "season " + season + ", square " + square);
                profile.drift(random.below(season), 3);
                profile.drift(random.below(season), -1);
                assertEquals(0, mean(values(profile)), 1e-9);
            }
        }
    }

    private static double[] values(SeasonProfile profile) {
        double[] values = new double[profile.season()];
        for (int phase = 0; phase < values.length; phase++) {
            values[phase] = profile.value(phase);
        }
        return values;
    }

    @Test
    void regimesTakeTurnsAndReturnToTheirMeans() {
        Draws random = Draws.of(9, 0);
        var low = new Regimes.Regime(-3, 0.5, 0, 0.4, 0);
        var swinging = new Regimes.Regime(4, 1.2, -0.8, 1, 0);
        var parameters = new Regimes.Parameters(List.of(low, swinging), 500, 0);
        double[][] parts = path(Regimes.of(parameters, NONE, PLAIN, random), random, 400_000);
        int inLow = 0;
        double squareLow = 0;
        double squareSwinging = 0;
        for (int t = 0; t < 400_000; t++) {
            boolean isLow = parts[0][t] == -3;
            inLow += isLow ? 1 : 0;
            squareLow += isLow ? parts[3][t] * parts[3][t] : 0;
            squareSwinging += isLow ? 0 : parts[3][t] * parts[3][t];
        }
        // Half of the time in each: 800 stays of 500 steps, of exponential length, have a standard error of 0.5 /
        // sqrt(800).
        assertEquals(0.5, inLow / 400_000.0, 5 * 0.5 / Math.sqrt(800));
        // A change of 7 adds to the mean square what is left of it from the first step on, over a stay of 500 steps:
        // 49 (0.25 + 0.25² + …) / 500 = 0.033. Of the AR(2) it is more, but below 49 * 4 / 500 = 0.4.
        assertEquals(0.16 + 0.033, squareLow / inLow, 0.01);
        assertEquals(1.2, squareSwinging / (400_000 - inLow), 0.2);
    }

    @Test
    void drawnRegimesAreStationary() {
        Draws random = Draws.of(10, 0);
        for (int i = 0; i < 500; i++) {
            Regimes.Regime regime = Regimes.Regime.draw(random, PLAIN);
            assertTrue(regime.shock() > 0 && regime.shock() <= regime.deviation(), regime.toString());
        }
    }

    @Test
    void aGaussianProcessHasTheCovarianceOfItsKernel() {
        // (periodic x smooth + linear) x rational + white: every kind, sums, products and powers of time.
        var parameters = new GaussianProcess.Parameters(
                List.of(
                        new Kernel(Kind.PERIODIC, 7),
                        new Kernel(Kind.SMOOTH, 1),
                        new Kernel(Kind.LINEAR, 1),
                        new Kernel(Kind.RATIONAL, 0.1),
                        new Kernel(Kind.WHITE, 0.1),
                        new Kernel(Kind.CONSTANT, 1)),
                List.of(true, false, true, false, true));
        int span = 20;
        int many = 6_000;
        int[] steps = {0, 1, 3, 7, 12, 19};
        double[][] products = new double[steps.length][steps.length];
        for (int i = 0; i < many; i++) {
            Draws random = Draws.of(11, i);
            double[][] parts = path(GaussianProcess.of(parameters, span, random), random, span);
            for (int a = 0; a < steps.length; a++) {
                for (int b = 0; b < steps.length; b++) {
                    double x = parts[0][steps[a]] + parts[1][steps[a]] + parts[3][steps[a]];
                    double y = parts[0][steps[b]] + parts[1][steps[b]] + parts[3][steps[b]];
                    products[a][b] += x * y / many;
                }
            }
        }
        // The scale: the mean over time of 1 + 1 + t² + 0.1 with t in [0, 1].
        double scale = 1 / (2.1 + 1.0 / 3);
        for (int a = 0; a < steps.length; a++) {
            for (int b = 0; b < steps.length; b++) {
                double expected = scale * parameters.covariance(steps[a], steps[b], span);
                double own = scale * parameters.covariance(steps[a], steps[a], span);
                double other = scale * parameters.covariance(steps[b], steps[b], span);
                // Isserlis: Var(x y) = k(a, a) k(b, b) + k(a, b)²; a little more for paths that are nearly Gaussian.
                double error = Math.sqrt((own * other + expected * expected) / many);
                assertEquals(expected, products[a][b], 5.2 * error, "steps " + steps[a] + " and " + steps[b]);
            }
        }
    }

    @Test
    void everyKernelDrawnHasAFinitePath() {
        for (int i = 0; i < 300; i++) {
            Draws random = Draws.of(12, i);
            GaussianProcess process = GaussianProcess.start(random, new Setting(i % 3 == 0 ? 1 : 12, 50, 0));
            double[][] parts = path(process, random, 50);
            double total = mean(parts[0]) + mean(parts[1]) + mean(parts[3]);
            assertTrue(Math.abs(total) < 50, process.parameters() + " has the mean " + total);
        }
    }

    @Test
    void intermittentDemandHasItsShareAndItsClumps() {
        Draws random = Draws.of(13, 0);
        var parameters = new Intermittent.Parameters(0.3, 0.5, 0, 0, 0.5);
        double[] silent = path(Intermittent.of(parameters, NONE, PLAIN, random), random, STEPS)[6];
        // A chain of correlation 0.5 has sqrt((1 + 0.5) / (1 - 0.5)) times the standard error of independent steps.
        assertEquals(0.7, mean(silent), 5 * Math.sqrt(3 * 0.21 / STEPS));
        double[] centred = DoubleStream.of(silent).map(s -> s - 0.7).toArray();
        assertEquals(0.5, moment(centred, 1) / moment(centred, 0), 5 * 1.5 / Math.sqrt(STEPS));
    }

    @Test
    void knownEffectsAreRecoveredByLeastSquaresAtTheirLags() {
        Draws random = Draws.of(14, 0);
        var parameters = new KnownEffects.Parameters(false, 0.8, 1.5, 2, 0.5, -0.7, 9, 0, 0.4, 0.5);
        double[][] parts = path(KnownEffects.of(parameters, NONE, PLAIN, random), random, STEPS);
        // Normal equations of y on driver(t - 2) and leading(t - 9), which are independent with variance 1.
        double dd = 0;
        double dl = 0;
        double ll = 0;
        double dy = 0;
        double ly = 0;
        for (int t = 9; t < STEPS; t++) {
            double d = parts[4][t - 2];
            double l = parts[5][t - 9];
            double y = parts[2][t] + parts[3][t];
            dd += d * d;
            dl += d * l;
            ll += l * l;
            dy += d * y;
            ly += l * y;
        }
        double determinant = dd * ll - dl * dl;
        // Noise of deviation 0.5, correlated like the driver: the standard error is below 0.5 sqrt(2 / n).
        assertEquals(1.5, (dy * ll - ly * dl) / determinant, 5 * 0.5 * Math.sqrt(2.0 / STEPS));
        assertEquals(-0.7, (ly * dd - dy * dl) / determinant, 5 * 0.5 * Math.sqrt(2.0 / STEPS));
    }

    @Test
    void aPromotionIsZeroOrOne() {
        Draws random = Draws.of(15, 0);
        var parameters = new KnownEffects.Parameters(true, 0.8, 1, 0, 0.5, 0.5, 1, 0, 0.4, 0.5);
        double[] promotions = path(KnownEffects.of(parameters, NONE, PLAIN, random), random, STEPS)[4];
        // In stationarity P = starts / (starts + ends) = 0.08 / (0.08 + 0.2); the correlation is 0.8 - 0.08.
        assertEquals(0.08 / 0.28, mean(promotions), 5 * Math.sqrt(0.204 * 1.72 / 0.28 / STEPS));
        assertTrue(DoubleStream.of(promotions).allMatch(p -> p == 0 || p == 1));
    }
}
