package io.almanac.forecasting.ensemble;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How much of a correction is taken at each step of the horizon: {@code base + k correction}, with one k in [0, 1] for
 * each block of steps.
 *
 * <p>k is the least-squares weight over the trials of a block, in [0, 1], less its standard error over stretches of time,
 * whose errors are about independent; 0 where that is the larger. So what chance can explain is not taken.
 */
final class CorrectionWeights {

    /** Where blocks end, in thirtieths of the horizon: near steps are forecast differently, far ones alike. */
    private static final int[] ENDS = {1, 4, 8, 14, 22, 30};

    private static final int PARTS = 30;

    private final int horizon;
    private final int[] ends;
    /** Of each stretch: for each block the sum of correction (actual - base), then of correction^2. */
    private final List<double[]> stretches = new ArrayList<>();

    CorrectionWeights(int horizon) {
        this.horizon = horizon;
        ends = Arrays.stream(ENDS)
                .map(end -> Math.max(1, Math.round((float) end * horizon / PARTS)))
                .distinct()
                .toArray();
    }

    /** A new stretch of trials, whose errors hang together. */
    void startStretch() {
        stretches.add(new double[2 * ends.length]);
    }

    /** Adds one step of one trial to the stretch, all in one unit for all trials; NaN does not count. */
    void add(int step, double actual, double base, double correction) {
        double missing = actual - base;
        if (!Double.isNaN(correction) && !Double.isNaN(missing)) {
            double[] sums = stretches.get(stretches.size() - 1);
            int block = block(step);
            sums[block] += correction * missing;
            sums[ends.length + block] += correction * correction;
        }
    }

    private int block(int step) {
        int block = 0;
        while (step >= ends[block]) {
            block++;
        }
        return block;
    }

    /** k at each step. */
    double[] weights() {
        double[] weights = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            weights[h] = weight(block(h));
        }
        return weights;
    }

    private double weight(int block) {
        double products = stretches.stream().mapToDouble(sums -> sums[block]).sum();
        double squares = stretches.stream()
                .mapToDouble(sums -> sums[ends.length + block])
                .sum();
        double k = products / squares;
        if (!(k > 0)) { // NaN where there never was a correction
            return 0;
        }
        double sum = 0;
        int count = 0;
        for (double[] sums : stretches) {
            if (sums[ends.length + block] > 0) {
                double rest = (sums[block] - k * sums[ends.length + block]) / squares;
                sum += rest * rest;
                count++;
            }
        }
        // One stretch tells nothing of its own error: half.
        double error = count > 1 ? Math.sqrt(sum * count / (count - 1)) : k / 2;
        return Math.max(0, Math.min(1, k) - error);
    }

    /** The weights of all blocks, in words. */
    String describe() {
        var text = new StringBuilder();
        int from = 1;
        for (int b = 0; b < ends.length; b++) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(String.format(Locale.ROOT, "%.2f", weight(b)))
                    .append(from == ends[b] ? " at step " + from : " at steps " + from + " to " + ends[b]);
            from = ends[b] + 1;
        }
        return text.toString();
    }
}
