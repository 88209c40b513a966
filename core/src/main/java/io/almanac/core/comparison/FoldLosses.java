package io.almanac.core.comparison;

import io.almanac.core.evaluation.ForecastEvaluation;
import io.almanac.core.evaluation.ForecastMetric;
import io.almanac.core.evaluation.MetricId;
import io.almanac.core.evaluation.MetricTarget;
import io.almanac.core.evaluation.MetricValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One loss per label and fold: all that a comparison sees.
 *
 * <p>The fold is the unit. Steps, channels and series of one cutoff share their shocks, so they are averaged within the
 * fold, after scaling, and never counted as independent. Smaller is better; NaN where a label has no loss. A comparison
 * rests on the folds that are complete, in which every label has a loss, so that all labels meet on the same ground.
 *
 * <p>Folds less than a horizon apart forecast common steps, and their losses correlate whatever the models. They are
 * fine for a mean, but a test counts {@link #spaced()} ones.
 *
 * <p>Immutable.
 */
public final class FoldLosses {

    /** The fewest folds at least one horizon apart that anything is tested on. */
    public static final int LEAST_FOLDS = 8;

    private final int horizon;
    private final int stride;
    private final int folds;
    private final Map<String, double[]> byLabel;
    private final int[] complete;

    private FoldLosses(int horizon, int stride, int folds, Map<String, double[]> byLabel) {
        this.horizon = horizon;
        this.stride = stride;
        this.folds = folds;
        this.byLabel = byLabel;
        this.complete = IntStream.range(0, folds)
                .filter(fold -> byLabel.values().stream().noneMatch(losses -> Double.isNaN(losses[fold])))
                .toArray();
    }

    /**
     * Copies losses.
     *
     * @param horizon steps from a cutoff to the last that is scored; a gap counts, since its shocks are shared too
     * @param stride  steps from one fold's cutoff to the next
     * @param byLabel the losses of each label by fold, oldest first, NaN for none; in the order of the run
     * @throws IllegalArgumentException if there is no label, the lengths differ or a loss is infinite
     */
    public static FoldLosses of(int horizon, int stride, Map<String, double[]> byLabel) {
        if (horizon < 1) {
            throw new IllegalArgumentException("horizon must be at least 1, was " + horizon);
        }
        if (stride < 1) {
            throw new IllegalArgumentException("stride must be at least 1, was " + stride);
        }
        if (byLabel.isEmpty()) {
            throw new IllegalArgumentException("labels must be at least 1, were 0");
        }
        var copies = new LinkedHashMap<String, double[]>();
        int folds = byLabel.values().iterator().next().length;
        byLabel.forEach((label, losses) -> {
            if (losses.length != folds) {
                throw new IllegalArgumentException("losses of " + label + " must have as many folds as the others, "
                        + folds + ", had " + losses.length);
            }
            for (int fold = 0; fold < folds; fold++) {
                if (Double.isInfinite(losses[fold])) {
                    throw new IllegalArgumentException(
                            "loss of " + label + " at fold " + fold + " must be finite or NaN, was " + losses[fold]);
                }
            }
            copies.put(label, losses.clone());
        });
        return new FoldLosses(horizon, stride, folds, copies);
    }

    /**
     * A metric's values by fold: within a fold they are means over channels and series, if the metric pools so. A label
     * without any value is left out: it would leave no fold complete.
     *
     * @param horizon steps from a cutoff to the last that is scored, a gap included
     * @throws IllegalArgumentException if no label has a value
     */
    public static FoldLosses of(ForecastEvaluation evaluation, ForecastMetric metric, int horizon, int stride) {
        int folds = evaluation.targets(MetricTarget.Fold.class).stream()
                .mapToInt(fold -> fold.number() + 1)
                .max()
                .orElse(0);
        var byLabel = new LinkedHashMap<String, double[]>();
        for (String label : evaluation.labels()) {
            double[] losses = new double[folds];
            Arrays.setAll(
                    losses,
                    fold -> evaluation
                            .find(new MetricId(label, new MetricTarget.Fold(fold), metric.name()))
                            .map(MetricValue::value)
                            .orElse(Double.NaN));
            if (Arrays.stream(losses).anyMatch(loss -> !Double.isNaN(loss))) {
                byLabel.put(label, losses);
            }
        }
        return of(horizon, stride, byLabel);
    }

    /** Steps from a cutoff to the last that is scored. */
    public int horizon() {
        return horizon;
    }

    /** Steps from one fold's cutoff to the next; of {@link #spaced()} losses at least so many. */
    public int stride() {
        return stride;
    }

    /** The labels, in the order of the run. */
    public List<String> labels() {
        return List.copyOf(byLabel.keySet());
    }

    /** How many folds, complete or not. */
    public int folds() {
        return folds;
    }

    /** How many folds have a loss of every label. */
    public int completeFolds() {
        return complete.length;
    }

    /** The loss of a label at a fold; NaN if there is none. */
    public double loss(String label, int fold) {
        return of(label)[fold];
    }

    /** How many strides cover a horizon, rounded up: the folds of one block. */
    public int foldsPerHorizon() {
        return 1 + (horizon - 1) / stride;
    }

    /** Up to how many folds apart two folds forecast common steps: {@code ceil(horizon / stride) - 1}. */
    public int lag() {
        return foldsPerHorizon() - 1;
    }

    /**
     * The complete folds that lie at least one horizon apart, as many as there are, counted from the newest.
     *
     * @return losses whose stride is at least the horizon, so that their {@link #lag()} is 0
     */
    public FoldLosses spaced() {
        List<Integer> kept = spacedFolds();
        var copies = new LinkedHashMap<String, double[]>();
        byLabel.forEach((label, losses) -> copies.put(
                label, kept.stream().mapToDouble(fold -> losses[fold]).toArray()));
        return new FoldLosses(horizon, stride * foldsPerHorizon(), kept.size(), copies);
    }

    /** Which folds those of {@link #spaced()} are, from 0, oldest first. */
    public List<Integer> spacedFolds() {
        List<Integer> kept = new ArrayList<>();
        int next = Integer.MAX_VALUE;
        for (int i = complete.length - 1; i >= 0; i--) {
            if (complete[i] <= next) {
                kept.add(0, complete[i]);
                next = complete[i] - foldsPerHorizon();
            }
        }
        return List.copyOf(kept);
    }

    /** The losses of a label over the complete folds, oldest first; a copy. */
    public double[] complete(String label) {
        double[] losses = of(label);
        return Arrays.stream(complete).mapToDouble(fold -> losses[fold]).toArray();
    }

    /** The mean loss of a label over the complete folds; NaN if there are none. */
    public double mean(String label) {
        return Arrays.stream(complete(label)).average().orElse(Double.NaN);
    }

    /** Loss of a label minus that of another by fold; NaN where the fold is not complete. */
    double[] differences(String label, String other) {
        double[] a = of(label);
        double[] b = of(other);
        double[] differences = new double[folds];
        Arrays.fill(differences, Double.NaN);
        for (int fold : complete) {
            differences[fold] = a[fold] - b[fold];
        }
        return differences;
    }

    /** The largest absolute loss of two labels over the complete folds: what a difference is rounding against. */
    double magnitude(String label, String other) {
        double largest = 0;
        for (int fold : complete) {
            largest = Math.max(largest, Math.max(Math.abs(of(label)[fold]), Math.abs(of(other)[fold])));
        }
        return largest;
    }

    private double[] of(String label) {
        double[] losses = byLabel.get(label);
        if (losses == null) {
            throw new IllegalArgumentException("label must be one of " + labels() + ", was " + label);
        }
        return losses;
    }
}
