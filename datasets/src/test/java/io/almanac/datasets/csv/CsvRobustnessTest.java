package io.almanac.datasets.csv;

import static io.almanac.datasets.csv.CsvText.assertRefused;
import static io.almanac.datasets.csv.CsvText.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.rows.TableOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are too large, that are something else, or that change: each ends in an error that says so, and soon. */
class CsvRobustnessTest {

    private static final TableOptions DEFAULTS = TableOptions.defaults();

    /** A text that goes on for ever. */
    private static final class Endless extends InputStream {

        private final byte[] unit;
        private int at;

        Endless(String unit) {
            this.unit = unit.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            at = (at + 1) % unit.length;
            return unit[(at + unit.length - 1) % unit.length];
        }

        @Override
        public int read(byte[] buffer, int from, int length) {
            for (int i = 0; i < length; i++) {
                buffer[from + i] = (byte) read();
            }
            return length;
        }
    }

    private static void assertEndless(DataError error, String message, String start, String unit) {
        CsvReader.ByteSource bytes = () -> new SequenceInputStream(
                new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8)), new Endless(unit));
        DataException e = assertThrows(DataException.class, () -> CsvReader.read("data.csv", bytes, DEFAULTS), message);
        assertEquals(message, e.getMessage());
        assertEquals(error, e.error());
    }

    @Test
    void aFieldWithoutAnEnd() {
        String advice = ": the field has more than 1048576 characters; a quotation mark that is opened and never closed"
                + " makes one field of all that follows";
        assertEndless(DataError.TOO_LARGE, "data.csv, line 1, column 1" + advice, "", "a");
        assertEndless(DataError.TOO_LARGE, "data.csv, line 3, column \"y\"" + advice, "ds,y\n1,1\n2,", "9");
        assertEndless(DataError.TOO_LARGE, "data.csv, line 2, column \"y\"" + advice, "ds,y\n1,\"", "2\n1,");
        assertEndless(DataError.TOO_LARGE, "data.csv, line 2, column \"y\"" + advice, "ds,y\n1,\"", "\"\"");
    }

    @Test
    void aRowWithoutAnEnd() {
        String fields = ": the row has more than 1048576 fields; is this a table with lines?";
        assertEndless(DataError.TOO_LARGE, "data.csv, line 1" + fields, "", ",");
        assertEndless(DataError.TOO_LARGE, "data.csv, line 2" + fields, "ds,y\n", "1,");
        assertEndless(
                DataError.TOO_LARGE,
                "data.csv, line 2: the row has more than 16777216 characters; is this a table with lines?",
                "ds,y\n",
                "1" + "0".repeat(99) + ",");
    }

    @Test
    void moreLinesThanNumbersOfLines() {
        var scan = new CsvScan("data.csv", true, new CsvScan.Rows() {
            @Override
            public boolean header(List<String> names, int line) {
                return true;
            }

            @Override
            public void begin(int line) {}

            @Override
            public void field(int column, char[] buffer, int from, int to) {}

            @Override
            public void end() {}
        });
        scan.handleBegin(Integer.MAX_VALUE);
        DataException e = assertThrows(DataException.class, () -> scan.handleBegin(1L + Integer.MAX_VALUE));
        assertEquals(DataError.TOO_LARGE, e.error());
        assertEquals("data.csv has more than 2147483647 lines; split it into several files", e.getMessage());
    }

    @Test
    void theLongestFieldIsStillRead() {
        String id = "x".repeat(CsvScan.MAX_FIELD);
        assertEquals(
                id,
                read("unique_id,ds,y", id + ",1,1", id + ",2,2")
                        .inMemory()
                        .get(0)
                        .id());
    }

    @Test
    void manyColumnsAreRead() {
        int columns = 20_000;
        var header = new StringBuilder("ds");
        var row = new StringBuilder();
        for (int column = 0; column < columns; column++) {
            header.append(",c").append(column);
            row.append(",").append(column);
        }
        var data = read(header.toString(), "1" + row, "2" + row).inMemory();
        assertEquals(columns, data.schema().channels().size());
        assertEquals(columns - 1, data.get(0).value(columns - 1, 1));
    }

    @Test
    void messagesAreShortAndOnOneLine() {
        assertRefused(
                "data.csv, line 2, column \"y\": \"" + "x".repeat(80) + "… (1000 characters)\" is not a number; leave"
                        + " missing values empty, or ignore the column if it is not to be read",
                "ds,y",
                "1," + "x".repeat(1000));
        assertRefused(
                "data.csv, line 2, column \"y\": \"a\\n\\u001b[31mb\\u202e\" is not a number; leave missing values empty,"
                        + " or ignore the column if it is not to be read",
                "ds,y",
                "1,\"a\n\u001b[31mb\u202e\"");
        String names = String.join(
                ",",
                java.util.stream.IntStream.range(0, 99).mapToObj(i -> "c" + i).toList());
        String message =
                String.valueOf(assertThrows(DataException.class, () -> read(DEFAULTS.withTime("when"), names, "1"))
                        .getMessage());
        assertTrue(message.endsWith("c48, c49, … (99 in all)"), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            504b0304 140008080800 | is a zip file; unpack it; of packed files only gzip is read
            504b0304140006000800000021000000000000000000000000001300000078 6c2f776f726b626f6f6b2e786d6c | is a workbook of a spreadsheet; save the sheet as CSV (UTF-8)
            504b030414000000000000000000000000000000000000000000080000006d696d65747970656170706c69636174696f6e2f766e642e6f61736973 | is a workbook of a spreadsheet; save the sheet as CSV (UTF-8)
            425a68393141592653 | is a bzip2 file; unpack it; of packed files only gzip is read
            fd377a585a000004 | is an xz file; unpack it; of packed files only gzip is read
            28b52ffd2400 | is a zstd file; unpack it; of packed files only gzip is read
            04224d186040 | is an lz4 file; unpack it; of packed files only gzip is read
            377abcaf271c0004 | is a 7z file; unpack it; of packed files only gzip is read
            504152311504 | is a Parquet file; let its name end in .parquet
            4f5243110a | is an ORC file; export it as CSV
            4152524f57310000 | is an Arrow file; export it as CSV
            53514c69746520666f726d6174203300 | is an SQLite database; export it as CSV
            894844460d0a1a0a | is an HDF5 file; export it as CSV
            d0cf11e0a1b11ae1 | is an old Excel workbook; save the sheet as CSV (UTF-8)
            255044462d312e34 | is a PDF file; look for the table itself where it came from
            64732c790a00000000 | is no text: it holds zero bytes; export it as CSV
            """)
    void otherFormatsAreToldByTheirFirstBytes(String hex, String problem) {
        assertOther("data.csv " + problem, HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"y": [1, 2]}                          | is JSON; export it as CSV
            [{"ds": 1, "y": 2}]                    | is JSON; export it as CSV
            <!DOCTYPE html><html><title>404</html> | is a web page; look what it says: a download may have ended at an error or a login
            <?xml version="1.0"?><data/>           | is XML or HTML; export it as CSV
            version https://git-lfs.github.com/spec/v1 | is not the data, but a pointer to them of Git LFS; run git lfs pull
            """)
    void soAreTextsOfAnotherKind(String text, String problem) {
        assertOther("data.csv " + problem, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertOther(String message, byte[] bytes) {
        DataException e = assertThrows(DataException.class, () -> read(DEFAULTS, bytes));
        assertEquals(message, e.getMessage());
        assertEquals(DataError.OTHER_FORMAT, e.error());
    }

    @Test
    void gzipInGzipAndZerosInGzip() throws IOException {
        byte[] text = "ds,y\n1,1\n2,2\n".getBytes(StandardCharsets.UTF_8);
        assertEquals(1, read(DEFAULTS, gzip(text)).inMemory().size());
        assertOther("data.csv is a gzip file in a gzip file; unpack it once", gzip(gzip(text)));
        assertOther("data.csv is no text: it holds zero bytes; export it as CSV", gzip(new byte[1 << 20]));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE, UTF-16", "UTF-16BE, UTF-16", "x-UTF-16LE-BOM, UTF-16", "X-UTF-32LE-BOM, UTF-32"})
    void wideCharactersAreToldApart(String charset, String name) {
        byte[] bytes = "unique_id,ds,y\na,1,1\n".getBytes(Charset.forName(charset));
        assertEquals(
                "data.csv is " + name + " text; save it as UTF-8",
                assertThrows(DataException.class, () -> read(DEFAULTS, bytes)).getMessage());
    }

    @Test
    void namesThatLookLikeOtherFormatsAreRead() {
        assertEquals(
                List.of("<5 km", "{a}"),
                read("[ds],<5 km,{a}", "1,1,1", "2,2,2").series().schema().channels());
    }

    @Test
    void aFailureOfTheProgramIsNoFailureOfTheData() {
        CsvReader.ByteSource bytes = () -> new InputStream() {
            private int calls;

            @Override
            public int read() {
                throw new AssertionError("read in bulk");
            }

            @Override
            public int read(byte[] buffer, int from, int length) {
                if (calls++ > 0) {
                    throw new OutOfMemoryError("for a test");
                }
                byte[] start = "ds,y\n".getBytes(StandardCharsets.UTF_8);
                System.arraycopy(start, 0, buffer, from, start.length);
                return start.length;
            }
        };
        assertThrows(OutOfMemoryError.class, () -> CsvReader.read("data.csv", bytes, DEFAULTS));
    }

    /** Reads a table and does something to its file at the first row. */
    private static DataException changing(Path file, Change change) throws IOException {
        Files.writeString(file, "ds,y\n1,1\n2,2\n");
        CsvRows rows = CsvRows.open(file, DEFAULTS);
        var done = new boolean[1];
        return assertThrows(
                DataException.class,
                () -> rows.forEach(row -> {
                    if (!done[0]) {
                        done[0] = true;
                        try {
                            change.make();
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    }
                }));
    }

    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    @Test
    void aFileThatChangesWhileItIsRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("data.csv");
        String advice = "; read it again when it is whole, or read a copy of it";
        DataException grown = changing(file, () -> Files.writeString(file, "3,3\n4,", StandardOpenOption.APPEND));
        assertEquals(DataError.FILE_CHANGED, grown.error());
        assertEquals(file + " changed while it was read, from 13 to 19 bytes" + advice, grown.getMessage());

        FileTime later = FileTime.fromMillis(4_000_000_000_000L); // 2096-10-02T07:06:40Z
        DataException touched = changing(file, () -> Files.setLastModifiedTime(file, later));
        assertEquals(file + " changed while it was read, at 2096-10-02T07:06:40Z" + advice, touched.getMessage());

        DataException gone = changing(file, () -> Files.delete(file));
        assertEquals(file + " changed while it was read, and is gone" + advice, gone.getMessage());

        Path other = folder.resolve("other.csv");
        DataException replaced = changing(file, () -> {
            Files.writeString(other, "ds,y\n1,1\n2,3\n");
            Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        });
        assertEquals(DataError.FILE_CHANGED, replaced.error());
    }

    @Test
    void aFileThatGrowsFasterThanItIsReadIsNotReadForEver(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("data.csv");
        Files.writeString(file, "ds,y\n1,1\n");
        CsvRows rows = CsvRows.open(file, DEFAULTS);
        DataException e = assertThrows(
                DataException.class,
                () -> rows.forEach(row -> {
                    try {
                        Files.writeString(file, "1,1\n2,2\n", StandardOpenOption.APPEND);
                    } catch (IOException trouble) {
                        throw new AssertionError(trouble);
                    }
                }));
        assertEquals(DataError.FILE_CHANGED, e.error());
    }

    @Test
    void aChangeIsTheReasonOfWhatElseGoesWrong(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("data.csv");
        String half = "ds,y\n" + "1,1\n".repeat(100_000) + "2";
        Files.writeString(file, half);
        CsvRows rows = CsvRows.open(file, DEFAULTS);
        DataException ragged = assertThrows(DataException.class, () -> rows.forEach(row -> {}));
        assertEquals(DataError.RAGGED_ROW, ragged.error());
        var lines = new int[1];
        DataException changed = assertThrows(
                DataException.class,
                () -> rows.forEach(row -> {
                    if (lines[0]++ == 0) {
                        try {
                            Files.writeString(file, half + ",2\n");
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    }
                }));
        assertEquals(DataError.FILE_CHANGED, changed.error());
    }
}
