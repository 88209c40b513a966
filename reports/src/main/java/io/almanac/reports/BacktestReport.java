package io.almanac.reports;

import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.Trial;
import io.almanac.core.files.AtomicFile;
import io.almanac.core.forecast.Refusal;
import io.almanac.reports.internal.Collected;
import io.almanac.reports.internal.ReportPage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One self-contained HTML page about a backtest. While the backtest runs it keeps what it will draw, in memory that does
 * not grow with the data; then it writes the page. Mutable, for one thread and one backtest.
 *
 * <p>The page needs no network and no script. The same results give the same bytes.
 */
public final class BacktestReport implements BacktestSink {

    private static final int SERIES = 3;
    private static final int CHANNELS = 3;

    private final Collected collected;

    private BacktestReport(Collected collected) {
        this.collected = collected;
    }

    /** A report that draws up to 3 series and 3 channels, at the first and the last fold. */
    public static BacktestReport of(BacktestPlan plan) {
        return of(plan, SERIES, CHANNELS);
    }

    /** A report that draws up to so many series and channels of each, the first in the data. */
    public static BacktestReport of(BacktestPlan plan, int series, int channels) {
        return new BacktestReport(new Collected(plan, series, channels));
    }

    @Override
    public void scored(Trial trial) {
        collected.add(trial);
    }

    @Override
    public void refused(String label, int fold, Refusal refusal) {
        collected.line(label);
    }

    /**
     * Writes the page.
     *
     * @throws IllegalStateException on a machine without fonts, with what to do about it
     */
    public void write(Path file, ReportInput input) throws IOException {
        var page = new ReportPage(
                collected,
                input.title(),
                input.data(),
                input.summary(),
                input.evaluation(),
                input.evidence(),
                input.command());
        AtomicFile.write(file, page.html());
    }
}
