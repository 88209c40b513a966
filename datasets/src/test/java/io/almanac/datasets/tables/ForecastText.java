package io.almanac.datasets.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.datasets.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tables of forecasts that a test writes down, in a folder. */
record ForecastText(Path folder) {

    private static final String NAME = "table.csv";

    ForecastTableReader open(ForecastTableOptions options, String... lines) throws IOException {
        Path file = folder.resolve(NAME);
        Files.write(file, List.of(lines));
        return ForecastTableReader.open(file, options);
    }

    Handed read(ForecastTableOptions options, String... lines) throws IOException {
        var handed = new Handed();
        open(options, lines).read(handed);
        return handed;
    }

    void assertRefused(String message, ForecastTableOptions options, String... lines) {
        var failure = assertThrows(DataException.class, () -> read(options, lines));
        assertEquals(
                message,
                String.valueOf(failure.getMessage())
                        .replace(folder.resolve(NAME).toString(), NAME));
    }
}
