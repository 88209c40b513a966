package io.almanac.datasets.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.rows.MessageText;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a text file apart and hands its fields on as the CSV parser finds them. The first record is the header, or the
 * columns are called {@code c1}, {@code c2}, ….
 *
 * <p>Whatever a file holds, one row of it is in memory at most, and a row is no longer than {@link #MAX_ROW}: a quote
 * that never closes, a line without an end or a bomb of commas end in an error.
 */
final class CsvScan extends AbstractBaseCsvCallbackHandler<Boolean> {

    /** The most characters of a field. */
    static final int MAX_FIELD = 1 << 20;

    /** The most characters of a row, its delimiters counted. */
    static final int MAX_ROW = 1 << 24;

    /** The most fields of a row. */
    static final int MAX_COLUMNS = 1 << 20;

    /** Gets the fields of a table. */
    interface Rows {

        /**
         * Takes the header.
         *
         * @return whether rows are wanted
         */
        boolean header(List<String> names, int line);

        /** Begins a row. */
        void begin(int line);

        /** Takes a field, {@code buffer[from, to)}. */
        void field(int column, char[] buffer, int from, int to);

        /** Ends a row, which has as many fields as the header. */
        void end();
    }

    private final String file;
    private final Rows rows;
    private final boolean named;
    private final List<String> header = new ArrayList<>();
    private boolean begun; // whether the header is known
    private int line = 1;
    private int length; // of the row so far
    private boolean emptyLine;

    CsvScan(String file, boolean named, Rows rows) {
        this.file = file;
        this.named = named;
        this.rows = rows;
    }

    /**
     * Reads a table from its beginning to its end, or to its header if that is enough.
     *
     * @throws DataException if it can't be read, is no table or changes meanwhile
     * @throws IOException   if the attributes of the file can't be read
     */
    static void read(CsvInput input, TableOptions options, Rows rows) throws IOException {
        var scan = new CsvScan(input.name(), options.header(), rows);
        try {
            String first = input.firstLine();
            try (Reader text = input.reader();
                    CsvReader<Boolean> reader = parser(options, first).build(scan, text)) {
                for (boolean wanted : reader) {
                    if (!wanted) {
                        return;
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            input.checkUnchanged();
            throw scan.explain(input, e);
        }
        input.checkUnchanged();
    }

    private static CsvReader.CsvReaderBuilder parser(TableOptions options, String header) {
        return CsvReader.builder()
                .fieldSeparator(options.delimiter().orElseGet(() -> delimiter(header)))
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // row() below says more
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .trimWhitespacesAroundQuotes(true)
                .allowUnclosedQuote(false)
                .maxBufferSize(MAX_FIELD);
    }

    /** The character of comma, semicolon and tab that the header has most of outside quotes; comma if none. */
    private static char delimiter(String header) {
        String unquoted = header.replaceAll("\"[^\"]*\"", "");
        char best = ',';
        long most = 0;
        for (char candidate : List.of(',', ';', '\t')) {
            long count = unquoted.chars().filter(c -> c == candidate).count();
            if (count > most) {
                best = candidate;
                most = count;
            }
        }
        return best;
    }

    @Override
    protected void handleBegin(long startingLine) {
        if (startingLine > Integer.MAX_VALUE) {
            throw new DataException(
                    DataError.TOO_LARGE,
                    file + " has more than " + Integer.MAX_VALUE + " lines; split it into several files");
        }
        line = (int) startingLine;
        length = 0;
        emptyLine = false;
        rows.begin(line);
    }

    @Override
    protected void handleEmpty() {
        emptyLine = true;
    }

    @Override
    protected void handleField(int column, char[] buffer, int offset, int fieldLength, boolean quoted) {
        length += fieldLength + 1;
        if (length > MAX_ROW || column >= MAX_COLUMNS) {
            throw new DataException(
                    DataError.TOO_LARGE,
                    file + ", line " + line + ": the row has more than "
                            + (length > MAX_ROW ? MAX_ROW + " characters" : MAX_COLUMNS + " fields")
                            + "; is this a table with lines?");
        }
        if (begun) {
            rows.field(column, buffer, offset, offset + fieldLength);
        } else {
            header.add(String.valueOf(buffer, offset, fieldLength).strip());
        }
    }

    @Override
    protected Boolean buildRecord() {
        if (emptyLine) {
            return true;
        }
        if (!begun) {
            begun = true;
            return named ? rows.header(header, line) : first();
        }
        int fields = getFieldCount();
        if (fields != header.size()) {
            throw new DataException(
                    DataError.RAGGED_ROW,
                    file + ", line " + line + ": the row has " + fields + (fields == 1 ? " field" : " fields")
                            + ", the header has " + header.size());
        }
        rows.end();
        return true;
    }

    /** The first record of a table without a header: a row, after names that are made for its fields. */
    private boolean first() {
        List<String> fields = List.copyOf(header);
        for (int column = 0; column < fields.size(); column++) {
            header.set(column, "c" + (column + 1));
        }
        if (!rows.header(header, line)) {
            return false;
        }
        rows.begin(line);
        for (int column = 0; column < fields.size(); column++) {
            char[] field = fields.get(column).toCharArray();
            rows.field(column, field, 0, field.length);
        }
        rows.end();
        return true;
    }

    /** {@code sales.csv, line 7, column "y"}: where the parser is. */
    private String place() {
        int column = getFieldCount();
        return file + ", line " + line
                + (column < header.size()
                        ? ", column \"" + MessageText.of(header.get(column)) + "\""
                        : ", column " + (column + 1));
    }

    /** What a failure to read means for the user. The parser wraps what the rows and the decoder throw. */
    private DataException explain(CsvInput input, Exception failure) throws IOException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Error error) {
                throw error;
            } else if (cause instanceof IOException trouble) {
                return input.explain(trouble);
            } else if (cause instanceof CsvParseException syntax && syntax.getCause() == null) {
                return new DataException(
                        tooLong(syntax) ? DataError.TOO_LARGE : DataError.NOT_CSV, problem(syntax), syntax);
            } else if (cause instanceof RuntimeException other
                    && !(other instanceof CsvParseException || other instanceof UncheckedIOException)) {
                throw other; // ours, or a fault of the program
            }
        }
        throw new IllegalStateException(failure);
    }

    // The parser has one exception for three kinds of trouble, so its words must tell them apart.

    private static boolean tooLong(CsvParseException trouble) {
        return words(trouble).startsWith("The maximum buffer size");
    }

    private String problem(CsvParseException trouble) {
        if (tooLong(trouble)) {
            return place() + ": the field has more than " + MAX_FIELD
                    + " characters; a quotation mark that is opened and never closed makes one field of all that follows";
        }
        return words(trouble).startsWith("Unclosed")
                ? place() + ": a quotation mark is opened and never closed; close it, or double it if it is meant"
                : place() + ": text follows the closing quotation mark; double each mark inside a quoted field";
    }

    private static String words(CsvParseException trouble) {
        return String.valueOf(trouble.getMessage());
    }
}
