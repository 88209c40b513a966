package io.almanac.datasets.csv;

import java.util.List;

/**
 * A table as it was read, before its times become steps.
 *
 * @param covariates  their columns, in the order of the options
 * @param ids         of the series, in the order in which they came
 * @param series      their rows
 * @param rows        of all series
 * @param integers    whether the times are integers, not dates
 * @param withOffsets whether the times have an offset from UTC
 * @param issues      what was read from the column of issue times, if there is one
 */
record RowTable(
        String file,
        Columns columns,
        List<CovariateColumn> covariates,
        List<String> ids,
        List<SeriesRows> series,
        long rows,
        boolean integers,
        boolean withOffsets,
        IssueTimes issues) {}
