package io.almanac.forecasting.linear;

import static io.almanac.forecasting.linear.SeriesOf.NAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialsTest {

    /** Forecasts the mean of two steps, for two steps. */
    private static final LinearMap MEAN = new LinearMap(new double[2][2]);

    private static final double[] SQUARES = {0, 1, 4, 9, 16, 25, 36};

    @Test
    void validationTriesEachCutoffWhoseTargetsAreValidationSteps() {
        double[][] errors =
                Trials.validation(List.of(new Channel(SQUARES, 3)), 2).errors(MEAN);
        // Means of 1, 4; of 4, 9; of 9, 16.
        assertRows(errors, new double[] {6.5, 13.5}, new double[] {9.5, 18.5}, new double[] {12.5, 23.5});
    }

    @Test
    void whereValidationIsShorterThanTheHorizonTheStepsBeforeItDoNotCount() {
        assertRows(Trials.validation(List.of(new Channel(SQUARES, 6)), 2).errors(MEAN), new double[] {NAN, 23.5});
        assertRows(Trials.validation(List.of(new Channel(SQUARES, 7)), 2).errors(MEAN));
        assertRows(Trials.validation(List.of(new Channel(new double[] {1, 2}, 1)), 2)
                .errors(MEAN));
    }

    @Test
    void missingTargetsAreUnknownAndContextsWithTooFewStepsAreNotTried() {
        double[] values = {0, NAN, NAN, 9, 16, NAN, 36};
        // Cutoff 3 reads two missing steps; cutoff 4 reads 9 alone; cutoff 5 reads 9 and 16.
        assertRows(
                Trials.validation(List.of(new Channel(values, 3)), 2).errors(MEAN),
                new double[] {7, NAN},
                new double[] {NAN, 23.5});
    }

    @Test
    void trainingTriesTheWindowsWithoutMissingValues() {
        double[] values = {0, 1, 4, 9, NAN, 1, 2, 3, 4, 5, 100};
        // Runs of 4 and, before validation, 5 steps.
        assertRows(
                Trials.training(List.of(new Channel(values, 10)), 2, 2).errors(MEAN),
                new double[] {3.5, 8.5},
                new double[] {1.5, 2.5},
                new double[] {1.5, 2.5});
    }

    @Test
    void relativeErrorsAreInUnitsOfTheWindow() {
        double[] values = {0, 4, 2, 6, 7, 8};
        // Cutoff 4: history 0, 4, 2, 6 has the deviation sqrt(5), the window 2, 6 the deviation 2, the mean 4.
        double unit = Math.sqrt(Math.sqrt(5) * 2);
        double[][] errors =
                Trials.validation(List.of(new Channel(values, 4)), 2).relativeErrors(MEAN);
        assertArrayEquals(new double[] {3 / unit, 4 / unit}, errors[0], 1e-15);
    }

    @Test
    void ofManyCutoffsSomeAreTriedEvenlyOverAllChannels() {
        double[] ramp = SeriesOf.values(5_002, t -> t);
        double[] steep = SeriesOf.values(5_002, t -> 10 * t);
        double[][] errors = Trials.validation(List.of(new Channel(ramp, 1), new Channel(steep, 1)), 2)
                .errors(MEAN);
        assertEquals(1_024, errors.length);
        // The ramp's errors are 1.5 at most, those of the steep one 10 at least.
        assertEquals(512, Arrays.stream(errors).filter(row -> row[0] > 5).count());
    }

    private static void assertRows(double[][] rows, double[]... expected) {
        assertEquals(expected.length, rows.length);
        for (int i = 0; i < rows.length; i++) {
            assertArrayEquals(expected[i], rows[i], 1e-12);
        }
    }
}
