package io.almanac.datasets.catalog;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.rows.Origin;
import io.almanac.datasets.rows.RowIntake;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the files of the M4 competition: after a header each row is a series, its id and then its values, filled up
 * with empty fields. The rows of the second file go on where those of the first end. There are no times; steps count
 * from 1.
 */
final class SeriesInRows {

    private SeriesInRows() {}

    static Dataset read(List<Path> files, TableOptions options) throws IOException {
        var intake = new RowIntake(Origin.ofLines(files.get(0).toString()), options, "");
        intake.columns(List.of(options.id(), options.time(), options.targets().get(0)), 1);
        Map<String, Integer> steps = new HashMap<>();
        for (Path file : files) {
            try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(file)) {
                rows.stream().skip(1).forEach(row -> add(row, steps, intake));
            } catch (CsvParseException e) {
                throw new DataException(DataError.NOT_CSV, file + ": this is not CSV: " + e.getMessage(), e);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return intake.dataset();
    }

    private static void add(CsvRecord row, Map<String, Integer> steps, RowIntake intake) {
        int values = row.getFieldCount() - 1;
        while (values > 0 && row.getField(values).isEmpty()) {
            values--;
        }
        char[] id = row.getField(0).toCharArray();
        int before = steps.getOrDefault(row.getField(0), 0);
        for (int step = 1; step <= values; step++) {
            char[] value = row.getField(step).toCharArray();
            intake.begin(row.getStartingLineNumber());
            intake.text(0, id, 0, id.length);
            intake.number(1, before + step);
            intake.text(2, value, 0, value.length);
            intake.end();
        }
        steps.put(row.getField(0), before + values);
    }
}
