package io.almanac.forecasting.neural.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.Covariate.Kind;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.CalendarFeatures.Field;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowFeaturesTest {

    private static final double NAN = Double.NaN;
    private static final Frequency HOURS = Frequency.parse("h");

    /** Not in the order of the columns: known ahead first, then past, statics apart. */
    private static final Schema SCHEMA = new Schema(
            HOURS,
            List.of(24),
            List.of("y"),
            List.of(
                    Covariate.real("clicks", Kind.PAST),
                    new Covariate("shop", Kind.STATIC, List.of("a", "b")),
                    new Covariate("day", Kind.FUTURE, List.of("mon", "sat", "sun")),
                    Covariate.real("price", Kind.FUTURE),
                    Covariate.real("size", Kind.STATIC)));

    private static TimeSeries series(
            String id, double shop, double size, double[] clicks, double[] day, double[] price) {
        TimeAxis axis = TimeAxis.of(HOURS, LocalDateTime.of(2024, 1, 1, 6, 0), clicks.length);
        return TimeSeries.of(
                id,
                SCHEMA,
                axis,
                new double[][] {new double[clicks.length]},
                new double[][] {clicks, {shop}, day, price, {size}},
                day.length - clicks.length);
    }

    private static final TimeSeries FIRST =
            series("a", 1, 10, new double[] {0, 2, 100}, new double[] {0, 2, NAN, 1}, new double[] {1, NAN, 900, 3});

    private static final TimeSeries SECOND =
            series("b", 0, 30, new double[] {0, 2, 100}, new double[] {0, 0, 0, 0}, new double[] {5, 3, 900, 900});

    /** The last step of each series is for validation. */
    private static final WindowFeatures FEATURES =
            WindowFeatures.of(List.of(Field.TIME_OF_DAY), SeriesSet.of(SCHEMA, List.of(FIRST, SECOND)), 1);

    private static float[] written(TimeSeries series, int step, boolean past) {
        float[] target = new float[past ? FEATURES.size() : FEATURES.known()];
        FEATURES.write(series, step, past, target, 0);
        return target;
    }

    @Test
    void columnsAreCountedByWhatIsKnownWhen() {
        assertEquals(2 + 3 + 1, FEATURES.known()); // the time of day, the days, the price
        assertEquals(6 + 1, FEATURES.size()); // and clicks
        assertEquals(2 + 1, FEATURES.statics()); // shops and the size
    }

    @Test
    void numbersAreScaledByTheTrainingPartsOfAllSeriesAndCategoriesAreColumns() {
        // Clicks of the first two steps are 0, 2, 0, 2: mean 1, deviation 1. Prices there are 1, 5, 3: mean 3,
        // deviation
        // sqrt(8 / 3). Six o'clock is a quarter of a day: sine 1, cosine 0.
        float price = (float) ((1 - 3) / Math.sqrt(8 / 3.0));

        assertArrayEquals(new float[] {1, 0, 1, 0, 0, price, -1}, written(FIRST, 0, true), 1e-6f);
    }

    @Test
    void whatIsMissingOrLiesBeforeTheSeriesIsZeroButForTheCalendar() {
        float sine = (float) Math.sin(2 * Math.PI * 7 / 24);
        float cosine = (float) Math.cos(2 * Math.PI * 7 / 24);
        assertArrayEquals(new float[] {sine, cosine, 0, 0, 1, 0, 1}, written(FIRST, 1, true), 1e-6f);
        assertArrayEquals(new float[] {0, 1, 0, 0, 0, 0, 0}, written(FIRST, -6, true), 1e-6f); // midnight
    }

    @Test
    void afterTheLastStepFutureCovariatesGoOnAsFarAsTheyAreKnown() {
        float[] known = written(FIRST, 3, false);
        float[] unknown = written(FIRST, 4, false);

        assertArrayEquals(new float[] {0, 1, 0, 0}, new float[] {known[2], known[3], known[4], known[5]}, 1e-6f);
        assertArrayEquals(new float[] {0, 0, 0, 0}, new float[] {unknown[2], unknown[3], unknown[4], unknown[5]});
    }

    @Test
    void staticsAreScaledOverSeries() {
        float[] target = new float[3];

        FEATURES.writeStatics(FIRST, target, 0);

        // Sizes 10 and 30: mean 20, deviation 10.
        assertArrayEquals(new float[] {0, 1, -1}, target, 1e-6f);
    }

    @Test
    void aHistoryThatLacksSomethingSaysWhat() {
        assertEquals(Optional.empty(), FEATURES.lacks(FIRST, 1));
        assertEquals(
                Optional.of("its future covariates are known 1 steps ahead, the horizon is 2"),
                FEATURES.lacks(FIRST, 2));
        TimeSeries plain = TimeSeries.of("p", Schema.univariate(HOURS), FIRST.axis(), new double[][] {new double[3]});
        assertEquals(
                Optional.of("it lacks the past covariate clicks, which the model was fitted with"),
                FEATURES.lacks(plain, 1));
        assertEquals(Optional.empty(), WindowFeatures.NONE.lacks(plain, 1));
    }
}
