package io.almanac.datasets.csv;

import io.almanac.core.series.Frequency;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.rows.NumberParser;
import io.almanac.datasets.rows.TableOptions;
import io.almanac.datasets.rows.TimeParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A table that is read row by row, again and again: for tables that hold no series, or more than fits in memory. Files
 * are those that {@link CsvReader} takes. For one thread.
 */
public final class CsvRows {

    private final CsvInput input;
    private final TableOptions options;
    private final List<String> header = new ArrayList<>();
    private final TimeParser times;

    private CsvRows(CsvInput input, TableOptions options) {
        this.input = input;
        this.options = options;
        this.times = new TimeParser(options.frequency()
                .map(Frequency::isInteger)
                .map(integer -> integer ? TimeParser.Kind.INTEGERS : TimeParser.Kind.DATES)
                .orElse(TimeParser.Kind.UNKNOWN));
    }

    /**
     * Opens a table and reads its header.
     *
     * @param options how the file is written; which columns there are is the caller's affair
     * @throws DataException if the header can't be understood
     * @throws IOException   if the file can't be read
     */
    public static CsvRows open(Path file, TableOptions options) throws IOException {
        var rows = new CsvRows(CsvInput.of(file), options);
        CsvScan.read(rows.input, options, rows.new HeaderOnly());
        if (rows.header.isEmpty()) {
            throw new DataException(DataError.EMPTY, rows.name() + " is empty");
        }
        Set<String> seen = new HashSet<>();
        for (String name : rows.header) {
            if (!seen.add(name)) {
                throw new DataException(
                        DataError.REPEATED_COLUMN,
                        rows.name() + ", line 1: two columns have the name \"" + name + "\"");
            }
        }
        return rows;
    }

    /** The file, for messages. */
    public String name() {
        return input.name();
    }

    /** The names of the columns; one may be empty. */
    public List<String> header() {
        return List.copyOf(header);
    }

    /** Whether the times read so far are integers, not dates. */
    public boolean integers() {
        return times.kind() == TimeParser.Kind.INTEGERS;
    }

    /**
     * Reads the table from its beginning to its end.
     *
     * @param visitor gets one row after the other, in an object that is used again
     */
    public void forEach(Consumer<CsvRow> visitor) throws IOException {
        var row = new CsvRow(name(), header(), new NumberParser(options.decimalComma() ? ',' : '.'), times);
        CsvScan.read(input, options, new Visited(row, visitor));
    }

    /** Takes the first record and wants no other. */
    private final class HeaderOnly implements CsvScan.Rows {

        @Override
        public boolean header(List<String> names, int line) {
            header.addAll(names);
            return false;
        }

        @Override
        public void begin(int line) {}

        @Override
        public void field(int column, char[] buffer, int from, int to) {}

        @Override
        public void end() {}
    }

    /** Hands on every record but the first. */
    private static final class Visited implements CsvScan.Rows {

        private final CsvRow row;
        private final Consumer<CsvRow> visitor;

        Visited(CsvRow row, Consumer<CsvRow> visitor) {
            this.row = row;
            this.visitor = visitor;
        }

        @Override
        public boolean header(List<String> names, int line) {
            return true;
        }

        @Override
        public void begin(int line) {
            row.begin(line);
        }

        @Override
        public void field(int column, char[] buffer, int from, int to) {
            row.add(buffer, from, to);
        }

        @Override
        public void end() {
            visitor.accept(row);
        }
    }
}
