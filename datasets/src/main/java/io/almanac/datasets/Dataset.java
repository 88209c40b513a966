package io.almanac.datasets;

import io.almanac.core.series.DataReport;
import io.almanac.core.series.LargerThanMemoryException;
import io.almanac.core.series.MemoryNeed;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeSeries;
import java.util.stream.Stream;

/**
 * Series as they were read, and a report of what was found on the way.
 *
 * @param series in memory, or read anew each time that they are asked for
 */
public record Dataset(SeriesSource series, DataReport report) {

    /**
     * Series that are there already, with a report of what they hold.
     *
     * @param name for the report
     * @throws IllegalArgumentException if there are none
     */
    public static Dataset of(String name, SeriesSource series) {
        var report = new ReportBuilder(series.schema());
        try (Stream<TimeSeries> all = series.stream()) {
            all.forEachOrdered(report::add);
        }
        if (report.series() == 0) {
            throw new IllegalArgumentException(name + " must have a series, has none");
        }
        return new Dataset(series, report.build(name, series.schema().frequency() + ", as given"));
    }

    /**
     * The series in memory; reads them if they are not there.
     *
     * @throws LargerThanMemoryException if they do not fit
     */
    public SeriesSet inMemory() {
        if (!(series instanceof SeriesSet)) {
            int perStep = series.schema().channels().size()
                    + series.schema().covariates().size();
            new MemoryNeed(report.series(), report.values() / report.channels() * perStep)
                    .check(
                            "the series have to be in memory",
                            Runtime.getRuntime().maxMemory());
        }
        return SeriesSet.copyOf(series);
    }
}
