package io.almanac.benchmarks.ledger;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A CSV of results. A result is appended in one write as it is finished, so that a run that is killed loses no more than the
 * one that it works on. One process at a time.
 *
 * @param <C> a result
 */
public final class Ledger<C> {

    /** How results are written. */
    public interface Format<C> {

        /** The names of the columns. */
        List<String> header();

        /** A result as a row, as many fields as the header has. */
        List<String> row(C result);

        /**
         * Reads a row, whose length may be any.
         *
         * @throws IllegalArgumentException if it is none
         */
        C of(List<String> row);
    }

    private final Path file;
    private final Format<C> format;
    private final List<C> results = new ArrayList<>();

    private Ledger(Path file, Format<C> format) {
        this.file = file;
        this.format = format;
    }

    /**
     * Opens a table, empty where there is no file. A last line that a kill has cut off is dropped.
     *
     * @throws IllegalArgumentException if the file is another table or a line is wrong, with its number
     */
    public static <C> Ledger<C> open(Path file, Format<C> format) throws IOException {
        var ledger = new Ledger<>(file, format);
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, line(format.header()));
            return ledger;
        }
        String text = Files.readString(file);
        if (!text.endsWith("\n")) {
            text = text.substring(0, text.lastIndexOf('\n') + 1);
            Files.writeString(file, text);
        }
        try (var csv = CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            for (CsvRecord line : csv) {
                ledger.add(line);
            }
        }
        return ledger;
    }

    private void add(CsvRecord line) {
        if (line.getStartingLineNumber() == 1) {
            if (!line.getFields().equals(format.header())) {
                throw new IllegalArgumentException(
                        file + " must have the columns " + format.header() + ", has " + line.getFields());
            }
            return;
        }
        try {
            results.add(format.of(line.getFields()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file + ", line " + line.getStartingLineNumber() + ": " + e.getMessage(), e);
        }
    }

    /** Adds a finished result to the file. */
    public void append(C result) throws IOException {
        Files.writeString(file, line(format.row(result)), StandardOpenOption.APPEND);
        results.add(result);
    }

    /** All results in the order of the file, unmodifiable. */
    public List<C> results() {
        return Collections.unmodifiableList(results);
    }

    private static String line(List<String> fields) {
        var text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not from a writer of text
        }
        return text.toString();
    }
}
