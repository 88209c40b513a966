package io.almanac.datasets.catalog;

import java.util.Locale;

/** Bytes for a person, in powers of 1,000. */
final class Sizes {

    private Sizes() {}

    static String of(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        } else if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
