package io.almanac.core.series;

import java.util.stream.Stream;

/** Series that can be read again and again in the same order; they need not fit in memory. */
public interface SeriesSource {

    /** What all series of this source share. */
    Schema schema();

    /** The series, one after the other; to be closed. */
    Stream<TimeSeries> stream();
}
