package io.almanac.datasets.rows;

/**
 * Reads decimal numbers from a buffer of characters. What {@link Double#parseDouble} reads beside them, such as
 * {@code 1f} or {@code 0x1p3}, is no number here. No objects are made for numbers of up to 15 digits.
 *
 * <p>Missing values are the empty text, {@code NA}, {@code NaN} and {@code null}, in upper or lower case.
 */
public final class NumberParser {

    /** What a text is. */
    public enum Result {
        NUMBER,
        MISSING,
        INFINITE,
        NONE
    }

    /** The powers of ten that a double holds exactly. */
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final int EXACT_DIGITS = 15;

    private final char decimalSign;
    private double value;

    public NumberParser(char decimalSign) {
        this.decimalSign = decimalSign;
    }

    /** The number read last; NaN if it was missing. */
    public double value() {
        return value;
    }

    /** Reads {@code buffer[from, to)}. */
    public Result parse(char[] buffer, int from, int to) {
        value = Double.NaN;
        int at = from;
        boolean negative = false;
        if (at < to && (buffer[at] == '-' || buffer[at] == '+')) {
            negative = buffer[at] == '-';
            at++;
        }
        long mantissa = 0;
        int digits = 0; // significant ones, without leading zeros
        int decimals = 0;
        int firstDigit = at;
        boolean point = false;
        for (; at < to; at++) {
            int digit = buffer[at] - '0';
            if (digit >= 0 && digit <= 9) {
                mantissa = mantissa * 10 + digit; // may overflow, but is not used then
                digits += mantissa == 0 ? 0 : 1;
                decimals += point ? 1 : 0;
            } else if (buffer[at] == decimalSign && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (at - firstDigit == (point ? 1 : 0)) {
            return word(buffer, from, to);
        }
        int exponent = 0;
        if (at < to && (buffer[at] == 'e' || buffer[at] == 'E')) {
            int end = exponentEnd(buffer, at + 1, to);
            if (end < to || end == at + 1) {
                return Result.NONE;
            }
            if (end - at > 6) { // 1e0000001 and worse: let the platform see to it
                return slow(buffer, from, to);
            }
            exponent = Integer.parseInt(String.valueOf(buffer, at + 1, end - at - 1));
            at = end;
        }
        if (at < to) {
            return Result.NONE;
        }
        int scale = exponent - decimals;
        if (digits > EXACT_DIGITS || Math.abs(scale) >= TENS.length) {
            return slow(buffer, from, to);
        }
        // Both operands are exact, so the result is rounded once: Clinger 1990, "How to Read Floating Point Numbers
        // Accurately", section 3.
        double magnitude = scale < 0 ? mantissa / TENS[-scale] : mantissa * TENS[scale];
        value = negative ? -magnitude : magnitude;
        return Result.NUMBER;
    }

    /** The end of an optional sign and at least one digit; {@code from} if there is none. */
    private static int exponentEnd(char[] buffer, int from, int to) {
        int at = from;
        if (at < to && (buffer[at] == '-' || buffer[at] == '+')) {
            at++;
        }
        int firstDigit = at;
        while (at < to && buffer[at] >= '0' && buffer[at] <= '9') {
            at++;
        }
        return at == firstDigit ? from : at;
    }

    private Result slow(char[] buffer, int from, int to) {
        double parsed =
                Double.parseDouble(String.valueOf(buffer, from, to - from).replace(decimalSign, '.'));
        if (Double.isInfinite(parsed)) {
            return Result.INFINITE;
        }
        value = parsed;
        return Result.NUMBER;
    }

    private static Result word(char[] buffer, int from, int to) {
        if (from == to || is("na", buffer, from, to) || is("nan", buffer, from, to) || is("null", buffer, from, to)) {
            return Result.MISSING;
        }
        int unsigned = buffer[from] == '-' || buffer[from] == '+' ? from + 1 : from;
        return is("inf", buffer, unsigned, to) || is("infinity", buffer, unsigned, to) || is("∞", buffer, unsigned, to)
                ? Result.INFINITE
                : Result.NONE;
    }

    /** Whether the text is a lower-case word in any case; ASCII only, so no locale matters. */
    private static boolean is(String word, char[] buffer, int from, int to) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = buffer[from + i];
            if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
