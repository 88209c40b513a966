package io.almanac.benchmarks.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.almanac.core.forecast.FitProgress;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EpochClockTest {

    @Test
    void leavesTheFirstEpochOutWhereThereAreOthers() {
        var now = new AtomicLong(7_000_000_000L);
        var clock = new EpochClock(now::get);
        assertEquals(Double.NaN, clock.seconds());
        pass(clock, now, 5, true);
        assertEquals(5, clock.seconds());
        pass(clock, now, 1, false);
        pass(clock, now, 1, true);
        pass(clock, now, 4, true);
        // epochs of 5, 2 and 4 seconds
        assertEquals(3, clock.epochs());
        assertEquals(3, clock.seconds());
    }

    private static void pass(EpochClock clock, AtomicLong now, long seconds, boolean endOfEpoch) {
        now.addAndGet(seconds * 1_000_000_000L);
        clock.progress(new FitProgress(1, 3, 1, 3, 0, 0, 0, endOfEpoch));
    }
}
