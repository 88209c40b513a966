package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.forecast.Forecasters;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformerConfigTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "context      | 1    | context must be 0 (chosen) or at least 2, was 1",
                "width        | 0    | width must be at least 1, was 0",
                "heads        | 5    | width must be a multiple of heads, was 48 for 5",
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
}
