package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.backtest.Trial;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CostTest {

    private static final double[] HISTORY = {1, 2};

    @Test
    void theQuantileThatCostsLeastIsScored() {
        // Costs 3:1 call for the quantile 0.75. It is 12 and 15, y 16 and 13: 4 too low cost 12, 2 too high cost 2.
        Trial trial = trial(
                new double[] {16, 13}, new double[] {10, 10}, List.of(0.5, 0.75), new double[][] {{10, 10}, {12, 15}});

        assertEquals(7, value(new Cost(3, 1), trial), 1e-12);
        assertEquals("cost 3:1", new Cost(3, 1).name());
        assertEquals(0.75, new Cost(3, 1).quantile());
    }

    @Test
    void thePointIsScoredWhereThatQuantileIsMissing() {
        // Points 10 and 10, y 16 and 9: 6 too low cost 18, 1 too high costs 1.
        Trial trial = trial(new double[] {16, 9}, new double[] {10, 10}, List.of(0.5), new double[][] {{10, 10}});

        assertEquals(9.5, value(new Cost(3, 1), trial), 1e-12);
    }

    @Test
    void itIsPinballLossTimesTheSumOfCosts() {
        var random = new Random(3);
        for (int i = 0; i < 50; i++) {
            var cost = new Cost(1 + random.nextInt(9), 1 + random.nextInt(9));
            double p = cost.quantile();
            double[] actual = random.doubles(7, -5, 5).toArray();
            double[] quantile = random.doubles(7, -5, 5).toArray();
            Trial trial = trial(actual, quantile, List.of(p), new double[][] {quantile});
            double sum = 0;
            for (int t = 0; t < actual.length; t++) {
                double d = actual[t] - quantile[t];
                sum += Math.max(p * d, (p - 1) * d);
            }
            assertEquals((cost.under() + cost.over()) * sum / actual.length, value(cost, trial), 1e-12);
        }
    }

    @Test
    void aQuantileIsFoundInSpiteOfRounding() {
        // 0.1 / (0.1 + 0.2) is 0.3333333333333333 or a neighbour of it.
        assertEquals(OptionalInt.of(1), new Cost(0.1, 0.2).index(List.of(0.1, 1.0 / 3)));
        assertEquals(OptionalInt.of(2), new Cost(9, 1).index(List.of(0.1, 0.5, 0.9)));
        assertEquals(OptionalInt.empty(), new Cost(9, 1).index(List.of(0.1, 0.5)));
        assertEquals("cost 0.5:2", new Cost(0.5, 2).name());
    }

    @Test
    void costsAreAboveZero() {
        for (double[] wrong :
                new double[][] {{0, 1}, {1, 0}, {-1, 1}, {Double.NaN, 1}, {1, Double.POSITIVE_INFINITY}}) {
            var e = assertThrows(IllegalArgumentException.class, () -> new Cost(wrong[0], wrong[1]));
            assertEquals("costs must be above 0, were " + wrong[0] + " and " + wrong[1], e.getMessage());
        }
    }

    private static double value(Cost cost, Trial trial) {
        ForecastEvaluator evaluator = ForecastEvaluator.of(List.of(cost));
        evaluator.scored(trial);
        return evaluator.evaluation().overall("x", cost.name());
    }

    private static Trial trial(double[] actual, double[] points, List<Double> quantiles, double[][] values) {
        Schema schema = Schema.univariate(Frequency.parse("step"));
        TimeSeries history = TimeSeries.of("a", schema, TimeAxis.integers(1, HISTORY.length), new double[][] {HISTORY});
        double[][][] shaped = new double[values.length][][];
        for (int i = 0; i < values.length; i++) {
            shaped[i] = new double[][] {values[i].clone()};
        }
        Forecast forecast = Forecast.wrap(
                "a",
                history.axis().slice(HISTORY.length, actual.length),
                PointKind.MEDIAN,
                new double[][] {points},
                quantiles,
                shaped);
        return Trial.of(0, history, 0, new double[][] {actual}, Map.of("x", quantiles), Map.of("x", forecast));
    }
}
