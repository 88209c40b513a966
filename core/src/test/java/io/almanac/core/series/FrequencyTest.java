package io.almanac.core.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FrequencyTest {

    @Test
    void textIsReadAsItWasWritten() {
        for (Frequency.Unit unit : Frequency.Unit.values()) {
            for (int multiple : new int[] {1, 2, 15, 999_999}) {
                var frequency = new Frequency(multiple, unit);
                assertEquals(frequency, Frequency.parse(frequency.toString()));
            }
        }
    }

    @Test
    void otherToolkitsSpellingsAreRead() {
        assertEquals(Frequency.of(Frequency.Unit.HOUR), Frequency.parse("H"));
        assertEquals(new Frequency(15, Frequency.Unit.MINUTE), Frequency.parse("15T"));
        assertEquals(new Frequency(15, Frequency.Unit.MINUTE), Frequency.parse(" 15 MIN "));
        assertEquals(Frequency.of(Frequency.Unit.MONTH), Frequency.parse("MS"));
        assertEquals(Frequency.of(Frequency.Unit.QUARTER), Frequency.parse("QE"));
        assertEquals(Frequency.of(Frequency.Unit.YEAR), Frequency.parse("A"));
    }

    @Test
    void otherTextIsRefused() {
        for (String text : new String[] {"", "15", "hourly", "-1h", "1.5h", "1234567h"}) {
            var error = assertThrows(IllegalArgumentException.class, () -> Frequency.parse(text));
            assertEquals(
                    "frequency must be a number and one of s, min, h, D, B, W, M, Q, Y, step (15min, h, 2W), was \""
                            + text + "\"",
                    error.getMessage());
        }
        var error = assertThrows(IllegalArgumentException.class, () -> Frequency.parse("0h"));
        assertEquals("multiple must be at least 1, was 0", error.getMessage());
    }

    @Test
    void theSeasonIsThatOfTheUnitDividedByTheMultiple() {
        // Design, section 8: h 24, 15min 96, D 7, B 5, W 52, M 12, Q 4, Y 1.
        String[] texts = {"h", "15min", "D", "B", "W", "M", "Q", "Y", "step", "2h", "10min", "30s", "2W"};
        int[] seasons = {24, 96, 7, 5, 52, 12, 4, 1, 1, 12, 144, 120, 26};
        for (int i = 0; i < texts.length; i++) {
            assertEquals(seasons[i], Frequency.parse(texts[i]).season(), texts[i]);
        }
        assertEquals(1, Frequency.parse("2D").season()); // a week is three and a half of them
        assertEquals(1, Frequency.parse("7h").season());
    }

    @Test
    void theDefaultHorizonIsShort() {
        assertEquals(24, Frequency.parse("h").horizon());
        assertEquals(96, Frequency.parse("15min").horizon());
        assertEquals(12, Frequency.parse("M").horizon());
    }
}
