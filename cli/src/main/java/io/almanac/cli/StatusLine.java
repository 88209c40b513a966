package io.almanac.cli;

import java.io.PrintWriter;

/**
 * A line on a terminal that rewrites itself. The launcher says with a property whether standard error is a terminal,
 * since no Java version before 22 can tell.
 */
final class StatusLine {

    /** A longer line would wrap on a narrow terminal and could not be rewritten. */
    private static final int WIDTH = 79;

    private final PrintWriter err;
    private final boolean terminal;
    private int shown;

    StatusLine(PrintWriter err) {
        this.err = err;
        this.terminal = Boolean.getBoolean("almanac.terminal");
    }

    boolean isTerminal() {
        return terminal;
    }

    void show(String text) {
        String line = text.substring(0, Math.min(WIDTH, text.length()));
        err.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
        err.flush();
        shown = line.length();
    }

    /** Makes room for other output. */
    void clear() {
        if (terminal && shown > 0) {
            err.print("\r" + " ".repeat(shown) + "\r");
            err.flush();
            shown = 0;
        }
    }
}
