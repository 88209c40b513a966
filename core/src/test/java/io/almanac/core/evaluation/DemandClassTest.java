package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemandClassTest {

    @Test
    void theFourClasses() {
        // CV² of 1, 3 is (1 + 1) / 1 / 4 = 0.5; of 2, 3 it is 0.08. ADI is 1 and 2.
        assertEquals(Optional.of(DemandClass.SMOOTH), DemandClass.of(new double[] {2, 3}));
        assertEquals(Optional.of(DemandClass.ERRATIC), DemandClass.of(new double[] {1, 3}));
        assertEquals(Optional.of(DemandClass.INTERMITTENT), DemandClass.of(new double[] {2, 0, 3, 0}));
        assertEquals(Optional.of(DemandClass.LUMPY), DemandClass.of(new double[] {0, 1, 3, 0}));
    }

    @Test
    void theCutIsAt132StepsPerDemand() {
        // 100 steps with 76 demands: 1.3158. With 75: 1.3333.
        assertEquals(Optional.of(DemandClass.SMOOTH), DemandClass.of(ones(100, 76)));
        assertEquals(Optional.of(DemandClass.INTERMITTENT), DemandClass.of(ones(100, 75)));
    }

    private static double[] ones(int length, int demands) {
        double[] history = new double[length];
        Arrays.fill(history, 0, demands, 1);
        return history;
    }

    @Test
    void missingValuesCountForNothing() {
        double nan = Double.NaN;
        // Two demands in two observed steps.
        assertEquals(Optional.of(DemandClass.SMOOTH), DemandClass.of(new double[] {2, nan, nan, nan, 3}));
    }

    @Test
    void demandThatIsNeverOrOnceThere() {
        assertEquals(Optional.of(DemandClass.INTERMITTENT), DemandClass.of(new double[] {0, 0}));
        assertEquals(Optional.of(DemandClass.INTERMITTENT), DemandClass.of(new double[] {0, 7}));
        assertEquals(Optional.of(DemandClass.SMOOTH), DemandClass.of(new double[] {7}));
    }

    @Test
    void whatIsNoDemandHasNoClass() {
        assertEquals(Optional.empty(), DemandClass.of(new double[] {}));
        assertEquals(Optional.empty(), DemandClass.of(new double[] {Double.NaN}));
        assertEquals(Optional.empty(), DemandClass.of(new double[] {3, -1, 4}));
    }

    @Test
    void neitherTheUnitNorTheOrderMatters() {
        var random = new Random(2);
        for (int round = 0; round < 100; round++) {
            double[] history = random.doubles(1 + random.nextInt(30))
                    .map(value -> value < 0.3 ? 0 : value * value)
                    .toArray();
            double[] other =
                    Arrays.stream(history).map(value -> value * 1024).sorted().toArray();
            assertEquals(DemandClass.of(history), DemandClass.of(other));
        }
    }

    @Test
    void moreThanHalfOfTheChannelsMakeDataSporadic() {
        double[] regular = {1, 2, 1, 2, 1, 2};
        double[] rare = {0, 0, 3, 0, 0, 3};
        assertTrue(mostlySporadic(data(rare)));
        assertTrue(mostlySporadic(data(rare, rare, regular)));
        assertFalse(mostlySporadic(data(rare, regular)));
        assertFalse(mostlySporadic(data(regular)));
    }

    private static boolean mostlySporadic(SeriesSet data) {
        var balance = new DemandClass.Balance();
        data.stream().forEach(balance);
        return balance.mostlySporadic();
    }

    /** One series with a channel for each row. */
    private static SeriesSet data(double[]... channels) {
        List<String> names =
                IntStream.range(0, channels.length).mapToObj(c -> "c" + c).toList();
        TimeAxis axis = TimeAxis.integers(0, channels[0].length);
        var schema = new Schema(axis.frequency(), List.of(1), names, List.of());
        return SeriesSet.of(TimeSeries.of("s", schema, axis, channels));
    }

    @Test
    void twoClassesAreMostlyZeros() {
        assertTrue(DemandClass.INTERMITTENT.sporadic() && DemandClass.LUMPY.sporadic());
        assertFalse(DemandClass.SMOOTH.sporadic() || DemandClass.ERRATIC.sporadic());
        assertEquals(new MetricTarget.Group("demand class", "lumpy"), DemandClass.LUMPY.group());
    }
}
