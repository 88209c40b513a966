package io.almanac.datasets.tables;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.almanac.core.files.AtomicFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** How tables are written: UTF-8, commas, line feeds, missing numbers empty, the file whole or not at all. */
final class CsvTable {

    /** Writes all rows, the header first. */
    @FunctionalInterface
    interface Rows {
        void writeTo(CsvWriter out) throws IOException;
    }

    private CsvTable() {}

    static void write(Path file, Rows rows) throws IOException {
        AtomicFile.write(file, out -> {
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            write(writer, rows);
            writer.flush();
        });
    }

    static String text(Rows rows) {
        var writer = new StringWriter();
        try {
            write(writer, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writer.toString();
    }

    @SuppressWarnings("resource") // closing would close what the caller has opened
    private static void write(Writer writer, Rows rows) throws IOException {
        CsvWriter csv = writer(writer);
        try {
            rows.writeTo(csv);
            csv.flush();
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
    }

    /** Writes records to a writer and closes it with itself. */
    static CsvWriter writer(Writer to) {
        return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(to);
    }

    /** The shortest decimal that reads back as the same double; empty for NaN. */
    static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }
}
