package io.almanac.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesScaleTest {

    @Test
    void missingValuesAndThoseAfterTheLengthDoNotCount() {
        // 1, 2, 3: mean 2, variance (1 + 0 + 1) / 3.
        SeriesScale scale = SeriesScale.of(new double[] {1, Double.NaN, 2, 3, 1_000}, 4);

        assertEquals(2, scale.centre(), 1e-15);
        assertEquals(Math.sqrt(2.0 / 3), scale.scale(), 1e-15);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e300, 1e12, 1, 1e-12, 1e-300})
    void valuesOfAnySizeBecomeTheSame(double size) {
        SeriesScale scale = SeriesScale.of(new double[] {size, 2 * size, 3 * size}, 3);

        assertEquals(-Math.sqrt(1.5), scale.apply(size), 1e-9);
        assertEquals(3 * size, scale.undo(scale.apply(3 * size)), 1e-12 * size);
    }

    @Test
    void aConstantIsScaledByItsSize() {
        assertEquals(new SeriesScale(-7, 7), SeriesScale.of(new double[] {-7, -7, -7}, 3));
        // 0.1 added up three times is not 0.3: a deviation that is only rounding must not blow up.
        assertTrue(SeriesScale.of(new double[] {0.1, 0.1, 0.1}, 3).scale() > 0.09);
    }

    @Test
    void nothingObservedOrNothingButZerosIsLeftAsItIs() {
        assertEquals(new SeriesScale(0, 1), SeriesScale.of(new double[] {Double.NaN}, 1));
        assertEquals(new SeriesScale(0, 1), SeriesScale.of(new double[] {0, 0}, 2));
        assertEquals(new SeriesScale(0, 1), SeriesScale.of(new double[0], 0));
    }
}
