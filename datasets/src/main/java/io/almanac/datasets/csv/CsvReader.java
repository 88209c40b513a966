package io.almanac.datasets.csv;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.rows.Origin;
import io.almanac.datasets.rows.RowIntake;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads series from a CSV file. Series that outgrow the memory are streamed from a temporary file.
 *
 * <p>Two layouts: long, with a row for each step of each series ({@code unique_id,ds,y}), and wide, with a column of
 * times and a column for each channel of one series, whose id is the file's base name. Files are plain or gzip, in
 * UTF-8, separated by comma, semicolon or tab; fields may be quoted, and spaces around them don't count. Missing values
 * are empty, {@code NA}, {@code NaN} or {@code null}. A field has at most 2^20 characters, a row at most 2^20 fields and
 * 2^24 characters, a file at most 2^31 - 1 lines; what is longer is refused before it fills the memory.
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
        return read(input, options, baseName(String.valueOf(file.getFileName())));
    }

    /**
     * Reads what is not a file.
     *
     * @param name  stands in messages and is the id of a series in the wide layout
     * @param bytes called more than once
     */
    public static Dataset read(String name, ByteSource bytes, TableOptions options) throws IOException {
        return read(name, name, bytes, options);
    }

    /** The same with an id of its own for a series in the wide layout. */
    public static Dataset read(String name, String wideId, ByteSource bytes, TableOptions options) throws IOException {
        return read(new CsvInput(name, bytes), options, wideId);
    }

    private static Dataset read(CsvInput input, TableOptions options, String wideId) throws IOException {
        var intake = new RowIntake(Origin.ofLines(input.name()), options, wideId);
        CsvScan.read(input, options, new IntakeRows(input.name(), intake, 0));
        return intake.dataset();
    }

    /**
     * Reads many files as one table. All have the same columns. In the long layout a series may go on from file to
     * file; in the wide layout each file is a series.
     *
     * @param name   of all of them, for the report
     * @param folder below which the files lie: in the wide layout a series is named after its path from there
     * @param files  at least one
     * @throws DataException if they differ or their content can't be understood
     */
    public static Dataset read(String name, Path folder, List<Path> files, TableOptions options) throws IOException {
        Origin origin = Origin.ofLines(name);
        var intake = new RowIntake(origin, options, name);
        long lines = 0;
        for (Path file : files) {
            CsvInput input = CsvInput.of(file);
            origin.file(input.name(), lines);
            intake.wideId(baseName(folder.relativize(file).toString().replace('\\', '/')));
            var rows = new IntakeRows(input.name(), intake, lines);
            CsvScan.read(input, options, rows);
            if (!rows.begun) {
                throw new DataException(DataError.EMPTY, input.name() + " is empty");
            }
            lines = rows.last;
        }
        return intake.dataset();
    }

    private static String baseName(String file) {
        return file.replaceFirst("(\\.(csv|tsv|txt))?(\\.gz)?$", "");
    }

    /** Hands the fields of a file on. */
    private static final class IntakeRows implements CsvScan.Rows {

        private final String file;
        private final RowIntake intake;
        private final long before; // lines of the files before it
        private boolean begun; // whether there was a header
        private long last;

        IntakeRows(String file, RowIntake intake, long before) {
            this.file = file;
            this.intake = intake;
            this.before = before;
            this.last = before;
        }

        @Override
        public boolean header(List<String> names, int line) {
            last = before + line;
            begun = true;
            intake.columns(names, file + ", line " + line);
            return true;
        }

        @Override
        public void begin(int line) {
            last = before + line;
            intake.begin(last);
        }

        @Override
        public void field(int column, char[] buffer, int from, int to) {
            intake.text(column, buffer, from, to);
        }

        @Override
        public void end() {
            intake.end();
        }
    }
}
