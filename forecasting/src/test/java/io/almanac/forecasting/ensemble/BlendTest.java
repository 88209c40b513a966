package io.almanac.forecasting.ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.TimeAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlendTest {

    private static final TimeAxis STEP = TimeAxis.integers(10, 1);

    private static Outcome blend(List<Outcome> outcomes) {
        return Blend.mean("m", labels(outcomes.size())).of(outcomes);
    }

    private static List<String> labels(int count) {
        return IntStream.range(0, count).mapToObj(i -> "m" + i).toList();
    }

    /** One channel, one step, the quantiles 0.1, 0.5, 0.9. */
    private static Forecast forecast(PointKind kind, double point, double... quantiles) {
        double[][][] values = new double[3][1][1];
        Arrays.setAll(values, q -> new double[][] {{quantiles[q]}});
        return Forecast.wrap("s", STEP, kind, new double[][] {{point}}, List.of(0.1, 0.5, 0.9), values);
    }

    private static Forecast mean(Outcome... outcomes) {
        return (Forecast) blend(List.of(outcomes));
    }

    @Test
    void pointsAndQuantilesAreAveragedEachForItself() {
        Forecast mean = mean(
                forecast(PointKind.MEAN, 2, -1, 1, 4),
                forecast(PointKind.MEAN, 5, 2, 5, 9),
                forecast(PointKind.MEAN, 8, 2, 9, 11));
        // (2 + 5 + 8) / 3; (-1 + 2 + 2) / 3; (1 + 5 + 9) / 3; (4 + 9 + 11) / 3
        assertArrayEquals(new double[] {5, 1, 5, 8}, Fixtures.numbers(mean));
        assertEquals("s", mean.id());
        assertEquals(STEP, mean.axis());
        assertEquals(0, mean.paths());
    }

    @Test
    void membersOfOneSpreadKeepItWhereverTheyLie() {
        Forecast mean = mean(forecast(PointKind.MEAN, 0, -1, 0, 2), forecast(PointKind.MEAN, 100, 99, 100, 102));
        assertArrayEquals(new double[] {50, 49, 50, 52}, Fixtures.numbers(mean));
    }

    @Test
    void aMeanLiesWithinTheMembersWhateverTheirOrderAndQuantilesDontCross() {
        var random = new Random(3);
        for (int trial = 0; trial < 50; trial++) {
            List<Outcome> members = new ArrayList<>();
            for (int m = 0; m < 2 + trial % 4; m++) {
                double[] quantiles = random.doubles(3, -9, 9).sorted().toArray();
                members.add(forecast(PointKind.MEDIAN, quantiles[1], quantiles));
            }
            double[] mean = Fixtures.numbers(blend(members));
            for (int i = 0; i < mean.length; i++) {
                double sum = 0;
                double least = Double.POSITIVE_INFINITY;
                double most = Double.NEGATIVE_INFINITY;
                for (Outcome member : members) {
                    double own = Fixtures.numbers(member)[i];
                    sum += own;
                    least = Math.min(least, own);
                    most = Math.max(most, own);
                }
                assertEquals(sum / members.size(), mean[i], 1e-12);
                assertTrue(mean[i] >= least - 1e-12 && mean[i] <= most + 1e-12);
            }
            assertTrue(mean[1] <= mean[2] && mean[2] <= mean[3]);
            Collections.reverse(members);
            assertArrayEquals(mean, Fixtures.numbers(blend(members)), 1e-12);
        }
    }

    @Test
    void pointsOfOneKindStayOfItAndOthersAreMeans() {
        Forecast mean = forecast(PointKind.MEAN, 0, 0, 0, 0);
        Forecast median = forecast(PointKind.MEDIAN, 0, 0, 0, 0);
        assertEquals(PointKind.MEDIAN, mean(median, median).pointKind());
        assertEquals(PointKind.MEAN, mean(mean, mean).pointKind());
        assertEquals(PointKind.MEAN, mean(median, mean).pointKind());
        assertEquals(PointKind.MEAN, mean(mean, median).pointKind());
    }

    @Test
    void aQuantileThatAMemberLacksIsLeftOut() {
        Forecast few = Forecast.wrap(
                "s", STEP, PointKind.MEAN, new double[][] {{0}}, List.of(0.5, 0.8), new double[][][] {{{0}}, {{1}}});
        Forecast mean = mean(forecast(PointKind.MEAN, 2, 1, 2, 3), few);
        assertEquals(List.of(0.5), mean.quantiles());
        assertArrayEquals(new double[] {1, 1}, Fixtures.numbers(mean));
    }

    @Test
    void aRefusalIsLeftOutUnlessAllRefuse() {
        var first = new Refusal("s", STEP, "too short");
        var second = new Refusal("s", STEP, "too flat");
        assertArrayEquals(
                new double[] {3, 2, 3, 4},
                Fixtures.numbers(mean(
                        first, forecast(PointKind.MEAN, 2, 1, 2, 3), second, forecast(PointKind.MEAN, 4, 3, 4, 5))));
        assertSame(first, blend(List.of(first, second)));
    }

    @Test
    void theMedianIsTheMiddleOneOrTheMeanOfTheTwoInTheMiddle() {
        Outcome low = forecast(PointKind.MEAN, 2, -9, 1, 4);
        Outcome middle = forecast(PointKind.MEAN, 5, 2, 5, 900);
        Outcome high = forecast(PointKind.MEAN, 800, 3, 9, 11);
        Blend three = Blend.median("m", labels(3));
        assertArrayEquals(new double[] {5, 2, 5, 11}, Fixtures.numbers(three.of(List.of(low, middle, high))));
        Outcome fourth = forecast(PointKind.MEAN, 7, 0, 6, 8);
        Blend four = Blend.median("m", labels(4));
        // (5 + 7) / 2; (0 + 2) / 2; (5 + 6) / 2; (8 + 11) / 2
        assertArrayEquals(new double[] {6, 1, 5.5, 9.5}, Fixtures.numbers(four.of(List.of(low, middle, high, fourth))));
        var refusal = new Refusal("s", STEP, "too short");
        assertArrayEquals(new double[] {5, 2, 5, 11}, Fixtures.numbers(four.of(List.of(low, middle, refusal, high))));
    }

    @Test
    void weightsCountInProportionAndAZeroLeavesAMemberOut() {
        Outcome low = forecast(PointKind.MEAN, 2, 1, 2, 3);
        Outcome high = forecast(PointKind.MEAN, 6, 5, 6, 7);
        var weighted = new Blend("m", labels(2), false, List.of(3.0, 1.0));
        // (3 * 2 + 6) / 4
        assertArrayEquals(new double[] {3, 2, 3, 4}, Fixtures.numbers(weighted.of(List.of(low, high))));
        assertSame(high, new Blend("m", labels(2), false, List.of(0.0, 1.0)).of(List.of(low, high)));
        assertEquals("the mean of m0 (75 %), m1 (25 %)", weighted.describe());
        assertEquals("the median of m0, m1", Blend.median("m", labels(2)).describe());
        assertEquals("m0", Blend.alone("m0").describe());
    }

    @Test
    void wrongWeightsAreRefused() {
        for (List<Double> wrong :
                List.of(List.of(1.0), List.of(0.0, 0.0), List.of(-1.0, 2.0), List.of(Double.NaN, 1.0))) {
            var thrown = assertThrows(IllegalArgumentException.class, () -> new Blend("m", labels(2), false, wrong));
            assertTrue(String.valueOf(thrown.getMessage()).endsWith(", were " + wrong), thrown.getMessage());
        }
    }

    @Test
    void ofMembersThatCouldNotBeFittedTheOthersAreLeft() {
        var blend = new Blend("m", List.of("a", "b", "c"), true, List.of(1.0, 2.0, 3.0));
        assertEquals(
                Optional.of(new Blend("m", List.of("a", "c"), true, List.of(1.0, 3.0))), blend.among(Set.of("c", "a")));
        assertEquals(Optional.empty(), blend.among(Set.of("d")));
    }
}
