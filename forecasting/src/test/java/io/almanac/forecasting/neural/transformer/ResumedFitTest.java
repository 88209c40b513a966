package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills fits in the middle of a training, and compares the files of models. */
class ResumedFitTest {

    /** Four epochs of five updates, too few for early stopping. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of(
            "branch",
            "none",
            "context",
            "24",
            "width",
            "8",
            "layers",
            "1",
            "heads",
            "2",
            "feedForward",
            "16",
            "dropout",
            "0.2",
            "epochs",
            "4",
            "updatesPerEpoch",
            "5",
            "batch",
            "8"));

    private static final FitOptions OPTIONS = FitOptions.of(6);

    @TempDir
    private Path folder;

    /** Cancels once, before an update counted from 1 over all trainings, and hears what is gone on with. */
    private static final class Killer implements FitListener {

        private final int update;
        private int asked;
        final List<Integer> resumed = new ArrayList<>();

        Killer(int update) {
            this.update = update;
        }

        @Override
        public void progress(FitProgress progress) {}

        @Override
        public void resumed(int epoch) {
            resumed.add(epoch);
        }

        @Override
        public boolean cancelled() {
            return ++asked == update;
        }
    }

    @Test
    void theModelFileIsTheSameByteForByte() throws IOException {
        Forecaster forecaster = Forecasters.create("transformer", SETTINGS);

        assertEquals(List.of(2), resumed(forecaster, 13));
    }

    @Test
    void aKillInTheSecondOfTwoTrainingsRepeatsNothingOfTheFirst() throws IOException {
        Map<String, String> settings = new TreeMap<>(Map.of("forecaster", "transformer"));
        SETTINGS.forEach((name, value) -> settings.put("settings." + name, value));
        Forecaster forecaster = Forecasters.create("conformal", settings);

        assertEquals(List.of(4, 2), resumed(forecaster, 4 * 5 + 13));
    }

    /** The epochs after which a killed fit goes on; the model is that of an unbroken fit. */
    private List<Integer> resumed(Forecaster forecaster, int killedBefore) throws IOException {
        byte[] unbroken = file(forecaster.fit(noise(), OPTIONS));
        var killer = new Killer(killedBefore);
        FitOptions kept = OPTIONS.withCheckpoints(folder.resolve("training")).withListener(killer);
        assertThrows(CancellationException.class, () -> forecaster.fit(noise(), kept));

        assertArrayEquals(unbroken, file(forecaster.fit(noise(), kept)));
        return killer.resumed;
    }

    private byte[] file(ForecastModel fitted) throws IOException {
        Path file = folder.resolve("model");
        try (fitted) {
            ModelStore.save(fitted, file);
        }
        return Files.readAllBytes(file);
    }

    private static SeriesSet noise() {
        Schema schema = Schema.univariate(Frequency.parse("step"));
        double[][] values = {new Random(1).doubles(200).toArray()};
        return SeriesSet.of(schema, List.of(TimeSeries.wrap("a", schema, TimeAxis.integers(0, 200), values)));
    }
}
