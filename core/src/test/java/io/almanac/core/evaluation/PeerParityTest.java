package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.backtest.Trial;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The metrics of one small panel as other toolkits compute them. {@code src/test/reference/metrics_reference.py} made the
 * files, by running utilsforecast, GluonTS, scoringrules and properscoring, and from the definitions of the organisers
 * of M4 and M5; values.csv says which versions ran.
 */
class PeerParityTest {

    private static final int SEASON = 12;
    private static final int HORIZON = 6;
    private static final int PATHS = 7;
    private static final List<Double> QUANTILES = List.of(0.025, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.975);
    private static final List<Double> NINE = QUANTILES.subList(1, 10);

    /** Which metric of ours is which of theirs, and what ours is to be multiplied by: percent and fraction differ. */
    private record Same(String theirs, ForecastMetric ours, double times) {}

    private static final List<Same> PAIRS = List.of(
            new Same("organisers,a sMAPE", PointMetrics.smape(), 1),
            new Same("organisers,a MASE", ScaledMetrics.mase(SEASON), 1),
            new Same("organisers,a MSIS", IntervalMetrics.msis(95, SEASON), 1),
            new Same("organisers,a RMSSE", ScaledMetrics.rmsse(1), 1),
            new Same("organisers,a SPL 0.8", QuantileMetrics.scaledPinball(0.8, 1), 1),
            new Same("utilsforecast,mae", PointMetrics.mae(), 1),
            new Same("utilsforecast,mse", PointMetrics.mse(), 1),
            new Same("utilsforecast,rmse", Metrics.meanOfSeries(PointMetrics.rmse()), 1),
            new Same("utilsforecast,bias", PointMetrics.bias(), 1),
            new Same("utilsforecast,mape", PointMetrics.mape(), 0.01),
            new Same("utilsforecast,smape", PointMetrics.smapeUpTo1(), 1),
            new Same("utilsforecast,nd", PointMetrics.wapeMeanOfSeries(), 0.01),
            new Same("utilsforecast,mase", ScaledMetrics.mase(SEASON), 1),
            new Same("utilsforecast,rmsse", ScaledMetrics.rmsse(SEASON), 1),
            new Same("utilsforecast,quantile_loss 0.1", QuantileMetrics.pinball(0.1), 1),
            new Same("utilsforecast,quantile_loss 0.9", QuantileMetrics.pinball(0.9, PinballFactor.X2), 0.5),
            new Same("utilsforecast,scaled_quantile_loss 0.9", QuantileMetrics.scaledPinball(0.9, SEASON), 1),
            new Same("utilsforecast,mqloss", QuantileMetrics.crpsPlainMean(NINE), 0.5),
            new Same(
                    "utilsforecast,scaled_mqloss",
                    QuantileMetrics.scaledQuantileLoss(SEASON, NINE, PinballFactor.X1),
                    1),
            new Same("utilsforecast,scaled_crps", QuantileMetrics.weightedQuantileLossMeanOfSeries(NINE), 1),
            new Same("utilsforecast,coverage 80", IntervalMetrics.coverage(80), 0.01),
            new Same("utilsforecast,winkler_score 80", IntervalMetrics.intervalScore(80), 1),
            new Same("utilsforecast,winkler_score 95", IntervalMetrics.intervalScore(95), 1),
            new Same("utilsforecast,calibration 0.9", IntervalMetrics.coverageBelow(0.9), 0.01),
            new Same("gluonts,MAPE", PointMetrics.mape(), 0.01),
            new Same("gluonts,sMAPE", PointMetrics.smapeUpTo2(), 1),
            new Same("gluonts,ND", PointMetrics.wape(), 0.01),
            new Same("gluonts,MASE", ScaledMetrics.mase(SEASON), 1),
            new Same("gluonts,MSIS", IntervalMetrics.msis(95, SEASON), 1),
            new Same("gluonts,mean_wQuantileLoss", QuantileMetrics.weightedQuantileLoss(NINE), 1),
            new Same("gluonts,wQuantileLoss[0.1]", QuantileMetrics.weightedQuantileLoss(List.of(0.1)), 1),
            new Same("gluonts,wQuantileLoss[0.9]", QuantileMetrics.weightedQuantileLoss(List.of(0.9)), 1),
            new Same("gluonts,Coverage[0.1]", IntervalMetrics.coverageBelow(0.1), 0.01),
            new Same("gluonts,Coverage[0.9]", IntervalMetrics.coverageBelow(0.9), 0.01),
            new Same("gluonts,mean |Coverage[p] - p|", QuantileMetrics.calibrationError(NINE), 0.01),
            new Same("scoringrules,crps_ensemble fair", QuantileMetrics.crpsOfPaths(), 1),
            new Same("scoringrules,crps_ensemble nrg", QuantileMetrics.crpsOfPathsNotFair(), 1),
            new Same("scoringrules,crps_quantile", QuantileMetrics.crpsPlainMean(NINE), 1),
            new Same("properscoring,crps_ensemble", QuantileMetrics.crpsOfPathsNotFair(), 1));

    private final Map<String, Double> reference = reference();
    private final ForecastEvaluation evaluation = evaluation();

    @TestFactory
    Stream<DynamicTest> ourMetricIsTheirs() {
        return PAIRS.stream()
                .map(pair -> DynamicTest.dynamicTest(
                        pair.theirs() + " is " + pair.ours().name(), () -> {
                            double theirs = theirs(pair.theirs());
                            double ours = evaluation.overall("a", pair.ours().name()) * pair.times();
                            assertEquals(theirs, ours, 1e-12 * Math.abs(theirs));
                        }));
    }

    @Test
    void theOverallWeightedAverageIsThatOfTheOrganisers() {
        double ours = RelativeScores.to("b", evaluation).owa("a", new MetricTarget.Overall(), SEASON);
        assertEquals(theirs("organisers,a OWA against b"), ours, 1e-13);
    }

    @Test
    void theOtherForecastIsScoredAsWell() {
        assertEquals(
                theirs("organisers,b sMAPE"),
                evaluation.overall("b", PointMetrics.smape().name()),
                1e-12);
        assertEquals(
                theirs("organisers,b MASE"),
                evaluation.overall("b", ScaledMetrics.mase(SEASON).name()),
                1e-13);
    }

    @Test
    void everyReferenceValueIsUsed() {
        List<String> unused = new ArrayList<>(reference.keySet());
        PAIRS.forEach(pair -> unused.remove(pair.theirs()));
        assertEquals(List.of("organisers,b sMAPE", "organisers,b MASE", "organisers,a OWA against b"), unused);
        assertTrue(reference.size() > 40, "the file is read");
    }

    private double theirs(String name) {
        return Objects.requireNonNull(reference.get(name), name);
    }

    private static Map<String, Double> reference() {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String[] row : rows("values.csv", 2)) {
            values.put(row[0] + "," + row[1], Double.parseDouble(row[2]));
        }
        return values;
    }

    private static ForecastEvaluation evaluation() {
        List<ForecastMetric> metrics = PAIRS.stream()
                .map(Same::ours)
                .collect(Collectors.toMap(
                        ForecastMetric::name, metric -> metric, (one, same) -> one, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
        var evaluator = ForecastEvaluator.of(metrics);
        Map<String, List<Double>> history = new LinkedHashMap<>();
        for (String[] row : rows("history.csv", 1)) {
            history.computeIfAbsent(row[0], id -> new ArrayList<>()).add(Double.parseDouble(row[1]));
        }
        List<String[]> forecasts = rows("forecasts.csv", 1);
        history.forEach((id, values) -> evaluator.scored(trial(
                id, values, forecasts.stream().filter(row -> row[0].equals(id)).toList())));
        return evaluator.evaluation();
    }

    /** A series: y, the point of b, the quantiles of a, the paths of a. */
    private static Trial trial(String id, List<Double> past, List<String[]> rows) {
        double[][] columns = new double[rows.get(0).length][HORIZON];
        for (int column = 1; column < columns.length; column++) {
            for (int step = 0; step < HORIZON; step++) {
                columns[column][step] = Double.parseDouble(rows.get(step)[column]);
            }
        }
        double[] all = Stream.concat(past.stream(), Arrays.stream(columns[1]).boxed())
                .mapToDouble(Double::doubleValue)
                .toArray();
        Schema schema = Schema.univariate(Frequency.parse("step"));
        TimeSeries series = TimeSeries.of(id, schema, TimeAxis.integers(0, all.length), new double[][] {all});
        TimeAxis axis = series.axis().slice(past.size(), HORIZON);
        double[][][] quantiles = new double[QUANTILES.size()][][];
        Arrays.setAll(quantiles, i -> new double[][] {columns[3 + i]});
        double[][][] paths = new double[PATHS][][];
        Arrays.setAll(paths, i -> new double[][] {columns[3 + QUANTILES.size() + i]});
        double[][] medians = {columns[3 + QUANTILES.indexOf(0.5)].clone()};
        Forecast a = Forecast.wrap(id, axis, PointKind.MEDIAN, medians, QUANTILES, quantiles, paths);
        Forecast b = Forecast.wrap(id, axis, PointKind.MEAN, new double[][] {columns[2]}, List.of(), new double[0][][]);
        Map<String, Forecast> outcomes = new LinkedHashMap<>();
        outcomes.put("a", a);
        outcomes.put("b", b);
        return Trial.of(0, series, series.asOf(past.size(), 0), 0, outcomes, Map.of());
    }

    private static List<String[]> rows(String name, int skip) {
        try (InputStream in = Objects.requireNonNull(PeerParityTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(skip)
                    .map(line -> line.split(","))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
