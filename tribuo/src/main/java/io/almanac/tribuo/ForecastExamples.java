package io.almanac.tribuo;

import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/**
 * The test windows of a backtest as a dataset of Tribuo: for its evaluators, and for models of either kind. An example
 * has the features {@code lag_0001} (the newest value) and on, and the dimensions {@code h001} (the next step) and on,
 * in the unit of the series. A missing lag is not among the features; a missing actual value is NaN, which {@link
 * ForecastRegressionEvaluator} leaves out and Tribuo's own evaluator can't score.
 *
 * <p>All of it is in memory, some 12 bytes for each lag and 20 for each step of each window.
 */
public final class ForecastExamples {

    /** Metadata: the id of the series. */
    public static final String SERIES = "series";

    /** Metadata: the name of the channel. */
    public static final String CHANNEL = "channel";

    /** Metadata: the fold, from 0. */
    public static final String FOLD = "fold";

    /** Metadata: the {@link io.almanac.core.series.TimeAxis} of the lags. */
    public static final String AXIS = "axis";

    /** Metadata: what scales MASE, the mean absolute difference at the season of all steps before the cutoff. */
    public static final String SCALE = "scale";

    private ForecastExamples() {}

    /**
     * One example for each series, channel and fold that has a step at the cutoff.
     *
     * @param plan with cutoffs per series
     * @param lags values before the cutoff, from 2 to 9999
     */
    public static MutableDataset<Regressor> of(SeriesSet data, BacktestPlan plan, int lags) {
        if (lags < 2 || lags > LagFeatures.MOST) {
            throw new IllegalArgumentException("lags must be from 2 to " + LagFeatures.MOST + ", was " + lags);
        }
        if (plan.cutoffs() != BacktestPlan.CutoffMode.PER_SERIES) {
            throw new IllegalArgumentException("cutoffs must be PER_SERIES, was " + plan.cutoffs());
        }
        String description = String.format(
                Locale.ROOT, "%d folds of %d steps of %d series", plan.folds(), plan.horizon(), data.size());
        var factory = new RegressionFactory();
        var dataset = new MutableDataset<>(new SimpleDataSourceProvenance(description, factory), factory);
        for (int fold = 0; fold < plan.folds(); fold++) {
            for (TimeSeries series : data.asList()) {
                int cutoff = series.length() - plan.testLength() + fold * plan.stride();
                for (int channel = 0;
                        cutoff > 0 && channel < data.schema().channels().size();
                        channel++) {
                    dataset.add(example(series, channel, cutoff, fold, plan, lags));
                }
            }
        }
        return dataset;
    }

    private static ArrayExample<Regressor> example(
            TimeSeries series, int channel, int cutoff, int fold, BacktestPlan plan, int lags) {
        int count = Math.min(lags, cutoff);
        int[] there = IntStream.rangeClosed(1, count)
                .filter(lag -> !Double.isNaN(series.value(channel, cutoff - lag)))
                .toArray();
        String[] names = Arrays.stream(there).mapToObj(LagFeatures::lagName).toArray(String[]::new);
        double[] values = Arrays.stream(there)
                .mapToDouble(lag -> series.value(channel, cutoff - lag))
                .toArray();
        double[] actual = new double[plan.horizon()];
        series.copyTo(channel, cutoff + plan.gap(), actual);
        Map<String, Object> metadata = Map.of(
                SERIES, series.id(),
                CHANNEL, series.schema().channels().get(channel),
                FOLD, fold,
                AXIS, series.axis().slice(cutoff - count, count),
                SCALE, scale(series, channel, cutoff, series.schema().season()));
        return new ArrayExample<>(
                new Regressor(LagFeatures.stepNames(plan.horizon()), actual), names, values, metadata);
    }

    /** The scale of MASE: Hyndman and Koehler 2006, section 3. NaN where no two values are a season apart. */
    private static double scale(TimeSeries series, int channel, int cutoff, int season) {
        return IntStream.range(season, cutoff)
                .mapToDouble(t -> Math.abs(series.value(channel, t) - series.value(channel, t - season)))
                .filter(difference -> !Double.isNaN(difference))
                .average()
                .orElse(Double.NaN);
    }
}
