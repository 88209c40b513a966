package io.almanac.datasets;

import io.almanac.core.series.DataReport;
import io.almanac.core.series.SeriesSet;

/** Series as they were read, and a report of what was found on the way. */
public record Dataset(SeriesSet series, DataReport report) {}
