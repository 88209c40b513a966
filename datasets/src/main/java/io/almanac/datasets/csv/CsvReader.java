package io.almanac.datasets.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.rows.Origin;
import io.almanac.datasets.rows.RowIntake;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads series from a CSV file. Series that outgrow the memory are streamed from a temporary file.
 *
 * <p>Two layouts: long, with a row for each step of each series ({@code unique_id,ds,y}), and wide, with a column of
 * times and a column for each channel of one series, whose id is the file's base name. Files are plain or gzip, in
 * UTF-8, separated by comma, semicolon or tab; fields may be quoted, and spaces around them don't count. Missing values
 * are empty, {@code NA}, {@code NaN} or {@code null}.
 *
 * <p>Rows may come in any order. Steps without a row are inserted as missing. Both are said in the report. Whatever
 * can't be understood is a {@link DataException} with file, line, column and text.
 *
 * <p>Times with an offset follow UTC where the step is hours or finer, else the local date. With a zone given, times
 * without an offset are local to it: in the hour that autumn repeats the first row of a time is the earlier one, the
 * second the later.
 */
public final class CsvReader {

    /** Opens a table at its beginning, each time anew. */
    @FunctionalInterface
    public interface ByteSource {
        InputStream open() throws IOException;
    }

    private CsvReader() {}

    /**
     * Reads a file.
     *
     * @throws DataException if its content can't be understood
     * @throws IOException   if it can't be read
     */
    public static Dataset read(Path file, TableOptions options) throws IOException {
        CsvInput input = CsvInput.of(file);
        Origin origin = Origin.ofLines(input.name());
        var intake = new RowIntake(origin, options, baseName(String.valueOf(file.getFileName())));
        take(input, options, origin, intake, 0);
        return intake.dataset();
    }

    /**
     * Reads what is not a file.
     *
     * @param name  stands in messages and is the id of a series in the wide layout
     * @param bytes called more than once
     */
    public static Dataset read(String name, ByteSource bytes, TableOptions options) throws IOException {
        Origin origin = Origin.ofLines(name);
        var intake = new RowIntake(origin, options, name);
        take(new CsvInput(name, bytes), options, origin, intake, 0);
        return intake.dataset();
    }

    /**
     * Reads many files as one table. All have the same columns. In the long layout a series may go on from file to
     * file; in the wide layout each file is a series.
     *
     * @param name   of all of them, for the report
     * @param folder below which the files lie: in the wide layout a series is named after its path from there
     * @throws DataException if there are none, they differ or their content can't be understood
     */
    public static Dataset read(String name, Path folder, List<Path> files, TableOptions options) throws IOException {
        Origin origin = Origin.ofLines(name);
        var intake = new RowIntake(origin, options, name);
        int lines = 0;
        for (Path file : files) {
            CsvInput input = CsvInput.of(file);
            origin.file(input.name(), lines);
            intake.wideId(baseName(folder.relativize(file).toString().replace('\\', '/')));
            lines = take(input, options, origin, intake, lines);
        }
        return intake.dataset();
    }

    private static String baseName(String file) {
        return file.replaceFirst("(\\.(csv|tsv|txt))?(\\.gz)?$", "");
    }

    /** Hands the rows of a file on and returns the place of the last. */
    private static int take(CsvInput input, TableOptions options, Origin origin, RowIntake intake, int before)
            throws IOException {
        var handler = new RowHandler(origin, intake, before);
        try {
            String header = input.firstLine();
            try (Reader text = input.reader();
                    var reader = parser(options, header).build(handler, text)) {
                reader.forEach(row -> {});
            }
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw input.explain(e);
        }
        return handler.lastPlace()
                .orElseThrow(() -> new DataException(DataError.EMPTY, input.name() + " is empty"));
    }

    /** How tables are taken apart; whoever handles the fields says where rows differ in number. */
    static de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder parser(TableOptions options, String header) {
        return de.siegmar.fastcsv.reader.CsvReader.builder()
                .fieldSeparator(options.delimiter().orElseGet(() -> delimiter(header)))
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .trimWhitespacesAroundQuotes(true)
                .allowUnclosedQuote(false);
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
}
