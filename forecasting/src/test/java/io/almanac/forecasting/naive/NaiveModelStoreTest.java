package io.almanac.forecasting.naive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.series.SeriesSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NaiveModelStoreTest {

    @TempDir
    private Path folder;

    private final SeriesSet data = Fixtures.random(1);

    @ParameterizedTest
    @ValueSource(strings = {"naive", "naive2", "seasonal-naive", "moving-average", "drift"})
    void aLoadedModelForecastsTheSameBits(String id) throws IOException {
        Path file = folder.resolve("m.almanac");
        try (ForecastModel model = fit(id, Map.of())) {
            ModelStore.save(model, file);
            try (ForecastModel loaded = ModelStore.load(file, "cpu")) {
                assertEquals(model.provenance(), loaded.provenance());
                assertEquals(numbers(model), numbers(loaded));
            }
        }
    }

    @Test
    void optionsAreSavedWithTheModel() throws IOException {
        Path file = folder.resolve("m.almanac");
        try (ForecastModel model = fit("seasonal-naive", Map.of("season", "2"))) {
            ModelStore.save(model, file);
            try (ForecastModel loaded = ModelStore.load(file, "cpu")) {
                assertEquals(new SeasonalNaive.Config(2), loaded.provenance().config());
                assertEquals(numbers(model), numbers(loaded));
            }
        }
    }

    @Test
    void aModelThatCouldNotBeFittedToSomeSeriesIsSavedToo() throws IOException {
        Path file = folder.resolve("m.almanac");
        var series = Fixtures.series("s", 1, new double[] {1});
        ForecastModel model = Forecasters.create("naive").fit(SeriesSet.of(series), FitOptions.of(2));
        ModelStore.save(model, file);
        assertEquals(
                model.forecast(List.of(series), 1).toString(),
                ModelStore.load(file, "cpu").forecast(List.of(series), 1).toString());
    }

    @Test
    void equalModelsGiveEqualBytes() throws IOException {
        ModelStore.save(fit("drift", Map.of()), folder.resolve("a.almanac"));
        ModelStore.save(fit("drift", Map.of()), folder.resolve("b.almanac"));
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("a.almanac")), Files.readAllBytes(folder.resolve("b.almanac")));
    }

    @Test
    void aDamagedFileIsRefusedWithAReason() throws IOException {
        Path file = folder.resolve("m.almanac");
        ModelStore.save(fit("naive", Map.of()), file);
        byte[] intact = Files.readAllBytes(file);
        var random = new Random(1);
        for (int round = 0; round < 300; round++) {
            byte[] damaged = round % 3 == 0 ? Arrays.copyOf(intact, random.nextInt(intact.length)) : intact.clone();
            if (round % 3 > 0) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            }
            Files.write(file, damaged);
            String message = refusal(file);
            assertTrue(message.startsWith(file.toString()), message);
        }
    }

    @Test
    void aModelOfAnUnknownForecasterIsRefusedWithThoseThatThereAre() throws IOException {
        Path file = folder.resolve("m.almanac");
        ForecastModel model = fit("naive", Map.of());
        var writer = new ModelWriter();
        writer.header("oracle", model.provenance());
        model.save(writer);
        writer.writeTo(file);
        String message = refusal(file);
        assertTrue(message.startsWith("the model can't be read: no forecaster \"oracle\"; there are ["), message);
    }

    @Test
    void aStateOfAnotherForecasterIsRefused() throws IOException {
        Path file = folder.resolve("m.almanac");
        ForecastModel model = fit("naive", Map.of());
        var writer = new ModelWriter();
        writer.header("drift", model.provenance());
        model.save(writer);
        writer.writeTo(file);
        // naive has one parameter, drift three.
        assertEquals("the fit of s0 can't be read: must have 3 numbers, has 1", refusal(file));
    }

    @Test
    void aMissingFileIsRefused() {
        Path file = folder.resolve("none.almanac");
        assertEquals("no such file: " + file, refusal(file));
    }

    private static String refusal(Path file) {
        return String.valueOf(assertThrows(ModelFileException.class, () -> ModelStore.load(file, "cpu"))
                .getMessage());
    }

    private ForecastModel fit(String id, Map<String, String> settings) {
        return Forecasters.create(id, settings).fit(data, FitOptions.of(6));
    }

    private List<Double> numbers(ForecastModel model) {
        List<Double> numbers = new ArrayList<>();
        for (Outcome outcome : model.forecast(data.asList(), 6)) {
            Forecast forecast = (Forecast) outcome;
            for (int channel = 0; channel < forecast.channels(); channel++) {
                for (int step = 0; step < 6; step++) {
                    numbers.add(forecast.point(channel, step));
                    for (int q = 0; q < forecast.quantiles().size(); q++) {
                        numbers.add(forecast.quantile(q, channel, step));
                    }
                }
            }
        }
        return numbers;
    }
}
