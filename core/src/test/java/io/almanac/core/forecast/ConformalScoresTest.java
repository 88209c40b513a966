package io.almanac.core.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConformalScoresTest {

    /** n scores 1, 2, … n in an order that is not theirs, so that a score is its rank. */
    private static ConformalScores ranks(int n) {
        return ConformalScores.of(IntStream.range(0, n).mapToDouble(i -> n - i).toArray());
    }

    @ParameterizedTest(name = "of {0} scores, {1} takes rank {2}")
    @CsvSource({
        "9, 0.8, 8", // (9 + 1) 0.8 = 8
        "10, 0.8, 9", // 11 times 0.8 is 8.8, rounded up
        "19, 0.95, 19", // 20 times 0.95 is 19
        "59, 0.95, 57", // 60 times 0.95 is 57
        "99, 0.55, 55", // 100 times 0.55 is 55; in doubles 55.00000000000001
        "100, 0.975, 99", // 101 times 0.975 is 98.475
        "1, 0.5, 1", // 2 times 0.5
    })
    void theUpperBoundIsTheScoreOfTheFiniteSampleRank(int n, double p, double rank) {
        assertEquals(OptionalDouble.of(rank), ranks(n).upper(p));
    }

    @ParameterizedTest(name = "of {0} scores, {1} takes rank {2} from below")
    @CsvSource({
        "9, 0.1, 1", // (9 + 1) 0.1 = 1
        "19, 0.1, 2", // 20 times 0.1
        "39, 0.025, 1", // 40 times 0.025
        "99, 0.55, 55", // 100 times 0.55
        "100, 0.1, 10", // 101 times 0.1 is 10.1, rounded down
    })
    void theLowerBoundIsTheScoreOfItsMirroredRank(int n, double p, double rank) {
        assertEquals(OptionalDouble.of(rank), ranks(n).lower(p));
    }

    @ParameterizedTest(name = "{0} needs {1} scores")
    @CsvSource({"0.5, 1", "0.8, 4", "0.9, 9", "0.95, 19", "0.975, 39", "0.99, 99", "0.999, 999"})
    void aBoundNeedsSoManyScoresAndOneLessHasNone(double p, int needed) {
        assertEquals(needed, ConformalScores.needed(p));
        assertEquals(OptionalDouble.of(needed), ranks(needed).upper(p));
        assertEquals(OptionalDouble.empty(), ranks(needed - 1).upper(p));
        double mirrored = Math.round((1 - p) * 1000) / 1000.0;
        assertEquals(OptionalDouble.of(1), ranks(needed).lower(mirrored));
        assertEquals(OptionalDouble.empty(), ranks(needed - 1).lower(mirrored));
    }

    @Test
    void everyRankIsThatOfIntegerArithmetic() {
        for (int n = 1; n < 130; n++) {
            for (int thousandth = 1; thousandth < 1000; thousandth++) {
                // The oracle counts in whole thousandths: the least k with 1000 k >= (n + 1) thousandth.
                int k = 0;
                while (1000 * k < (n + 1) * thousandth) {
                    k++;
                }
                OptionalDouble expected = k <= n ? OptionalDouble.of(k) : OptionalDouble.empty();
                assertEquals(expected, ranks(n).upper(thousandth / 1000.0), n + " scores, " + thousandth);
            }
        }
    }

    /** Of n + 1 exchangeable values each is the next with the same chance; the bound holds for just k of them. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.8, 0.9, 0.95})
    void amongAllValuesLeftOutInTurnTheBoundHoldsForItsRank(double p) {
        var random = new Random(1);
        for (int n : new int[] {19, 20, 37, 59}) {
            double[] values = random.doubles(n + 1).toArray();
            int held = 0;
            for (int out = 0; out <= n; out++) {
                double[] others = new double[n];
                System.arraycopy(values, 0, others, 0, out);
                System.arraycopy(values, out + 1, others, out, n - out);
                if (values[out] <= ConformalScores.of(others).upper(p).getAsDouble()) {
                    held++;
                }
            }
            assertEquals((int) Math.ceil((n + 1) * p - 1e-9), held);
            assertTrue(held >= p * (n + 1) - 1e-9 && held < p * (n + 1) + 1);
        }
    }

    @Test
    void unknownScoresAreLeftOut() {
        ConformalScores scores = ConformalScores.of(Double.NaN, 3, 1, Double.NaN, 4, 2);
        assertEquals(4, scores.size());
        assertEquals(OptionalDouble.of(4), scores.upper(0.8));
    }

    @Test
    void theScoresAreCopied() {
        double[] scores = {2, 1};
        ConformalScores.of(scores);
        assertEquals(2, scores[0]);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
    void aProbabilityLiesWithinZeroAndOne(double p) {
        String message = "p must be within (0, 1), was " + p;
        var scores = ranks(5);
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> scores.upper(p))
                        .getMessage());
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> scores.lower(p))
                        .getMessage());
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> ConformalScores.needed(p))
                        .getMessage());
    }
}
