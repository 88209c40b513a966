package io.almanac.datasets.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import io.almanac.core.series.Frequency;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the fields of a table as the CSV parser finds them, reads them in place and adds the rows to their series. The
 * first record is the header.
 */
final class RowHandler extends AbstractBaseCsvCallbackHandler<RowHandler> {

    private final String file;
    private final TableOptions options;
    private final String wideId;
    private final TimeParser times;
    private final NumberParser numbers;
    private final IdTable ids = new IdTable();
    private final List<SeriesRows> series = new ArrayList<>();
    private final List<String> header = new ArrayList<>();

    private final IssueTimes issues;

    private @Nullable Columns columns;
    private int[] channelOf = {};
    private int[] covariateOf = {};
    private List<CovariateColumn> covariates = List.of();
    private int idColumn;
    private int timeColumn;
    private int issuedColumn;

    private int line;
    private int id;
    private double[] values = {}; // the channels, then the covariates of a step
    private double[] statics = {};
    private long rows;
    private boolean withOffsets;
    private boolean emptyLine;
    private @Nullable DataException failure; // the first of the row; a ragged row says so instead

    RowHandler(String file, TableOptions options, String wideId) {
        this.file = file;
        this.options = options;
        this.wideId = wideId;
        this.numbers = new NumberParser(options.decimalComma() ? ',' : '.');
        this.issues = new IssueTimes(options.zone());
        this.times = new TimeParser(options.frequency()
                .map(Frequency::isInteger)
                .map(integer -> integer ? TimeParser.Kind.INTEGERS : TimeParser.Kind.DATES)
                .orElse(TimeParser.Kind.UNKNOWN));
    }

    /** What was read. */
    RowTable table() {
        if (columns == null) {
            throw new DataException(DataError.EMPTY, file + " is empty");
        }
        if (rows == 0) {
            throw new DataException(DataError.NO_ROWS, file + " has a header but no rows");
        }
        var named = new ArrayList<String>();
        for (int number = 0; number < series.size(); number++) {
            named.add(columns.isLong() ? ids.id(number) : wideId);
        }
        return new RowTable(
                file,
                columns,
                covariates,
                named,
                series,
                rows,
                times.kind() == TimeParser.Kind.INTEGERS,
                withOffsets,
                issues);
    }

    @Override
    protected void handleBegin(long startingLine) {
        line = Math.toIntExact(startingLine);
        failure = null;
        emptyLine = false;
    }

    @Override
    protected void handleEmpty() {
        emptyLine = true;
    }

    @Override
    protected void handleField(int column, char[] buffer, int offset, int length, boolean quoted) {
        int from = offset;
        int to = offset + length;
        while (from < to && buffer[from] <= ' ') {
            from++;
        }
        while (to > from && buffer[to - 1] <= ' ') {
            to--;
        }
        if (columns == null) {
            header.add(String.valueOf(buffer, from, to - from));
        } else if (column < channelOf.length && failure == null) {
            if (column == idColumn) {
                id(buffer, from, to);
            } else if (column == timeColumn) {
                time(buffer, from, to);
            } else if (channelOf[column] >= 0) {
                number(column, buffer, from, to);
            } else if (covariateOf[column] >= 0) {
                covariate(column, buffer, from, to);
            } else if (column == issuedColumn) {
                issues.keep(buffer, from, to);
            }
        }
    }

    private void id(char[] buffer, int from, int to) {
        if (from == to) {
            failure = new DataException(DataError.MISSING_ID, at(idColumn) + ": the id is missing");
        } else {
            id = ids.numberOf(buffer, from, to);
        }
    }

    private void time(char[] buffer, int from, int to) {
        if (from == to) {
            failure = new DataException(DataError.MISSING_TIME, at(timeColumn) + ": the time is missing");
        } else if (!times.parse(buffer, from, to)) {
            failure = offending(DataError.BAD_TIME, timeColumn, buffer, from, to, times.problem());
        }
    }

    private void number(int column, char[] buffer, int from, int to) {
        switch (numbers.parse(buffer, from, to)) {
            case NUMBER, MISSING -> values[channelOf[column]] = numbers.value();
            case INFINITE ->
                failure = offending(
                        DataError.INFINITE_NUMBER, column, buffer, from, to, "is infinite; leave missing values empty");
            case NONE ->
                failure = offending(
                        DataError.BAD_NUMBER, column, buffer, from, to, "is not a number; " + advice(buffer, from, to));
        }
    }

    private void covariate(int column, char[] buffer, int from, int to) {
        CovariateColumn covariate = covariates.get(covariateOf[column]);
        if (covariate.parse(buffer, from, to, numbers)) {
            (covariate.isStatic() ? statics : values)[covariate.slot()] = covariate.value();
        } else {
            failure = offending(covariate.error(), column, buffer, from, to, covariate.problem());
        }
    }

    private String advice(char[] buffer, int from, int to) {
        boolean otherSign = String.valueOf(buffer, from, to - from).matches("[+-]?[0-9]+[.,][0-9]+");
        if (otherSign) {
            return options.decimalComma()
                    ? "use a comma as decimal sign, or do not set the decimal comma"
                    : "use a point as decimal sign, or set the decimal comma";
        }
        return "leave missing values empty, or ignore the column if it is not to be read";
    }

    private DataException offending(DataError error, int column, char[] buffer, int from, int to, String problem) {
        return new DataException(
                error, at(column) + ": \"" + String.valueOf(buffer, from, to - from) + "\" " + problem);
    }

    private String at(int column) {
        return file + ", line " + line + ", column \"" + header.get(column) + "\"";
    }

    @Override
    protected RowHandler buildRecord() {
        if (emptyLine) {
            return this;
        }
        if (columns == null) {
            begin(Columns.of(header, options, file + ", line " + line));
            return this;
        }
        if (getFieldCount() != header.size()) {
            throw new DataException(
                    DataError.RAGGED_ROW,
                    file + ", line " + line + ": the row has " + getFieldCount()
                            + (getFieldCount() == 1 ? " field" : " fields") + ", the header has " + header.size());
        }
        if (failure != null) {
            throw failure;
        }
        if (rows == 0) {
            withOffsets = times.hasOffset();
        } else if (times.hasOffset() != withOffsets) {
            throw new DataException(
                    DataError.MIXED_OFFSETS,
                    at(timeColumn) + ": this time has " + (withOffsets ? "no" : "an") + " offset, those before it have "
                            + (withOffsets ? "one" : "none"));
        }
        if (issuedColumn >= 0 && !issues.read(times.kind(), withOffsets)) {
            throw new DataException(
                    DataError.BAD_ISSUE_TIME, at(issuedColumn) + ": \"" + issues.text() + "\" " + issues.problem());
        }
        if (id == series.size()) {
            series.add(new SeriesRows(values.length, statics.length, withOffsets, issuedColumn >= 0));
        }
        SeriesRows its = series.get(id);
        its.add(times.tick(), times.offset(), issues.value(), line, values);
        if (statics.length > 0) {
            keepStatics(its.statics());
        }
        rows++;
        return this;
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
                        at(column) + ": \"" + covariate.text(statics[slot]) + "\" differs from \""
                                + covariate.text(kept[slot])
                                + "\" in an earlier row of the series; a static covariate has one"
                                + " value a series");
            }
        }
    }

    private void begin(Columns found) {
        columns = found;
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
}
