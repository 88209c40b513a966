package io.almanac.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.catalog.Datasets;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command's files do not depend on whether the series were in memory, and where that is too small it says so. */
final class StreamedDataTest {

    @TempDir
    private Path folder;

    @Test
    void aStreamedSourceGivesTheSameForecastsAndMetrics() throws IOException {
        Dataset data = data(1010);
        var streamed = new Dataset(
                new SeriesSource() {
                    @Override
                    public Schema schema() {
                        return data.series().schema();
                    }

                    @Override
                    public Stream<TimeSeries> stream() {
                        return data.series().stream();
                    }
                },
                data.report());
        BacktestRun.Result memory = run(data, "memory");
        BacktestRun.Result stream = run(streamed, "stream");
        for (String file : List.of(BacktestRun.FORECASTS, BacktestRun.METRICS)) {
            assertEquals(
                    -1,
                    Files.mismatch(
                            folder.resolve("memory").resolve(file),
                            folder.resolve("stream").resolve(file)));
        }
        assertEquals(
                memory.evidence().orElseThrow().acrossSeries(),
                stream.evidence().orElseThrow().acrossSeries());
        assertEquals(memory.summary().dataHash(), stream.summary().dataHash());
        assertEquals(memory.summary().fits().size(), stream.summary().fits().size(), "chunks are told as one fit");
    }

    @Test
    void anErrorOfMemorySaysHowToGiveMore() {
        var full = new PrintWriter(Writer.nullWriter()) {
            @Override
            public void println(String line) {
                throw new OutOfMemoryError("Java heap space");
            }
        };
        var err = new StringWriter();
        assertEquals(3, Main.run(full, new PrintWriter(err), "inspect", "bundled:air-passengers"));
        long most = Runtime.getRuntime().maxMemory() >> 20;
        assertEquals(
                "almanac: out of memory: Java has " + most + " MB at most; ALMANAC_JAVA_OPTS=-Xmx" + 2 * most
                        + "m gives it twice as much, and a backtest or fit goes on where it was (Java heap space)\n",
                err.toString());
    }

    private BacktestRun.Result run(Dataset data, String name) throws IOException {
        Map<String, Forecaster> forecasters = new LinkedHashMap<>();
        forecasters.put("naive", Forecasters.create("naive"));
        forecasters.put("drift", Forecasters.create("drift"));
        var setup = new BacktestSetup(
                "made",
                List.of(),
                BacktestPlan.of(2, 2),
                List.of(80),
                1,
                "cpu",
                BacktestSetup.NO_FILL,
                false,
                Optional.empty());
        return new BacktestRun(setup, forecasters, data, Optional.of("naive"), false)
                .into(folder.resolve(name), "test", new PrintWriter(Writer.nullWriter()));
    }

    private Dataset data(int series) throws IOException {
        var random = new Random(3);
        var text = new StringBuilder("unique_id,ds,y\n");
        for (int i = 0; i < series; i++) {
            for (int t = 0; t < 8 + i % 3; t++) {
                text.append('s')
                        .append(i)
                        .append(',')
                        .append(t)
                        .append(',')
                        .append(random.nextInt(90))
                        .append('\n');
            }
        }
        Path file = folder.resolve("made.csv");
        Files.writeString(file, text);
        return Datasets.open(file.toString(), TableOptions.defaults());
    }
}
