package io.almanac.benchmarks.competition;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What another implementation made of some series: the output of a reference script.
 *
 * @param versions the first line of the file, where it begins with #
 * @param fits     one for each method and series, in the order of the file
 */
record Reference(String versions, List<Fit> fits) {

    /** A forecast of a step with its 80 % and 95 % interval, whose bounds are NaN where there are none. */
    record Step(double point, double low80, double high80, double low95, double high95) {}

    /**
     * A fit.
     *
     * @param form      as the reference writes it
     * @param criterion what the value is, {@code aicc} say
     * @param steps     of the horizon, in order
     */
    record Fit(String method, String id, String form, String criterion, double value, List<Step> steps) {}

    private record Key(String method, String id) {}

    /**
     * Reads {@code method,unique_id,form,criterion,value,step,forecast,lo80,hi80,lo95,hi95}, a row a step.
     *
     * @throws IllegalArgumentException if steps of a series are not 1, 2, 3, … or a number is none, with the line
     */
    static Reference read(Path file) throws IOException {
        Map<Key, Fit> fits = new LinkedHashMap<>();
        String first;
        try (var lines = Files.lines(file)) {
            first = lines.findFirst().orElse("");
        }
        try (var csv = CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(file)) {
            for (NamedCsvRecord line : csv) {
                add(fits, line, file);
            }
        }
        String versions = first.startsWith("#") ? first.substring(1).strip() : "";
        return new Reference(versions, List.copyOf(fits.values()));
    }

    private static void add(Map<Key, Fit> fits, NamedCsvRecord line, Path file) {
        try {
            var key = new Key(line.getField("method"), line.getField("unique_id"));
            Fit fit = fits.computeIfAbsent(
                    key,
                    k -> new Fit(
                            k.method(),
                            k.id(),
                            line.getField("form"),
                            line.getField("criterion"),
                            number(line, "value"),
                            new ArrayList<>()));
            if (number(line, "step") != fit.steps().size() + 1) {
                throw new IllegalArgumentException("step must be "
                        + (fit.steps().size() + 1) + " of " + key.id() + ", was " + line.getField("step"));
            }
            fit.steps()
                    .add(new Step(
                            number(line, "forecast"),
                            number(line, "lo80"),
                            number(line, "hi80"),
                            number(line, "lo95"),
                            number(line, "hi95")));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file + ", line " + line.getStartingLineNumber() + ": " + e.getMessage(), e);
        }
    }

    private static double number(NamedCsvRecord line, String field) {
        String text = line.getField(field);
        return text.isBlank() || text.equals("NA") || text.equals("nan") ? Double.NaN : Double.parseDouble(text);
    }
}
