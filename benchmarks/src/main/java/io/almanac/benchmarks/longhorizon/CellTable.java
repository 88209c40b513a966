package io.almanac.benchmarks.longhorizon;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The CSV of cells. A cell is appended in one write as it is finished, so that a run that is killed loses no more than the
 * one that it works on. One process at a time.
 */
final class CellTable {

    private final Path file;
    private final List<Cell> cells = new ArrayList<>();

    private CellTable(Path file) {
        this.file = file;
    }

    /**
     * Opens a table, empty where there is no file. A last line that a kill has cut off is dropped.
     *
     * @throws IllegalArgumentException if the file is another table or a line is wrong, with its number
     */
    static CellTable open(Path file) throws IOException {
        var table = new CellTable(file);
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, line(Cell.HEADER));
            return table;
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
                table.add(line);
            }
        }
        return table;
    }

    private void add(CsvRecord line) {
        if (line.getStartingLineNumber() == 1) {
            if (!line.getFields().equals(Cell.HEADER)) {
                throw new IllegalArgumentException(
                        file + " must have the columns " + Cell.HEADER + ", has " + line.getFields());
            }
            return;
        }
        try {
            cells.add(Cell.of(line.getFields()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file + ", line " + line.getStartingLineNumber() + ": " + e.getMessage(), e);
        }
    }

    /** Adds a finished cell to the file. */
    void append(Cell cell) throws IOException {
        Files.writeString(file, line(cell.row()), StandardOpenOption.APPEND);
        cells.add(cell);
    }

    /** The newest cell with an id. */
    Optional<Cell> find(CellId id) {
        return cells.stream().filter(cell -> cell.id().equals(id)).reduce((older, newer) -> newer);
    }

    /**
     * The cells that count, in the order of the file: of those with one set, part, horizon, label and seed the newest. Of a
     * label the cells of its newest configuration on a set remain, so that no mean mixes two.
     */
    List<Cell> newest() {
        Map<List<String>, List<String>> recipes = new LinkedHashMap<>();
        cells.forEach(cell -> recipes.put(List.of(cell.id().set(), cell.id().label()), recipe(cell.id())));
        Map<List<Object>, Cell> places = new LinkedHashMap<>();
        for (Cell cell : cells) {
            CellId id = cell.id();
            if (recipe(id).equals(recipes.get(List.of(id.set(), id.label())))) {
                places.put(List.of(id.set(), id.part(), id.horizon(), id.label(), id.seed()), cell);
            }
        }
        return List.copyOf(places.values());
    }

    private static List<String> recipe(CellId id) {
        return List.of(id.forecaster(), id.config(), id.data());
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
