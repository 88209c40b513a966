package io.almanac.core.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The labels that may be the best: the model confidence set of Hansen, Lunde and Nason, with their statistic T_max.
 *
 * <p>The label whose mean loss lies furthest above the mean of all, in standard errors, is taken out if the distance is
 * more than chance, and so on. A label's p value is the largest at which it or one before it was taken out. Standard
 * errors and the law of the largest deviation come from one bootstrap in blocks of one horizon.
 *
 * <p>We differ from the paper in one step. With few folds the bootstrap's standard error is itself uncertain and the set
 * too small: with eight folds and ten equally good models it lacks one in 25 % of runs at nominal 5 %. So the statistic is
 * first replaced by the normal deviate that is as rare as itself under Student's law of blocks - 1 degrees of freedom,
 * which leaves 4 to 8 % (docs/comparison.md) and changes nothing with many folds.
 *
 * <p>Source: Hansen, Lunde and Nason 2011, "The model confidence set", Econometrica 79(2).
 *
 * @param p       by label, in the order of the run: the smallest alpha at which the label leaves the set; 1 for the last
 *                that is left; NaN where nothing could be tested
 * @param members the labels with a p value above alpha; all where nothing could be tested
 * @param folds   complete folds that it rests on
 */
public record ModelConfidenceSet(Map<String, Double> p, List<String> members, int folds) {

    public ModelConfidenceSet {
        p = Collections.unmodifiableMap(new LinkedHashMap<>(p));
        members = List.copyOf(members);
    }

    /**
     * Computes the set over the complete folds. With fewer than eight a horizon apart, or a single label, nothing is
     * tested.
     */
    public static ModelConfidenceSet of(FoldLosses losses, ComparisonOptions options) {
        List<String> labels = losses.labels();
        int folds = losses.completeFolds();
        double[] pValues = new double[labels.size()];
        Arrays.fill(pValues, Double.NaN);
        if (labels.size() > 1 && losses.spaced().folds() >= FoldLosses.LEAST_FOLDS) {
            int block = losses.foldsPerHorizon();
            int[][] drawn = Resampling.draw(folds, block, options.replications(), options.seed());
            double[][] byLabel = labels.stream().map(losses::complete).toArray(double[][]::new);
            pValues = pValues(byLabel, drawn, folds / block);
        }
        var p = new LinkedHashMap<String, Double>();
        List<String> members = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            p.put(labels.get(i), pValues[i]);
            if (Double.isNaN(pValues[i]) || pValues[i] > options.alpha()) {
                members.add(labels.get(i));
            }
        }
        return new ModelConfidenceSet(p, members, folds);
    }

    /** Whether anything could be tested. */
    public boolean testable() {
        return p.values().stream().noneMatch(value -> value.isNaN());
    }

    /**
     * The p values of labels.
     *
     * @param losses by label and fold
     * @param drawn  resamples of the folds
     * @param blocks how many blocks the folds make, for the law of few; {@link Integer#MAX_VALUE} leaves the paper's
     */
    static double[] pValues(double[][] losses, int[][] drawn, int blocks) {
        double[] means = new double[losses.length];
        double[][] errors = new double[losses.length][drawn.length];
        double magnitude = 0;
        for (int i = 0; i < losses.length; i++) {
            double[] own = losses[i];
            double mean = Arrays.stream(own).average().orElseThrow();
            means[i] = mean;
            for (int b = 0; b < drawn.length; b++) {
                errors[i][b] = Resampling.mean(own, drawn[b]) - mean;
            }
            magnitude =
                    Math.max(magnitude, Arrays.stream(own).map(Math::abs).max().orElseThrow());
        }
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < losses.length; i++) {
            left.add(i);
        }
        double[] p = new double[losses.length];
        double largest = 0;
        while (left.size() > 1) {
            Step step = step(means, errors, left, magnitude, blocks);
            largest = Math.max(largest, step.p());
            p[step.worst()] = largest;
            left.remove((Integer) step.worst());
        }
        p[left.get(0)] = 1;
        return p;
    }

    private record Step(int worst, double p) {}

    /** One round: the worst of those left, and the p value of all of them being equally good. */
    private static Step step(double[] means, double[][] errors, List<Integer> left, double magnitude, int blocks) {
        int draws = errors[0].length;
        double mean = left.stream().mapToDouble(i -> means[i]).average().orElseThrow();
        double[] meanErrors = new double[draws];
        for (int i : left) {
            for (int b = 0; b < draws; b++) {
                meanErrors[b] += errors[i][b] / left.size();
            }
        }
        double[] drawnLargest = new double[draws];
        Arrays.fill(drawnLargest, Double.NEGATIVE_INFINITY);
        double largest = Double.NEGATIVE_INFINITY;
        int worst = left.get(0);
        double rounding = 1e-12 * magnitude;
        for (int i : left) {
            double squares = 0;
            for (int b = 0; b < draws; b++) {
                double deviation = errors[i][b] - meanErrors[b];
                squares += deviation * deviation;
            }
            double deviation = means[i] - mean;
            double spread = Math.sqrt(squares / draws);
            // a label that never moves against the mean of all gives no spread to judge it by, and stays
            boolean still = spread <= rounding;
            double t = still ? 0 : deviation / spread;
            if (t > largest) {
                largest = t;
                worst = i;
            }
            for (int b = 0; b < draws; b++) {
                double drawn = still ? 0 : (errors[i][b] - meanErrors[b]) / spread;
                drawnLargest[b] = Math.max(drawnLargest[b], drawn);
            }
        }
        double statistic = blocks == Integer.MAX_VALUE ? largest : Resampling.normalDeviate(largest, blocks);
        return new Step(
                worst,
                Arrays.stream(drawnLargest).filter(drawn -> drawn >= statistic).count() / (double) draws);
    }
}
