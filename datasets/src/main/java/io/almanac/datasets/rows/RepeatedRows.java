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
     * The rows in the order of their times, without repetition; the same object if nothing is repeated.
     *
     * @param rows whose times are ticks
     */
    SeriesRows joined(SeriesRows rows) {
        long[] ticks = rows.ticks();
        long[] issued = rows.issued();
        Integer[] order = new Integer[ticks.length];
        Arrays.setAll(order, row -> row);
        Arrays.sort(order, Comparator.<Integer>comparingLong(row -> ticks[row]).thenComparingLong(row -> issued[row]));
        int width = ticks.length == 0 ? 0 : rows.values().length / ticks.length;
        double[] values = rows.values();
        SeriesRows joined = rows.withoutRows();
        double[] cell = new double[ticks.length];
        for (int from = 0; from < order.length; ) {
            int first = order[from];
            int to = from + 1;
            while (to < order.length && ticks[order[to]] == ticks[first] && issued[order[to]] == issued[first]) {
                to++;
            }
            double[] row = new double[width];
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
            joined.add(ticks[first], 0, issued[first], rows.line(first), row);
            from = to;
        }
        return joined.size() == rows.size() ? rows : joined;
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
