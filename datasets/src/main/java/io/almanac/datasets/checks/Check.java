package io.almanac.datasets.checks;

import io.almanac.core.series.DataReport.Finding;
import io.almanac.core.series.TimeSeries;
import java.util.List;

/** Looks for one kind of trouble while series pass by, one after the other. Mutable, for one thread. */
interface Check {

    /** Takes in a series. */
    default void series(TimeSeries series) {}

    /** Takes in a channel of the series that {@link #series} took last. */
    default void channel(ChannelValues channel) {}

    /** What was found in all that was taken in. */
    List<Finding> findings();
}
