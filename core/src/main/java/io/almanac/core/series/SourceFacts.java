package io.almanac.core.series;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What one reading of a source tells, so that nobody needs to read it again to know.
 *
 * @param series      how many there are
 * @param numbers     values and covariates of all series; vintages apart
 * @param latest      the axis that ends last, the first of those; empty if there is no series
 * @param endTogether whether all series end at one time
 * @param dataHash    see {@link DataHash}
 */
public record SourceFacts(int series, long numbers, Optional<TimeAxis> latest, boolean endTogether, String dataHash) {

    /** What the series take in memory. */
    public MemoryNeed memory() {
        return new MemoryNeed(series, numbers);
    }

    /** Reads a source to its end. */
    public static SourceFacts of(SeriesSource source) {
        return of(source, one -> {});
    }

    /** The same for one more reader of the series, which gets each of them. */
    public static SourceFacts of(SeriesSource source, Consumer<TimeSeries> reader) {
        var hash = new DataHash(source.schema());
        var ends = new Ends();
        try (Stream<TimeSeries> stream = source.stream()) {
            stream.forEachOrdered(one -> {
                hash.add(one);
                ends.add(one);
                reader.accept(one);
            });
        }
        return new SourceFacts(ends.series, ends.numbers, ends.latest, ends.together, hash.text());
    }

    /** Counts series and looks where they end. */
    private static final class Ends {

        private int series;
        private long numbers;
        private Optional<TimeAxis> latest = Optional.empty();
        private boolean together = true;

        void add(TimeSeries one) {
            series++;
            numbers += one.schema().channels().size() * (long) one.length()
                    + one.schema().covariates().size() * (long) (one.length() + one.ahead());
            long end = end(one.axis());
            together &= latest.isEmpty() || end == end(latest.get());
            if (latest.isEmpty() || end > end(latest.get())) {
                latest = Optional.of(one.axis());
            }
        }

        private static long end(TimeAxis axis) {
            return axis.instant(axis.length() - 1);
        }
    }
}
