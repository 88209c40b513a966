package io.almanac.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.backtest.Backtest;
import io.almanac.core.backtest.BacktestListener;
import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.ForecastArchive;
import io.almanac.core.evaluation.ForecastEvaluator;
import io.almanac.core.evaluation.Metrics;
import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.series.SeriesSet;
import io.almanac.datasets.catalog.Datasets;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training is cut off by a listener of the library, and gone on with by the command. */
final class ResumedTrainingTest {

    private static final String DATA = "bundled:air-passengers";

    /** Four epochs of five updates. */
    private static final String[] MODEL = {
        "--models", "transformer", "--set", "transformer.epochs=4", "--set", "transformer.updatesPerEpoch=5"
    };

    private static final String RESUMED = "resumed training after epoch 2";

    @TempDir
    private Path folder;

    private final SeriesSet data = Datasets.open(DATA, TableOptions.defaults()).inMemory();

    /** Cancels in the third epoch. */
    private static final class Killer implements FitListener, BacktestListener {

        private boolean third;

        @Override
        public void progress(FitProgress progress) {
            third |= progress.endOfEpoch() && progress.epoch() == 2;
        }

        @Override
        public void progress(String label, int fold, FitProgress progress) {
            progress(progress);
        }

        @Override
        public boolean cancelled() {
            return third;
        }
    }

    @Test
    void aFitGoesOnToTheSameFileAndCleansUp() throws IOException {
        Path unbroken = folder.resolve("a.almanac");
        Path resumed = folder.resolve("b.almanac");
        Path checkpoints = folder.resolve("b.almanac.training");
        run("fit", unbroken);
        try (ForecastModel model = ModelStore.load(unbroken, "cpu")) {
            ModelProvenance of = model.provenance();
            var options = new FitOptions(
                            of.horizon(), of.validation(), of.quantiles(), of.seed(), of.device(), new Killer())
                    .withCheckpoints(checkpoints);
            var forecaster = Forecasters.create("transformer", Map.of("epochs", "4", "updatesPerEpoch", "5"));
            assertThrows(CancellationException.class, () -> forecaster.fit(data, options));
        }
        assertTrue(Files.exists(checkpoints));

        Run run = run("fit", resumed);

        assertTrue(run.err().contains("transformer: " + RESUMED), run.err());
        assertArrayEquals(Files.readAllBytes(unbroken), Files.readAllBytes(resumed));
        assertFalse(Files.exists(checkpoints));
        assertFalse(Files.exists(folder.resolve("a.almanac.training")));
    }

    @Test
    void aBacktestGoesOnWithinATrainingToTheSameResultAndCleansUp() throws IOException {
        Path unbroken = folder.resolve("a");
        Path resumed = folder.resolve("b");
        run("backtest", unbroken);
        RunProvenance.Recorded recorded = RunProvenance.read(Files.readString(unbroken.resolve("provenance.json")));
        Backtest killed = Backtest.defaults()
                .withArchive(ForecastArchive.at(resumed.resolve("parts")))
                .withListener(new Killer());
        BacktestSink sink = ForecastEvaluator.of(Metrics.standard(data.schema(), killed.quantiles()));
        assertThrows(
                CancellationException.class,
                () -> killed.run(data, recorded.forecasters(), recorded.setup().plan(), sink));

        Run run = run("backtest", resumed);

        assertTrue(run.err().contains("transformer, from fold 1: " + RESUMED), run.err());
        assertFalse(Files.exists(resumed.resolve("parts")));
        for (String file : List.of("forecasts.csv", "metrics.csv")) {
            assertArrayEquals(
                    Files.readAllBytes(unbroken.resolve(file)), Files.readAllBytes(resumed.resolve(file)), file);
        }
        Run replay = Run.of("replay", resumed.resolve("provenance.json").toString());
        assertEquals(0, replay.exitCode(), replay.err());
        assertTrue(replay.out().contains("identical"), replay.out());
    }

    private static Run run(String command, Path out) {
        Run run = Run.of(Stream.of(Stream.of(command, DATA, "--out", out.toString()), Stream.of(MODEL))
                .flatMap(args -> args)
                .toArray(String[]::new));
        assertEquals(0, run.exitCode(), run.err());
        return run;
    }
}
