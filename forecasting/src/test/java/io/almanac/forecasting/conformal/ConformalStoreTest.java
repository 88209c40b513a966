package io.almanac.forecasting.conformal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.conformal.ConformalConfig.Calibration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConformalStoreTest {

    @TempDir
    private Path folder;

    private final SeriesSet data = Fixtures.random(1);

    static Stream<Arguments> everyKind() {
        return Stream.of(ConformalMethod.values())
                .flatMap(method -> Stream.of(Calibration.values())
                        .flatMap(from -> Stream.of(true, false).map(refit -> Arguments.of(method, from, refit))));
    }

    @ParameterizedTest(name = "{0}, {1}, refit {2}")
    @MethodSource("everyKind")
    void aLoadedModelForecastsTheSameBits(ConformalMethod method, Calibration calibration, boolean refit)
            throws IOException {
        Path file = folder.resolve("m.almanac");
        ConformalConfig config = ConformalConfig.around("moving-average", Map.of("window", "3"))
                .withMethod(method)
                .withCalibration(calibration)
                .withRefit(refit)
                .withCutoffs(20, 1)
                .withBounds(-5, Double.POSITIVE_INFINITY);
        ConformalModel model = Fixtures.fit(config, data);
        ModelStore.save(model, file);
        try (ForecastModel loaded = ModelStore.load(file, "cpu")) {
            assertEquals(model.provenance(), loaded.provenance());
            assertEquals(contents(model), contents(loaded));
        }
    }

    /** From the end of training, from before it and from a copy without an id that the model knows. */
    private List<List<Object>> contents(ForecastModel model) {
        List<TimeSeries> histories = new ArrayList<>(data.asList());
        histories.add(data.get(0).asOf(100, 0));
        List<Outcome> outcomes = model.forecast(histories, Fixtures.HORIZON);
        return outcomes.stream().map(Fixtures::content).toList();
    }

    @Test
    void equalModelsGiveEqualBytes() throws IOException {
        ConformalConfig config = ConformalConfig.around("drift").withCalibration(Calibration.STATIC);
        ModelStore.save(Fixtures.fit(config, data), folder.resolve("a.almanac"));
        ModelStore.save(Fixtures.fit(config, data), folder.resolve("b.almanac"));
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("a.almanac")), Files.readAllBytes(folder.resolve("b.almanac")));
    }

    @Test
    void theInnerModelIsANodeOfItsOwn() throws IOException {
        Path file = folder.resolve("m.almanac");
        ModelStore.save(Fixtures.fit(ConformalConfig.around("naive"), data), file);
        ModelReader root = ModelReader.open(file);
        assertEquals(List.of("model", "calibrator"), root.children());
        ForecastModel inner = ModelStore.load(root.child("model"), "cpu");
        ForecastModel alone = Forecasters.create("naive").fit(data, Fixtures.options());
        assertEquals(contents(alone), contents(inner));
    }

    @Test
    void aStateOfAnotherForecasterIsRefused() throws IOException {
        Path file = folder.resolve("m.almanac");
        ForecastModel model = Forecasters.create("naive").fit(data, Fixtures.options());
        var writer = new ModelWriter();
        writer.header(
                "conformal", Fixtures.fit(ConformalConfig.around("naive"), data).provenance());
        model.save(writer);
        writer.writeTo(file);
        var error = assertThrows(ModelFileException.class, () -> ModelStore.load(file, "cpu"));
        assertEquals(file + ": the state can't be read: rule is missing", error.getMessage());
    }
}
