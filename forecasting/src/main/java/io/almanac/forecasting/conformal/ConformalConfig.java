package io.almanac.forecasting.conformal;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The options of {@code conformal}: which forecaster makes the points, and how its earlier errors become intervals.
 *
 * @param forecaster  id of the inner forecaster
 * @param settings    its options as on the command line, {@code layers} to {@code 2}; what is not named keeps its
 *                    default. On the command line {@code --set LABEL.settings.layers=2}
 * @param method      what is scored
 * @param calibration where the scores come from
 * @param cutoffs     the newest earlier cutoffs that give a score each; 0 = chosen: {@value #CUTOFFS}, or as many as
 *                    the highest level needs
 * @param stride      steps between them; 0 = chosen, series by series: the season where half of the series holds that
 *                    many, so that errors are compared at the same time of day, else 1
 * @param refit       whether the forecasts come from a second fit on all steps. Off, one fit serves both and does not
 *                    know the newest steps of the training part, which are kept for the first scores
 * @param lower       what the target can't fall below: points and quantiles are raised to it
 * @param upper       what it can't exceed
 */
public record ConformalConfig(
        String forecaster,
        Map<String, String> settings,
        ConformalMethod method,
        Calibration calibration,
        int cutoffs,
        int stride,
        boolean refit,
        OptionalDouble lower,
        OptionalDouble upper) {

    /** With 59 scores the ranks of levels 80, 90 and 95 are whole numbers, so those levels are met and not exceeded. */
    static final int CUTOFFS = 59;

    /** Where scores come from. */
    public enum Calibration {
        /** From the newest cutoffs of the history that is given, anew for each forecast. */
        ROLLING,
        /** From the end of the series' training part, once; they grow old. */
        STATIC,
        /**
         * As static, but from all series together, each divided by its mean absolute difference at the season: for
         * series too short to have enough scores of their own. Assumes that they err alike in that measure.
         */
        POOLED
    }

    public ConformalConfig {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        if (forecaster.isEmpty()) {
            throw new IllegalArgumentException("forecaster must be the id of one, was empty");
        }
        atLeastZero("cutoffs", cutoffs);
        atLeastZero("stride", stride);
        finite("lower", lower);
        finite("upper", upper);
        if (lower.orElse(Double.NEGATIVE_INFINITY) >= upper.orElse(Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "lower must be below upper, were " + lower.getAsDouble() + " and " + upper.getAsDouble());
        }
    }

    private static void atLeastZero(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must be 0 (chosen) or more, was " + value);
        }
    }

    private static void finite(String name, OptionalDouble bound) {
        if (!Double.isFinite(bound.orElse(0))) {
            throw new IllegalArgumentException(name + " must be a finite number, was " + bound.getAsDouble());
        }
    }

    /** Default options around a forecaster with its defaults. */
    public static ConformalConfig around(String forecaster) {
        return around(forecaster, Map.of());
    }

    /** Default options around a forecaster with settings of its own. */
    public static ConformalConfig around(String forecaster, Map<String, String> settings) {
        return new ConformalConfig(
                forecaster,
                settings,
                ConformalMethod.SYMMETRIC,
                Calibration.ROLLING,
                0,
                0,
                true,
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    public ConformalConfig withMethod(ConformalMethod newMethod) {
        return new ConformalConfig(forecaster, settings, newMethod, calibration, cutoffs, stride, refit, lower, upper);
    }

    public ConformalConfig withCalibration(Calibration newCalibration) {
        return new ConformalConfig(forecaster, settings, method, newCalibration, cutoffs, stride, refit, lower, upper);
    }

    /** With so many earlier cutoffs, so many steps apart. */
    public ConformalConfig withCutoffs(int newCutoffs, int newStride) {
        return new ConformalConfig(
                forecaster, settings, method, calibration, newCutoffs, newStride, refit, lower, upper);
    }

    public ConformalConfig withRefit(boolean newRefit) {
        return new ConformalConfig(forecaster, settings, method, calibration, cutoffs, stride, newRefit, lower, upper);
    }

    /** For a target between two values; infinite where there is no bound. */
    public ConformalConfig withBounds(double newLower, double newUpper) {
        return new ConformalConfig(
                forecaster,
                settings,
                method,
                calibration,
                cutoffs,
                stride,
                refit,
                newLower == Double.NEGATIVE_INFINITY ? OptionalDouble.empty() : OptionalDouble.of(newLower),
                newUpper == Double.POSITIVE_INFINITY ? OptionalDouble.empty() : OptionalDouble.of(newUpper));
    }

    /** A value moved to the nearest bound where it lies beyond. */
    double bounded(double value) {
        return bounded(value, 1);
    }

    /** The same for a sum of so many targets. */
    double bounded(double sum, int targets) {
        double raised = lower.isPresent() ? Math.max(targets * lower.getAsDouble(), sum) : sum;
        return upper.isPresent() ? Math.min(targets * upper.getAsDouble(), raised) : raised;
    }
}
