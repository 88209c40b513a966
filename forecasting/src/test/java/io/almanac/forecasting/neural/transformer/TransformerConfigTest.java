package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.forecast.Forecasters;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformerConfigTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "context      | 1    | context must be 0 (chosen) or at least 2, was 1",
                "width        | -1   | width must be at least 0, was -1",
                "width        | 5    | width must be a multiple of heads, was 5 for 2",
                "patch        | -1   | patch must be 0 (chosen) or at least 1, was -1",
                "tokens       | channel | tokens CHANNEL need channels MIXED: alone, a token has no other to attend to",
                "cycle        | 1    | cycle must be -1 (the season), 0 (none) or at least 2 steps, was 1",
                "averaging    | 1    | averaging must be in [0, 1), was 1.0",
                "paths        | -1   | paths must not be negative, was -1",
                "layers       | 0    | layers must be at least 1, was 0",
                "dropout      | 1    | dropout must be in [0, 1), was 1.0",
                "batch        | 1    | batch must be at least 2, was 1",
                "learningRate | 0    | learningRate must be above 0, was 0.0",
                "learningRate | NaN  | learningRate must be above 0, was NaN",
                "weightDecay  | -1   | weightDecay must not be negative, was -1.0",
                "patience     | 0    | patience must be at least 1, was 0"
            })
    void anOptionOutOfItsRangeIsNamed(String option, String value, String message) {
        var e = assertThrows(
                IllegalArgumentException.class, () -> Forecasters.create("transformer", Map.of(option, value)));

        assertEquals("transformer: " + message, e.getMessage());
    }

    @Test
    void aDecoderNeedsPositionsThatItsAttentionToTheEncoderCanRead() {
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> Forecasters.create("transformer", Map.of("decoding", "one_shot", "positions", "rotary")));

        assertEquals(
                "transformer: positions ROTARY tells a decoder nothing of the order of what was encoded: it needs decoding"
                        + " FLAT, was ONE_SHOT",
                e.getMessage());
    }
}
