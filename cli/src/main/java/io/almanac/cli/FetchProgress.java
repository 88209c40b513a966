package io.almanac.cli;

import io.almanac.datasets.catalog.FetchListener;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows how a download goes on: a line that rewrites itself, on a terminal only. */
final class FetchProgress implements FetchListener {

    private static final int BAR = 20;
    private static final long EVERY_NANOS = 100_000_000;

    private final PrintWriter err;
    private final StatusLine line;
    private String file = "";
    private long first;
    private long started;
    private long shown;

    FetchProgress(PrintWriter err) {
        this.err = err;
        this.line = new StatusLine(err);
    }

    @Override
    public void progress(String name, long done, long total) {
        if (!line.isTerminal()) {
            return;
        }
        long now = System.nanoTime();
        if (!name.equals(file)) {
            file = name;
            first = done;
            started = now;
        } else if (now - shown < EVERY_NANOS && done != total) {
            return;
        }
        shown = now;
        line.show(text(name, done, total, (done - first) / Math.max(1e-3, (now - started) / 1e9)));
    }

    /**
     * The line.
     *
     * @param total -1 where it is not known
     * @param rate  bytes a second
     */
    static String text(String name, long done, long total, double rate) {
        if (total <= 0) {
            return String.format(Locale.ROOT, "%s %.1f MB, %.1f MB/s", name, done / 1e6, rate / 1e6);
        }
        int full = (int) (done * BAR / total);
        return String.format(
                Locale.ROOT,
                "%s [%s%s] %.1f of %.1f MB, %.1f MB/s",
                name,
                "#".repeat(full),
                ".".repeat(BAR - full),
                done / 1e6,
                total / 1e6,
                rate / 1e6);
    }

    @Override
    public void note(String sentence) {
        line.clear();
        err.println(sentence);
    }

    void clear() {
        line.clear();
    }
}
