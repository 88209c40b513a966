package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumsTest {

    @Test
    void sumsThatPlainAdditionGetsWrong() {
        assertEquals(2, added(List.of(1e100, 1.0, -1e100, 1.0)).value(0));
        assertEquals(
                Double.MIN_VALUE,
                added(List.of(1e300, Double.MIN_VALUE, -1e300)).value(0));
        // 1 + 2^-53 lies half way between 1 and the next double, and goes to the even one; anything more rounds up.
        assertEquals(1, added(List.of(1.0, 0x1p-53)).value(0));
        assertEquals(Math.nextUp(1.0), added(List.of(1.0, 0x1p-53, 0x1p-1000)).value(0));
        assertEquals(1, added(List.of(1.0, 0x1p-53, -0x1p-1000)).value(0));
        assertEquals(0, added(List.of()).value(0));
    }

    @ParameterizedTest(name = "terms around 2^±{0}")
    @ValueSource(ints = {0, 3, 60, 500, 1000})
    void theSumIsThatOfExactSumWhateverOrderAndGrouping(int exponents) {
        var random = new Random(exponents);
        for (int round = 0; round < 100; round++) {
            List<Double> terms = ExactSumTest.nasty(random, exponents);
            double expected = ExactSumTest.sum(terms);
            assertEquals(expected, added(terms).value(0));
            Collections.shuffle(terms, random);
            int cut = random.nextInt(terms.size() + 1);
            ExactSums second = added(terms.subList(cut, terms.size()));
            second.add(added(terms.subList(0, cut)));
            second.add(new ExactSums(1));
            assertEquals(expected, second.value(0));
        }
    }

    @Test
    void sumsThatLieSideBySideDoNotDisturbEachOther() {
        var random = new Random(4);
        List<List<Double>> terms = new ArrayList<>();
        var sums = new ExactSums(3);
        for (int i = 0; i < 3; i++) {
            // Two doubles are not enough for the one in the middle.
            terms.add(ExactSumTest.nasty(random, i == 1 ? 1000 : 3));
        }
        for (int t = 0; t < 200; t++) {
            for (int i = 0; i < 3; i++) {
                if (t < terms.get(i).size()) {
                    sums.add(i, terms.get(i).get(t));
                }
            }
        }
        for (int i = 0; i < 3; i++) {
            assertEquals(ExactSumTest.sum(terms.get(i)), sums.value(i));
        }
    }

    @Test
    void clearedSumsAreZeroAndCanBeReadTogether() {
        ExactSums sums = new ExactSums(3);
        sums.add(1, 1e300);
        sums.add(1, 1);
        sums.add(1, 1e-300);
        sums.clear();
        sums.add(2, 7);
        double[] last = new double[2];
        sums.values(1, last);
        assertArrayEquals(new double[] {0, 7}, last);
    }

    private static ExactSums added(List<Double> terms) {
        var sum = new ExactSums(1);
        terms.forEach(term -> sum.add(0, term));
        return sum;
    }
}
