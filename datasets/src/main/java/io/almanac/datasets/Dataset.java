package io.almanac.datasets;

import io.almanac.core.series.DataReport;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.SeriesSource;

/**
 * Series as they were read, and a report of what was found on the way.
 *
 * @param series in memory, or read anew each time that they are asked for
 */
public record Dataset(SeriesSource series, DataReport report) {

    /** The series in memory; reads them if they are not there. */
    public SeriesSet inMemory() {
        return SeriesSet.copyOf(series);
    }
}
