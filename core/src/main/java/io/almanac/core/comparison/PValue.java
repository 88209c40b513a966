package io.almanac.core.comparison;

import java.util.Locale;

/** How a p value stands in a sentence. */
final class PValue {

    private PValue() {}

    /** {@code = 0.013} or {@code < 0.001}; rounded so that it stays on its side of usual levels. */
    static String text(double p) {
        if (p < 0.001) {
            return "< 0.001";
        }
        return String.format(Locale.ROOT, p > 0.0495 && p < 0.0505 ? "= %.5f" : "= %.3f", p);
    }
}
