package io.almanac.benchmarks.data;

import io.almanac.core.series.Frequency;
import io.almanac.datasets.csv.CsvRow;
import io.almanac.datasets.csv.CsvRows;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What somebody else has written down of a file: rows and series in a table of the README beside it, and for a folder
 * of single series the missing values, frequency and ends in {@code classic_meta.csv}.
 *
 * @param rows   below the header
 * @param series in a long table; empty for a wide one
 * @param single what is known of a file with one series
 */
record StatedFacts(long rows, OptionalLong series, Optional<Single> single) {

    /** Of one series. */
    record Single(long missing, Optional<Frequency> frequency, String start, String end) {}

    /** The facts of all files below a folder, by their path with slashes. */
    static Map<String, StatedFacts> below(Path folder) throws IOException {
        List<Path> notes;
        try (Stream<Path> all = Files.walk(folder, 2)) {
            notes = all.filter(file -> file.endsWith("README.md")).sorted().toList();
        }
        Map<String, StatedFacts> facts = new LinkedHashMap<>();
        for (Path note : notes) {
            Path home = note.resolveSibling(".").normalize();
            Map<String, Single> singles = singles(home.resolve("classic_meta.csv"));
            boolean table = false;
            for (String line : Files.readAllLines(note)) {
                List<String> cells = cells(line);
                table = line.startsWith("| file | rows | columns | series |") || (table && line.startsWith("|"));
                if (table && cells.size() > 3 && cells.get(1).matches("[0-9]+")) {
                    String file = cells.get(0);
                    facts.put(
                            folder.relativize(home.resolve(file)).toString().replace('\\', '/'),
                            new StatedFacts(
                                    Long.parseLong(cells.get(1)),
                                    cells.get(3).equals("-")
                                            ? OptionalLong.empty()
                                            : OptionalLong.of(Long.parseLong(cells.get(3))),
                                    Optional.ofNullable(singles.get(file.replaceFirst("\\.csv$", "")))));
                }
            }
        }
        return facts;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.split("\\|", -1)) {
            cells.add(cell.strip());
        }
        return cells.size() < 2 ? List.of() : cells.subList(1, cells.size() - 1);
    }

    private static Map<String, Single> singles(Path meta) throws IOException {
        Map<String, Single> singles = new LinkedHashMap<>();
        if (Files.exists(meta)) {
            CsvRows rows = CsvRows.open(meta, TableOptions.defaults());
            List<String> header = rows.header();
            rows.forEach(row -> singles.put(
                    text(row, header, "unique_id"),
                    new Single(
                            Long.parseLong(text(row, header, "n_missing")),
                            frequency(text(row, header, "freq")),
                            text(row, header, "start"),
                            text(row, header, "end"))));
        }
        return singles;
    }

    private static String text(CsvRow row, List<String> header, String column) {
        return row.text(header.indexOf(column));
    }

    private static Optional<Frequency> frequency(String word) {
        return switch (word) {
            case "yearly" -> Optional.of(Frequency.of(Frequency.Unit.YEAR));
            case "quarterly" -> Optional.of(Frequency.of(Frequency.Unit.QUARTER));
            case "monthly" -> Optional.of(Frequency.of(Frequency.Unit.MONTH));
            case "weekly" -> Optional.of(Frequency.of(Frequency.Unit.WEEK));
            case "daily" -> Optional.of(Frequency.of(Frequency.Unit.DAY));
            case "hourly" -> Optional.of(Frequency.of(Frequency.Unit.HOUR));
            default -> word.matches("[0-9]+min") ? Optional.of(Frequency.parse(word)) : Optional.empty();
        };
    }
}
