package io.almanac.forecasting.decomposition;

import io.almanac.core.repair.Repair;
import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.transform.Gaps;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Replaces outliers by what lies around them, as R's {@code tsclean} does (Hyndman and Athanasopoulos, "Forecasting:
 * Principles and Practice", 3rd edition, section 13.9).
 *
 * <p>A value is an outlier if it lies more than three interquartile ranges below the lower or above the upper quartile of what a
 * robust smooth leaves over, of the series without its season where there is a strong one by a robust {@link Stl}. The
 * replacement lies on a straight line between its neighbours without the season, and has the season of its place. All that is
 * done twice, since a large outlier hides a small one. Missing values stay missing. Where more than half of what is left over is
 * the same, nothing is an outlier: demand that is mostly 0 keeps its peaks.
 *
 * <p>It differs from R, so that not all outliers are the same: the smooth is loess and not Friedman's supersmoother, and the
 * strength of the season, which must be 0.6, is taken from interquartile ranges in place of deviations, because one outlier can
 * make any season look weak.
 */
public record Outliers() implements Repair {

    private static final int LEAST = 10;
    private static final int ROUNDS = 2;
    private static final double STRONG = 0.6;
    private static final double RANGES = 3;
    private static final double ROUNDING = 1e-12;

    @Override
    public String name() {
        return "outliers";
    }

    @Override
    public TimeSeries apply(TimeSeries known) {
        double[][] values = new double[known.schema().channels().size()][known.length()];
        for (int channel = 0; channel < values.length; channel++) {
            known.copyTo(channel, 0, values[channel]);
            values[channel] = replaced(values[channel], known.schema().season());
        }
        return known.withValues(values);
    }

    /**
     * A new array with outliers replaced.
     *
     * @param values NaN = missing
     * @param season steps of the season, 1 for none
     */
    public static double[] replaced(double[] values, int season) {
        double[] replaced = values.clone();
        for (int round = 0; round < ROUNDS; round++) {
            boolean[] outliers = find(replaced, season);
            double[] without = replaced.clone();
            for (int t = 0; t < without.length; t++) {
                without[t] = outliers[t] ? Double.NaN : without[t];
            }
            double[] filled = filled(without, season);
            for (int t = 0; t < without.length; t++) {
                replaced[t] = outliers[t] ? filled[t] : replaced[t];
            }
        }
        return replaced;
    }

    /** Which values are outliers, looked at once. */
    static boolean[] find(double[] values, int season) {
        boolean[] outliers = new boolean[values.length];
        if (Arrays.stream(values).filter(y -> !Double.isNaN(y)).count() < LEAST) {
            return outliers;
        }
        double[] remainder = remainder(values, season);
        double[] quartiles = quartiles(remainder);
        double range = quartiles[1] - quartiles[0];
        double magnitude = Arrays.stream(values)
                .filter(y -> !Double.isNaN(y))
                .map(Math::abs)
                .max()
                .orElse(0);
        for (int t = 0; t < values.length && range > ROUNDING * magnitude; t++) {
            outliers[t] = remainder[t] < quartiles[0] - RANGES * range || remainder[t] > quartiles[1] + RANGES * range;
        }
        return outliers;
    }

    private static double[] quartiles(double[] values) {
        var quartiles = new Percentile().withEstimationType(EstimationType.R_7);
        quartiles.setData(Arrays.stream(values).filter(y -> !Double.isNaN(y)).toArray());
        return new double[] {quartiles.evaluate(25), quartiles.evaluate(75)};
    }

    /** What a smooth leaves over, without the season if it is strong. */
    private static double[] remainder(double[] values, int season) {
        double[] level = values;
        Mstl mstl = mstl(values, season);
        if (!mstl.seasons().isEmpty()) {
            Decomposition parts = mstl.decompose(values);
            double[] detrended = new double[values.length];
            Arrays.setAll(detrended, t -> parts.remainder()[t] + parts.seasonal()[0][t]);
            double share = range(parts.remainder()) / range(detrended); // NaN where both are 0
            level = 1 - share * share >= STRONG ? parts.adjusted() : values;
        }
        return new Mstl(List.of(), true).decompose(level).remainder();
    }

    private static double range(double[] values) {
        double[] quartiles = quartiles(values);
        return quartiles[1] - quartiles[0];
    }

    private static Mstl mstl(double[] values, int season) {
        return new Mstl(season > 1 ? List.of(season) : List.of(), true).within(values.length);
    }

    /** On a straight line without the season; on one with it where that leads far out of the range of the values. */
    private static double[] filled(double[] values, int season) {
        double[] straight = Gaps.filled(values);
        Mstl mstl = mstl(values, season);
        if (mstl.seasons().isEmpty()) {
            return straight;
        }
        double[] filled = straight;
        for (int round = 0; round < ROUNDS; round++) { // the first knows the season only by straight lines
            double[] seasonal = mstl.decompose(filled).seasonal()[0];
            double[] adjusted = new double[values.length];
            Arrays.setAll(adjusted, t -> values[t] - seasonal[t]);
            filled = Gaps.filled(adjusted);
            for (int t = 0; t < values.length; t++) {
                filled[t] += seasonal[t];
            }
        }
        double least = Arrays.stream(straight).min().orElse(Double.NaN);
        double most = Arrays.stream(straight).max().orElse(Double.NaN);
        double margin = (most - least) / 2;
        boolean near = Arrays.stream(filled).allMatch(y -> y >= least - margin && y <= most + margin);
        return near ? filled : straight;
    }
}
