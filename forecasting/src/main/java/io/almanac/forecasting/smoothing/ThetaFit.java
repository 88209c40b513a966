package io.almanac.forecasting.smoothing;

import io.almanac.forecasting.local.LocalFit;
import io.almanac.forecasting.local.LocalForecast;
import io.almanac.forecasting.local.Probabilities;
import io.almanac.forecasting.transform.SeasonalAdjustment;
import io.almanac.forecasting.transform.SeasonalAdjustment.Kind;
import java.util.Arrays;
import java.util.Locale;

/**
 * A Theta model with its parameters.
 *
 * <p>The variance of an error h steps ahead is that of the sum of its shocks. A shock moves the level and, in a dynamic model,
 * the line, so that its effect on the steps after it is computed by the same recursion. For a static model it is α, and the
 * variance 1 + (h - 1) α² times that one step ahead (Hyndman and Billah 2003, "Unmasking the Theta method").
 *
 * @param weight    of the line, 1 - 1/θ
 * @param level     before the first step that was fitted
 * @param line      of a static model
 * @param deviation of the errors one step ahead, without season
 */
record ThetaFit(
        boolean dynamic,
        double alpha,
        double weight,
        double level,
        Line line,
        double deviation,
        SeasonalAdjustment adjustment)
        implements LocalFit {

    private static final int HEAD = 7;

    ThetaFit {
        if (!(alpha > 0 && alpha < 1 && weight >= 0 && weight <= 1 && deviation >= 0)
                || !Double.isFinite(level + line.intercept() + line.slope() + deviation)) {
            throw new IllegalArgumentException(
                    "a Theta model needs alpha in (0, 1), a weight in [0, 1], a deviation that is"
                            + " not negative and finite numbers, was " + alpha + ", " + weight + ", " + deviation + ", "
                            + level + ", "
                            + line);
        }
    }

    static ThetaFit restore(boolean dynamic, double[] numbers) {
        if (numbers.length <= HEAD) {
            throw new IllegalArgumentException(
                    "a Theta model needs more than " + HEAD + " numbers, were " + numbers.length);
        }
        return new ThetaFit(
                dynamic,
                numbers[0],
                numbers[1],
                numbers[2],
                new Line(numbers[3], numbers[4]),
                numbers[5],
                SeasonalAdjustment.restore(
                        numbers[6] == 1 ? Kind.MULTIPLICATIVE : Kind.ADDITIVE,
                        Arrays.copyOfRange(numbers, HEAD, numbers.length)));
    }

    @Override
    public double[] numbers() {
        double[] indices = adjustment.indices();
        double[] numbers = Arrays.copyOf(
                new double[] {
                    alpha,
                    weight,
                    level,
                    line.intercept(),
                    line.slope(),
                    deviation,
                    adjustment.kind() == Kind.MULTIPLICATIVE ? 1 : 0
                },
                HEAD + indices.length);
        System.arraycopy(indices, 0, numbers, HEAD, indices.length);
        return numbers;
    }

    /** The season; θ and α differ from series to series. */
    @Override
    public String chosen() {
        return adjustment.season() == 1 ? "no season" : adjustment.kind().name().toLowerCase(Locale.ROOT) + " season";
    }

    @Override
    public LocalForecast forecast(double[] values, int begin, int horizon, Probabilities asked) {
        Known known = Known.of(values);
        double[] adjusted = adjustment.remove(known.whole(), begin);
        ThetaState state = new ThetaState(alpha, weight, dynamic, begin == 0 ? level : levelBefore(adjusted), line);
        for (double value : adjusted) {
            state.see(value);
        }
        int missing = known.missing();
        double[] variances = variances(state, missing + horizon);
        double[] points = new double[horizon];
        double[] deviations = new double[horizon];
        for (int h = -missing; h < horizon; h++) {
            double point = state.next();
            state.see(point);
            if (h >= 0) {
                int step = begin + values.length + h;
                points[h] = adjustment.add(point, step);
                deviations[h] = deviation * Math.sqrt(variances[missing + h]) * adjustment.factor(step);
            }
        }
        return LocalForecast.normal(points, deviations, asked);
    }

    /** The level before the first of some newest steps: that with the least sum of squared errors, all else as fitted. */
    private double levelBefore(double[] newest) {
        boolean[] counted = new boolean[newest.length];
        Arrays.fill(counted, true);
        var errors = new ThetaErrors(newest, counted, dynamic, line, weight);
        errors.least(alpha);
        return errors.level();
    }

    /** Of the errors of the next steps, as multiples of that of the first. */
    private static double[] variances(ThetaState now, int steps) {
        double[] variances = new double[steps];
        Arrays.fill(variances, 1);
        ThetaState before = now.blank();
        for (int shock = 0; shock < steps; shock++) {
            ThetaState state = before.copy();
            state.see(1);
            for (int h = shock + 1; h < steps; h++) {
                double effect = state.next();
                state.see(effect);
                variances[h] += effect * effect;
            }
            before.see(0);
        }
        return variances;
    }
}
