package io.almanac.datasets.rows;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Joins the rows of a series that have the same time and the same issue time. */
final class RepeatedRows {

    private final RowTable table;
    private final Duplicates how;

    RepeatedRows(RowTable table, Duplicates how) {
        this.table = table;
        this.how = how;
    }

    /**
     * The rows without repetition, each in the place of the first of its time; the same object if nothing is repeated.
     *
     * @param rows whose times are ticks
     */
    SeriesRows joined(SeriesRows rows) {
        long[] ticks = rows.ticks();
        if (ascends(ticks)) {
            return rows;
        }
        long[] issued = rows.issued();
        Integer[] order = new Integer[ticks.length];
        Arrays.setAll(order, row -> row);
        Arrays.sort(order, Comparator.<Integer>comparingLong(row -> ticks[row]).thenComparingLong(row -> issued[row]));
        double[] values = rows.values();
        int width = values.length / ticks.length;
        double[][] joinedAt = new double[ticks.length][]; // for the first row of each time
        int kept = 0;
        for (int from = 0; from < order.length; kept++) {
            int first = order[from]; // the sort is stable
            int to = from + 1;
            while (to < order.length && ticks[order[to]] == ticks[first] && issued[order[to]] == issued[first]) {
                to++;
            }
            joinedAt[first] = join(values, width, order, from, to);
            from = to;
        }
        if (kept == rows.size()) {
            return rows;
        }
        SeriesRows joined = rows.withoutRows();
        for (int row = 0; row < joinedAt.length; row++) {
            if (joinedAt[row] != null) {
                joined.add(ticks[row], 0, issued[row], rows.line(row), joinedAt[row]);
            }
        }
        return joined;
    }

    private static boolean ascends(long[] ticks) {
        for (int row = 1; row < ticks.length; row++) {
            if (ticks[row] <= ticks[row - 1]) {
                return false;
            }
        }
        return true;
    }

    private double[] join(double[] values, int width, Integer[] order, int from, int to) {
        double[] row = new double[width];
        double[] cell = new double[to - from];
        for (int column = 0; column < width; column++) {
            int count = 0;
            for (int i = from; i < to; i++) {
                double value = values[order[i] * width + column];
                if (!Double.isNaN(value)) {
                    cell[count++] = value;
                }
            }
            row[column] = of(column).join(cell, count);
        }
        return row;
    }

    private Duplicates of(int column) {
        if (how != Duplicates.MEAN && how != Duplicates.SUM) {
            return how;
        }
        return table.covariates().stream()
                .filter(covariate -> !covariate.isStatic() && covariate.slot() == column)
                .findFirst()
                .map(covariate -> covariate.covariate().categorical() ? Duplicates.LAST : Duplicates.MEAN)
                .orElse(how);
    }

    /** The first row that repeats an earlier one. */
    static int firstRepeated(SeriesRows rows) {
        long[] ticks = rows.ticks();
        long[] issued = rows.issued();
        Set<List<Long>> seen = new HashSet<>();
        for (int row = 0; row < ticks.length; row++) {
            if (!seen.add(List.of(ticks[row], issued[row]))) {
                return row;
            }
        }
        throw new IllegalArgumentException("no row repeats another");
    }
}
