package io.almanac.tribuo;

import static io.almanac.tribuo.Fixtures.NAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.CalendarFeatures;
import io.almanac.core.window.SeriesScale;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

class LagFeaturesTest {

    private static final Covariate PROMO = new Covariate("promo", Covariate.Kind.FUTURE, List.of());
    private static final Covariate STAFF = new Covariate("staff", Covariate.Kind.PAST, List.of());
    private static final Covariate TOWN = new Covariate("town", Covariate.Kind.STATIC, List.of("Aalen", "Bonn"));
    private static final Schema SCHEMA =
            new Schema(Frequency.parse("D"), List.of(7), List.of("y"), List.of(PROMO, STAFF, TOWN));

    /** Three days from Monday 2024-01-01; promo is known for two more. */
    private static TimeSeries days() {
        return TimeSeries.of(
                "a",
                SCHEMA,
                TimeAxis.of(Frequency.parse("D"), LocalDateTime.of(2024, 1, 1, 0, 0), 3),
                new double[][] {{10, 20, 60}},
                new double[][] {{0, 0, 0, 4, 6}, {1, 2, 3}, {1}},
                2);
    }

    private static TribuoState state(Strategy strategy, int lags, int least) {
        var unit = new SeriesScale(0, 1);
        return new TribuoState(
                lags,
                least,
                strategy,
                List.of(CalendarFeatures.Field.DAY_OF_WEEK),
                List.of(new SeriesScale(1, 2), unit, unit));
    }

    private static Map<String, Double> features(Strategy strategy, TimeSeries series, int lags, int step) {
        var features = new LagFeatures(SCHEMA, state(strategy, lags, 2), 2);
        Window window = Window.of(series, 0, lags);
        Example<Regressor> example =
                features.example(window, window.lags(), window.scale(), step, RegressionFactory.UNKNOWN_REGRESSOR);
        Map<String, Double> map = new LinkedHashMap<>();
        StreamSupport.stream(example.spliterator(), false)
                .map(Feature.class::cast)
                .forEach(f -> map.put(f.getName(), f.getValue()));
        return map;
    }

    @Test
    void anExampleHasLagsCalendarAndCovariatesOfTheTargetStep() {
        // mean 30, deviations -20, -10, 30: variance 1400 / 3. The second step ahead is Friday, place 4 / 7 of the
        // week.
        double scale = Math.sqrt(1400.0 / 3);
        Map<String, Double> expected = new LinkedHashMap<>();
        expected.put("calendar_DAY_OF_WEEK_cos", Math.cos(2 * Math.PI * 4 / 7));
        expected.put("calendar_DAY_OF_WEEK_sin", Math.sin(2 * Math.PI * 4 / 7));
        expected.put("future_promo", (6 - 1) / 2.0);
        expected.put("lag_0001", 30 / scale);
        expected.put("lag_0002", -10 / scale);
        expected.put("lag_0003", -20 / scale);
        expected.put("past_staff", 3.0);
        expected.put("static_town=Bonn", 1.0);
        for (Strategy strategy : List.of(Strategy.PER_STEP, Strategy.RECURSIVE)) {
            Map<String, Double> found = features(strategy, days(), 3, 2);
            assertEquals(List.copyOf(expected.keySet()), List.copyOf(found.keySet()));
            found.forEach((name, value) -> assertEquals(expected.getOrDefault(name, NAN), value, 1e-12, name));
        }
    }

    @Test
    void withDirectAFutureCovariateHasAFeatureForEachStep() {
        Map<String, Double> found = features(Strategy.DIRECT, days(), 3, 1);
        assertEquals((4 - 1) / 2.0, found.get("future_promo_h001"));
        assertEquals((6 - 1) / 2.0, found.get("future_promo_h002"));
        assertEquals(9, found.size());
        assertEquals(9, new LagFeatures(SCHEMA, state(Strategy.DIRECT, 3, 2), 2).size());
    }

    @Test
    void aMissingLagIsNoFeature() {
        TimeSeries gap = TimeSeries.of(
                "a",
                SCHEMA,
                days().axis(),
                new double[][] {{10, NAN, 60}},
                new double[][] {{0, 0, 0, 4, 6}, {1, 2, 3}, {1}},
                2);
        Map<String, Double> found = features(Strategy.RECURSIVE, gap, 4, 1);
        assertEquals(
                List.of("lag_0001", "lag_0003"),
                found.keySet().stream().filter(n -> n.startsWith("lag")).toList());
    }

    @Test
    void namesSortInTheOrderOfTime() {
        assertEquals("lag_0010", LagFeatures.lagName(10));
        String[] names = LagFeatures.stepNames(12);
        assertEquals("h001", names[0]);
        assertArrayEquals(names, java.util.Arrays.stream(names).sorted().toArray());
        assertEquals("h0001", LagFeatures.stepNames(1000)[0]);
        assertEquals(
                "horizon must be at most 9999, was 10000",
                assertThrows(IllegalArgumentException.class, () -> LagFeatures.stepNames(10_000))
                        .getMessage());
    }

    @Test
    void targetsAreScaledAndNoFartherThanTenDeviations() {
        var features = new LagFeatures(SCHEMA, state(Strategy.DIRECT, 3, 2), 3);
        Regressor target = features.target(new SeriesScale(100, 2), new double[] {104, 500, -500});
        assertArrayEquals(new double[] {2, 10, -10}, target.getValues());
        assertArrayEquals(new String[] {"h001", "h002", "h003"}, target.getNames());
    }

    @Test
    void whatIsLackingIsNamed() {
        TimeSeries days = days();
        assertEquals(Optional.empty(), lacks(Strategy.DIRECT, days, 3, 2));
        assertEquals(
                Optional.of("channel y has 3 observed values among its last 4 steps, the model needs 4"),
                lacks(Strategy.DIRECT, days, 4, 2));
        assertEquals(
                Optional.of("the covariate promo is known for 1 steps ahead, the model needs 2"),
                lacks(Strategy.DIRECT, days.asOf(3, 1), 3, 1));
        assertEquals(Optional.empty(), lacks(Strategy.PER_STEP, days.asOf(3, 1), 3, 1));
        assertEquals(
                Optional.of("the covariate promo is missing at step 2 ahead"),
                lacks(Strategy.RECURSIVE, covariates(new double[][] {{0, 0, 0, 4, NAN}, {1, 2, 3}, {1}}), 3, 2));
        assertEquals(
                Optional.of("the covariate staff is missing"),
                lacks(Strategy.RECURSIVE, covariates(new double[][] {{0, 0, 0, 4, 5}, {1, 2, NAN}, {1}}), 3, 2));
        assertEquals(
                Optional.of("the covariate town is missing"),
                lacks(Strategy.RECURSIVE, covariates(new double[][] {{0, 0, 0, 4, 5}, {1, 2, 3}, {NAN}}), 3, 2));
    }

    private static TimeSeries covariates(double[][] rows) {
        return TimeSeries.of("a", SCHEMA, days().axis(), new double[][] {{10, 20, 60}}, rows, 2);
    }

    private static Optional<String> lacks(Strategy strategy, TimeSeries series, int lags, int steps) {
        return new LagFeatures(SCHEMA, state(strategy, lags, lags), 2).lacks(Window.of(series, 0, lags), steps);
    }
}
