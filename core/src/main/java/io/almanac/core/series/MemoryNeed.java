package io.almanac.core.series;

/**
 * The memory that series take when all of them are loaded. What is done with them takes more.
 *
 * @param series  how many there are
 * @param numbers values and covariates of all of them
 */
public record MemoryNeed(long series, long numbers) {

    /** The objects and arrays of a series and of its place in a set, its id of some twenty characters included. */
    private static final int BYTES_PER_SERIES = 300;

    /** The part of the heap that series may take: a quarter is for what is done with them. */
    private static final double SHARE = 0.75;

    /** What the series take. */
    public long bytes() {
        return numbers * Double.BYTES + series * BYTES_PER_SERIES;
    }

    /** The smallest heap in which there is room for something beside the series. */
    public long heap() {
        return (long) Math.ceil(bytes() / SHARE);
    }

    /**
     * Ends what would end in an error of memory.
     *
     * @param why  what has to have the series in memory: {@code transformer is fitted to all series at once}
     * @param heap the largest heap that there can be
     * @throws LargerThanMemoryException if the series don't fit into it
     */
    public void check(String why, long heap) {
        if (heap() > heap) {
            throw new LargerThanMemoryException(why, this, heap);
        }
    }
}
