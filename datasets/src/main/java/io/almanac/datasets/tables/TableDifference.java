package io.almanac.datasets.tables;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How two tables of the same form differ. Two cells are equal if their bytes are: numbers are written so that equal bytes
 * and equal doubles mean the same.
 *
 * @param columns    those with different cells, in the order of the table
 * @param structural what is not a matter of numbers: other columns, rows or texts; the first, or empty
 */
public record TableDifference(List<Column> columns, String structural) {

    /**
     * The different cells of one column.
     *
     * @param cells     how many
     * @param absolute  the largest difference of two numbers
     * @param relative  the largest difference of two numbers over the larger of their sizes
     * @param firstLine the line of the first, in both files
     */
    public record Column(String name, long cells, double absolute, double relative, long firstLine) {

        private Column and(double difference, double size) {
            double share = size > 0 ? difference / size : 0;
            return new Column(name, cells + 1, Math.max(absolute, difference), Math.max(relative, share), firstLine);
        }
    }

    public TableDifference {
        columns = List.copyOf(columns);
    }

    /** The difference of two CSV files, read side by side in memory that does not grow with them. */
    public static TableDifference of(Path before, Path after) throws IOException {
        if (Files.mismatch(before, after) < 0) {
            return new TableDifference(List.of(), "");
        }
        try (CsvReader<CsvRecord> left = CsvReader.builder().ofCsvRecord(before);
                CsvReader<CsvRecord> right = CsvReader.builder().ofCsvRecord(after)) {
            return of(left.iterator(), right.iterator());
        }
    }

    private static TableDifference of(Iterator<CsvRecord> before, Iterator<CsvRecord> after) {
        Map<String, Column> columns = new LinkedHashMap<>();
        List<String> header = before.hasNext() ? before.next().getFields() : List.of();
        List<String> other = after.hasNext() ? after.next().getFields() : List.of();
        if (!header.equals(other)) {
            return new TableDifference(List.of(), "the columns were " + header + ", now " + other);
        }
        while (before.hasNext() && after.hasNext()) {
            CsvRecord left = before.next();
            CsvRecord right = after.next();
            for (int i = 0; i < header.size(); i++) {
                String was = left.getField(i);
                String is = right.getField(i);
                if (was.equals(is)) {
                    continue;
                }
                double a = number(was);
                double b = number(is);
                if (Double.isNaN(a) || Double.isNaN(b)) {
                    return new TableDifference(
                            List.copyOf(columns.values()),
                            "line " + left.getStartingLineNumber() + ", " + header.get(i) + " was \"" + was
                                    + "\", now \"" + is + "\"");
                }
                String name = header.get(i);
                Column known = columns.getOrDefault(name, new Column(name, 0, 0, 0, left.getStartingLineNumber()));
                columns.put(name, known.and(Math.abs(a - b), Math.max(Math.abs(a), Math.abs(b))));
            }
        }
        return new TableDifference(
                List.copyOf(columns.values()),
                before.hasNext() ? "there are fewer rows now" : after.hasNext() ? "there are more rows now" : "");
    }

    private static double number(String cell) {
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Whether the tables are the same. */
    public boolean none() {
        return columns.isEmpty() && structural.isEmpty();
    }

    /** The largest relative difference of two numbers; infinite where the tables are not of one form. */
    public double largestRelative() {
        return structural.isEmpty()
                ? columns.stream().mapToDouble(Column::relative).max().orElse(0)
                : Double.POSITIVE_INFINITY;
    }

    /** A sentence for each column, and one for what is not a matter of numbers. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Column column : columns) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s differs in %d cells, by up to %.3g (relative %.1e), first in line %d",
                    column.name(),
                    column.cells(),
                    column.absolute(),
                    column.relative(),
                    column.firstLine()));
        }
        if (!structural.isEmpty()) {
            lines.add(structural);
        }
        return lines;
    }
}
