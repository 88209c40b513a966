package io.almanac.forecasting.conformal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.almanac.core.forecast.Levels;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConformalMethodTest {

    private static final List<Double> BOTH = Levels.quantiles(Levels.DEFAULT);
    private static final List<Double> EIGHTY = Levels.quantiles(List.of(80));

    @Test
    void symmetricTakesTheRankOfAbsoluteErrors() {
        // Absolute errors 1 to 9, level 80: rank 10 times 0.8 = 8. The quantile 0.5 is the point itself.
        double[] errors = {-9, 2, -3, 4, 5, -6, 7, 8, -1};
        assertArrayEquals(
                new double[] {-8, 0, 8}, ConformalMethod.SYMMETRIC.distances(EIGHTY, new double[][] {errors}));
    }

    @Test
    void asymmetricTakesEachTailAtItsOwnRank() {
        // Nine errors, sorted -6 -3 -2 -1 0 1 2 10 30. Quantile 0.1: rank 10 times 0.1 = 1; 0.9: rank 9; 0.5: rank 5.
        double[] errors = {10, -6, -3, 30, -2, 0, 1, -1, 2};
        assertArrayEquals(
                new double[] {-6, 0, 30}, ConformalMethod.ASYMMETRIC.distances(EIGHTY, new double[][] {errors}));
        // Ten errors, one more of 4: ranks floor(1.1) = 1, ceil(9.9) = 10, and the mean of ranks 5 and 6, 0 and 1.
        double[] ten = {10, -6, -3, 30, -2, 0, 1, -1, 2, 4};
        assertArrayEquals(
                new double[] {-6, 0.5, 30}, ConformalMethod.ASYMMETRIC.distances(EIGHTY, new double[][] {ten}));
    }

    @Test
    void quantilesMoveByWhatLiesOutsideThem() {
        // Point 0, own quantiles -1, 0, 2, and the actual values -3, 0, 1, 4. Outside by 2, -1, -1, 2.
        // Level 80 of four scores: rank 5 times 0.8 = 4, so 2 outwards on both sides.
        double[] actual = {-3, 0, 1, 4};
        assertArrayEquals(
                new double[] {-2, 0, 2}, ConformalMethod.QUANTILES.distances(EIGHTY, errors(actual, 0, -1, 0, 2)));
        // All inside of -9 and 9: by 6, 9, 8, 5 at the nearer end. The largest score is -5, so inwards.
        assertArrayEquals(
                new double[] {5, 0, -5}, ConformalMethod.QUANTILES.distances(EIGHTY, errors(actual, 0, -9, 0, 9)));
    }

    @Test
    void aQuantileWithoutItsMirrorImageMovesByItsOwnTail() {
        // Own quantile 0.75 at 1, actual values 1 2 3 4: errors 0 1 2 3, rank ceil(5 times 0.75) = 4.
        List<Double> upper = List.of(0.75);
        double[] actual = {1, 2, 3, 4};
        assertArrayEquals(new double[] {3}, ConformalMethod.QUANTILES.distances(upper, errors(actual, 0, 1)));
        // 0.25: rank floor(5 times 0.25) = 1.
        assertArrayEquals(new double[] {0}, ConformalMethod.QUANTILES.distances(List.of(0.25), errors(actual, 0, 1)));
        assertEquals(3, ConformalMethod.QUANTILES.needed(upper));
    }

    @Test
    void eachMethodSaysHowManyScoresItNeeds() {
        // Level 95: .95 / .05 = 19; its upper tail 0.975 / 0.025 = 39.
        assertEquals(19, ConformalMethod.SYMMETRIC.needed(BOTH));
        assertEquals(39, ConformalMethod.ASYMMETRIC.needed(BOTH));
        assertEquals(19, ConformalMethod.QUANTILES.needed(BOTH));
        assertEquals(4, ConformalMethod.SYMMETRIC.needed(EIGHTY));
        assertEquals(0, ConformalMethod.SYMMETRIC.needed(List.of(0.5)));
        assertEquals(1, ConformalMethod.ASYMMETRIC.needed(List.of(0.5)));
        assertEquals(0, ConformalMethod.QUANTILES.needed(List.of()));
    }

    @ParameterizedTest
    @EnumSource
    void withOneScoreTooFewThereIsNone(ConformalMethod method) {
        int needed = (int) method.needed(BOTH);
        double[] actual = new Random(2).doubles(needed).toArray();
        double[][] enough = errors(actual, 0, 0, 0, 0, 0, 0);
        double[][] few = errors(Arrays.copyOf(actual, needed - 1), 0, 0, 0, 0, 0, 0);
        assertTrue(Arrays.stream(method.distances(BOTH, enough)).noneMatch(Double::isNaN));
        assertTrue(Double.isNaN(method.distances(BOTH, few)[0]));
        assertTrue(Double.isNaN(method.distances(BOTH, few)[4]));
    }

    @ParameterizedTest
    @EnumSource
    void theOrderOfScoresAndUnknownOnesChangeNothing(ConformalMethod method) {
        var random = new Random(3);
        for (int round = 0; round < 50; round++) {
            List<Double> actual =
                    new ArrayList<>(random.doubles(40 + round).boxed().toList());
            double[] before = method.distances(BOTH, errors(array(actual), 0.5, 0, 0.2, 0.5, 0.7, 1));
            Collections.shuffle(actual, random);
            actual.add(random.nextInt(20), Double.NaN);
            assertArrayEquals(before, method.distances(BOTH, errors(array(actual), 0.5, 0, 0.2, 0.5, 0.7, 1)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void distancesGrowWithTheUnitOfTheErrors(ConformalMethod method) {
        double[] actual = new Random(4).doubles(77).toArray();
        double[] eight = Arrays.stream(actual).map(a -> 8 * a).toArray();
        double[] one = method.distances(BOTH, errors(actual, 0.5, 0, 0.25, 0.5, 0.75, 1));
        double[] scaled = method.distances(BOTH, errors(eight, 4, 0, 2, 4, 6, 8));
        assertArrayEquals(Arrays.stream(one).map(d -> 8 * d).toArray(), scaled); // a power of two rounds nothing
    }

    /** The file says which versions of NumPy and MAPIE made it: src/test/reference/conformal_reference.py. */
    @Test
    void intervalsAreThoseOfTheReference() throws IOException {
        JsonNode root;
        try (InputStream in = ConformalMethodTest.class.getResourceAsStream("methods.json")) {
            root = new ObjectMapper().readTree(Objects.requireNonNull(in));
        }
        double point = root.required("point").asDouble();
        double[] own = doubles(root.required("own"));
        List<Double> quantiles =
                Arrays.stream(doubles(root.required("quantiles"))).boxed().toList();
        for (JsonNode one : root.required("cases")) {
            ConformalMethod method =
                    ConformalMethod.valueOf(one.required("method").asText());
            double[] actual = doubles(one.required("actual"));
            double[] bases = IntStream.range(0, 1 + own.length)
                    .mapToDouble(base -> base == 0 ? point : point + own[base - 1])
                    .toArray();
            double[] distances = method.distances(quantiles, errors(actual, bases));
            double[] values = IntStream.range(0, own.length)
                    .mapToDouble(q -> (method == ConformalMethod.QUANTILES ? bases[1 + q] : point) + distances[q])
                    .toArray();
            assertArrayEquals(doubles(one.required("expected")), values, 1e-12, method + ", " + actual.length);
        }
    }

    private static double[] doubles(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToDouble(
                        i -> array.get(i).isNull() ? Double.NaN : array.get(i).asDouble())
                .toArray();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The errors of constant bases: (base, score). */
    private static double[][] errors(double[] actual, double... bases) {
        return Arrays.stream(bases)
                .mapToObj(base -> Arrays.stream(actual).map(a -> a - base).toArray())
                .toArray(double[][]::new);
    }
}
