package io.almanac.forecasting.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalForecasterTest {

    private static final double NAN = Double.NaN;

    /** The mean of what it was fitted to, plus the number of steps that a history begins later; refuses a first value of 13. */
    private record MeanMethod(int least) implements LocalMethod {

        @Override
        public LocalFit fit(double[] values) {
            double mean = Arrays.stream(values)
                    .filter(y -> !Double.isNaN(y))
                    .average()
                    .orElse(NAN);
            if (mean > 1.9) {
                throw new UnfitException("its mean is too near to 2");
            }
            return new MeanFit(mean);
        }

        @Override
        public LocalFit restore(double[] numbers) {
            return new MeanFit(numbers[0]);
        }
    }

    private record MeanFit(double mean) implements LocalFit {

        @Override
        public double[] numbers() {
            return new double[] {mean};
        }

        @Override
        public String chosen() {
            return mean < 0 ? "below" : "above";
        }

        @Override
        public LocalForecast forecast(double[] values, int begin, int horizon, Probabilities asked) {
            double[] points = new double[horizon];
            double[] deviations = new double[horizon];
            Arrays.fill(points, mean + begin);
            Arrays.fill(deviations, 1);
            return LocalForecast.normal(points, deviations, asked);
        }
    }

    private static final LocalForecaster MEAN = new LocalForecaster("mean", new Nothing(), schema -> new MeanMethod(3));

    private record Nothing() {}

    @Test
    void aMethodSeesValuesOfAMagnitudeBetweenOneAndTwoAndForecastsComeBackInUnitsOfTheSeries() {
        var random = new Random(1);
        for (int round = 0; round < 50; round++) {
            double scale = Math.pow(10, random.nextInt(-12, 13));
            double[] values = random.doubles(20, 0.5 * scale, 0.9 * scale).toArray();
            List<double[]> seen = new ArrayList<>();
            var spy = new LocalForecaster("spy", new Nothing(), schema -> new LocalMethod() {
                @Override
                public int least() {
                    return 2;
                }

                @Override
                public LocalFit fit(double[] scaled) {
                    seen.add(scaled);
                    return new MeanFit(Arrays.stream(scaled).average().orElse(NAN));
                }

                @Override
                public LocalFit restore(double[] numbers) {
                    throw new IllegalArgumentException("not here");
                }
            });
            Forecast forecast = assertInstanceOf(Forecast.class, outcome(spy, values));
            double magnitude = Arrays.stream(seen.get(0)).average().orElse(NAN);
            assertTrue(magnitude >= 1 - 1e-12 && magnitude < 2 + 1e-12, "magnitude " + magnitude);
            assertEquals(Arrays.stream(values).average().orElse(NAN), forecast.point(0, 0), 1e-12 * scale);
            double unit = values[0] / seen.get(0)[0];
            assertEquals(unit, Math.scalb(1.0, Math.getExponent(unit)), "a power of two");
            assertEquals(1.2815515655446004 * unit, forecast.quantile(3, 0, 0) - forecast.point(0, 0), 1e-9 * unit);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 5, -3e12, 1e-12, 1e300, 4e-320})
    void aConstantSeriesGetsItsConstantAndNoWidth(double constant) {
        Forecast forecast = assertInstanceOf(Forecast.class, outcome(MEAN, NAN, constant, constant, NAN));
        for (int step = 0; step < 2; step++) {
            assertEquals(constant, forecast.point(0, step));
            assertEquals(constant, forecast.quantile(0, 0, step));
        }
    }

    @Test
    void tooFewValuesAreRefusedWithTheirNumber() {
        assertEquals("channel y: there is no observed value", refusal(outcome(MEAN, NAN, NAN)));
        assertEquals(
                "channel y: too few observed values when the model was fitted: 1, needs 2",
                refusal(outcome(MEAN, NAN, 4, NAN)));
        assertEquals(
                "channel y: too few observed values when the model was fitted: 2, needs 3",
                refusal(outcome(MEAN, 4, NAN, 5)));
    }

    @Test
    void tenThousandSeriesOfWhichSomeAreBadGiveForecastsForAllGoodOnesAndAListOfTheRest() {
        List<TimeSeries> series = IntStream.range(0, 10_000)
                .mapToObj(i -> switch (i % 1000) {
                    case 7 -> series("s" + i, NAN, NAN);
                    case 8 -> series("s" + i, 3);
                    case 9 -> series("s" + i, 1.9, 1.95, 1.99);
                    default -> series("s" + i, 1, 2, i % 7);
                })
                .toList();
        ForecastModel model = MEAN.fit(SeriesSet.of(series.get(0).schema(), series), FitOptions.of(2));
        List<Outcome> outcomes = model.forecast(series, 2);
        for (int i = 0; i < outcomes.size(); i++) {
            assertEquals("s" + i, outcomes.get(i).id());
            boolean bad = i % 1000 >= 7 && i % 1000 <= 9;
            assertEquals(bad, outcomes.get(i) instanceof Refusal, "s" + i);
        }
        assertEquals("channel y: its mean is too near to 2", refusal(outcomes.get(9)));
        assertEquals(
                List.of(
                        "chosen: above",
                        "not fitted, 30 of 10000 series: s7 (y): too few observed values when the model was fitted: 0, "
                                + "needs 2; s8 (y): too few observed values when the model was fitted: 1, needs 2; "
                                + "s9 (y): its mean is too near to 2; and 27 more"),
                model.provenance().notes());
    }

    @Test
    void theNotesCountWhatWasChosen() {
        List<TimeSeries> series = List.of(series("a", 1, 2, 3), series("b", -1, -2, -3), series("c", 5, 6, 7));
        var model = (LocalModel) MEAN.fit(SeriesSet.of(series.get(0).schema(), series), FitOptions.of(2));
        assertEquals(
                List.of("chosen: above 2 times, below 1 times"),
                model.provenance().notes());
        assertEquals(List.of("below"), model.chosen("b"));
        assertThrows(IllegalArgumentException.class, () -> model.chosen("d"));
    }

    @Test
    void aHistoryIsReadFromTheFirstFittedStepOnAndOneThatBeginsLaterSaysByHowMuch() {
        TimeSeries whole = series("s", 100, NAN, 1, 1, 1.5, 1.5, 1, 1);
        ForecastModel model =
                MEAN.fit(SeriesSet.of(whole.asOf(6, 0).last(4)), FitOptions.of(2)); // fitted from step 2: mean 1.25
        assertEquals(1.25, point(model, whole));
        assertEquals(1.25, point(model, whole.last(6)));
        assertEquals(1.25 + 2, point(model, whole.last(4)));
        assertEquals(1.25 + 5, point(model, whole.last(1)));
        assertEquals(
                "channel y: there is no observed value",
                refusal(model.forecast(List.of(whole.asOf(2, 0)), 2).get(0)));
    }

    @Test
    void aForecastThatIsNotFiniteIsARefusal() {
        var infinite = new LocalForecaster("infinite", new Nothing(), schema -> new LocalMethod() {
            @Override
            public int least() {
                return 2;
            }

            @Override
            public LocalFit fit(double[] values) {
                return new MeanFit(Double.POSITIVE_INFINITY);
            }

            @Override
            public LocalFit restore(double[] numbers) {
                throw new IllegalArgumentException("not here");
            }
        });
        assertEquals("channel y: the forecast is not a finite number", refusal(outcome(infinite, 1, 2, 3)));
    }

    @Test
    void theListenerHearsTheCallerOnlyAndStopsTheFit() {
        var asked = new AtomicInteger();
        Thread caller = Thread.currentThread();
        var listener = new FitListener() {
            @Override
            public void progress(FitProgress progress) {
                assertEquals(caller, Thread.currentThread());
            }

            @Override
            public boolean cancelled() {
                assertEquals(caller, Thread.currentThread());
                return asked.incrementAndGet() == 3;
            }
        };
        List<TimeSeries> series = IntStream.range(0, 100_000)
                .mapToObj(i -> series("s" + i, 1, 2, 3))
                .toList();
        SeriesSet set = SeriesSet.of(series.get(0).schema(), series);
        var thrown = assertThrows(
                CancellationException.class,
                () -> MEAN.fit(set, FitOptions.of(2).withListener(listener)));
        assertEquals("the fit was cancelled", thrown.getMessage());
        assertEquals(3, asked.get());
    }

    @Test
    void eachPieceIsRunOnce() {
        AtomicInteger[] runs =
                IntStream.range(0, 5000).mapToObj(i -> new AtomicInteger()).toArray(AtomicInteger[]::new);
        Workers.each(runs.length, FitListener.NONE, i -> runs[i].incrementAndGet());
        assertTrue(Arrays.stream(runs).allMatch(run -> run.get() == 1));
    }

    @Test
    void anErrorInAPieceReachesTheCaller() {
        // The common pool hands on a copy of the exception.
        assertThrows(
                UnfitException.class,
                () -> Workers.each(10, FitListener.NONE, i -> {
                    if (i == 3) {
                        throw new UnfitException("piece " + i);
                    }
                }));
    }

    private static double point(ForecastModel model, TimeSeries history) {
        return assertInstanceOf(
                        Forecast.class, model.forecast(List.of(history), 2).get(0))
                .point(0, 0);
    }

    private static Outcome outcome(LocalForecaster forecaster, double... values) {
        TimeSeries series = series("s", values);
        return forecaster
                .fit(SeriesSet.of(series), FitOptions.of(2))
                .forecast(List.of(series), 2)
                .get(0);
    }

    private static String refusal(Outcome outcome) {
        return assertInstanceOf(Refusal.class, outcome).reason();
    }

    private static TimeSeries series(String id, double... values) {
        var schema = new Schema(Frequency.parse("step"), List.of(1), List.of("y"), List.of());
        return TimeSeries.of(id, schema, TimeAxis.integers(0, values.length), new double[][] {values});
    }
}
