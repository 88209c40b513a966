package io.almanac.datasets.rows;

import io.almanac.core.series.Frequency;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of one table, in any order and from whatever it is read, and makes series of them. Rows that outgrow
 * the memory go to a temporary file, and the series are then made anew each time they are asked for.
 *
 * <p>First the names of the columns, then for each row {@link #begin}, its fields in any order and {@link #end}, then
 * {@link #dataset()}. What can't be understood is a {@link DataException} with its place, its column and the text.
 */
public final class RowIntake {

    /** The share of the memory of the virtual machine that rows may take. */
    private static final int MEMORY_SHARE = 4;

    private final Origin origin;
    private final TableOptions options;
    private final long memory;
    private final TimeParser times;
    private final NumberParser numbers;
    private final IdTable ids = new IdTable();
    private final IssueTimes issues;

    private char[] wideId;
    private List<String> header = List.of();
    private @Nullable Columns columns;
    private int[] channelOf = {};
    private int[] covariateOf = {};
    private List<CovariateColumn> covariates = List.of();
    private int idColumn;
    private int timeColumn;
    private int issuedColumn;
    private @Nullable RowStore store;

    private int[] steps = {}; // of each series so far, in a table without times
    private char[] characters = new char[64];
    private int at; // the place of the row
    private int id;
    private boolean timed;
    private double[] values = {}; // the channels, then the covariates of a step
    private double[] statics = {};
    private long rows;
    private int first;
    private boolean withOffsets;
    private @Nullable DataException failure; // the first of the row

    /**
     * An empty intake.
     *
     * @param wideId the id of the series in the wide layout
     */
    public RowIntake(Origin origin, TableOptions options, String wideId) {
        this(origin, options, wideId, Runtime.getRuntime().maxMemory() / MEMORY_SHARE);
    }

    RowIntake(Origin origin, TableOptions options, String wideId, long memory) {
        this.origin = origin;
        this.options = options;
        this.wideId = wideId.toCharArray();
        this.memory = memory;
        this.numbers = new NumberParser(options.decimalComma() ? ',' : '.');
        this.issues = new IssueTimes(options.zone());
        this.times = new TimeParser(options.frequency()
                .map(Frequency::isInteger)
                .map(integer -> integer ? TimeParser.Kind.INTEGERS : TimeParser.Kind.DATES)
                .orElse(options.timed() ? TimeParser.Kind.UNKNOWN : TimeParser.Kind.INTEGERS));
    }

    /** The id of the series whose rows follow, in the wide layout: of many files each has its own. */
    public void wideId(String id) {
        wideId = id.toCharArray();
    }

    /** Takes the names of the columns, which stand at a place; see below. */
    public void columns(List<String> names, int headerPlace) {
        columns(names, origin.at(headerPlace));
    }

    /**
     * Takes the names of the columns. Where a table lies in many files, each has them, and all have the same.
     *
     * @param place where they stand, for messages: {@code data.csv, line 1}
     */
    public void columns(List<String> names, String place) {
        if (columns != null) {
            if (!header.equals(names)) {
                throw new DataException(
                        DataError.FILES_DIFFER,
                        place + ": the columns are " + MessageText.list(names) + "; in the files before it they are "
                                + MessageText.list(header));
            }
            return;
        }
        Columns found = Columns.of(names, options, place);
        columns = found;
        header = found.names();
        idColumn = found.id();
        timeColumn = found.time();
        issuedColumn = found.issued();
        channelOf = found.channels().stream().mapToInt(Integer::intValue).toArray();
        covariateOf = found.covariates().stream().mapToInt(Integer::intValue).toArray();
        covariates =
                CovariateColumn.of(options.covariates(), found.channelNames().size());
        int fixed = (int) covariates.stream().filter(CovariateColumn::isStatic).count();
        values = new double[found.channelNames().size() + covariates.size() - fixed];
        statics = new double[fixed];
    }

    /** Whether a column holds values or covariates, so that {@link #number} is the short way for its numbers. */
    public boolean takesNumbers(int column) {
        return channelOf[column] >= 0 || covariateOf[column] >= 0;
    }

    /** Whether a column is for anything at all. */
    public boolean isRead(int column) {
        return takesNumbers(column) || column == idColumn || column == timeColumn || column == issuedColumn;
    }

    /** How many series have rows. */
    public int series() {
        return store == null ? 0 : store.size();
    }

    /** Begins a row. */
    public void begin(long place) {
        if (place > Integer.MAX_VALUE) {
            throw new DataException(
                    DataError.TOO_LARGE,
                    origin.name() + " has more than " + Integer.MAX_VALUE + " rows; read it in several parts");
        }
        at = (int) place;
        failure = null;
        timed = !options.timed();
        id = -1;
        issues.forget();
        Arrays.fill(values, Double.NaN);
        Arrays.fill(statics, Double.NaN);
    }

    /** A field as text, {@code buffer[from, to)}; spaces around it don't count. */
    public void text(int column, char[] buffer, int from, int to) {
        if (column >= channelOf.length || failure != null) {
            return;
        }
        int start = from;
        int end = to;
        while (start < end && buffer[start] <= ' ') {
            start++;
        }
        while (end > start && buffer[end - 1] <= ' ') {
            end--;
        }
        if (column == idColumn) {
            id = start == end ? -1 : ids.numberOf(buffer, start, end);
        } else if (column == timeColumn) {
            time(buffer, start, end);
        } else if (channelOf[column] >= 0) {
            channel(column, buffer, start, end);
        } else if (covariateOf[column] >= 0) {
            covariate(column, buffer, start, end);
        } else if (column == issuedColumn) {
            issues.keep(buffer, start, end);
        }
    }

    /** A field as text; spaces around it don't count. */
    public void text(int column, String text) {
        if (text.length() > characters.length) {
            characters = new char[text.length()];
        }
        text.getChars(0, text.length(), characters, 0);
        text(column, characters, 0, text.length());
    }

    /** A field that is a number already, NaN where it is missing. */
    public void number(int column, double value) {
        if (failure != null) {
            return;
        }
        if (channelOf[column] >= 0 && !Double.isInfinite(value)) {
            values[channelOf[column]] = value;
        } else if (channelOf[column] >= 0) {
            fail(DataError.INFINITE_NUMBER, column, Double.toString(value), "is infinite; leave missing values empty");
        } else if (covariateOf[column] >= 0
                && covariates.get(covariateOf[column]).take(value)) {
            CovariateColumn covariate = covariates.get(covariateOf[column]);
            (covariate.isStatic() ? statics : values)[covariate.slot()] = value;
        } else if (!Double.isNaN(value)) {
            boolean integer = value == Math.rint(value) && Math.abs(value) < 1e15;
            text(column, integer ? Long.toString((long) value) : Double.toString(value));
        }
    }

    /**
     * A field that is a time already.
     *
     * @param seconds of the wall clock since 1970-01-01T00:00, or of UTC
     * @param utc     whether they are of UTC, as with the offset {@code Z}
     */
    public void time(int column, long seconds, boolean utc) {
        if (column == timeColumn) {
            timed = times.take(seconds, utc);
            if (!timed) {
                fail(DataError.BAD_TIME, column, text(seconds, utc), times.problem());
            }
        } else if (isRead(column)) {
            text(column, text(seconds, utc));
        }
    }

    /** A field that is a time already; a fraction of a second is refused, or rounded up where the time is an issue time. */
    public void time(int column, LocalDateTime time, boolean utc) {
        if (time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
            time(column, time.toEpochSecond(ZoneOffset.UTC), utc);
        } else {
            text(column, time + (utc ? "Z" : ""));
        }
    }

    private static String text(long seconds, boolean utc) {
        return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC) + (utc ? "Z" : "");
    }

    /** A field that is a position on an axis without dates already. Other integers are numbers or text. */
    public void position(int column, long position) {
        timed = times.take(position);
        if (!timed) {
            fail(DataError.BAD_TIME, column, Long.toString(position), times.problem());
        }
    }

    private void time(char[] buffer, int from, int to) {
        if (from == to) {
            return;
        }
        timed = times.parse(buffer, from, to);
        if (!timed) {
            fail(DataError.BAD_TIME, timeColumn, text(buffer, from, to), times.problem());
        }
    }

    private void channel(int column, char[] buffer, int from, int to) {
        switch (numbers.parse(buffer, from, to)) {
            case NUMBER, MISSING -> values[channelOf[column]] = numbers.value();
            case INFINITE ->
                fail(
                        DataError.INFINITE_NUMBER,
                        column,
                        text(buffer, from, to),
                        "is infinite; leave missing values empty");
            case NONE ->
                fail(
                        DataError.BAD_NUMBER,
                        column,
                        text(buffer, from, to),
                        "is not a number; " + advice(text(buffer, from, to)));
        }
    }

    private void covariate(int column, char[] buffer, int from, int to) {
        CovariateColumn covariate = covariates.get(covariateOf[column]);
        if (covariate.parse(buffer, from, to, numbers)) {
            (covariate.isStatic() ? statics : values)[covariate.slot()] = covariate.value();
        } else {
            fail(covariate.error(), column, text(buffer, from, to), covariate.problem());
        }
    }

    private static String text(char[] buffer, int from, int to) {
        return String.valueOf(buffer, from, to - from);
    }

    private String advice(String text) {
        boolean otherSign = text.matches("[+-]?[0-9]+[.,][0-9]+");
        if (otherSign) {
            return options.decimalComma()
                    ? "use a comma as decimal sign, or do not set the decimal comma"
                    : "use a point as decimal sign, or set the decimal comma";
        }
        return "leave missing values empty, or ignore the column if it is not to be read";
    }

    private void fail(DataError error, int column, String text, String problem) {
        if (failure == null) {
            failure = new DataException(error, at(column) + ": \"" + MessageText.of(text) + "\" " + problem);
        }
    }

    private String at(int column) {
        return origin.at(at, header.get(column));
    }

    /** Ends a row and keeps it. */
    public void end() {
        if (failure != null) {
            throw failure;
        }
        if (columns != null && !columns.isLong()) {
            id = ids.numberOf(wideId, 0, wideId.length);
        }
        if (id < 0) {
            throw new DataException(DataError.MISSING_ID, at(idColumn) + ": the id is missing");
        }
        if (!timed) {
            throw new DataException(DataError.MISSING_TIME, at(timeColumn) + ": the time is missing");
        }
        if (store == null) {
            withOffsets = times.hasOffset();
            first = at;
            store = new RowStore(
                    new SeriesRows.Shape(values.length, statics.length, withOffsets, issuedColumn >= 0), memory);
        } else if (times.hasOffset() != withOffsets) {
            throw new DataException(
                    DataError.MIXED_OFFSETS,
                    at(timeColumn) + ": this time has " + (withOffsets ? "no" : "an") + " offset, those before it have "
                            + (withOffsets ? "one" : "none"));
        }
        if (issuedColumn >= 0 && !issues.read(times.kind(), withOffsets)) {
            throw new DataException(
                    DataError.BAD_ISSUE_TIME,
                    at(issuedColumn) + ": \"" + MessageText.of(issues.text()) + "\" " + issues.problem());
        }
        store.add(id, options.timed() ? times.tick() : nextStep(), times.offset(), issues.value(), at, values);
        if (statics.length > 0) {
            keepStatics(store.statics(id));
        }
        rows++;
    }

    /** The step of a row in a table without times. */
    private long nextStep() {
        if (id >= steps.length) {
            steps = Arrays.copyOf(steps, Math.max(id + 1, steps.length * 2));
        }
        return ++steps[id];
    }

    /** A series keeps the first static value of its rows; another one is an error. */
    private void keepStatics(double[] kept) {
        for (int column = 0; column < covariateOf.length; column++) {
            if (covariateOf[column] < 0 || !covariates.get(covariateOf[column]).isStatic()) {
                continue;
            }
            CovariateColumn covariate = covariates.get(covariateOf[column]);
            int slot = covariate.slot();
            if (Double.isNaN(kept[slot])) {
                kept[slot] = statics[slot];
            } else if (!Double.isNaN(statics[slot]) && statics[slot] != kept[slot]) {
                throw new DataException(
                        DataError.STATIC_VALUE_CHANGES,
                        at(column) + ": \"" + MessageText.of(covariate.text(statics[slot])) + "\" differs from \""
                                + MessageText.of(covariate.text(kept[slot]))
                                + "\" in an earlier row of the series; a static covariate"
                                + " has one value a series");
            }
        }
    }

    /**
     * The series of all rows, in the order in which they came.
     *
     * @throws DataException if there are none, or their times make no steps
     * @throws IOException   if rows that went to disk can't be read again
     */
    public Dataset dataset() throws IOException {
        if (columns == null) {
            throw new DataException(DataError.EMPTY, origin.name() + " is empty");
        }
        if (store == null) {
            throw new DataException(DataError.NO_ROWS, origin.name() + " has a header but no rows");
        }
        store.finish();
        ids.close();
        try {
            return TableSeries.of(
                    new RowTable(
                            origin,
                            columns,
                            covariates,
                            ids,
                            store,
                            rows,
                            first,
                            times.kind() == TimeParser.Kind.INTEGERS,
                            withOffsets,
                            issues),
                    options);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
