package io.almanac.core.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.Capabilities.Scope;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastArchiveTest {

    private static final BacktestPlan PLAN = BacktestPlan.of(3, 4).withGap(1).withRefitEvery(2);
    private static final RecordingForecaster.Config CONFIG = new RecordingForecaster.Config(0.1, "t", true);

    @TempDir
    private Path folder;

    private final SeriesSet data = random(1);
    private final RecordingSink first = new RecordingSink();
    private Backtest archived = Backtest.defaults();

    @BeforeEach
    void runOnce() {
        archived = Backtest.defaults().withArchive(ForecastArchive.at(folder.resolve("parts")));
        assertEquals(2, fits(archived, data, PLAN, CONFIG, first));
        assertTrue(!first.rows.isEmpty() && !first.refused.isEmpty(), "the run must have both");
    }

    @Test
    void aSecondRunFitsNothingAndGivesTheSameBits() {
        List<String> resumed = new ArrayList<>();
        var listener = new BacktestListener() {
            @Override
            public void resumed(String label, int fold) {
                resumed.add(label + " " + fold);
            }
        };
        var second = new RecordingSink();
        assertEquals(0, fits(archived.withListener(listener), data, PLAN, CONFIG, second));
        assertEquals(first.rows, second.rows);
        assertEquals(first.refused, second.refused);
        assertEquals(first.fits, second.fits);
        assertEquals(first.records, second.records);
        assertEquals(List.of("x 0", "x 2"), resumed);
    }

    @Test
    void whatWasNotFinishedIsComputed() throws IOException {
        List<Path> files = files();
        assertEquals(4, files.size(), "two fits of one piece each");
        Files.delete(files.get(0));
        var second = new RecordingSink();
        assertEquals(1, fits(archived, data, PLAN, CONFIG, second));
        assertEquals(first.rows, second.rows);
    }

    @Test
    void anyChangeOfWhatTheForecastsDependOnIsAMiss() {
        var changed = new RecordingForecaster.Config(0.2, "t", true);
        assertEquals(2, fits(archived, data, PLAN, changed, new RecordingSink()), "configuration");
        assertEquals(2, fits(archived, random(2), PLAN, CONFIG, new RecordingSink()), "data");
        assertEquals(2, fits(archived, data, PLAN.withTrainLength(9), CONFIG, new RecordingSink()), "plan");
        assertEquals(2, fits(archived.withSeed(2), data, PLAN, CONFIG, new RecordingSink()), "seed");
        assertEquals(2, fits(archived.withDevice("gpu:0"), data, PLAN, CONFIG, new RecordingSink()), "device");
        assertEquals(2, fits(archived.withLevels(List.of(60)), data, PLAN, CONFIG, new RecordingSink()), "levels");
        assertEquals(0, fits(archived, data, PLAN, CONFIG, new RecordingSink()), "nothing changed");
    }

    @Test
    void damagedEntriesAreComputedAgainAndReplaced() throws IOException {
        for (Path file : files().subList(0, 2)) {
            damage(file);
        }
    }

    private void damage(Path file) throws IOException {
        byte[] intact = Files.readAllBytes(file);
        var random = new Random(4);
        List<byte[]> damages =
                new ArrayList<>(List.of(new byte[0], "{}".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        for (int i = 0; i < 10; i++) {
            damages.add(Arrays.copyOf(intact, random.nextInt(intact.length)));
            byte[] flipped = intact.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            damages.add(flipped);
        }
        for (byte[] damage : damages) {
            Files.write(file, damage);
            var second = new RecordingSink();
            assertEquals(1, fits(archived, data, PLAN, CONFIG, second));
            assertEquals(first.rows, second.rows);
            assertEquals(0, fits(archived, data, PLAN, CONFIG, new RecordingSink()), "the entry was replaced");
        }
    }

    @Test
    void eachFitHasAFolderForItsTrainingUntilItIsFiled() throws IOException {
        Path parts = folder.resolve("other");
        List<Path> given = new ArrayList<>();
        var keeps = new RecordingForecaster(Scope.GLOBAL, CONFIG) {
            @Override
            public ForecastModel fit(SeriesSet training, FitOptions options) {
                Path own = options.checkpoints().orElseThrow();
                given.add(own);
                try {
                    Files.createDirectories(own.resolve("below"));
                    Files.writeString(own.resolve("below/state"), "half");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                if (given.size() == 2) {
                    throw new CancellationException("killed");
                }
                return super.fit(training, options);
            }
        };
        Backtest killed = Backtest.defaults().withArchive(ForecastArchive.at(parts));
        assertThrows(
                CancellationException.class, () -> killed.run(data, Map.of("x", keeps), PLAN, new RecordingSink()));
        assertEquals(parts, given.get(0).getParent());
        assertFalse(Files.exists(given.get(0)), "the first fit was filed");
        assertTrue(Files.exists(given.get(1).resolve("below/state")), "the second was not");

        killed.run(data, Map.of("x", keeps), PLAN, new RecordingSink());
        assertEquals(given.get(1), given.get(2), "the second fit finds its folder again");
        assertFalse(Files.exists(given.get(2)));
        ForecastArchive.at(parts).delete();
        assertFalse(Files.exists(parts));
    }

    @Test
    void nothingIsKeptWhereNobodyComesBackToIt() {
        var forecaster = new RecordingForecaster(Scope.GLOBAL, CONFIG);
        Backtest.defaults().run(data, Map.of("x", forecaster), PLAN, new RecordingSink());
        LeakageAudit.of(archived).run(data, Map.of("x", forecaster), PLAN);
        assertTrue(forecaster.options.size() > 4);
        forecaster.options.forEach(options -> assertEquals(Optional.empty(), options.checkpoints()));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("parts"))) {
            return files.sorted().toList();
        }
    }

    private static int fits(
            Backtest backtest,
            SeriesSet data,
            BacktestPlan plan,
            RecordingForecaster.Config config,
            RecordingSink sink) {
        var forecaster = new RecordingForecaster(Scope.GLOBAL, config);
        backtest.run(data, Map.of("x", forecaster), plan, sink);
        return forecaster.trainings.size();
    }

    /** Three series of two channels, one of them too short for the first folds. */
    private static SeriesSet random(long seed) {
        var random = new Random(seed);
        var schema = new Schema(Frequency.parse("step"), List.of(1), List.of("u", "v"), List.of());
        List<TimeSeries> series = new ArrayList<>();
        for (String id : List.of("s", "t", "short")) {
            int length = id.equals("short") ? 9 : 30;
            double[][] values = {
                random.doubles(length).toArray(), random.doubles(length).toArray()
            };
            series.add(TimeSeries.wrap(id, schema, TimeAxis.integers(0, length), values));
        }
        return SeriesSet.of(schema, series);
    }
}
