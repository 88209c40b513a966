package io.almanac.core.comparison;

/** What is claimed, and so which side of a test counts. */
public enum Alternative {
    /** The label's expected loss is smaller: one side, for a baseline that was named beforehand. */
    BETTER,
    /** The expected losses differ: both sides, for pairs of which neither was expected to win. */
    DIFFERENT
}
