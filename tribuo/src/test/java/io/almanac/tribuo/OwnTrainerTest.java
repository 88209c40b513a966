package io.almanac.tribuo;

import static io.almanac.tribuo.Fixtures.forecast;
import static io.almanac.tribuo.Fixtures.points;
import static io.almanac.tribuo.Fixtures.seasonal;
import static io.almanac.tribuo.Fixtures.series;
import static io.almanac.tribuo.Fixtures.set;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.files.RecordJson;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.UnfitException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.Adam;
import org.tribuo.math.optimisers.SGD;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer;

class OwnTrainerTest {

    private static final FitOptions OPTIONS = FitOptions.of(3);

    private static LinearSGDTrainer trainer(StochasticGradientOptimiser optimiser) {
        return new LinearSGDTrainer(new SquaredLoss(), optimiser, 3, -1, 1, 7L);
    }

    /** The same by hand, in plain loops over arrays, through Tribuo alone. */
    @Test
    void aForecastIsWhatTribuoGivesForExamplesMadeByHand() {
        double[] y = seasonal(1, 40);
        int lags = 4;
        int horizon = 3;
        var factory = new RegressionFactory();
        var dataset = new MutableDataset<>(new SimpleDataSourceProvenance("by hand", factory), factory);
        for (int cutoff = lags; cutoff + horizon <= 40 - 3; cutoff++) { // 3 steps of validation
            double mean = (y[cutoff - 1] + y[cutoff - 2] + y[cutoff - 3] + y[cutoff - 4]) / 4;
            double sd = 0;
            for (int lag = 1; lag <= lags; lag++) {
                sd += (y[cutoff - lag] - mean) * (y[cutoff - lag] - mean) / 4;
            }
            sd = Math.sqrt(sd);
            double[] target = {(y[cutoff] - mean) / sd, (y[cutoff + 1] - mean) / sd, (y[cutoff + 2] - mean) / sd};
            dataset.add(new ArrayExample<>(
                    new Regressor(new String[] {"h001", "h002", "h003"}, target),
                    names(),
                    lagged(y, cutoff, mean, sd)));
        }
        Model<Regressor> model = trainer(new AdaGrad(0.1)).train(dataset);
        double mean = (y[39] + y[38] + y[37] + y[36]) / 4;
        double sd = 0;
        for (int t = 36; t < 40; t++) {
            sd += (y[t] - mean) * (y[t] - mean) / 4;
        }
        sd = Math.sqrt(sd);
        Example<Regressor> last =
                new ArrayExample<>(RegressionFactory.UNKNOWN_REGRESSOR, names(), lagged(y, 40, mean, sd));
        double[] expected = model.predict(last).getOutput().getValues();
        for (int i = 0; i < 3; i++) {
            expected[i] = mean + sd * expected[i];
        }

        Forecaster own = TribuoForecaster.of(
                trainer(new AdaGrad(0.1)), LagOptions.defaults().withLags(lags));
        var history = series("a", y);
        assertArrayEquals(expected, points(forecast(own.fit(set(history), OPTIONS), history, 3)), 1e-9);
    }

    private static String[] names() {
        return new String[] {"lag_0001", "lag_0002", "lag_0003", "lag_0004"};
    }

    private static double[] lagged(double[] y, int cutoff, double mean, double sd) {
        return Fixtures.values(4, i -> (y[cutoff - 1 - i] - mean) / sd);
    }

    @Test
    void aTrainerThatWasUsedBeforeGivesTheSameModel() {
        var history = series("a", seasonal(1, 60));
        Forecaster own = TribuoForecaster.of(trainer(new AdaGrad(0.1)));
        double[] first = points(forecast(own.fit(set(history), OPTIONS), history, 3));
        assertArrayEquals(first, points(forecast(own.fit(set(history), OPTIONS), history, 3)));
    }

    @Test
    void idAndConfigurationAreEnoughToMakeItAgain() {
        var history = series("a", seasonal(1, 60));
        Map<String, Object> special = Map.of("max_depth", 2, "eta", 0.5, "nthread", 1, "objective", "reg:squarederror");
        List<Trainer<Regressor>> trainers = List.of(
                trainer(new AdaGrad(0.1)),
                new XGBoostRegressionTrainer(XGBoostRegressionTrainer.RegressionType.LINEAR, 5, special));
        for (Trainer<Regressor> trainer : trainers) {
            Forecaster own = TribuoForecaster.of(
                    trainer,
                    LagOptions.defaults().withStrategy(Strategy.RECURSIVE).withCalendar(false));
            String json = RecordJson.write(own.config());
            TribuoConfig config = RecordJson.read(json, TribuoConfig.class);
            assertEquals(own.config(), config);
            Forecaster again = new TribuoProvider().create(config);
            assertEquals(own.config(), again.config());
            assertArrayEquals(
                    points(forecast(own.fit(set(history), OPTIONS), history, 3)),
                    points(forecast(again.fit(set(history), OPTIONS), history, 3)));
        }
    }

    @Test
    void whatIsNoTrainerIsNotMade() {
        assertEquals(
                "tribuo: trainer must name a trainer of Tribuo and its parts, was []; in Java:"
                        + " TribuoForecaster.of(trainer)",
                assertThrows(IllegalArgumentException.class, () -> Forecasters.create("tribuo"))
                        .getMessage());
        var loss = new TrainerPart("x", SquaredLoss.class.getName(), Map.of(), Map.of(), Map.of());
        assertEquals(
                "trainer must be a trainer of Tribuo, was " + SquaredLoss.class.getName(),
                assertThrows(IllegalArgumentException.class, () -> TrainerPart.trainer(List.of(loss)))
                        .getMessage());
        var unknown = new TrainerPart("x", "no.Such", Map.of(), Map.of(), Map.of());
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> TrainerPart.trainer(List.of(unknown)))
                        .getMessage());
        assertTrue(message.startsWith("trainer no.Such can't be made again"), message);
    }

    @Test
    void aTrainingThatDivergedIsUnfit() {
        Forecaster own = TribuoForecaster.of(trainer(SGD.getSimpleSGD(1e6)));
        UnfitException e =
                assertThrows(UnfitException.class, () -> own.fit(set(series("a", seasonal(1, 60))), OPTIONS));
        assertTrue(String.valueOf(e.getMessage()).contains("the training diverged; a lower learning rate may help"));
    }

    @Test
    void tribuosAdamIsRefusedWithTheReason() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> TribuoForecaster.of(trainer(new Adam())));
        assertEquals(
                "the trainer must not use Tribuo's Adam: in Tribuo 4.3 it multiplies by the root of the squared"
                        + " gradients instead of dividing (oracle/tribuo#401); take AdaGrad",
                e.getMessage());
    }
}
