package io.almanac.datasets.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {

    private static final TableOptions DEFAULTS = TableOptions.defaults();

    @Test
    void airPassengersAreThoseOfBoxAndJenkins() {
        Dataset data = Datasets.open("bundled:air-passengers", DEFAULTS);
        TimeSeries series = data.inMemory().get(0);
        assertEquals("air-passengers", series.id());
        assertEquals(
                "144 steps of M from 1949-01-01 to 1960-12-01", series.axis().toString());
        // Box and Jenkins 1976, series G: the first and the last value; the sum of the yearly totals 1520, 1676, 2042,
        // 2364, 2700, 2867, 3408, 3939, 4421, 4572, 5140, 5714.
        assertEquals(112, series.value(0, 0));
        assertEquals(432, series.value(0, 143));
        assertEquals(
                40_363,
                IntStream.range(0, 144)
                        .mapToDouble(step -> series.value(0, step))
                        .sum());
        assertEquals("bundled:air-passengers", data.report().source());
        assertEquals(List.of(), data.report().findings());
    }

    @Test
    void weeklyCo2HasMissingWeeks() {
        Dataset data = Datasets.open("bundled:co2-weekly", DEFAULTS);
        // statsmodels 0.14.4, co2.data.load_pandas(): 2284 weeks, 59 of them without a value.
        assertEquals(
                "2284 steps of W from 1958-03-29 to 2001-12-29",
                data.inMemory().get(0).axis().toString());
        assertEquals(59, data.report().missing());
        assertEquals(316.1, data.inMemory().get(0).value(0, 0));
    }

    @Test
    void aPathIsRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), "ds,y\n1,2\n2,3\n");
        assertEquals(
                "x", Datasets.open(file.toString(), DEFAULTS).inMemory().get(0).id());
    }

    @Test
    void namesThatAreNotThereAreNamed() {
        assertMessage(
                "there is no bundled series \"x\"; there are air-passengers, co2-weekly, sunspots-monthly,"
                        + " seattle-weather, us-macro, synthetic-load",
                "bundled:x");
        assertMessage(
                "there is no set \"m4\" in the catalogue; did you mean m4-hourly, m4-weekly, m4-daily, m4-monthly,"
                        + " m4-quarterly, m4-yearly?",
                "catalog:m4");
        assertMessage("no-such.csv: there is no such file", "no-such.csv");
    }

    private static void assertMessage(String expected, String data) {
        assertEquals(
                expected,
                assertThrows(DataException.class, () -> Datasets.open(data, DEFAULTS))
                        .getMessage());
    }
}
