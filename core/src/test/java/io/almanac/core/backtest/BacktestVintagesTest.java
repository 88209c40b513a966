package io.almanac.core.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.DataHash;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Each value of y is revised three steps after its own: 100 more. The weather of a step is forecast two steps ahead
 * and again one step ahead: the value tells after how many steps.
 */
class BacktestVintagesTest {

    private static final int LENGTH = 12;
    private static final Schema SCHEMA = new Schema(
            Frequency.parse("step"), List.of(1), List.of("y"), List.of(Covariate.real("temp", Covariate.Kind.FUTURE)));

    /** Cutoffs after 7, 8 and 9 steps. */
    private static final BacktestPlan PLAN = BacktestPlan.of(3, 3).withStride(1).withRefitEvery(1);

    private final RecordingForecaster forecaster = RecordingForecaster.local();
    private final RecordingSink sink = new RecordingSink();

    @Test
    void aFoldIsGivenWhatWasKnownAtItsCutoff() {
        run(series(known -> known));
        for (int fold = 0; fold < 3; fold++) {
            int cutoff = 7 + fold;
            TimeSeries history = forecaster.calls.get(fold).get(0);
            TimeSeries training = forecaster.trainings.get(fold).get(0);
            for (int step = 0; step < cutoff; step++) {
                double y = step + 4 <= cutoff ? step + 100 : step;
                assertEquals(y, history.value(0, step));
                assertEquals(y, training.value(0, step));
                assertEquals(step, history.covariate(0, step), "one step ahead, long ago");
            }
            assertEquals(cutoff, history.length());
            assertEquals(2, history.ahead(), "of three steps asked for");
            assertEquals(cutoff, history.covariate(0, cutoff), "one step ahead");
            assertEquals(cutoff, history.covariate(0, cutoff + 1), "two steps ahead");
            assertEquals(0, training.ahead());
            // A window inside the training part sees what its own end saw.
            TimeSeries window = training.asOf(4, 3);
            assertEquals(100, window.value(0, 0));
            assertEquals(1, window.value(0, 1));
            assertEquals(4, window.covariate(0, 5));
            assertEquals(
                    List.of(cutoff + 100.0, cutoff + 101.0, cutoff + 102.0),
                    sink.rows.get(fold).actual());
        }
    }

    @Test
    void whatIsPublishedLaterReachesNoFoldBeforeIt() {
        // Everything that was known only after 8 steps is known even later: folds after 7 and 8 steps don't notice.
        run(series(known -> known));
        var late = RecordingForecaster.local();
        Backtest.defaults()
                .run(SeriesSet.of(series(known -> known <= 8 ? known : known + 50)), Map.of("x", late), PLAN, sink);
        for (int fold = 0; fold < 2; fold++) {
            assertEquals(hash(forecaster.calls.get(fold)), hash(late.calls.get(fold)));
            assertEquals(DataHash.of(forecaster.trainings.get(fold)), DataHash.of(late.trainings.get(fold)));
        }
        assertNotEquals(hash(forecaster.calls.get(2)), hash(late.calls.get(2)));
    }

    private void run(TimeSeries series) {
        Backtest.defaults().run(SeriesSet.of(series), Map.of("x", forecaster), PLAN, sink);
    }

    private static String hash(List<TimeSeries> histories) {
        return DataHash.of(SeriesSet.of(SCHEMA, histories));
    }

    /** The series; what is known after some steps may come later, but for the first version of y. */
    private static TimeSeries series(IntUnaryOperator late) {
        int[] twice = IntStream.range(0, 2 * LENGTH).map(i -> i / 2).toArray();
        int[] published = new int[2 * LENGTH];
        double[] y = new double[2 * LENGTH];
        int[] issued = new int[2 * LENGTH];
        double[] temp = new double[2 * LENGTH];
        for (int step = 0; step < LENGTH; step++) {
            published[2 * step] = step + 1;
            published[2 * step + 1] = late.applyAsInt(step + 4);
            y[2 * step] = step;
            y[2 * step + 1] = step + 100;
            issued[2 * step] = late.applyAsInt(Math.max(0, step - 1));
            issued[2 * step + 1] = late.applyAsInt(step);
            temp[2 * step] = Math.max(0, step - 1);
            temp[2 * step + 1] = step;
        }
        double[] newest = new double[LENGTH];
        Arrays.setAll(newest, step -> step + 100);
        double[] last = new double[LENGTH];
        Arrays.setAll(last, step -> step);
        return TimeSeries.wrap(
                        "s", SCHEMA, TimeAxis.integers(0, LENGTH), new double[][] {newest}, new double[][] {last}, 0)
                .withVintages(0, twice, published, y)
                .withCovariateVintages(0, twice, issued, temp);
    }
}
