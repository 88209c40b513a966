package io.almanac.datasets.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one series in the order of the file. Rows lie in blocks of primitive arrays: the first are small, as where
 * series take turns only a few rows of each are in memory; later each is a quarter of what is there already. Nothing is
 * copied when a series grows, and of a long one at most a fifth is left over.
 */
final class SeriesRows {

    /** The static values of a series where there are none. */
    static final double[] NO_STATICS = {};

    /**
     * What the rows of a table have.
     *
     * @param width       values of a row
     * @param statics     values of a series
     * @param withOffsets whether times have an offset
     * @param withIssues  whether rows have an issue time
     */
    record Shape(int width, int statics, boolean withOffsets, boolean withIssues) {}

    private static final int[] NO_OFFSETS = {};
    private static final long[] NO_ISSUES = {};
    private static final int FIRST_BLOCK = 4;
    private static final int SMALL_BLOCK = 32; // up to here each block is as large as all before it
    private static final int LAST_BLOCK = 8192;
    private static final int MOST_VALUES = 1 << 20; // of a block, for tables of many columns
    private static final int BLOCK_OVERHEAD = 96; // in bytes: objects, headers, a place in the list
    private static final int OVERHEAD = 160; // of the series

    /** Some rows of the series; {@code values} holds one row after the other. */
    private static final class Block {

        final long[] ticks;
        final double[] values;
        final int[] offsets;
        final long[] issued;

        // Lines are mostly equally spaced: by 1 where series follow each other, by their number where they take turns.
        private int firstLine;
        private int lineStride;
        private int @Nullable [] lines; // only where they are not

        Block(int rows, Shape shape) {
            ticks = new long[rows];
            values = new double[rows * shape.width()];
            offsets = shape.withOffsets() ? new int[rows] : NO_OFFSETS;
            issued = shape.withIssues() ? new long[rows] : NO_ISSUES;
        }

        void setLine(int row, int line) {
            if (lines == null) {
                if (row == 0) {
                    firstLine = line;
                } else if (row == 1) {
                    lineStride = line - firstLine;
                }
                if (line == firstLine + row * lineStride) {
                    return;
                }
                lines = new int[ticks.length];
                Arrays.setAll(lines, i -> firstLine + i * lineStride);
            }
            lines[row] = line;
        }

        int offset(int row) {
            return offsets.length == 0 ? 0 : offsets[row];
        }

        long issued(int row) {
            return issued.length == 0 ? IssueTimes.ALWAYS : issued[row];
        }

        int line(int row) {
            return lines == null ? firstLine + row * lineStride : lines[row];
        }
    }

    private final Shape shape;
    private final int width;
    private final double[] statics;
    private final List<Block> blocks = new ArrayList<>();
    private Block current;
    private int used;
    private int size;
    private long bytes;

    /**
     * No rows yet.
     *
     * @param statics the values of the series, NaN where no row has one; not copied
     */
    SeriesRows(Shape shape, double[] statics) {
        this.shape = shape;
        this.width = shape.width();
        this.statics = statics;
        bytes = OVERHEAD;
        current = block(FIRST_BLOCK);
    }

    private Block block(int wanted) {
        int rows = Math.max(1, Math.min(wanted, MOST_VALUES / Math.max(1, width)));
        var block = new Block(rows, shape);
        blocks.add(block);
        used = 0;
        bytes += BLOCK_OVERHEAD
                + (long) rows * Long.BYTES * (1 + width)
                + Integer.BYTES * (long) block.offsets.length
                + Long.BYTES * (long) block.issued.length;
        return block;
    }

    /** No rows yet, of the same shape and with the same static values. */
    SeriesRows withoutRows() {
        return new SeriesRows(shape, statics);
    }

    /** The memory that the rows take, about. */
    long bytes() {
        return bytes;
    }

    /** The values of the series, NaN where no row had one. */
    double[] statics() {
        return statics;
    }

    void add(long tick, int offset, long issued, int line, double[] values) {
        if (used == current.ticks.length) {
            current = block(Math.max(Math.min(size, SMALL_BLOCK), Math.min(size / 4, LAST_BLOCK)));
        }
        current.ticks[used] = tick;
        current.setLine(used, line);
        if (shape.withOffsets()) {
            current.offsets[used] = offset;
        }
        if (shape.withIssues()) {
            current.issued[used] = issued;
        }
        System.arraycopy(values, 0, current.values, used * width, width);
        used++;
        size++;
    }

    int size() {
        return size;
    }

    /** A copy of the times in the order of the rows. */
    long[] ticks() {
        long[] ticks = new long[size];
        visit((row, block, i) -> ticks[row] = block.ticks[i]);
        return ticks;
    }

    /** Looks at a row's time and its offset in seconds, 0 if it has none. */
    @FunctionalInterface
    interface TickVisitor {
        void visit(int row, long tick, int offset);
    }

    /** Visits the times in the order of the rows. */
    void forEachTick(TickVisitor visitor) {
        visit((row, block, i) -> visitor.visit(row, block.ticks[i], block.offset(i)));
    }

    /** Looks at a row; its values begin at {@code from}. */
    @FunctionalInterface
    interface RowConsumer<E extends Exception> {
        void row(long tick, int offset, long issued, int line, double[] values, int from) throws E;
    }

    /** Hands on the rows in their order. */
    <E extends Exception> void forEach(RowConsumer<E> consumer) throws E {
        int row = 0;
        for (Block block : blocks) {
            for (int i = 0; i < block.ticks.length && row < size; i++, row++) {
                consumer.row(block.ticks[i], block.offset(i), block.issued(i), block.line(i), block.values, i * width);
            }
        }
    }

    /** The issue times in the order of the rows. */
    long[] issued() {
        long[] issued = new long[size];
        visit((row, block, i) -> issued[row] = block.issued(i));
        return issued;
    }

    /** Maps a row's time, its offset in seconds (0 if it has none) and its issue time to another time. */
    @FunctionalInterface
    interface TickMap {
        long map(int row, long tick, int offset, long issued);
    }

    /** Replaces the times, in the order of the rows. */
    void mapTicks(TickMap map) {
        visit((row, block, i) -> block.ticks[i] = map.map(row, block.ticks[i], block.offset(i), block.issued(i)));
    }

    /** Finds the step at which a row's time is. */
    @FunctionalInterface
    interface StepOf {
        int step(int row, long tick);
    }

    /** Puts each row's values where they belong. */
    void scatter(StepOf stepOf, double[][] into) {
        visit((row, block, i) -> {
            int step = stepOf.step(row, block.ticks[i]);
            for (int column = 0; column < width; column++) {
                into[column][step] = block.values[i * width + column];
            }
        });
    }

    /** All values, row after row: {@code width} for each. */
    double[] values() {
        double[] all = new double[Math.multiplyExact(size, width)];
        visit((row, block, i) -> System.arraycopy(block.values, i * width, all, row * width, width));
        return all;
    }

    /** The line of the file in which a row begins. */
    int line(int row) {
        int from = 0;
        for (Block block : blocks) {
            if (row < from + block.ticks.length) {
                return block.line(row - from);
            }
            from += block.ticks.length;
        }
        throw new IndexOutOfBoundsException(row);
    }

    /** Lets go of the rows. */
    void release() {
        blocks.clear();
    }

    @FunctionalInterface
    private interface RowVisitor {
        void visit(int row, Block block, int index);
    }

    private void visit(RowVisitor visitor) {
        int row = 0;
        for (Block block : blocks) {
            int rows = Math.min(size - row, block.ticks.length); // only the last block may have room left
            for (int i = 0; i < rows; i++) {
                visitor.visit(row++, block, i);
            }
        }
    }
}
