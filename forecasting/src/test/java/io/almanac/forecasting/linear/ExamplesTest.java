package io.almanac.forecasting.linear;

import static io.almanac.forecasting.linear.SeriesOf.NAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExamplesTest {

    private static final int[] STEPS = {0, 2};

    private final List<Channel> channels = List.of(SeriesOf.channel(new double[] {1, 3, 8, 5, 6, NAN}, 3));

    @Test
    void theCentreIsTakenFromContextAndTargets() {
        List<Trials.Trial> trials = List.of(new Trials.Trial(0, 2, 0, 6));
        Examples mean = Examples.of(trials, channels, Form.MEAN, 2, STEPS);
        assertArrayEquals(new double[] {-1, 1}, mean.inputs()[0]); // 1 and 3 less 2
        assertArrayEquals(new double[] {6, 4}, mean.targets()[0]); // 8 and 6 less 2
        Examples last = Examples.of(trials, channels, Form.LAST, 2, STEPS);
        assertArrayEquals(new double[] {-2, 0}, last.inputs()[0]);
        assertArrayEquals(new double[] {5, 3}, last.targets()[0]);
    }

    @Test
    void whatIsMissingOrDoesNotCountIsUnknown() {
        Examples examples = Examples.of(
                List.of(new Trials.Trial(0, 3, 4, 6), new Trials.Trial(0, 0, 0, 6)), channels, Form.MEAN, 2, STEPS);
        assertEquals(1, examples.inputs().length); // nothing is observed before step 0
        assertArrayEquals(new double[] {NAN, NAN}, examples.targets()[0]);
        assertEquals(NAN, Examples.loss(examples.targets()));
    }

    @Test
    void errorsAreWhatTheWeightsOfTheChannelLeaveOver() {
        var examples =
                new Examples(new int[] {0, 0, 2}, new double[][] {{1}, {2}, {3}}, new double[][] {{10}, {10}, {NAN}});
        double[][] errors = examples.errors(channel -> new double[][] {{channel + 1.0}});
        assertArrayEquals(new double[][] {{9}, {8}, {NAN}}, errors);
        assertEquals(Math.sqrt(72.5) * 8.5, Examples.loss(errors), 1e-12); // root of (81 + 64) / 2, times (9 + 8) / 2
    }
}
