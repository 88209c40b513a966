package io.almanac.datasets.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import io.almanac.core.series.Frequency;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.rows.NumberParser;
import io.almanac.datasets.rows.TableOptions;
import io.almanac.datasets.rows.TimeParser;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
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
        rows.read(new HeaderHandler(rows.header));
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
        read(new RowsHandler(row, visitor));
    }

    private void read(AbstractBaseCsvCallbackHandler<Boolean> handler) throws IOException {
        try {
            String first = input.firstLine();
            try (Reader text = input.reader();
                    var reader = CsvReader.parser(options, first).build(handler, text)) {
                for (boolean wanted : reader) {
                    if (!wanted) {
                        return;
                    }
                }
            }
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw input.explain(e);
        }
    }

    /** Takes the first record and wants no other. */
    private static final class HeaderHandler extends AbstractBaseCsvCallbackHandler<Boolean> {

        private final List<String> names;

        HeaderHandler(List<String> names) {
            this.names = names;
        }

        @Override
        protected void handleField(int column, char[] buffer, int offset, int length, boolean quoted) {
            names.add(String.valueOf(buffer, offset, length).strip());
        }

        @Override
        protected Boolean buildRecord() {
            return false;
        }
    }

    /** Hands on every record but the first. */
    private static final class RowsHandler extends AbstractBaseCsvCallbackHandler<Boolean> {

        private final CsvRow row;
        private final Consumer<CsvRow> visitor;
        private boolean header = true;
        private boolean emptyLine;

        RowsHandler(CsvRow row, Consumer<CsvRow> visitor) {
            this.row = row;
            this.visitor = visitor;
        }

        @Override
        protected void handleBegin(long startingLine) {
            row.begin(Math.toIntExact(startingLine));
            emptyLine = false;
        }

        @Override
        protected void handleEmpty() {
            emptyLine = true;
        }

        @Override
        protected void handleField(int column, char[] buffer, int offset, int length, boolean quoted) {
            if (!header) {
                row.add(buffer, offset, length);
            }
        }

        @Override
        protected Boolean buildRecord() {
            if (!header && !emptyLine) {
                row.end();
                visitor.accept(row);
            }
            header &= emptyLine;
            return true;
        }
    }
}
