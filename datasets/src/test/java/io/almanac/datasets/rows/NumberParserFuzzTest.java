package io.almanac.datasets.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The parser reads the numbers of its language as the platform reads them, and nothing else. */
class NumberParserFuzzTest {

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Set<String> MISSING = Set.of("", "na", "nan", "null");
    private static final Set<String> INFINITE = Set.of("inf", "infinity", "∞");

    @FuzzTest
    void numbersAreThoseOfThePlatform(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        check(text, text, new NumberParser('.'));
        check(text, text.replace('.', '_').replace(',', '.'), new NumberParser(','));
    }

    private static void check(String text, String withPoint, NumberParser parser) {
        char[] buffer = ("1" + text + "1").toCharArray(); // what stands around a field must not matter
        NumberParser.Result result = parser.parse(buffer, 1, buffer.length - 1);
        String word = lower(text);
        double expected = Double.NaN;
        NumberParser.Result kind = NumberParser.Result.NONE;
        if (MISSING.contains(word)) {
            kind = NumberParser.Result.MISSING;
        } else if (INFINITE.contains(word) || (word.matches("[+-].*") && INFINITE.contains(word.substring(1)))) {
            kind = NumberParser.Result.INFINITE;
        } else if (NUMBER.matcher(withPoint).matches()) {
            double parsed = Double.parseDouble(withPoint);
            kind = Double.isInfinite(parsed) ? NumberParser.Result.INFINITE : NumberParser.Result.NUMBER;
            expected = Double.isInfinite(parsed) ? Double.NaN : parsed;
        }
        assertEquals(kind, result, text);
        assertEquals(Double.doubleToLongBits(expected), Double.doubleToLongBits(parser.value()), text);
    }

    /** Lower case of ASCII letters alone: the Kelvin sign is no k here. */
    private static String lower(String text) {
        return text.chars().allMatch(c -> c < 128 || c == '∞') ? text.toLowerCase(Locale.ROOT) : text;
    }
}
