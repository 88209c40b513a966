package io.almanac.core.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class FrequencyFuzzTest {

    @FuzzTest
    void whatIsReadCanBeWrittenAndReadAgain(byte[] input) {
        Frequency frequency;
        try {
            frequency = Frequency.parse(new String(input, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            assertFalse(String.valueOf(e.getMessage()).isBlank());
            return;
        }
        assertEquals(frequency, Frequency.parse(frequency.toString()));
        assertTrue(frequency.season() >= 1);
    }
}
