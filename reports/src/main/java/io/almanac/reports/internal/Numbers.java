package io.almanac.reports.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers and counts as a reader sees them. */
final class Numbers {

    private static final MathContext FOUR_DIGITS = new MathContext(4);
    private static final double LARGEST_PLAIN = 1e9;
    private static final double SMALLEST_PLAIN = 1e-4;

    private Numbers() {}

    /** Four significant digits, all digits before the point of larger numbers; {@code n/a} for NaN. */
    static String text(double value) {
        if (Double.isNaN(value)) {
            return "n/a";
        }
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (Double.isInfinite(value) || size >= LARGEST_PLAIN || size < SMALLEST_PLAIN) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        if (size >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        BigDecimal rounded = new BigDecimal(value).round(FOUR_DIGITS);
        int decimals = Math.max(0, FOUR_DIGITS.getPrecision() - (rounded.precision() - rounded.scale()));
        return rounded.setScale(decimals, java.math.RoundingMode.HALF_EVEN).toPlainString();
    }

    /** With a comma between thousands. */
    static String text(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 1 fold}, {@code 20 folds}. */
    static String count(long count, String one, String many) {
        return text(count) + " " + (count == 1 ? one : many);
    }

    /** With a capital letter at the beginning. */
    static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** A p value: three decimals, more where they would put it on the wrong side of 0.05; {@code n/a} for NaN. */
    static String p(double value) {
        if (Double.isNaN(value)) {
            return "n/a";
        }
        if (value < 0.001) {
            return "< 0.001";
        }
        return String.format(Locale.ROOT, value > 0.0495 && value < 0.0505 ? "%.5f" : "%.3f", value);
    }

    /** Seconds with two decimals, from 100 on with none. */
    static String seconds(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
    }

    /** A difference with one decimal and its sign; 0.0 has none. */
    static String signed(double value) {
        String text = String.format(Locale.ROOT, "%+.1f", value);
        return text.endsWith("0.0") && text.length() == 4 ? "0.0" : text;
    }

    /** Percent with one decimal. */
    static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f %%", value);
    }
}
