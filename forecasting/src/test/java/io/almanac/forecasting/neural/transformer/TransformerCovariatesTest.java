package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.backtest.AuditResult;
import io.almanac.core.backtest.Backtest;
import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.backtest.LeakageAudit;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformerCovariatesTest {

    private static final int HORIZON = Tiny.HORIZON;

    private static TimeSeries series(String id, Schema schema, double[] y, int ahead, double[]... covariates) {
        return TimeSeries.of(id, schema, TimeAxis.integers(0, y.length), new double[][] {y}, covariates, ahead);
    }

    private static double[] uniform(int length, long seed) {
        return new Random(seed).doubles(length, -1, 1).toArray();
    }

    private static Covariate real(Covariate.Kind kind) {
        return Covariate.real("x", kind);
    }

    /** y is 10 and thrice what a future covariate, noise, says of its step. */
    private static TimeSeries told(int length, long seed) {
        double[] x = uniform(length, seed);
        double[] y = Arrays.stream(x).map(value -> 10 + 3 * value).toArray();
        return series("s", Tiny.schema(1, real(Covariate.Kind.FUTURE)), y, 0, x);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decoding=flat",
                "decoding=flat tokens=step",
                "decoding=flat tokens=channel channels=mixed",
                "decoding=one_shot",
                "decoding=autoregressive"
            })
    void aFutureCovariateThatDeterminesTheTargetIsUsed(String decoding) {
        String common = decoding + " loss=mse context=8 normalisation=none learningRate=0.01 epochs=";
        try (ForecastModel with = Tiny.fit(Tiny.config(common + 10), told(300, 1));
                ForecastModel without = Tiny.fit(Tiny.config(common + 2 + " covariates=false"), told(300, 1))) {
            TimeSeries test = told(120, 2);
            double used = Tiny.error(with, test, 0, 20);
            double unused = Tiny.error(without, test, 0, 20);
            // 3 uniform in [-1, 1] lies 1.5 from its mean.
            assertTrue(unused > 1.2, "without " + unused);
            assertTrue(used < 0.4, "with " + used + " against " + unused);
        }
    }

    @Test
    void aCategoryOfTheFutureIsUsed() {
        Schema schema = Tiny.schema(
                1, new Covariate("day", Covariate.Kind.FUTURE, List.of("a", "b", "c")));
        double[] sizes = {0, 5, -3};
        double[] day = uniform(300, 4);
        Arrays.setAll(day, i -> Math.floor((day[i] + 1) * 1.5));
        double[] y = Arrays.stream(day).map(d -> sizes[(int) d]).toArray();
        TimeSeries series = series("s", schema, y, 0, day);
        try (ForecastModel model = Tiny.fit(
                Tiny.config("loss=mse context=8 normalisation=none learningRate=0.01 epochs=8"), series)) {
            double error = Tiny.error(model, series, 0, 240); // in the last steps, which are for validation

            // The mean distance of 0, 5 and -3 from their median 0 is 8/3.
            assertTrue(error < 0.8, "error " + error);
        }
    }

    /** y follows a past covariate six steps later. */
    private static TimeSeries led(int length, long seed) {
        double[] x = uniform(length + HORIZON, seed);
        return series(
                "s",
                Tiny.schema(1, real(Covariate.Kind.PAST)),
                Arrays.copyOf(x, length),
                0,
                Arrays.copyOfRange(x, HORIZON, length + HORIZON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokens=step", "patch=4 stride=2", "tokens=channel channels=mixed"})
    void aPastCovariateThatLeadsTheTargetIsUsed(String tokens) {
        String settings = tokens + " loss=mse context=8 learningRate=0.01 updatesPerEpoch=40 epochs=10";
        try (ForecastModel model = Tiny.fit(Tiny.config(settings), led(400, 1))) {
            double error = Tiny.error(model, led(150, 2), 0, 20);

            // Alone it would be 1/2.
            assertTrue(error < 0.33, "error " + error);
        }
    }

    /**
     * Each step is 0.95 or -0.95 times the one before the last, and noise; which of both, only a static covariate tells a
     * context of two.
     */
    private static TimeSeries swinging(int number, Covariate sign) {
        var random = new Random(number);
        boolean positive = number % 2 == 1;
        double[] y = new double[120];
        for (int i = 0; i < y.length; i++) {
            y[i] = (i < 2 ? 0 : (positive ? 0.95 : -0.95) * y[i - 2]) + random.nextGaussian();
        }
        return series("s" + number, Tiny.schema(1, sign), y, 0, new double[] {positive ? 1 : 0});
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStaticCovariateThatSetsTheShapeIsUsed(boolean categorical) {
        Covariate sign = categorical
                ? new Covariate("sign", Covariate.Kind.STATIC, List.of("minus", "plus"))
                : Covariate.real("sign", Covariate.Kind.STATIC);
        TimeSeries[] train = new TimeSeries[6];
        Arrays.setAll(train, number -> swinging(number, sign));
        String settings = "loss=mse context=2 normalisation=none learningRate=0.01 ";
        try (ForecastModel with = Tiny.fit(Tiny.config(settings + "epochs=8"), train);
                ForecastModel without = Tiny.fit(Tiny.config(settings + "epochs=2 covariates=false"), train)) {
            double used = 0;
            double unused = 0;
            for (int number = 6; number < 10; number++) {
                used += Tiny.error(with, swinging(number, sign), 0, 10);
                unused += Tiny.error(without, swinging(number, sign), 0, 10);
            }
            assertTrue(used < 0.75 * unused, "with " + used + ", without " + unused);
        }
    }

    /** All kinds at once, of y that depends on each. */
    private static TimeSeries all(String id, int length, long seed) {
        var random = new Random(seed);
        double[] y = new double[length];
        double[] past = new double[length];
        double[] future = new double[length];
        double[] category = new double[length];
        for (int i = 0; i < length; i++) {
            past[i] = random.nextGaussian();
            future[i] = random.nextGaussian();
            category[i] = random.nextInt(3);
            y[i] = 20 + (i == 0 ? 0 : past[i - 1]) + future[i] + category[i] + random.nextGaussian();
        }
        return series(id, everything(), y, 0, past, future, category, new double[] {seed});
    }

    private static Schema everything() {
        return Tiny.schema(
                1,
                Covariate.real("past", Covariate.Kind.PAST),
                Covariate.real("future", Covariate.Kind.FUTURE),
                new Covariate("category", Covariate.Kind.FUTURE, List.of("a", "b", "c")),
                Covariate.real("static", Covariate.Kind.STATIC));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decoding=flat loss=student_t paths=5",
                "decoding=one_shot tokens=step",
                "decoding=autoregressive loss=huber",
                "tokens=channel channels=mixed"
            })
    void nothingFromBeyondWhatWasKnownIsRead(String part) {
        TransformerConfig config = Tiny.config(part + " epochs=1 updatesPerEpoch=3 batch=4 width=8 feedForward=8");
        SeriesSet data = SeriesSet.of(everything(), List.of(all("a", 70, 1), all("b", 68, 2)));

        AuditResult result = LeakageAudit.of(Backtest.defaults())
                .run(
                        data,
                        Map.of("transformer", new TransformerForecaster(config)),
                        BacktestPlan.of(HORIZON, 3).withStride(3));

        assertTrue(result.passed(), result.text());
        assertTrue(result.labels().get(0).forecasts() > 0);
    }

    @Test
    void aHistoryWithoutTheCovariatesOfTheFitIsRefusedAndSaysWhy() {
        TransformerConfig config = Tiny.config("epochs=1 updatesPerEpoch=1");
        FitOptions options = FitOptions.of(HORIZON);
        try (ForecastModel model = Tiny.fit(config, options, all("a", 70, 1))) {
            TimeSeries whole = all("b", 70, 2);
            assertInstanceOf(
                    Forecast.class,
                    model.forecast(List.of(whole.asOf(60, HORIZON)), HORIZON).get(0));

            assertEquals(
                    "its future covariates are known 5 steps ahead, the horizon is 6",
                    refusal(model, whole.asOf(60, 5)));
            assertEquals(
                    "it lacks the past covariate past, which the model was fitted with",
                    refusal(model, Tiny.series(Tiny.wave(60, 1))));
            Schema other = Tiny.schema(
                    1,
                    Covariate.real("past", Covariate.Kind.PAST),
                    Covariate.real("future", Covariate.Kind.PAST));
            assertEquals(
                    "it lacks the future covariate future, which the model was fitted with",
                    refusal(model, series("c", other, new double[30], 0, new double[30], new double[30])));
        }
    }

    @Test
    void aShorterHorizonNeedsCovariatesOfThatOnly() {
        TransformerConfig config = Tiny.config("epochs=1 updatesPerEpoch=1");
        try (ForecastModel model = Tiny.fit(config, FitOptions.of(HORIZON), all("a", 70, 1))) {
            TimeSeries whole = all("b", 70, 2);
            Forecast all = Tiny.forecast(model, whole.asOf(60, HORIZON));

            Forecast some = assertInstanceOf(
                    Forecast.class,
                    model.forecast(List.of(whole.asOf(60, 2)), 2).get(0));

            assertEquals(all.point(0, 0), some.point(0, 0));
            assertEquals(all.point(0, 1), some.point(0, 1));
        }
    }

    private static String refusal(ForecastModel model, TimeSeries history) {
        return assertInstanceOf(
                        Refusal.class,
                        model.forecast(List.of(history), HORIZON).get(0))
                .reason();
    }
}
