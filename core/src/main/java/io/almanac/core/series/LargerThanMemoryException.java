package io.almanac.core.series;

import java.util.Locale;

/** Thrown before series are loaded that do not fit into memory. The message says how much they need. */
public final class LargerThanMemoryException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String option;

    LargerThanMemoryException(String why, MemoryNeed need, long heap) {
        super(String.format(
                Locale.ROOT,
                "%s, and %,d series of %,d numbers need %,d MB; Java has %,d MB at most, needed are %,d",
                why,
                need.series(),
                need.numbers(),
                megabytes(need.bytes()),
                heap >> 20,
                megabytes(need.heap())));
        this.option = "-Xmx" + megabytes(need.heap()) + "m";
    }

    private static long megabytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    /** The option of Java that gives it as much as is needed: {@code -Xmx6000m}. */
    public String option() {
        return option;
    }
}
