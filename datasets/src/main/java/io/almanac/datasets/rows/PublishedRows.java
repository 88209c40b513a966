package io.almanac.datasets.rows;

import io.almanac.core.series.TimeAxis;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * The rows of one series in the order of their steps, and those of one step in the order in which they were issued.
 * Each row may give a new version of every column; an empty cell gives none and takes none back.
 */
final class PublishedRows {

    private final int width;
    private final double[] values; // row after row, as in the file
    private final long[] issued;
    private final int[] first; // of each step, where its rows begin in the order; one more at the end
    private final int[] order;

    PublishedRows(SeriesRows rows, int width, int steps, SeriesRows.StepOf stepOf) {
        this.width = width;
        this.values = rows.values();
        this.issued = rows.issued();
        this.first = new int[steps + 1];
        this.order = new int[rows.size()];
        int[] stepOfRow = new int[rows.size()];
        rows.forEachTick((row, tick, offset) -> {
            int step = stepOf.step(row, tick);
            stepOfRow[row] = step;
            first[step + 1]++;
        });
        Arrays.parallelPrefix(first, Integer::sum);
        int[] next = first.clone();
        for (int row = 0; row < order.length; row++) {
            order[next[stepOfRow[row]]++] = row;
        }
        for (int step = 0; step < steps; step++) {
            sort(first[step], first[step + 1]);
        }
    }

    private void sort(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (issued[order[i]] < issued[order[i - 1]]) {
                Integer[] sorted = Arrays.stream(order, from, to).boxed().toArray(Integer[]::new);
                Arrays.sort(sorted, Comparator.comparingLong(row -> issued[row]));
                Arrays.setAll(sorted, k -> order[from + k] = sorted[k]);
                return;
            }
        }
    }

    /** Two rows. */
    record Pair(int row, int other) {}

    /** Two rows of one step that were issued at the same time, if there are any. */
    Optional<Pair> duplicate() {
        for (int step = 0; step + 1 < first.length; step++) {
            for (int i = first[step] + 1; i < first[step + 1]; i++) {
                if (issued[order[i]] == issued[order[i - 1]]) {
                    return Optional.of(new Pair(order[i - 1], order[i]));
                }
            }
        }
        return Optional.empty();
    }

    /** The rows without an issue time that have a value in a column. */
    int[] neverIssued(int column) {
        return Arrays.stream(order)
                .filter(row -> issued[row] == IssueTimes.ALWAYS && !Double.isNaN(value(row, column)))
                .toArray();
    }

    /** The last step at which any row has a value in a column, or -1. */
    int lastStep(int column) {
        for (int step = first.length - 2; step >= 0; step--) {
            for (int i = first[step]; i < first[step + 1]; i++) {
                if (!Double.isNaN(value(order[i], column))) {
                    return step;
                }
            }
        }
        return -1;
    }

    /** One version of a column for each of the first steps, NaN where there is none. */
    double[] versions(int column, int steps, CovariateOptions.Vintage which) {
        double[] result = new double[steps];
        Arrays.fill(result, Double.NaN);
        for (int step = 0; step < steps; step++) {
            for (int i = first[step]; i < first[step + 1]; i++) {
                double value = value(order[i], column);
                if (!Double.isNaN(value) && (which == CovariateOptions.Vintage.LAST || Double.isNaN(result[step]))) {
                    result[step] = value;
                }
            }
        }
        return result;
    }

    /** All versions of a column, in the order of their steps and then of their issue times. */
    static final class Vintages {

        final int[] steps;
        final int[] known; // how many steps had been observed when the version was known
        final double[] values;

        private Vintages(int[] steps, int[] known, double[] values) {
            this.steps = steps;
            this.known = known;
            this.values = values;
        }

        /**
         * Whether a view back in time could tell them from plain values.
         *
         * @param ahead whether views see the steps after their end, too
         */
        boolean matter(boolean ahead) {
            for (int i = 0; i < steps.length; i++) {
                if ((i > 0 && steps[i] == steps[i - 1]) || known[i] > (ahead ? 0 : steps[i] + 1)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * All versions of a column.
     *
     * @param delay added to issue times
     */
    Vintages vintages(int column, TimeAxis axis, long delay) {
        int[] steps = new int[order.length];
        int[] known = new int[order.length];
        double[] versions = new double[order.length];
        int count = 0;
        for (int step = 0; step + 1 < first.length; step++) {
            for (int i = first[step]; i < first[step + 1]; i++) {
                int row = order[i];
                if (!Double.isNaN(value(row, column))) {
                    steps[count] = step;
                    known[count] = issued[row] == IssueTimes.ALWAYS ? 0 : axis.stepsToReach(issued[row] + delay);
                    versions[count++] = value(row, column);
                }
            }
        }
        return new Vintages(Arrays.copyOf(steps, count), Arrays.copyOf(known, count), Arrays.copyOf(versions, count));
    }

    private double value(int row, int column) {
        return values[row * width + column];
    }
}
