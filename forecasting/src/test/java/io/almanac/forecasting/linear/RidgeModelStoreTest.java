package io.almanac.forecasting.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RidgeModelStoreTest {

    @TempDir
    private Path folder;

    private final SeriesSet data = SeriesOf.random(1);

    @Test
    void aLoadedModelForecastsTheSameBits() throws IOException {
        Path file = folder.resolve("m.almanac");
        ForecastModel model = fit();
        ModelStore.save(model, file);
        ForecastModel loaded = ModelStore.load(file, "cpu");
        assertEquals(model.provenance(), loaded.provenance());
        assertArrayEquals(Numbers.of(model, data.asList(), 6), Numbers.of(loaded, data.asList(), 6));
    }

    @Test
    void twoFitsGiveEqualBytes() throws IOException {
        ModelStore.save(fit(), folder.resolve("a.almanac"));
        ModelStore.save(fit(), folder.resolve("b.almanac"));
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("a.almanac")), Files.readAllBytes(folder.resolve("b.almanac")));
    }

    @Test
    void aForecastDoesNotDependOnWhoSharesTheCall() {
        ForecastModel model = fit();
        TimeSeries last = data.get(3);
        double[] alone = Numbers.of(model, List.of(last), 6);
        double[] shared = Numbers.of(model, List.of(data.get(0), last), 6);
        assertArrayEquals(alone, Arrays.copyOfRange(shared, alone.length, 2 * alone.length));
    }

    @Test
    void aStateOfAnotherShapeIsRefused() throws IOException {
        Path file = folder.resolve("m.almanac");
        var writer = new ModelWriter();
        ForecastModel model = fit();
        writer.header("ridge", model.provenance());
        writer.state(2, new State(3, 3, 2, false, PointKind.MEAN, List.of()));
        writer.doubles("weights", new double[36], 2, 3, 6);
        writer.writeTo(file);
        var thrown = assertThrows(ModelFileException.class, () -> ModelStore.load(file, "cpu"));
        assertEquals(file + ": tensor weights is F64[2, 3, 6], expected F64[2, 4, 6]", thrown.getMessage());
    }

    private record State(
            int context, int shortest, int maps, boolean profiles, PointKind kind, List<String> channels) {}

    private ForecastModel fit() {
        return new RidgeForecaster(RidgeConfig.defaults()).fit(data, FitOptions.of(6));
    }
}
