package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumTest {

    @Test
    void sumsThatPlainAdditionGetsWrong() {
        assertEquals(2, sum(List.of(1e100, 1.0, -1e100, 1.0)));
        assertEquals(Double.MIN_VALUE, sum(List.of(1e300, Double.MIN_VALUE, -1e300)));
        // 1 + 2^-53 lies half way between 1 and the next double, and goes to the even one; anything more rounds up.
        assertEquals(1, sum(List.of(1.0, 0x1p-53)));
        assertEquals(Math.nextUp(1.0), sum(List.of(1.0, 0x1p-53, 0x1p-1000)));
        assertEquals(1, sum(List.of(1.0, 0x1p-53, -0x1p-1000)));
        assertEquals(0, sum(List.of()));
    }

    @ParameterizedTest(name = "terms around 2^±{0}")
    @ValueSource(ints = {0, 3, 60, 500, 1000})
    void theSumIsTheExactOneRoundedOnce(int exponents) {
        var random = new Random(exponents);
        for (int round = 0; round < 200; round++) {
            List<Double> terms = nasty(random, exponents);
            // BigDecimal adds doubles exactly, and doubleValue rounds to the nearest, ties to even.
            BigDecimal exact = terms.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertEquals(exact.doubleValue(), sum(terms) + 0.0);
        }
    }

    @ParameterizedTest(name = "terms around 2^±{0}")
    @ValueSource(ints = {3, 60, 1000})
    void neitherOrderNorGroupingChangesABit(int exponents) {
        var random = new Random(exponents);
        for (int round = 0; round < 100; round++) {
            List<Double> terms = nasty(random, exponents);
            long bits = Double.doubleToRawLongBits(sum(terms));
            Collections.shuffle(terms, random);
            int cut = random.nextInt(terms.size() + 1);
            var first = new ExactSum();
            terms.subList(0, cut).forEach(first::add);
            var second = new ExactSum();
            terms.subList(cut, terms.size()).forEach(second::add);
            second.add(first);
            second.add(new ExactSum());
            assertEquals(bits, Double.doubleToRawLongBits(second.value()));
        }
    }

    /** Terms of very different size, many of which cancel, some wholly and some but for the last bits. */
    static List<Double> nasty(Random random, int exponents) {
        List<Double> terms = new ArrayList<>(List.of(0.0, -0.0));
        for (int i = random.nextInt(60); i > 0; i--) {
            double term = Math.scalb(random.nextGaussian(), random.nextInt(2 * exponents + 1) - exponents);
            terms.add(term);
            if (random.nextBoolean()) {
                terms.add(random.nextBoolean() ? -term : -Math.nextUp(term));
            }
        }
        Collections.shuffle(terms, random);
        return terms;
    }

    static double sum(List<Double> terms) {
        var sum = new ExactSum();
        terms.forEach(sum::add);
        return sum.value();
    }
}
