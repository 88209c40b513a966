package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PoolingTest {

    @Test
    void meanMedianAndGeometricMean() {
        double[] values = {8, 1, 2, 3};
        assertEquals(3.5, Pooling.MEAN_OF_SERIES.pool(values));
        assertEquals(2.5, Pooling.MEDIAN_OF_SERIES.pool(values));
        assertEquals(2, Pooling.MEDIAN_OF_SERIES.pool(new double[] {8, 1, 2}));
        // The fourth root of 48.
        assertEquals(2.6321480259049848, Pooling.GEOMETRIC_MEAN_OF_SERIES.pool(values), 1e-15);
    }

    @Test
    void oneValueIsItself() {
        for (Pooling pooling :
                List.of(Pooling.MEAN_OF_SERIES, Pooling.MEDIAN_OF_SERIES, Pooling.GEOMETRIC_MEAN_OF_SERIES)) {
            assertEquals(0.1, pooling.pool(new double[] {0.1}));
        }
    }

    @Test
    void onlyTheGeometricMeanNeedsLogarithms() {
        assertTrue(Pooling.MEAN_OF_SERIES.takes(0) && Pooling.MEDIAN_OF_SERIES.takes(-1));
        assertFalse(Pooling.GEOMETRIC_MEAN_OF_SERIES.takes(0) || Pooling.GEOMETRIC_MEAN_OF_SERIES.takes(-1));
        for (Pooling pooling : Pooling.values()) {
            assertFalse(pooling.takes(Double.NaN));
        }
    }

    @Test
    void theOrderChangesNoBit() {
        var random = new Random(8);
        List<Double> values = new ArrayList<>(
                random.doubles(200, 1e-6, 1e6).map(v -> v * v).boxed().toList());
        for (Pooling pooling :
                List.of(Pooling.MEAN_OF_SERIES, Pooling.MEDIAN_OF_SERIES, Pooling.GEOMETRIC_MEAN_OF_SERIES)) {
            double first = pooling.pool(array(values));
            for (int round = 0; round < 20; round++) {
                Collections.shuffle(values, random);
                assertEquals(
                        Double.doubleToRawLongBits(first), Double.doubleToRawLongBits(pooling.pool(array(values))));
            }
        }
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
