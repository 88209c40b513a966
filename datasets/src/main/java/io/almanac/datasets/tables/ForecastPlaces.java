package io.almanac.datasets.tables;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.csv.CsvRow;
import io.almanac.datasets.csv.CsvTime;
import java.util.Optional;

/**
 * Goes through the rows of a table and says where a series and fold ends and the next begins: where id or cutoff
 * change, or after a horizon. Mutable.
 */
final class ForecastPlaces {

    private final ForecastColumns columns;
    private final int horizon; // -1 = not cut by it
    private final String onlyId;

    private boolean begun;
    private String id = "";
    private Optional<CsvTime> cutoff = Optional.empty();
    private long key;
    private long last;
    private int rows;

    /** @param onlyId of the series of a table without ids */
    ForecastPlaces(ForecastColumns columns, ForecastTableOptions options, String onlyId) {
        this.columns = columns;
        this.horizon = options.horizon().orElse(-1);
        this.onlyId = onlyId;
    }

    /** Takes in a row; true if it begins a new place. */
    boolean next(CsvRow row) {
        String itsId = id(row);
        boolean sameSeries = begun && id.equals(itsId);
        Optional<CsvTime> itsCutoff =
                columns.cutoff() == ForecastColumns.NONE ? Optional.empty() : Optional.of(row.time(columns.cutoff()));
        boolean begins = !sameSeries || !itsCutoff.equals(cutoff) || rows == horizon;
        if (begins) {
            id = itsId;
            cutoff = itsCutoff;
            key = cutoff.map(CsvTime::order).orElse(0L);
            rows = 0;
        }
        if (horizon > 0) {
            long time = row.time(columns.time()).order();
            if (sameSeries && time <= last) {
                throw row.wrong(
                        DataError.ROWS_APART,
                        columns.time(),
                        "does not follow the time before it; sort the rows by time");
            }
            last = time;
            key = begins ? time : key;
        }
        begun = true;
        rows++;
        return begins;
    }

    private String id(CsvRow row) {
        if (columns.id() == ForecastColumns.NONE) {
            return onlyId;
        }
        if (row.isEmpty(columns.id())) {
            throw row.missing(DataError.MISSING_ID, columns.id(), "the id");
        }
        return row.text(columns.id());
    }

    String id() {
        return id;
    }

    /** The cutoff as the table has it. */
    Optional<CsvTime> cutoff() {
        return cutoff;
    }

    /** What orders the places of a series: the cutoff, the first time after a cut, or 0. */
    long key() {
        return key;
    }

    /** A place that comes in two parts. */
    static DataException apart(String file, String id, boolean byCutoff, int line, int other) {
        return new DataException(
                DataError.ROWS_APART,
                file + ", lines " + Math.min(line, other) + " and " + Math.max(line, other)
                        + ": the rows of series " + id + (byCutoff ? " and one cutoff" : "")
                        + " stand in two places; sort the"
                        + " rows by id" + (byCutoff ? " and cutoff" : ""));
    }
}
