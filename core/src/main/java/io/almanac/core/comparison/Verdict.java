package io.almanac.core.comparison;

/** What a test says of a claim. */
public enum Verdict {
    /** The p value is at most alpha. */
    SHOWN,
    /** The p value is above alpha. It does not say that the opposite holds. */
    NOT_SHOWN,
    /** The data allow no test; the result says why. */
    NOT_TESTABLE;

    /** The verdict at a p value, which is NaN where nothing was tested. */
    static Verdict at(double p, double alpha) {
        if (Double.isNaN(p)) {
            return NOT_TESTABLE;
        }
        return p <= alpha ? SHOWN : NOT_SHOWN;
    }
}
