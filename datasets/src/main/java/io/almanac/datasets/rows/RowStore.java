package io.almanac.datasets.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of all series of a table, in memory; where they outgrow it, in a file that is gone when the program ends.
 * Each time that memory is full, what is there goes to disk as one run, in the order of the series, so that reading
 * merges the runs from their beginnings to their ends, whatever order the rows came in.
 */
final class RowStore {

    private final SeriesRows.Shape shape;
    private final long memory;
    private final List<@Nullable SeriesRows> series = new ArrayList<>(); // null while all its rows are on disk
    private final List<double[]> statics = new ArrayList<>(); // empty if there are none
    private long bytes;
    private @Nullable RowSpill spill;

    /**
     * No rows yet.
     *
     * @param memory bytes that rows in memory may take
     */
    RowStore(SeriesRows.Shape shape, long memory) {
        this.shape = shape;
        this.memory = memory;
    }

    /** How many series there are. */
    int size() {
        return series.size();
    }

    /** Whether rows are on disk: then {@link #iterator} may be asked for again and again, else once. */
    boolean isSpilled() {
        return spill != null;
    }

    /**
     * Adds a row.
     *
     * @param number of the series; a new one is the next number
     */
    void add(int number, long tick, int offset, long issued, int line, double[] values) {
        if (number == series.size()) {
            series.add(null);
            if (shape.statics() > 0) {
                double[] none = new double[shape.statics()];
                Arrays.fill(none, Double.NaN);
                statics.add(none);
            }
        }
        SeriesRows its = series.get(number);
        if (its == null) {
            its = empty(number);
            series.set(number, its);
            bytes += its.bytes();
        }
        long before = its.bytes();
        its.add(tick, offset, issued, line, values);
        bytes += its.bytes() - before;
        if (bytes > memory) {
            spill();
        }
    }

    private SeriesRows empty(int number) {
        return new SeriesRows(shape, statics(number));
    }

    /** The static values of a series, NaN where no row had one yet; to be written to. */
    double[] statics(int number) {
        return shape.statics() == 0 ? SeriesRows.NO_STATICS : statics.get(number);
    }

    private void spill() {
        if (spill == null) {
            spill = RowSpill.create(shape, RowSpill.folder());
        }
        spill.begin();
        for (int number = 0; number < series.size(); number++) {
            SeriesRows its = series.get(number);
            if (its != null) {
                spill.write(number, its);
                series.set(number, null);
            }
        }
        spill.end();
        bytes = 0;
    }

    /** To be called after the last row. */
    void finish() {
        if (spill != null) {
            spill();
        }
    }

    /** The rows of each series, in the order in which the series came. */
    Iterator<SeriesRows> iterator() {
        if (spill == null) {
            return series.stream().map(Objects::requireNonNull).iterator();
        }
        RowSpill.Reader reader = spill.reader();
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < series.size();
            }

            @Override
            public SeriesRows next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("there are " + series.size() + " series");
                }
                SeriesRows rows = empty(next);
                reader.read(next++, rows);
                return rows;
            }
        };
    }
}
