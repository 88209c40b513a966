package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.almanac.core.forecast.PointKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PointMetricsTest {

    private static final double[] TRAIN = {10, 12, 14, 13, 15, 17, 16, 18, 20, 19, 21, 23};

    /** Errors e = f - y: -1, 1, -2. */
    private static final Scorings GOLDEN =
            Scorings.of(0, "s", TRAIN, 22, 24, 26).label("a", 21, 25, 24);

    @Test
    void errorsInTheUnitOfTheSeriesMatchTheHandWorkedExample() {
        // (1 + 1 + 2) / 3
        assertEquals(4 / 3.0, value(PointMetrics.mae(), GOLDEN), 1e-15);
        // (1 + 1 + 4) / 3, and its root
        assertEquals(2, value(PointMetrics.mse(), GOLDEN), 1e-15);
        assertEquals(1.4142135623730951, value(PointMetrics.rmse(), GOLDEN), 1e-15);
        // (-1 + 1 - 2) / 3
        assertEquals(-2 / 3.0, value(PointMetrics.bias(), GOLDEN), 1e-15);
    }

    @Test
    void relativeErrorsMatchTheHandWorkedExample() {
        // 100 (1/22 + 1/24 + 2/26) / 3
        assertEquals(5.468143, value(PointMetrics.mape(), GOLDEN), 1e-6);
        // 200 (1/43 + 1/49 + 2/50) / 3, and the same with 2 and with 1 for 200
        assertEquals(5.577598, value(PointMetrics.smape(), GOLDEN), 1e-6);
        assertEquals(0.05577598, value(PointMetrics.smapeUpTo2(), GOLDEN), 1e-8);
        assertEquals(0.02788799, value(PointMetrics.smapeUpTo1(), GOLDEN), 1e-8);
        // 100 (1 + 1 + 2) / (22 + 24 + 26)
        assertEquals(100 / 18.0, value(PointMetrics.wape(), GOLDEN), 1e-13);
    }

    @Test
    void biasIsPositiveWhereForecastsAreTooHigh() {
        assertEquals(2, value(PointMetrics.bias(), Scorings.of(0, "s", TRAIN, 1).label("a", 3)));
        assertEquals(
                -2, value(PointMetrics.bias(), Scorings.of(0, "s", TRAIN, 3).label("a", 1)));
    }

    @Test
    void relativeErrorsOfZeros() {
        // y = 0: MAPE leaves it out; sMAPE is 200 where f is not 0, and 0 where it is.
        Scorings zeros = Scorings.of(0, "s", TRAIN, 0, 0, 4).label("a", 0, 3, 5);
        assertEquals(new MetricValue(25, 1, 2), zeros.value(PointMetrics.mape()));
        // (0 + 200 + 200 / 9) / 3
        assertEquals((200 + 200 / 9.0) / 3, value(PointMetrics.smape(), zeros), 1e-13);
        // (0 + 3 + 1) / 4
        assertEquals(100, value(PointMetrics.wape(), zeros));
    }

    @Test
    void wapeOfNothingButZerosHasNoValue() {
        Scorings zeros = Scorings.of(0, "s", TRAIN, 0, 0).label("a", 1, 2);
        assertEquals(new MetricValue(Double.NaN, 0, 2), zeros.value(PointMetrics.wape()));
        assertEquals(new MetricValue(Double.NaN, 0, 2), zeros.value(PointMetrics.wapeMeanOfSeries()));
    }

    @Test
    void wapeWeighsSeriesBySizeOrEachTheSame() {
        // |e| / |y|: 1 / 10 and 30 / 100. Pooled 31 / 110, mean of series (0.1 + 0.3) / 2.
        var evaluator = ForecastEvaluator.of(List.of(PointMetrics.wape(), PointMetrics.wapeMeanOfSeries()));
        evaluator.scored(Scorings.of(0, "s", TRAIN, 10).label("a", 11).trial());
        evaluator.scored(Scorings.of(0, "t", TRAIN, 100).label("a", 70).trial());
        ForecastEvaluation evaluation = evaluator.evaluation();
        assertEquals(100 * 31 / 110.0, evaluation.overall("a", "WAPE (%, pooled)"), 1e-13);
        assertEquals(20, evaluation.overall("a", "WAPE (%, mean of series)"), 1e-13);
    }

    @Test
    void absoluteErrorsRewardMediansAndSquaredOnesMeans() {
        assertEquals(Optional.of(PointKind.MEDIAN), PointMetrics.mae().bestFor());
        assertEquals(
                Optional.of(PointKind.MEDIAN), PointMetrics.wapeMeanOfSeries().bestFor());
        assertEquals(Optional.of(PointKind.MEAN), PointMetrics.rmse().bestFor());
        assertEquals(Optional.of(PointKind.MEAN), PointMetrics.bias().bestFor());
    }

    @Test
    void theBestBiasIsNone() {
        assertEquals(2, PointMetrics.bias().distanceFromBest(-2));
        assertEquals(7, PointMetrics.mae().distanceFromBest(7));
    }

    private static double value(ForecastMetric metric, Scorings scorings) {
        return scorings.value(metric).value();
    }
}
