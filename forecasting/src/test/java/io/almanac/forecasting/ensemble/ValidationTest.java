package io.almanac.forecasting.ensemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValidationTest {

    private static final double NAN = Double.NaN;

    private static TimeSeries series(String id, int season, double... values) {
        var schema = new Schema(Frequency.parse("step"), List.of(season), List.of("y"), List.of());
        return TimeSeries.of(id, schema, TimeAxis.integers(0, values.length), new double[][] {values});
    }

    private static Validation run(int folds, TimeSeries... series) {
        Members members = Members.of(Map.of("n", "naive", "d", "drift"), Map.of());
        List<Blend> blends = List.of(Blend.alone("n"), Blend.alone("d"), Blend.mean("both", List.of("d", "n")));
        return Validation.run(
                members, blends, SeriesSet.of(series[0].schema(), List.of(series)), FitOptions.of(2), folds);
    }

    @Test
    void theLossIsTheMeanAbsoluteErrorScaledByThatOfSeasonalNaive() {
        Validation validation = run(1, series("s", 2, 1, 2, 4, 8, 10, 13));
        // Known: 1, 2, 4, 8; season 2: differences 3 and 6, mean 4.5. Naive says 8: off by 2 and 5.
        assertEquals(List.of(3.5 / 4.5), validation.losses("n"));
        // Drift adds 7 / 3 a step: 10 1/3 and 12 2/3, off by a third each.
        assertEquals(1 / 3.0 / 4.5, validation.losses("d").get(0), 1e-12);
        // Their mean: 9 1/6 and 10 1/3, off by 5/6 and 8/3.
        assertEquals((5 / 6.0 + 8 / 3.0) / 2 / 4.5, validation.losses("both").get(0), 1e-12);
    }

    @Test
    void eachFoldEndsAHorizonEarlierAndSeesNothingOfWhatComes() {
        double[] values = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
        Validation validation = run(3, series("s", 1, values));
        for (int fold = 0; fold < 3; fold++) {
            int cutoff = values.length - 2 * (fold + 1);
            double scale = 0;
            for (int t = 1; t < cutoff; t++) {
                scale += Math.abs(values[t] - values[t - 1]) / (cutoff - 1);
            }
            double last = values[cutoff - 1];
            double loss = (Math.abs(values[cutoff] - last) + Math.abs(values[cutoff + 1] - last)) / 2 / scale;
            assertEquals(loss, validation.losses("n").get(fold), 1e-12);
        }
    }

    @Test
    void aSeriesTooShortForAFoldHasNoTrialAndOneThatCantBeScoredAnUnknownLoss() {
        Validation validation = run(
                2,
                series("long", 1, 1, 2, 4, 8, 10, 13),
                series("short", 1, 1, 2),
                series("flat", 1, 5, 5, 5, 5, 6, 7),
                series("unknown", 1, 1, 2, 4, 8, NAN, NAN));
        // Newest fold: long, flat (a scale of 0), unknown (nothing to score). Fold before: those of six steps again.
        assertEquals(6, validation.losses("n").size());
        assertTrue(validation.losses("n").get(1).isNaN());
        assertTrue(validation.losses("n").get(2).isNaN());
    }

    @Test
    void weightsAreOneOverTheMeanSquareInTrialsThatAllHave() {
        Validation validation = run(1, series("a", 2, 1, 2, 4, 8, 10, 13), series("flat", 2, 5, 5, 5, 5, 6, 7));
        double loss = validation.losses("n").get(0);
        assertEquals(1 / (loss * loss), validation.inverseSquares().getOrDefault("n", NAN), 1e-12);
    }

    @Test
    void fewSeriesGetMoreFolds() {
        assertEquals(5, Validation.folds(1));
        assertEquals(5, Validation.folds(6));
        assertEquals(3, Validation.folds(10));
        assertEquals(2, Validation.folds(29));
        assertEquals(1, Validation.folds(30));
        assertEquals(1, Validation.folds(3003));
    }
}
