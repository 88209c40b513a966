package io.almanac.core.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The test of Diebold and Mariano: is the mean loss difference of two labels more than chance?
 *
 * <p>The statistic is the mean difference over its standard error, whose variance adds the autocovariances of folds that
 * forecast common steps, all with weight 1. It is multiplied by the correction of Harvey, Leybourne and Newbold and
 * compared with Student's law of folds - 1 degrees of freedom. On {@link FoldLosses#spaced()} losses the lag is 0, the
 * whole is the paired t test over folds, and it holds its size (docs/comparison.md). With a lag above 0 it rejects too
 * often where the data span few horizons: 10 to 13 % at nominal 5 % with eight. So verdicts use spaced losses.
 *
 * <p>A sum of autocovariances can be zero or negative. Then, and in {@link #fixedB}, weights fall linearly to zero at four
 * horizons (Bartlett), so the variance is positive, and the law is that of a fixed bandwidth.
 *
 * <p>Folds that are not complete keep their place in time and add to no product.
 *
 * <p>Sources: Diebold and Mariano 1995, "Comparing predictive accuracy", JBES 13(3); Harvey, Leybourne and Newbold 1997,
 * "Testing the equality of prediction mean squared errors", IJF 13(2); Kiefer and Vogelsang 2005, "A new asymptotic theory
 * for heteroskedasticity-autocorrelation robust tests", Econometric Theory 21(6).
 *
 * @param label       whose losses come first
 * @param other       whose losses are subtracted
 * @param kernel      the weights of the autocovariances, and with them the law of the statistic
 * @param lag         the largest distance in folds that has a weight
 * @param folds       complete folds that were used
 * @param spacedFolds how many of them lie at least one horizon apart
 * @param difference  mean loss of {@code label} minus that of {@code other}: negative where {@code label} is better; NaN
 *                    without folds
 * @param statistic   of {@code difference}, with its sign; NaN where nothing could be tested
 * @param p           the chance of a statistic this far from 0, to either side, if both are equally good; NaN likewise
 * @param pBetter     the chance of one this low or lower: small where {@code label} is better; NaN likewise
 * @param correlation of the differences of neighbouring folds that are at least one horizon apart; NaN likewise
 * @param note        why nothing could be tested or which rule stood in; empty if there is nothing to say
 */
public record DieboldMariano(
        String label,
        String other,
        Kernel kernel,
        int lag,
        int folds,
        int spacedFolds,
        double difference,
        double statistic,
        double p,
        double pBetter,
        double correlation,
        String note) {

    /** How autocovariances are weighted. */
    public enum Kernel {
        /** All alike up to the lag; Student's law. */
        RECTANGULAR,
        /** Falling linearly to zero one fold beyond the lag; the law of a fixed bandwidth. */
        BARTLETT
    }

    /** Bandwidth of {@link Kernel#BARTLETT}: with fewer horizons the size is further off, with more power is lost. */
    private static final int HORIZONS = 4;

    /** Differences this small beside the losses are rounding. */
    private static final double ROUNDING = 1e-12;

    /** Tests whether two labels differ, with the lag of the losses as they are given. */
    public static DieboldMariano of(FoldLosses losses, String label, String other) {
        return test(losses, label, other, Kernel.RECTANGULAR);
    }

    /**
     * Tests with Bartlett weights and fixed-b critical values. It allows for correlation beyond the horizon too, at a
     * cost of power. With fewer than 12 folds a horizon apart it rejects in up to 10 % at nominal 5 %.
     */
    public static DieboldMariano fixedB(FoldLosses losses, String label, String other) {
        return test(losses, label, other, Kernel.BARTLETT);
    }

    /**
     * The two-sided p value of each step of the horizon, over spaced folds: data for a picture. With many steps some are
     * below 5 % by chance, and neighbours go together, so no verdict may rest on them.
     *
     * @param steps the losses of each step alone, with the step (and the gap) for a horizon
     * @return NaN where nothing could be tested
     */
    public static double[] pByStep(List<FoldLosses> steps, String label, String other) {
        return steps.stream()
                .mapToDouble(step -> of(step.spaced(), label, other).p())
                .toArray();
    }

    private static DieboldMariano test(FoldLosses losses, String label, String other, Kernel kernel) {
        double[] differences = losses.differences(label, other);
        double mean = centre(differences);
        FoldLosses spaced = losses.spaced();
        double[] apart = spaced.differences(label, other);
        centre(apart);
        Law law = law(losses, spaced.folds(), mean, differences, losses.magnitude(label, other), kernel);
        return new DieboldMariano(
                label,
                other,
                law.kernel,
                law.lag,
                losses.completeFolds(),
                spaced.folds(),
                mean,
                law.statistic,
                law.p,
                law.pBetter,
                Double.isNaN(law.statistic) ? Double.NaN : products(apart, 1) / products(apart, 0),
                law.note);
    }

    /** A statistic and what its law makes of it. */
    private record Law(Kernel kernel, int lag, double statistic, double p, double pBetter, String note) {}

    private static Law law(
            FoldLosses losses, int spacedFolds, double mean, double[] centred, double magnitude, Kernel kernel) {
        if (spacedFolds < FoldLosses.LEAST_FOLDS) {
            return untested(
                    losses,
                    spacedFolds + " non-overlapping fold" + (spacedFolds == 1 ? "" : "s") + ", at least "
                            + FoldLosses.LEAST_FOLDS + " are needed");
        }
        double variance = products(centred, 0) / losses.completeFolds();
        if (Math.sqrt(variance) <= ROUNDING * magnitude) {
            return Math.abs(mean) <= ROUNDING * magnitude
                    ? new Law(kernel, losses.lag(), 0, 1, 1, "the losses are the same in every fold")
                    : untested(losses, "the loss difference is the same in every fold");
        }
        if (kernel == Kernel.BARTLETT) {
            return fixedBandwidth(losses, mean, centred, "");
        }
        double longRun = variance;
        for (int j = 1; j <= losses.lag(); j++) {
            longRun += 2 * products(centred, j) / losses.completeFolds();
        }
        return longRun > ROUNDING * variance
                ? student(losses, mean, longRun)
                : fixedBandwidth(
                        losses,
                        mean,
                        centred,
                        "the variance with equal weights was not positive: Bartlett weights and fixed-b critical values"
                                + " stand in");
    }

    private static Law student(FoldLosses losses, double mean, double variance) {
        double n = losses.completeFolds();
        double h = losses.lag() + 1;
        double correction = (n + 1 - 2 * h + h * (h - 1) / n) / n;
        double statistic = mean / Math.sqrt(variance / n) * Math.sqrt(correction);
        var law = new TDistribution(null, n - 1);
        return new Law(
                Kernel.RECTANGULAR,
                losses.lag(),
                statistic,
                2 * law.cumulativeProbability(-Math.abs(statistic)),
                law.cumulativeProbability(statistic),
                "");
    }

    private static Law fixedBandwidth(FoldLosses losses, double mean, double[] centred, String note) {
        int folds = losses.completeFolds();
        int span = span(centred);
        int bandwidth = Math.min(span, HORIZONS * losses.foldsPerHorizon());
        double variance = products(centred, 0) / folds;
        for (int j = 1; j < bandwidth; j++) {
            variance += 2 * (1 - j / (double) bandwidth) * products(centred, j) / folds;
        }
        double statistic = mean / Math.sqrt(variance / folds);
        double b = bandwidth / (double) span;
        return new Law(
                Kernel.BARTLETT,
                bandwidth - 1,
                statistic,
                2 * FixedB.below(-Math.abs(statistic), b),
                FixedB.below(statistic, b),
                note);
    }

    private static Law untested(FoldLosses losses, String note) {
        return new Law(Kernel.RECTANGULAR, losses.lag(), Double.NaN, Double.NaN, Double.NaN, note);
    }

    /** Subtracts the mean of what is not NaN, and returns it. */
    private static double centre(double[] values) {
        double mean =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
        Arrays.setAll(values, i -> values[i] - mean);
        return mean;
    }

    /** The sum of products of values a lag apart, where both are there. */
    private static double products(double[] values, int lag) {
        double sum = 0;
        for (int i = lag; i < values.length; i++) {
            double product = values[i] * values[i - lag];
            if (!Double.isNaN(product)) {
                sum += product;
            }
        }
        return sum;
    }

    /** From the first value to the last, in folds. */
    private static int span(double[] values) {
        int first = 0;
        while (Double.isNaN(values[first])) {
            first++;
        }
        int last = values.length - 1;
        while (Double.isNaN(values[last])) {
            last--;
        }
        return last - first + 1;
    }

    /** Whether anything could be tested; {@link #note} says why not. */
    public boolean testable() {
        return !Double.isNaN(statistic);
    }

    /** The p value of a claim about {@code label}; NaN where nothing could be tested. */
    public double p(Alternative alternative) {
        return alternative == Alternative.BETTER ? pBetter : p;
    }

    /**
     * Whether neighbouring folds seem to correlate although they share no step: the correlation, which is -1 / folds in the
     * mean where there is none, lies above its 80 % point. A test at lag 0 does not allow for that, {@link #fixedB} does.
     */
    public boolean correlated() {
        return correlation > 0.842 / Math.sqrt(spacedFolds) - 1.0 / spacedFolds;
    }

    /** The test in one sentence. */
    @Override
    public String toString() {
        if (!testable()) {
            return label + " against " + other + " is not testable: " + note;
        }
        String law = kernel == Kernel.RECTANGULAR ? "Harvey-Leybourne-Newbold" : "fixed-b";
        return String.format(
                Locale.ROOT,
                "%s against %s: mean loss difference %.4g, Diebold-Mariano %.3f over %d folds (%s, %s weights to lag %d), "
                        + "p %s two-sided, %s one-sided%s",
                label,
                other,
                difference,
                statistic,
                folds,
                law,
                kernel.name().toLowerCase(Locale.ROOT),
                lag,
                PValue.text(p),
                PValue.text(pBetter),
                note.isEmpty() ? "" : "; " + note);
    }
}
