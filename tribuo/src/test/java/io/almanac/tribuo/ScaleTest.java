package io.almanac.tribuo;

import static io.almanac.tribuo.Fixtures.NAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScaleTest {

    @Test
    void isMeanAndStandardDeviationOfWhatIsThere() {
        // mean (2 + 4 + 6) / 3 = 4, variance (4 + 0 + 4) / 3 = 8 / 3
        Scale scale = Scale.of(new double[] {2, NAN, 4, 6});
        assertEquals(4, scale.centre(), 1e-15);
        assertEquals(Math.sqrt(8.0 / 3), scale.scale(), 1e-15);
        assertEquals(2, scale.undo(scale.apply(2)), 1e-15);
    }

    @Test
    void aWindowThatDoesNotMoveIsDividedByAThousandthOfItsSize() {
        assertEquals(new Scale(-200, 0.2), Scale.of(new double[] {-200, -200}));
        assertEquals(new Scale(0, 1), Scale.of(new double[] {0, 0}));
        assertEquals(new Scale(0, 1), Scale.of(new double[] {NAN}));
        assertEquals(new Scale(0, 1), Scale.of(new double[0]));
    }

    @Test
    void hugeAndTinyValuesNeitherOverflowNorVanish() {
        Scale huge = Scale.of(new double[] {1e308, -1e308, 1e308});
        assertTrue(Double.isFinite(huge.centre()) && Double.isFinite(huge.scale()), huge.toString());
        assertTrue(Scale.of(new double[] {Double.MIN_VALUE}).scale() > 0);
    }

    @Test
    void scaledValuesStayWhenTheUnitChanges() {
        double[] values = new Random(1).doubles(20, 5, 9).toArray();
        double[] other = Arrays.stream(values).map(v -> 1000 * v - 3).toArray();
        for (int i = 0; i < values.length; i++) {
            assertEquals(Scale.of(values).apply(values[i]), Scale.of(other).apply(other[i]), 1e-9);
        }
    }
}
