package io.almanac.forecasting.conformal;

import io.almanac.core.forecast.ConformalScores;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What is scored, and how scores give quantiles. An error is the actual value minus what was forecast.
 *
 * <p>Each quantile is a base plus a distance. The base is the point forecast or the inner model's own quantile; the
 * distance is an order statistic of the scores, see {@link ConformalScores}, or NaN where there are too few.
 */
public enum ConformalMethod {
    /**
     * The absolute error of the point: split conformal prediction. The interval lies evenly around the point, and the
     * quantile 0.5 is the point. Source: Lei et al. 2018, "Distribution-Free Predictive Inference for Regression".
     */
    SYMMETRIC {
        @Override
        double[] distances(List<Double> quantiles, double[][] errors) {
            var scores =
                    ConformalScores.of(Arrays.stream(errors[0]).map(Math::abs).toArray());
            return each(quantiles, p -> {
                OptionalDouble bound = p == 0.5 ? OptionalDouble.of(0) : scores.upper(level(p));
                return p < 0.5 ? negated(bound) : bound;
            });
        }

        @Override
        double demanded(List<Double> quantiles, double p) {
            return level(p);
        }
    },
    /**
     * The error of the point with its sign, each tail at its own rank: for errors that lean to one side. The quantile
     * 0.5 is the point plus the median error. Needs about twice as many scores as the symmetric method.
     */
    ASYMMETRIC {
        @Override
        double[] distances(List<Double> quantiles, double[][] errors) {
            var scores = ConformalScores.of(errors[0]);
            return each(quantiles, p -> tail(scores, p));
        }

        @Override
        double demanded(List<Double> quantiles, double p) {
            return Math.max(p, complement(p));
        }
    },
    /**
     * By how much the actual value lies outside of the inner model's own interval, negative inside: intervals as wide
     * as that model finds each step uncertain, moved outwards or inwards on both sides alike. A quantile without its
     * mirror image is moved by its own tail; 0.5 stays. Where intervals of two levels would cross, the wider level
     * covers the narrower. Source: Romano, Patterson and Candès 2019, "Conformalized Quantile Regression".
     */
    QUANTILES {
        @Override
        double[] distances(List<Double> quantiles, double[][] errors) {
            double[] distances = new double[quantiles.size()];
            for (int q = 0; q < distances.length; q++) {
                double p = quantiles.get(q);
                int mirror = quantiles.indexOf(complement(p));
                OptionalDouble bound;
                if (mirror == q) {
                    bound = OptionalDouble.of(0);
                } else if (mirror < 0) {
                    bound = tail(ConformalScores.of(errors[1 + q]), p);
                } else {
                    double[] above = errors[1 + Math.max(q, mirror)];
                    double[] below = errors[1 + Math.min(q, mirror)];
                    double[] outside = new double[above.length];
                    Arrays.setAll(outside, i -> Math.max(above[i], -below[i]));
                    bound = ConformalScores.of(outside).upper(level(p));
                    bound = p < 0.5 ? negated(bound) : bound;
                }
                distances[q] = bound.orElse(Double.NaN);
            }
            return distances;
        }

        @Override
        double demanded(List<Double> quantiles, double p) {
            return quantiles.contains(complement(p)) ? level(p) : Math.max(p, complement(p));
        }
    };

    /**
     * How far quantiles lie from their base, at one step of one channel.
     *
     * @param quantiles ascending
     * @param errors    (base, score): row 0 of the points, and for {@link #QUANTILES} row 1 + i of the quantile i
     */
    abstract double[] distances(List<Double> quantiles, double[][] errors);

    /** The probability whose rank a quantile takes, and which decides how many scores it needs; 0 if none. */
    abstract double demanded(List<Double> quantiles, double p);

    /** The fewest scores that all of some quantiles need; 0 where they need none. */
    final long needed(List<Double> quantiles) {
        return quantiles.stream()
                .mapToDouble(p -> demanded(quantiles, p))
                .filter(p -> p > 0)
                .mapToLong(ConformalScores::needed)
                .max()
                .orElse(0);
    }

    private interface Bound {
        OptionalDouble of(double p);
    }

    private static double[] each(List<Double> quantiles, Bound bound) {
        return quantiles.stream()
                .mapToDouble(p -> bound.of(p).orElse(Double.NaN))
                .toArray();
    }

    /** The bound of one tail; in the middle the mean of both, which is the median. */
    private static OptionalDouble tail(ConformalScores scores, double p) {
        if (p > 0.5) {
            return scores.upper(p);
        }
        OptionalDouble lower = scores.lower(p);
        OptionalDouble upper = p < 0.5 ? lower : scores.upper(p);
        return lower.isEmpty() || upper.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(lower.getAsDouble() / 2 + upper.getAsDouble() / 2);
    }

    private static OptionalDouble negated(OptionalDouble bound) {
        return bound.isEmpty() ? bound : OptionalDouble.of(-bound.getAsDouble());
    }

    /** The coverage of the central interval that a quantile bounds, in decimals: 0.8 for 0.1 and for 0.9. */
    private static double level(double p) {
        BigDecimal twice = BigDecimal.valueOf(p).multiply(BigDecimal.valueOf(2));
        return twice.subtract(BigDecimal.ONE).abs().doubleValue();
    }

    /** 1 - p in decimals: 0.1 for 0.9, where doubles give 0.09999999999999998. */
    private static double complement(double p) {
        return BigDecimal.ONE.subtract(BigDecimal.valueOf(p)).doubleValue();
    }
}
