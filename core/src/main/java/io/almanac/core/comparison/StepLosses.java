package io.almanac.core.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Mean losses by step of the horizon, label and fold, over the points that all labels forecast. */
final class StepLosses {

    private final int folds;
    private final List<String> labels = new ArrayList<>();
    private final List<double[][]> sums = new ArrayList<>(); // by step: (label, fold)
    private final List<int[]> counts = new ArrayList<>(); // by step: (fold)

    StepLosses(int folds) {
        this.folds = folds;
    }

    /** Adds one point; the labels are those of the first. */
    void add(List<String> names, int fold, int step, double[] values) {
        if (labels.isEmpty()) {
            labels.addAll(names);
        }
        while (sums.size() <= step) {
            sums.add(new double[labels.size()][folds]);
            counts.add(new int[folds]);
        }
        for (int label = 0; label < values.length; label++) {
            sums.get(step)[label][fold] += values[label];
        }
        counts.get(step)[fold]++;
    }

    /** How many steps there are. */
    int size() {
        return sums.size();
    }

    /**
     * The losses of each step.
     *
     * @param first  steps from a cutoff to the first of the horizon: its own horizon for a test, one more for each next
     * @param stride steps from one cutoff to the next
     */
    List<FoldLosses> bySteps(int first, int stride) {
        List<FoldLosses> all = new ArrayList<>();
        for (int step = 0; step < sums.size(); step++) {
            Map<String, double[]> byLabel = new LinkedHashMap<>();
            int[] count = counts.get(step);
            for (int label = 0; label < labels.size(); label++) {
                double[] sum = sums.get(step)[label];
                double[] means = new double[folds];
                Arrays.setAll(means, fold -> count[fold] == 0 ? Double.NaN : sum[fold] / count[fold]);
                byLabel.put(labels.get(label), means);
            }
            all.add(FoldLosses.of(first + step, stride, byLabel));
        }
        return all;
    }
}
