package io.almanac.benchmarks.ledger;

import io.almanac.core.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The part of a page that a program writes, between two comments; all the rest belongs to people. */
public final class MarkedPart {

    private static final int TEN = 10;

    private MarkedPart() {}

    /**
     * Replaces what stands between {@code <!-- NAME: begin -->} and {@code <!-- NAME: end -->}.
     *
     * @throws IllegalArgumentException if the file lacks one of them or has them the wrong way round
     */
    public static void replace(Path file, String name, String content) throws IOException {
        String page = Files.readString(file);
        String begin = "<!-- " + name + ": begin -->";
        String end = "<!-- " + name + ": end -->";
        int from = page.indexOf(begin);
        int to = page.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(
                    file + " must have the lines " + begin + " and " + end + " in this order");
        }
        String changed =
                page.substring(0, from + begin.length()) + "\n\n" + content.strip() + "\n\n" + page.substring(to);
        AtomicFile.write(file, changed);
    }

    /** A row of a Markdown table. */
    public static String row(Iterable<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /** The head of a Markdown table. */
    public static String head(Iterable<String> cells) {
        var rule = new StringBuilder("|");
        cells.forEach(cell -> rule.append(" --- |"));
        return row(cells) + rule + "\n";
    }

    /** Seconds in a table: {@code 0.3}, {@code 12}; a dash for NaN. */
    public static String seconds(double seconds) {
        return Double.isNaN(seconds) ? "-" : String.format(Locale.ROOT, seconds < TEN ? "%.1f" : "%.0f", seconds);
    }
}
