package io.almanac.forecasting.local;

import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitProgress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Runs independent pieces of work on all cores: those of the common pool, and the calling thread. */
final class Workers {

    private static final long REPORT_NANOS = 200_000_000;

    private Workers() {}

    /**
     * Runs each piece once. Each thread takes the next piece when it is done with one, so that a few long ones don't hold
     * up the rest. Only the calling thread talks to the listener.
     *
     * @throws CancellationException if the listener asks to stop; pieces that had begun are finished
     */
    static void each(int count, FitListener listener, IntConsumer piece) {
        Thread caller = Thread.currentThread();
        var next = new AtomicInteger();
        var cancelled = new AtomicBoolean();
        IntStream.rangeClosed(0, ForkJoinPool.getCommonPoolParallelism())
                .parallel()
                .forEach(worker -> {
                    long reported = System.nanoTime();
                    for (int i = next.getAndIncrement(); i < count && !cancelled.get(); i = next.getAndIncrement()) {
                        piece.accept(i);
                        if (Thread.currentThread() == caller) {
                            cancelled.compareAndSet(false, listener.cancelled());
                            if (System.nanoTime() - reported > REPORT_NANOS) {
                                reported = System.nanoTime();
                                listener.progress(FitProgress.ofPieces(Math.min(next.get(), count), count));
                            }
                        }
                    }
                });
        if (cancelled.get()) {
            throw new CancellationException("the fit was cancelled");
        }
    }
}
