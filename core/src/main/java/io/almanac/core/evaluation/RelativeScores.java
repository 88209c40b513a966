package io.almanac.core.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The labels of an evaluation against one of them, the baseline: ratios, where below 1 is better than the baseline, and
 * skill scores, 1 minus the ratio, where above 0 is. All from scores over the same points. For metrics that are best at 0
 * and not negative.
 *
 * <p>Averages are tests of nothing: whether a skill is more than luck is for {@code core.comparison}.
 */
public final class RelativeScores {

    private final ForecastEvaluation evaluation;
    private final String baseline;

    private RelativeScores(ForecastEvaluation evaluation, String baseline) {
        this.evaluation = evaluation;
        this.baseline = baseline;
    }

    /**
     * A geometric mean over series.
     *
     * @param value  NaN if no series has a ratio, or the evaluation has no values of single series
     * @param series how many it is of; each channel of a series counts
     * @param left   how many were left out: a score of 0, of the label or of the baseline, has no logarithm, and without
     *               common points there is no score
     */
    public record SeriesRatio(double value, int series, int left) {}

    /**
     * The scores against a baseline.
     *
     * @throws IllegalArgumentException if the evaluation has no such label
     */
    public static RelativeScores to(String baseline, ForecastEvaluation evaluation) {
        if (!evaluation.labels().contains(baseline)) {
            throw new IllegalArgumentException(
                    "the baseline must be one of the labels " + evaluation.labels() + ", was " + baseline);
        }
        return new RelativeScores(evaluation, baseline);
    }

    public String baseline() {
        return baseline;
    }

    /**
     * The ratio of averages: the metric's value of the label over that of the baseline. NaN where the baseline's is 0,
     * or either is NaN.
     */
    public double ratio(String label, MetricTarget target, ForecastMetric metric) {
        double mine = evaluation.get(new MetricId(label, target, metric.name()));
        double theirs = evaluation.get(new MetricId(baseline, target, metric.name()));
        return theirs == 0 ? Double.NaN : mine / theirs;
    }

    /** The skill score: 1 minus {@link #ratio}. 1 is perfect, 0 as good as the baseline, below 0 worse. */
    public double skill(String label, MetricTarget target, ForecastMetric metric) {
        return 1 - ratio(label, target, metric);
    }

    /**
     * The geometric mean of the ratios of each series, over all: doubling one error weighs as much as halving another
     * (Fleming and Wallace 1986, "How Not to Lie with Statistics"). Nothing is added to a 0; such series are left out and
     * counted.
     */
    public SeriesRatio geometricMean(String label, ForecastMetric metric) {
        double[] mine = evaluation.ofSeries(label, metric.name());
        double[] theirs = evaluation.ofSeries(baseline, metric.name());
        double[] ratios = new double[mine.length];
        int count = 0;
        for (int i = 0; i < mine.length; i++) {
            if (mine[i] > 0 && theirs[i] > 0) {
                ratios[count++] = mine[i] / theirs[i];
            }
        }
        double value = count == 0 ? Double.NaN : Pooling.GEOMETRIC_MEAN_OF_SERIES.pool(Arrays.copyOf(ratios, count));
        return new SeriesRatio(value, count, mine.length - count);
    }

    /**
     * A table for a terminal, a line a label: the skill and the geometric mean of ratios in a metric, and OWA,
     * for which the evaluation must have its two metrics.
     *
     * @param metric one that is 0 where a forecast is perfect, such as MASE
     * @param season that scales the MASE of OWA
     */
    public String table(ForecastMetric metric, int season) {
        var overall = new MetricTarget.Overall();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "against " + baseline,
                "skill in " + metric.name(),
                "geometric mean of ratios",
                "OWA (season " + season + ")"));
        for (String label : evaluation.labels()) {
            rows.add(List.of(
                    label,
                    text(skill(label, overall, metric)),
                    text(geometricMean(label, metric)),
                    text(owa(label, overall, season))));
        }
        return EvaluationTable.text(rows);
    }

    private static String text(double value) {
        return Double.isNaN(value) ? "n/a" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String text(SeriesRatio ratio) {
        String value = text(ratio.value());
        return ratio.left() == 0 ? value : value + ", " + ratio.left() + " series left out";
    }

    /**
     * The overall weighted average: the mean of the ratios of sMAPE and MASE, each a ratio of averages. In the M4
     * competition the baseline is Naive2. The evaluation must have sMAPE (0..200) and MASE of that season. Source:
     * Makridakis, Spiliotis and Assimakopoulos 2020, "The M4 Competition: 100,000 time series and 61 forecasting
     * methods".
     *
     * @param season that scales MASE: M4 uses 1 for yearly, weekly and daily, 4, 12 and 24 for quarterly, monthly and
     *               hourly series
     */
    public double owa(String label, MetricTarget target, int season) {
        return (ratio(label, target, PointMetrics.smape()) + ratio(label, target, ScaledMetrics.mase(season))) / 2;
    }
}
