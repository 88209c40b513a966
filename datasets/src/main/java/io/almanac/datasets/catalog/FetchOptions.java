package io.almanac.datasets.catalog;

import java.time.Duration;
import java.util.Optional;

/**
 * How files are fetched.
 *
 * @param mirror   a folder, or the address of a server (http or https), that has the files as {@code NAME/FILE}; then
 *                 nothing is asked from the publishers
 * @param attempts that may bring nothing, one after the other, before a file is given up; at least 1
 * @param backoff  the time before the second attempt; it doubles from one to the next
 * @param connect  how long a server may take to answer
 * @param stall    how long a server may send nothing in the middle of a file
 * @param cap      bytes that a file may have of which no length is known
 */
public record FetchOptions(
        Optional<String> mirror, int attempts, Duration backoff, Duration connect, Duration stall, long cap) {

    private static final FetchOptions DEFAULTS = new FetchOptions(
            Optional.empty(), 4, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(60), 2_000_000_000L);

    public FetchOptions {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, was " + attempts);
        }
        if (backoff.isNegative() || !isPositive(connect) || !isPositive(stall)) {
            throw new IllegalArgumentException("backoff must not be negative, connect and stall must be positive, were "
                    + backoff + ", " + connect + ", " + stall);
        }
        if (cap < 1) {
            throw new IllegalArgumentException("cap must be at least 1, was " + cap);
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    /** From the publishers, 4 attempts, 1 s before the second, 30 s to answer, 60 s without a byte, at most 2 GB. */
    public static FetchOptions defaults() {
        return DEFAULTS;
    }

    /** From a mirror. */
    public FetchOptions withMirror(String folderOrAddress) {
        return new FetchOptions(Optional.of(folderOrAddress), attempts, backoff, connect, stall, cap);
    }
}
