package io.almanac.datasets.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.almanac.datasets.rows.NumberParser.Result;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberParserTest {

    private final NumberParser parser = new NumberParser('.');

    @Test
    void numbersAreReadToTheSameBitsAsByThePlatform() {
        var random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            String text = switch (i % 5) {
                case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
                case 1 -> Double.toString(random.nextGaussian() * 1000);
                case 2 -> String.format(Locale.ROOT, "%.3f", random.nextGaussian() * 1000);
                case 3 -> Long.toString(random.nextLong());
                default -> random.nextInt(1_000_000) + "e" + random.nextInt(-330, 300);
            };
            double expected = Double.parseDouble(text);
            if (Double.isFinite(expected)) {
                assertSameBits(expected, text);
            }
        }
    }

    @Test
    void everyUsualSpellingOfANumberIsRead() {
        assertSameBits(5, "5.");
        assertSameBits(0.5, ".5");
        assertSameBits(-0.0, "-0");
        assertSameBits(5, "+5");
        assertSameBits(0.001, "00.0010");
        assertSameBits(1e3, "1E+3");
        assertSameBits(1e-3, "1e-03");
        assertSameBits(0, "1e-0000400");
        assertSameBits(123456789012345680.0, "123456789012345678");
        assertSameBits(0.1, "0.1000000000000000055511151231257827");
    }

    @Test
    void otherTextIsNoNumber() {
        for (String text : new String[] {
            "-", ".", "+.", "e5", "1e", "1e+", "1.2.3", "1,5", "1 5", "1f", "1d", "0x1p3", "--1", "abc", "N/A", "١"
        }) {
            assertEquals(Result.NONE, parse(text), text);
        }
    }

    @Test
    void missingValuesAreNaN() {
        for (String text : new String[] {"", "NA", "na", "NaN", "nan", "NAN", "null", "NULL"}) {
            assertEquals(Result.MISSING, parse(text), text);
            assertEquals(Double.NaN, parser.value());
        }
    }

    @Test
    void infiniteNumbersAreToldFromOthers() {
        for (String text : new String[] {"inf", "-Inf", "Infinity", "+INFINITY", "∞", "1e999", "-1e99999999999"}) {
            assertEquals(Result.INFINITE, parse(text), text);
        }
    }

    @Test
    void theDecimalSignMayBeAComma() {
        var comma = new NumberParser(',');
        char[] text = "-12,5".toCharArray();
        assertEquals(Result.NUMBER, comma.parse(text, 0, text.length));
        assertEquals(-12.5, comma.value());
        char[] many = "0,12345678901234566".toCharArray();
        assertEquals(Result.NUMBER, comma.parse(many, 0, many.length));
        assertEquals(0.12345678901234566, comma.value());
        char[] point = "12.5".toCharArray();
        assertEquals(Result.NONE, comma.parse(point, 0, point.length));
    }

    private Result parse(String text) {
        char[] padded = ("x9" + text + "9x").toCharArray(); // what surrounds the field is not read
        return parser.parse(padded, 2, 2 + text.length());
    }

    private void assertSameBits(double expected, String text) {
        assertEquals(Result.NUMBER, parse(text), text);
        assertEquals(Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(parser.value()), text);
    }
}
