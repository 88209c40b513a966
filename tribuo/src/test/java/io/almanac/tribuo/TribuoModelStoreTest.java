package io.almanac.tribuo;

import static io.almanac.tribuo.Fixtures.forecast;
import static io.almanac.tribuo.Fixtures.forecaster;
import static io.almanac.tribuo.Fixtures.points;
import static io.almanac.tribuo.Fixtures.seasonal;
import static io.almanac.tribuo.Fixtures.series;
import static io.almanac.tribuo.Fixtures.set;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.baseline.DummyRegressionTrainer;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

class TribuoModelStoreTest {

    private static final FitOptions OPTIONS = FitOptions.of(3);

    private final TimeSeries history = series("a", seasonal(1, 80));

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "linear, DIRECT", "linear, PER_STEP", "linear, RECURSIVE",
        "xgboost, DIRECT", "xgboost, PER_STEP", "xgboost, RECURSIVE"
    })
    void aLoadedModelForecastsBitForBit(String id, String strategy) throws IOException {
        same(forecaster(id, "strategy=" + strategy, "lags=8"));
    }

    @Test
    void aModelOfATrainerOfOnesOwnIsLoadedToo() throws IOException {
        same(TribuoForecaster.of(new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 3, -1, 1, 7L)));
        same(TribuoForecaster.of(DummyRegressionTrainer.createMeanTrainer()));
    }

    private void same(Forecaster recipe) throws IOException {
        ForecastModel model = recipe.fit(set(history), OPTIONS);
        Path file = folder.resolve("m.almanac");
        ModelStore.save(model, file);
        ForecastModel loaded = ModelStore.load(file, "cpu");
        assertEquals(model.provenance(), loaded.provenance());
        Forecast expected = forecast(model, history, 3);
        Forecast found = forecast(loaded, history, 3);
        assertArrayEquals(points(expected), points(found));
        for (int q = 0; q < expected.quantiles().size(); q++) {
            for (int step = 0; step < 3; step++) {
                assertEquals(expected.quantile(q, 0, step), found.quantile(q, 0, step));
            }
        }
        Path again = folder.resolve("again.almanac");
        ModelStore.save(loaded, again);
        assertArrayEquals(
                ModelReader.open(file).blob("model0"), ModelReader.open(again).blob("model0"));
    }

    @Test
    void bytesThatAreNoModelOfTribuoAreRefused() throws IOException {
        refused("the model of Tribuo can't be read", "nonsense".getBytes(StandardCharsets.UTF_8));
        byte[] unknown = ModelProto.newBuilder().setClassName("no.Such").build().toByteArray();
        refused("the model of Tribuo can't be read: no.Such", unknown);
        byte[] other = ModelProto.newBuilder()
                .setClassName(RegressionFactory.class.getName())
                .build()
                .toByteArray();
        refused("the class org.tribuo.regression.RegressionFactory is no model of Tribuo", other);
    }

    @Test
    void aModelOfAnotherHorizonIsRefused() throws IOException {
        ForecastModel one = forecaster("linear", "lags=8", "strategy=RECURSIVE").fit(set(history), OPTIONS);
        Path file = folder.resolve("one.almanac");
        ModelStore.save(one, file);
        refused("a model has 1 dimensions, expected 3", ModelReader.open(file).blob("model0"));
    }

    /** A file of a linear model with one dimension for each of 3 steps, but with other bytes for Tribuo's model. */
    private void refused(String reason, byte[] blob) throws IOException {
        ForecastModel model = forecaster("linear", "lags=8").fit(set(history), OPTIONS);
        Path file = folder.resolve("bad.almanac");
        var out = new ModelWriter();
        out.header("linear", model.provenance());
        out.state(1, new TribuoState(8, 8, Strategy.DIRECT, List.of(), List.of()));
        out.doubles("errors", new double[15], 5, 3);
        out.blob("model0", blob);
        out.writeTo(file);
        String message = String.valueOf(assertThrows(ModelFileException.class, () -> ModelStore.load(file, "cpu"))
                .getMessage());
        assertTrue(message.contains(reason), message);
    }
}
