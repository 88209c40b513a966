package io.almanac.benchmarks.ledger;

import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitProgress;
import java.util.function.LongSupplier;

/**
 * Measures epochs by the reports that close them. The first epoch is left out where there are others: the fit's
 * preparations lie before its end. One fit in one thread.
 */
public final class EpochClock implements FitListener {

    private static final double NANOS = 1e9;

    private final LongSupplier nanos;
    private final long started;
    private int epochs;
    private long firstEnd;
    private long lastEnd;

    /** A clock that starts now. */
    public EpochClock(LongSupplier nanos) {
        this.nanos = nanos;
        started = nanos.getAsLong();
    }

    @Override
    public void progress(FitProgress progress) {
        if (progress.endOfEpoch()) {
            lastEnd = nanos.getAsLong();
            firstEnd = epochs == 0 ? lastEnd : firstEnd;
            epochs++;
        }
    }

    public int epochs() {
        return epochs;
    }

    /** Mean seconds of an epoch; NaN if none was closed. */
    public double seconds() {
        return switch (epochs) {
            case 0 -> Double.NaN;
            case 1 -> (lastEnd - started) / NANOS;
            default -> (lastEnd - firstEnd) / NANOS / (epochs - 1);
        };
    }
}
