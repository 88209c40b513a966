package io.almanac.forecasting.smoothing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThetaErrorsTest {

    private static final double FITTED = Double.NaN;

    private final Random random = new Random(1);

    private double[] values(int length) {
        double[] values = new double[length];
        double level = 50;
        for (int t = 0; t < length; t++) {
            level += 0.5 + random.nextGaussian();
            values[t] = level + random.nextGaussian();
        }
        return values;
    }

    private boolean[] counted(int length) {
        boolean[] counted = new boolean[length];
        for (int t = 3; t < length; t++) {
            counted[t] = random.nextInt(5) > 0;
        }
        counted[length - 1] = true;
        return counted;
    }

    /** By the recursion, step after step. */
    private static double sum(
            double[] values, boolean[] counted, boolean dynamic, Line line, double alpha, double weight, double level) {
        var state = new ThetaState(alpha, weight, dynamic, level, line);
        double sum = 0;
        for (int t = 0; t < values.length; t++) {
            double error = values[t] - state.next();
            sum += counted[t] ? error * error : 0;
            state.see(values[t]);
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSumIsThatOfTheRecursionAndNoOtherLevelOrWeightHasLess(boolean dynamic) {
        for (int round = 0; round < 30; round++) {
            double[] values = values(12 + random.nextInt(40));
            boolean[] counted = counted(values.length);
            Line line = dynamic ? Line.ZERO : Line.through(values);
            double alpha = 0.1 + 0.8 * random.nextDouble();
            for (double fixed : new double[] {0.5, FITTED}) {
                var errors = new ThetaErrors(values, counted, dynamic, line, fixed);
                double least = errors.least(alpha);
                double weight = errors.weight();
                double level = errors.level();
                assertTrue(weight >= 0 && weight <= 1);
                assertEquals(sum(values, counted, dynamic, line, alpha, weight, level), least, 1e-7 * (1 + least));
                for (int other = 0; other < 20; other++) {
                    double w =
                            Double.isNaN(fixed) ? Math.max(0, Math.min(1, weight + random.nextGaussian() / 10)) : fixed;
                    double l = level + random.nextGaussian();
                    assertTrue(sum(values, counted, dynamic, line, alpha, w, l) >= least - 1e-7 * (1 + least));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noAlphaOfAFineGridIsBetterThanTheOneFound(boolean dynamic) {
        for (int round = 0; round < 30; round++) {
            double[] values = values(8 + random.nextInt(40));
            boolean[] counted = counted(values.length);
            var errors = new ThetaErrors(values, counted, dynamic, Line.through(values), FITTED);
            double least = errors.least(errors.alpha());
            for (int i = 0; i <= 890; i++) {
                assertTrue(errors.least(0.1 + i / 1000.0) >= least * (1 - 1e-6));
            }
        }
    }
}
