package io.almanac.cli;

import io.almanac.core.backtest.AuditChange;
import io.almanac.core.backtest.BacktestListener;
import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.ModelProvenance;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Shows how long work goes on: a line that rewrites itself on a terminal, else one line for each fit. */
final class Progress implements BacktestListener, FitListener {

    private static final int BAR = 10;

    private final PrintWriter err;
    private final StatusLine line;
    private final Set<String> told = new HashSet<>(); // labels, and lines that stand once
    private String fit = "";
    private long started;

    Progress(PrintWriter err) {
        this.err = err;
        this.line = new StatusLine(err);
    }

    @Override
    public void warning(String sentence) {
        err.println("plan: " + sentence);
    }

    @Override
    public void fitting(String label, int fold) {
        fitting(label + ", from fold " + (fold + 1));
    }

    /** What a forecaster chose, once: later folds choose by the same rules. */
    @Override
    public void fitted(String label, int fold, ModelProvenance provenance) {
        if (told.add(label)) {
            clear();
            provenance.notes().forEach(note -> err.println("  " + label + ": " + note));
        }
    }

    @Override
    public void auditing(String label, int fold, AuditChange change) {
        String what =
                "audit of " + label + ", fold " + (fold + 1) + (line.isTerminal() ? ", other " + change.text() : "");
        if (!what.equals(fit)) {
            fitting(what);
        }
    }

    /** A fit begins. */
    void fitting(String what) {
        started = System.nanoTime();
        fit = what;
        if (line.isTerminal()) {
            line.show(fit);
        } else if (told.add(fit)) { // each chunk of series that are not in memory is fitted anew
            err.println(fit + ": fitting");
        }
    }

    @Override
    public void resumed(String label, int fold) {
        String taken = label + ", from fold " + (fold + 1) + ": taken from an earlier run that was cut off";
        if (told.add(taken)) {
            clear();
            err.println(taken);
        }
    }

    @Override
    public void resumed(String label, int fold, int epoch) {
        resumed(epoch);
    }

    @Override
    public void resumed(int epoch) {
        clear();
        err.println(fit + ": resumed training after epoch " + epoch);
    }

    @Override
    public void progress(String label, int fold, FitProgress progress) {
        progress(progress);
    }

    @Override
    public void progress(FitProgress progress) {
        if (!line.isTerminal()) {
            return;
        }
        double done = progress.updates() == 0 ? 0 : (double) progress.update() / progress.updates();
        int full = (int) Math.round(done * BAR);
        line.show(String.format(
                Locale.ROOT,
                "%s [%s%s] %s, %.0f s",
                fit,
                "#".repeat(full),
                ".".repeat(BAR - full),
                Double.isNaN(progress.trainingLoss())
                        ? progress.update() + " of " + progress.updates()
                        : losses(progress),
                (System.nanoTime() - started) / 1e9));
    }

    private static String losses(FitProgress progress) {
        String validation = Double.isNaN(progress.validationLoss())
                ? ""
                : String.format(Locale.ROOT, ", validation %.3g", progress.validationLoss());
        return String.format(
                Locale.ROOT,
                "epoch %d/%d, loss %.3g%s",
                progress.epoch(),
                progress.epochs(),
                progress.trainingLoss(),
                validation);
    }

    @Override
    public boolean cancelled() {
        return false; // the user ends the process; files are written whole and a backtest resumes
    }

    /** Makes room for other output. */
    void clear() {
        line.clear();
    }
}
