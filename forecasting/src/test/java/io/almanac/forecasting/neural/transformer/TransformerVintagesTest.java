package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Training reads values and covariates as they were known, so that nothing is trusted that is right in hindsight only. */
class TransformerVintagesTest {

    private static final int LENGTH = 300;

    /** Two versions of each step, the second known so many steps after it. */
    private static int[] steps() {
        return IntStream.range(0, 2 * LENGTH).map(i -> i / 2).toArray();
    }

    private static double[] versions(double[] first, double[] last) {
        return IntStream.range(0, 2 * LENGTH)
                .mapToDouble(i -> i % 2 == 0 ? first[i / 2] : last[i / 2])
                .toArray();
    }

    @Test
    void aCovariateThatBecomesTheTargetOnlyAfterwardsIsNotTrusted() {
        double[] y = new Random(1).doubles(LENGTH, -1, 1).toArray();
        double[] noise = new Random(2).doubles(LENGTH, -1, 1).toArray();
        int[] known = IntStream.range(0, 2 * LENGTH)
                .map(i -> i % 2 == 0 ? 0 : i / 2 + 1)
                .toArray();
        TimeSeries series = TimeSeries.of(
                        "s",
                        Tiny.schema(1, Covariate.real("x", Covariate.Kind.FUTURE)),
                        TimeAxis.integers(0, LENGTH),
                        new double[][] {y},
                        new double[][] {y},
                        0)
                .withCovariateVintages(0, steps(), known, versions(noise, y));
        String settings = "loss=mse context=8 normalisation=none learningRate=0.01";
        try (ForecastModel model = Tiny.fit(Tiny.config(settings), series)) {
            double error = Tiny.error(model, series, 0, 20);

            // Uniform in [-1, 1] lies 1/2 from its mean and 2/3 from noise of its own kind.
            assertTrue(error < 0.58, "error " + error);
            assertFalse(model.provenance().notes().toString().contains("revised"));
        }
    }

    @Test
    void aValueThatIsNoiseUntilItIsRevisedIsNotTrusted() {
        var random = new Random(3);
        double[] y = new double[LENGTH];
        double[] early = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            y[i] = (i == 0 ? 0 : 0.98 * y[i - 1]) + random.nextGaussian();
            early[i] = 15 * random.nextGaussian();
        }
        int[] known = IntStream.range(0, 2 * LENGTH).map(i -> i / 2 + 1 + i % 2).toArray();
        TimeSeries series = Tiny.series(y).withVintages(0, steps(), known, versions(early, y));
        String settings = "loss=mae context=4 normalisation=none learningRate=0.01";
        try (ForecastModel model = Tiny.fit(Tiny.config(settings), series)) {
            double error = Tiny.error(model, series, 0, 20);
            double trusting = Arrays.stream(early).map(Math::abs).average().orElse(0);

            // Whoever takes the newest value for the level is wrong by about its noise, 12.
            assertTrue(error < trusting / 3, "error " + error + ", noise " + trusting);
        }
    }
}
