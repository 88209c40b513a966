package io.almanac.datasets.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Closes a stream that has given nothing for a while, which wakes whoever waits for it. */
final class StallGuard implements AutoCloseable {

    private final InputStream in;
    private final Executor later;
    private final AtomicLong reads = new AtomicLong();
    private volatile boolean stalled;
    private volatile boolean done;

    StallGuard(InputStream in, Duration stall) {
        this.in = in;
        this.later = CompletableFuture.delayedExecutor(stall.toMillis(), TimeUnit.MILLISECONDS);
        watch(0);
    }

    private void watch(long seen) {
        later.execute(() -> {
            long now = reads.get();
            if (done) {
                return;
            } else if (now > seen) {
                watch(now);
                return;
            }
            stalled = true;
            try {
                in.close();
            } catch (IOException e) {
                // It is given up either way.
            }
        });
    }

    /** Something has arrived. */
    void alive() {
        reads.incrementAndGet();
    }

    boolean stalled() {
        return stalled;
    }

    @Override
    public void close() {
        done = true;
    }
}
