package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncoderShapeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0 | 6  | 2 | 1 | 10 | 0   | 0    | features must be at least 1, was 0
                    3 | 0  | 2 | 1 | 10 | 0   | 0    | width must be at least 1, was 0
                    3 | 6  | 0 | 1 | 10 | 0   | 0    | heads must be at least 1, was 0
                    3 | 6  | 2 | 0 | 10 | 0   | 0    | layers must be at least 1, was 0
                    3 | 6  | 2 | 1 | -1 | 0   | 0    | feedForward must be at least 1, was -1
                    3 | 6  | 2 | 1 | 10 | 1   | 0    | dropout must be in [0, 1), was 1.0
                    3 | 6  | 2 | 1 | 10 | NaN | 0    | dropout must be in [0, 1), was NaN
                    3 | 6  | 2 | 1 | 10 | 0   | -0.1 | attentionDropout must be in [0, 1), was -0.1
                    3 | 10 | 4 | 1 | 10 | 0   | 0    | width must be a multiple of heads, was 10 with 4
                    """)
    void refusesWhatCannotBeBuilt(
            int features,
            int width,
            int heads,
            int layers,
            int feedForward,
            double dropout,
            double attentionDropout,
            String message) {
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> new EncoderShape(
                        features,
                        width,
                        heads,
                        layers,
                        feedForward,
                        dropout,
                        attentionDropout,
                        Positions.NONE,
                        NormOrder.POST,
                        Activation.RELU,
                        false));
        assertEquals(message, e.getMessage());
    }

    @Test
    void rotaryPositionsNeedHeadsOfEvenWidth() {
        assertEquals(2, shape(6, 3, Positions.ROTARY).headWidth());
        assertEquals(3, shape(6, 2, Positions.BOTH).headWidth());
        var e = assertThrows(IllegalArgumentException.class, () -> shape(6, 2, Positions.ROTARY));
        assertEquals(
                "the width of a head must be even with rotary positions, was 3 (width 6 with 2 heads)", e.getMessage());
    }

    private static EncoderShape shape(int width, int heads, Positions positions) {
        return new EncoderShape(3, width, heads, 1, 10, 0, 0, positions, NormOrder.POST, Activation.RELU, false);
    }
}
