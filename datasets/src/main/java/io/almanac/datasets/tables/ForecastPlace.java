package io.almanac.datasets.tables;

import io.almanac.core.series.TimeAxis;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.csv.CsvRow;
import io.almanac.datasets.csv.CsvTimes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rows of one series at one cutoff, in the order of the table. Filled, read and filled again.
 */
final class ForecastPlace {

    private final String file;
    private final ForecastColumns columns;
    private final List<String> channels;
    private final int width; // numbers of a row: the actual value, then each column of each label
    private final CsvTimes times;

    private String id = "";
    private Optional<Long> cutoff = Optional.empty();
    private int size;
    private int[] lines = new int[64];
    private int[] channelOf = new int[64];
    private long[] ticks = new long[64]; // or steps
    private double[] numbers;

    ForecastPlace(String file, ForecastColumns columns, List<String> channels, CsvTimes times) {
        this.file = file;
        this.columns = columns;
        this.channels = channels;
        this.times = times;
        this.width = 1
                + columns.labels().stream()
                        .mapToInt(label -> 1 + label.columns().size())
                        .sum();
        this.numbers = new double[64 * width];
    }

    /** Begins a new place. */
    void begin(String newId, Optional<Long> newCutoff) {
        id = newId;
        cutoff = newCutoff;
        size = 0;
        times.restart();
    }

    void add(CsvRow row) {
        if (size == lines.length) {
            lines = Arrays.copyOf(lines, size * 2);
            channelOf = Arrays.copyOf(channelOf, size * 2);
            ticks = Arrays.copyOf(ticks, size * 2);
            numbers = Arrays.copyOf(numbers, size * 2 * width);
        }
        lines[size] = row.line();
        channelOf[size] = columns.channel() == ForecastColumns.NONE ? 0 : channels.indexOf(row.text(columns.channel()));
        if (size > 0 && channelOf[size] != channelOf[size - 1]) {
            times.restart();
        }
        ticks[size] = columns.steps() ? step(row, columns.time()) : row.tick(columns.time(), times);
        if (!columns.steps() && cutoff.isPresent() && ticks[size] <= cutoff.get()) {
            throw row.wrong(DataError.BAD_TIME, columns.time(), "is not after the cutoff, " + times.text(cutoff.get()));
        }
        int at = size * width;
        numbers[at++] = columns.actual() == ForecastColumns.NONE ? Double.NaN : row.number(columns.actual());
        for (ForecastColumns.Label label : columns.labels()) {
            numbers[at++] = row.number(label.point());
            for (int column : label.columns()) {
                numbers[at++] = row.number(column);
            }
        }
        size++;
    }

    /** The step that a field counts. */
    static int step(CsvRow row, int column) {
        double step = row.number(column);
        if (!(step >= 1 && step <= Integer.MAX_VALUE && step == Math.rint(step))) {
            throw row.wrong(DataError.BAD_NUMBER, column, "is no step; steps count 1, 2, … from the cutoff");
        }
        return (int) step;
    }

    String id() {
        return id;
    }

    /** The tick of the cutoff, if the table has cutoffs. */
    Optional<Long> cutoff() {
        return cutoff;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The ticks (or steps) of the rows, ascending, each once. */
    long[] distinctTicks() {
        return Arrays.stream(ticks, 0, size).sorted().distinct().toArray();
    }

    /** An error of the place as a whole. */
    DataException wrong(String problem) {
        return new DataException(
                DataError.OFF_GRID,
                file + ", lines " + lines[0] + " to " + lines[size - 1] + ", series " + id + ": " + problem);
    }

    /** The number of steps on an axis from its step 0 to each of some ticks. */
    int[] stepsOn(TimeAxis axis, long[] wanted) {
        int[] steps = new int[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            long tick = wanted[i];
            Optional<Long> step = axis.stepOf(tick);
            if (step.isEmpty() || Math.abs(step.get()) > Integer.MAX_VALUE / 2) {
                int row = 0;
                while (ticks[row] != tick) {
                    row++;
                }
                throw new DataException(
                        DataError.OFF_GRID,
                        file + ", line " + lines[row] + ", the time " + times.text(tick) + " of series "
                                + id + " is no step of its axis, which has one each " + axis.frequency() + " and "
                                + axis.text(0) + " among them; correct the time or give the frequency");
            }
            steps[i] = Math.toIntExact(step.get());
        }
        return steps;
    }

    /**
     * The numbers of the rows by step.
     *
     * @param distinct what {@link #distinctTicks} gave
     * @param steps    for each of those its step, from 0
     * @return (number of the row, channel, step), NaN where there is no row
     */
    double[][][] byStep(long[] distinct, int[] steps, int horizon) {
        double[][][] result = new double[width][channels.size()][horizon];
        for (double[][] one : result) {
            for (double[] channel : one) {
                Arrays.fill(channel, Double.NaN);
            }
        }
        int[][] seen = new int[channels.size()][horizon];
        for (int row = 0; row < size; row++) {
            int step = steps[Arrays.binarySearch(distinct, ticks[row])];
            int earlier = seen[channelOf[row]][step];
            if (earlier > 0) {
                throw new DataException(
                        DataError.REPEATED_FORECAST,
                        file + ", lines " + earlier + " and " + lines[row] + ": two rows of series "
                                + id + (channels.size() > 1 ? ", channel " + channels.get(channelOf[row]) : "")
                                + " have the "
                                + (columns.steps() ? "step " + ticks[row] : "time " + times.text(ticks[row]))
                                + (cutoff.isPresent() ? " and one cutoff" : "") + "; keep one of them");
            }
            seen[channelOf[row]][step] = lines[row];
            for (int number = 0; number < width; number++) {
                result[number][channelOf[row]][step] = numbers[row * width + number];
            }
        }
        return result;
    }
}
