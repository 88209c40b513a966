package io.almanac.core.comparison;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Whether a label is better than a baseline on most series: Wilcoxon's signed-rank test of the series' mean loss
 * differences. It treats series as independent, and is off where they are not.
 *
 * <p>Series that share a calendar share its shocks. With 100 series whose differences correlate by 0.1 the test rejects
 * in 32 % of runs at nominal 5 %, one-sided. So where they share one, the mean correlation of loss differences over folds at least a
 * horizon apart is compared with what independent series give: Pesaran's statistic, here
 * {@code sqrt(2 / (N (N - 1))) sum sqrt(F_ij - 1) r_ij} over pairs of series with F_ij common folds, is then about
 * standard normal. The test is off where it is above the normal 80 % point, or where folds are too few to tell. The limit
 * is that low because a correlation too small to be seen at 5 % still raises the size; it also takes away one in five
 * tests that would have been right.
 *
 * <p>Source of the correlation: Pesaran 2004, "General diagnostic tests for cross section dependence in panels".
 *
 * @param label       claimed to be better
 * @param baseline    than this
 * @param series      series with a loss of both
 * @param correlation mean over pairs of series; NaN where they share no calendar, or too few folds
 * @param test        of the series' mean loss differences
 * @param p           that {@code label} is better, after Holm over all labels; NaN where nothing was tested
 * @param verdict     at alpha
 * @param note        why nothing was tested; else empty
 */
public record AcrossSeries(
        String label,
        String baseline,
        int series,
        double correlation,
        SignedRank test,
        double p,
        Verdict verdict,
        String note) {

    /** With fewer series no outcome has a p value below 5 %. */
    private static final int LEAST_SERIES = 5;

    /** More than enough pairs for the correlation. */
    private static final int MOST_SERIES = 200;

    /** The normal 80 % point. */
    private static final double LIMIT = 0.842;

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /**
     * Compares every label but the baseline with it.
     *
     * @param bySeries       the losses of each series, all of one plan; a label may be missing from a series. They are
     *                       gone through more than once
     * @param sharedCalendar whether folds of one number lie at the same time in all series: calendar cutoffs, or series
     *                       that end together
     */
    public static List<AcrossSeries> against(
            Collection<FoldLosses> bySeries, String baseline, boolean sharedCalendar, double alpha) {
        Set<String> labels = new LinkedHashSet<>();
        bySeries.forEach(losses -> labels.addAll(losses.labels()));
        if (!labels.remove(baseline)) {
            throw new IllegalArgumentException("baseline must be one of " + labels + ", was " + baseline);
        }
        List<AcrossSeries> raw = labels.stream()
                .map(label -> test(bySeries, label, baseline, sharedCalendar))
                .toList();
        double[] p = Holm.adjust(raw.stream().mapToDouble(AcrossSeries::p).toArray());
        List<AcrossSeries> results = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            AcrossSeries one = raw.get(i);
            results.add(new AcrossSeries(
                    one.label,
                    baseline,
                    one.series,
                    one.correlation,
                    one.test,
                    p[i],
                    Verdict.at(p[i], alpha),
                    one.note));
        }
        return Collections.unmodifiableList(results);
    }

    private static AcrossSeries test(
            Collection<FoldLosses> bySeries, String label, String baseline, boolean sharedCalendar) {
        double[] means = bySeries.stream()
                .filter(losses -> hasBoth(losses, label, baseline))
                .mapToDouble(losses -> losses.mean(label) - losses.mean(baseline))
                .toArray();
        var test = SignedRank.of(means);
        double correlation = Double.NaN;
        String note = "";
        if (means.length < LEAST_SERIES) {
            note = means.length + " series, at least " + LEAST_SERIES + " are needed";
        } else if (sharedCalendar) {
            Correlation found = Correlation.of(differences(bySeries, label, baseline, means.length));
            correlation = found.mean();
            if (Double.isNaN(found.z())) {
                note = "series share a calendar, and too few folds a horizon apart tell whether their loss differences"
                        + " correlate: at least " + FoldLosses.LEAST_FOLDS + " are needed";
            } else if (found.z() > LIMIT) {
                note = String.format(
                        Locale.ROOT,
                        "series share a calendar and their loss differences correlate (%.2f in the mean, by chance p %s)",
                        correlation,
                        PValue.text(NORMAL.cumulativeProbability(-found.z())));
            }
        }
        double p = note.isEmpty() ? test.p(Alternative.BETTER) : Double.NaN;
        return new AcrossSeries(label, baseline, means.length, correlation, test, p, Verdict.NOT_TESTABLE, note);
    }

    private static boolean hasBoth(FoldLosses losses, String label, String baseline) {
        return losses.labels().contains(label) && losses.labels().contains(baseline) && losses.completeFolds() > 0;
    }

    /** The loss differences of up to {@link #MOST_SERIES} of so many series, equally far apart. */
    private static List<double[]> differences(
            Collection<FoldLosses> bySeries, String label, String baseline, int count) {
        int step = (count + MOST_SERIES - 1) / MOST_SERIES;
        List<double[]> differences = new ArrayList<>();
        int at = 0;
        for (FoldLosses losses : bySeries) {
            if (hasBoth(losses, label, baseline) && at++ % step == 0) {
                differences.add(everyHorizon(losses, losses.differences(label, baseline)));
            }
        }
        return differences;
    }

    /** Every fold that lies a whole number of horizons before the last: the same folds for all series. */
    private static double[] everyHorizon(FoldLosses losses, double[] differences) {
        int distance = losses.foldsPerHorizon();
        double[] kept = new double[(differences.length + distance - 1) / distance];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = differences[differences.length - 1 - i * distance];
        }
        return kept;
    }

    /** The mean correlation over pairs, and how many standard errors it lies above 0; NaN where no pair has enough folds. */
    private record Correlation(double mean, double z) {

        static Correlation of(List<double[]> differences) {
            double sum = 0;
            double weighted = 0;
            int pairs = 0;
            for (int i = 0; i < differences.size(); i++) {
                for (int j = 0; j < i; j++) {
                    double[] a = differences.get(i);
                    double[] b = differences.get(j);
                    int common = common(a, b);
                    double r = common < FoldLosses.LEAST_FOLDS ? Double.NaN : correlation(a, b, common);
                    if (!Double.isNaN(r)) {
                        sum += r;
                        weighted += Math.sqrt(common - 1) * r;
                        pairs++;
                    }
                }
            }
            return new Correlation(sum / pairs, pairs == 0 ? Double.NaN : weighted / Math.sqrt(pairs));
        }

        private static int common(double[] a, double[] b) {
            int common = 0;
            for (int i = 0; i < Math.min(a.length, b.length); i++) {
                common += Double.isNaN(a[i] + b[i]) ? 0 : 1;
            }
            return common;
        }

        private static double correlation(double[] a, double[] b, int common) {
            double meanA = 0;
            double meanB = 0;
            for (int i = 0; i < Math.min(a.length, b.length); i++) {
                if (!Double.isNaN(a[i] + b[i])) {
                    meanA += a[i] / common;
                    meanB += b[i] / common;
                }
            }
            double aa = 0;
            double bb = 0;
            double ab = 0;
            for (int i = 0; i < Math.min(a.length, b.length); i++) {
                if (!Double.isNaN(a[i] + b[i])) {
                    aa += (a[i] - meanA) * (a[i] - meanA);
                    bb += (b[i] - meanB) * (b[i] - meanB);
                    ab += (a[i] - meanA) * (b[i] - meanB);
                }
            }
            return ab / Math.sqrt(aa * bb);
        }
    }

    /** The result in one sentence. */
    @Override
    public String toString() {
        return switch (verdict) {
            case SHOWN -> label + " is shown to be better than " + baseline + evidence();
            case NOT_SHOWN -> label + " is not shown to be better than " + baseline + evidence();
            case NOT_TESTABLE -> label + " against " + baseline + " across series is not testable: " + note;
        };
    }

    private String evidence() {
        return " across series (Wilcoxon signed-rank, treats " + series + " series as independent, one-sided p "
                + PValue.text(p) + " after Holm)";
    }
}
