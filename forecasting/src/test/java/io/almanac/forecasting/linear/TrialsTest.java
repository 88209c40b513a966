package io.almanac.forecasting.linear;

import static io.almanac.forecasting.linear.SeriesOf.NAN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrialsTest {

    private static final double[] SEVEN = new double[7];

    @Test
    void validationTriesEachCutoffWhoseTargetsAreValidationSteps() {
        assertEquals(
                List.of(trial(0, 3, 3, 7), trial(0, 4, 3, 7), trial(0, 5, 3, 7)),
                Trials.validation(List.of(SeriesOf.channel(SEVEN, 3)), 2));
    }

    @Test
    void whereValidationIsShorterThanTheHorizonTheStepsBeforeItDoNotCount() {
        assertEquals(List.of(trial(0, 5, 6, 7)), Trials.validation(List.of(SeriesOf.channel(SEVEN, 6)), 2));
        assertEquals(List.of(), Trials.validation(List.of(SeriesOf.channel(SEVEN, 7)), 2));
        assertEquals(List.of(), Trials.validation(List.of(SeriesOf.channel(new double[2], 1)), 2));
    }

    @Test
    void aBlockIsForecastFromEachOfItsSteps() {
        List<Channel> channels = List.of(SeriesOf.channel(SEVEN, 0), SeriesOf.channel(SEVEN, 4));
        assertEquals(List.of(trial(1, 4, 4, 6), trial(1, 5, 4, 6)), Trials.block(channels, 2));
        assertEquals(3, Trials.block(channels, 100).size());
    }

    @Test
    void trainingTriesTheWindowsWithoutMissingValues() {
        double[] values = {0, 1, 4, 9, NAN, 1, 2, 3, 4, 5, 100};
        // Runs of 4 and, before validation, 5 steps.
        assertEquals(
                List.of(trial(0, 2, 0, 4), trial(0, 7, 0, 10), trial(0, 8, 0, 10)),
                Trials.training(List.of(SeriesOf.channel(values, 10)), 2, 2, 100));
    }

    @Test
    void ofManyCutoffsSomeAreTriedEvenlyOverAllChannels() {
        List<Channel> channels =
                List.of(SeriesOf.channel(new double[5_002], 1), SeriesOf.channel(new double[5_002], 1));
        List<Trials.Trial> trials = Trials.validation(channels, 2);
        assertEquals(1_024, trials.size());
        assertEquals(512, trials.stream().filter(trial -> trial.channel() == 1).count());
        assertEquals(
                7,
                Trials.training(List.of(SeriesOf.channel(new double[100], 100)), 2, 2, 7)
                        .size());
    }

    private static Trials.Trial trial(int channel, int cutoff, int from, int to) {
        return new Trials.Trial(channel, cutoff, from, to);
    }
}
