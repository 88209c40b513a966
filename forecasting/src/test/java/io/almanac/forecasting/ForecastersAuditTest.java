package io.almanac.forecasting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.backtest.AuditChange;
import io.almanac.core.backtest.AuditResult;
import io.almanac.core.backtest.Backtest;
import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.backtest.LeakageAudit;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.repair.Fill;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ForecastersAuditTest {

    private static final Schema SCHEMA = new Schema(Frequency.parse("step"), List.of(4), List.of("y"), List.of());
    private static final BacktestPlan PLAN = BacktestPlan.of(3, 4).withStride(2).withRefitEvery(2);

    /** Networks that train for four updates, and members that take no longer. */
    private static final Map<String, Map<String, String>> TINY = Map.of(
            "auto",
            Map.of("statistics", "dynamic-theta,ses", "others", "ridge", "folds", "1", "settings.ridge.contexts", "8"),
            "average",
            Map.of("members.a", "drift", "members.b", "ridge", "settings.b.contexts", "8"),
            "transformer",
            tiny(Map.of("heads", "2", "feedForward", "8")),
            "lstm",
            tiny(Map.of()));

    private static Map<String, String> tiny(Map<String, String> more) {
        var all = new HashMap<>(Map.of("context", "8", "width", "8", "layers", "1", "epochs", "2"));
        all.putAll(Map.of("updatesPerEpoch", "2", "batch", "4", "warmup", "1"));
        all.putAll(more);
        return all;
    }

    /** Three series of unequal ends without missing values. */
    private static SeriesSet data() {
        var random = new Random(5);
        List<TimeSeries> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            double[] values = new double[60 - 2 * i];
            Arrays.setAll(values, t -> 50 + 10 * (t % 4) + 3 * random.nextGaussian());
            all.add(TimeSeries.of("s" + i, SCHEMA, TimeAxis.integers(0, values.length), new double[][] {values}));
        }
        return SeriesSet.of(SCHEMA, all);
    }

    private static Map<String, Forecaster> labelled(String... ids) {
        Map<String, Forecaster> labelled = new LinkedHashMap<>();
        for (String id : ids) {
            labelled.put(id, Forecasters.create(id, TINY.getOrDefault(id, Map.of())));
        }
        return labelled;
    }

    static Collection<String> ids() {
        return Forecasters.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everyForecasterPasses(String id) {
        for (BacktestPlan.CutoffMode mode : BacktestPlan.CutoffMode.values()) {
            AuditResult result = LeakageAudit.of(Backtest.defaults().withRepair(Fill.LINEAR))
                    .run(data(), labelled(id), PLAN.withCutoffs(mode));
            assertEquals(List.of("audit: " + id + " passed 10 changes in 2 folds"), result.lines(), result.text());
            assertTrue(result.labels().get(0).forecasts() > 0);
        }
    }

    @ParameterizedTest
    @EnumSource(BacktestPlan.CutoffMode.class)
    void aScalerFittedOnTheWholeSeriesIsCaughtWhateverForecastsAfterIt(BacktestPlan.CutoffMode mode) {
        AuditResult result = LeakageAudit.of(Backtest.defaults())
                .run(
                        data(),
                        each(ForecastersAuditTest::scaled),
                        labelled("seasonal-naive", "drift", "transformer"),
                        PLAN.withCutoffs(mode));
        for (AuditResult.Label label : result.labels()) {
            assertEquals(AuditResult.Verdict.LEAKS, label.verdict(), result.text());
            assertEquals(
                    Set.of(
                            AuditChange.VALUES,
                            AuditChange.AFTER_A_HOLE,
                            AuditChange.MISSING,
                            AuditChange.SHORTER,
                            AuditChange.LONGER),
                    label.findings().stream().map(AuditResult.Finding::change).collect(Collectors.toSet()),
                    label.label());
        }
    }

    @Test
    void aFillThatLooksAheadIsCaughtOutsideTheFoldAlsoWhereNothingIsMissingAtACutoff() {
        Map<String, Forecaster> labelled = labelled("seasonal-naive", "drift");
        AuditResult outside =
                LeakageAudit.of(Backtest.defaults()).run(data(), each(Fill.LINEAR::apply), labelled, PLAN);
        assertEquals(
                List.of(AuditResult.Verdict.LEAKS, AuditResult.Verdict.LEAKS),
                outside.labels().stream().map(AuditResult.Label::verdict).toList(),
                outside.text());
        AuditResult backwards =
                LeakageAudit.of(Backtest.defaults()).run(data(), each(Fill.SEASONAL::apply), labelled, PLAN);
        assertTrue(backwards.passed(), "what fills from the season before looks back only: " + backwards.text());
    }

    private static UnaryOperator<SeriesSource> each(UnaryOperator<TimeSeries> change) {
        return source ->
                SeriesSet.of(source.schema(), source.stream().map(change).toList());
    }

    /** By mean and deviation of all that there is. */
    private static TimeSeries scaled(TimeSeries series) {
        double[] values = new double[series.length()];
        series.copyTo(0, 0, values);
        double[] present = Arrays.stream(values).filter(x -> !Double.isNaN(x)).toArray();
        double mean = Arrays.stream(present).average().orElse(0);
        double variance = Arrays.stream(present)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElse(1);
        Arrays.setAll(values, t -> (values[t] - mean) / Math.sqrt(variance));
        return series.withValues(new double[][] {values});
    }
}
