package io.almanac.datasets.rows;

import java.util.List;

/**
 * A table as it was read, before its times become steps.
 *
 * @param covariates  their columns, in the order of the options
 * @param ids         of the series, in the order in which they came
 * @param store       the rows of each of them
 * @param rows        of all series
 * @param first       the place of the first row
 * @param integers    whether the times are integers, not dates
 * @param withOffsets whether the times have an offset from UTC
 * @param issues      what was read from the column of issue times, if there is one
 */
record RowTable(
        Origin origin,
        Columns columns,
        List<CovariateColumn> covariates,
        IdTable ids,
        RowStore store,
        long rows,
        int first,
        boolean integers,
        boolean withOffsets,
        IssueTimes issues) {

    /** The name of the column of times. */
    String timeColumn() {
        return columns.names().get(columns.time());
    }
}
