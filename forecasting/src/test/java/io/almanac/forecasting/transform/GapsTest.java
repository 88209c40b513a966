package io.almanac.forecasting.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class GapsTest {

    private static final double NAN = Double.NaN;

    @Test
    void gapsBecomeStraightLinesAndEndsTheNearestValue() {
        double[] values = {NAN, NAN, 1, NAN, NAN, 4, NAN};
        assertArrayEquals(new double[] {1, 1, 1, 2, 3, 4, 4}, Gaps.filled(values));
        assertArrayEquals(new double[] {NAN, NAN, 1, NAN, NAN, 4, NAN}, values, "the caller's stay");
    }

    @Test
    void whereNothingIsObservedAllStaysMissing() {
        assertArrayEquals(new double[] {NAN, NAN}, Gaps.filled(new double[] {NAN, NAN}));
        assertArrayEquals(new double[0], Gaps.filled(new double[0]));
    }
}
