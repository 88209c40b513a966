package io.almanac.datasets.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.almanac.core.series.Frequency;
import io.almanac.datasets.DataException;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever bytes a table of forecasts has, they are handed on or make a {@link DataException}, and the same when read
 * again. The first byte of an input chooses the options; the rest is the file.
 */
class ForecastTableFuzzTest {

    @TempDir
    private static Path folder;

    @FuzzTest
    void anyBytesMakeForecastsOrAnError(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        ForecastTableOptions options = options(input[0]);
        Path file = folder.resolve("table.csv");
        Files.write(file, Arrays.copyOfRange(input, 1, input.length));
        assertEquals(result(file, options), result(file, options));
    }

    private static ForecastTableOptions options(byte choice) {
        ForecastTableOptions options = ForecastTableOptions.defaults();
        if ((choice & 1) != 0) {
            options = options.withCsv(TableOptions.defaults().withFrequency(Frequency.parse("D")));
        }
        if ((choice & 2) != 0) {
            options = options.withGroups(List.of("g"));
        }
        return (choice & 4) == 0 ? options : options.withHorizon(2);
    }

    private static String result(Path file, ForecastTableOptions options) throws IOException {
        try {
            ForecastTableReader reader = ForecastTableReader.open(file, options);
            var handed = new Handed();
            ForecastTableSummary summary = reader.read(handed);
            return reader.schema() + " " + reader.quantiles() + " " + handed.trials + handed.refusals + summary;
        } catch (DataException e) {
            assertFalse(String.valueOf(e.getMessage()).isBlank());
            return e.error() + ": " + e.getMessage();
        }
    }
}
