package io.almanac.datasets.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.rows.TableOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads tables that a test writes down. */
final class CsvText {

    private CsvText() {}

    static Dataset read(TableOptions options, String... lines) {
        return read(options, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static Dataset read(String... lines) {
        return read(TableOptions.defaults(), lines);
    }

    static Dataset read(TableOptions options, byte[] bytes) {
        try {
            return CsvReader.read("data.csv", () -> new ByteArrayInputStream(bytes), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] values(TimeSeries series, int channel) {
        double[] values = new double[series.length()];
        series.copyTo(channel, 0, values);
        return values;
    }

    static void assertRefused(String message, TableOptions options, String... lines) {
        assertEquals(
                message,
                assertThrows(DataException.class, () -> read(options, lines)).getMessage());
    }

    static void assertRefused(String message, String... lines) {
        assertRefused(message, TableOptions.defaults(), lines);
    }
}
