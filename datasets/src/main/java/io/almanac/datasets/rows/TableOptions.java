package io.almanac.datasets.rows;

import io.almanac.core.series.Frequency;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * How a table is to be understood, where that can't be seen from the table itself.
 *
 * @param id           the column of series ids in the long layout
 * @param time         the column of times; in the wide layout the first column if there is none of the default name
 * @param target       the column of values in the long layout
 * @param layout       how rows and columns are meant; by default found from the header
 * @param delimiter    what separates fields; by default found from the header: comma, semicolon or tab
 * @param decimalComma whether numbers are written {@code 12,5}; then the comma can't separate fields
 * @param frequency    the distance of steps; by default found from the times. {@code step} makes all times integers,
 *                     also four digits, which are else a year, and eight, which are else a date
 * @param zone         the zone of times; hours and finer then follow its daylight-saving changes
 * @param seasons      the season lengths in steps; the frequency's own when empty
 * @param ignore       columns that are not read
 * @param maxInserted  how many steps without a row may be inserted as missing, over all series
 * @param covariates   the columns that help to forecast, and when they were issued
 */
public record TableOptions(
        String id,
        String time,
        String target,
        Layout layout,
        Optional<Character> delimiter,
        boolean decimalComma,
        Optional<Frequency> frequency,
        Optional<ZoneId> zone,
        List<Integer> seasons,
        List<String> ignore,
        long maxInserted,
        CovariateOptions covariates) {

    /** What rows and columns stand for. */
    public enum Layout {
        /** Long if the id column is there, else wide. */
        AUTO,
        /** A row is one step of one series: id, time, value. */
        LONG,
        /** A row is one step of one series with a column for each channel. */
        WIDE
    }

    static final String DEFAULT_TIME = "ds";

    private static final TableOptions DEFAULTS = new TableOptions(
            "unique_id",
            DEFAULT_TIME,
            "y",
            Layout.AUTO,
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            10_000_000,
            CovariateOptions.none());

    public TableOptions {
        seasons = List.copyOf(seasons);
        ignore = List.copyOf(ignore);
        if (maxInserted < 0) {
            throw new IllegalArgumentException("maxInserted must not be negative, was " + maxInserted);
        }
        if (seasons.stream().anyMatch(season -> season < 1)) {
            throw new IllegalArgumentException("seasons must be at least 1 each, were " + seasons);
        }
        if (decimalComma && delimiter.equals(Optional.of(','))) {
            throw new IllegalArgumentException("a comma can't be both the delimiter and the decimal sign");
        }
        if (id.equals(time) || id.equals(target) || time.equals(target)) {
            throw new IllegalArgumentException(
                    "id, time and target must be three columns, were " + id + ", " + time + ", " + target);
        }
    }

    /** Columns {@code unique_id, ds, y}, everything else found from the file, at most 10 million steps inserted. */
    public static TableOptions defaults() {
        return DEFAULTS;
    }

    /** Other names for the three columns of the long layout. */
    public TableOptions withColumns(String newId, String newTime, String newTarget) {
        return new TableOptions(
                newId,
                newTime,
                newTarget,
                layout,
                delimiter,
                decimalComma,
                frequency,
                zone,
                seasons,
                ignore,
                maxInserted,
                covariates);
    }

    public TableOptions withTime(String column) {
        return withColumns(id, column, target);
    }

    public TableOptions withLayout(Layout newLayout) {
        return new TableOptions(
                id,
                time,
                target,
                newLayout,
                delimiter,
                decimalComma,
                frequency,
                zone,
                seasons,
                ignore,
                maxInserted,
                covariates);
    }

    public TableOptions withDelimiter(char character) {
        return new TableOptions(
                id,
                time,
                target,
                layout,
                Optional.of(character),
                decimalComma,
                frequency,
                zone,
                seasons,
                ignore,
                maxInserted,
                covariates);
    }

    public TableOptions withDecimalComma(boolean on) {
        return new TableOptions(
                id, time, target, layout, delimiter, on, frequency, zone, seasons, ignore, maxInserted, covariates);
    }

    public TableOptions withFrequency(Frequency newFrequency) {
        return new TableOptions(
                id,
                time,
                target,
                layout,
                delimiter,
                decimalComma,
                Optional.of(newFrequency),
                zone,
                seasons,
                ignore,
                maxInserted,
                covariates);
    }

    public TableOptions withZone(ZoneId newZone) {
        return new TableOptions(
                id,
                time,
                target,
                layout,
                delimiter,
                decimalComma,
                frequency,
                Optional.of(newZone),
                seasons,
                ignore,
                maxInserted,
                covariates);
    }

    public TableOptions withSeasons(List<Integer> newSeasons) {
        return new TableOptions(
                id,
                time,
                target,
                layout,
                delimiter,
                decimalComma,
                frequency,
                zone,
                newSeasons,
                ignore,
                maxInserted,
                covariates);
    }

    public TableOptions withIgnore(List<String> columns) {
        return new TableOptions(
                id,
                time,
                target,
                layout,
                delimiter,
                decimalComma,
                frequency,
                zone,
                seasons,
                columns,
                maxInserted,
                covariates);
    }

    public TableOptions withMaxInserted(long steps) {
        return new TableOptions(
                id, time, target, layout, delimiter, decimalComma, frequency, zone, seasons, ignore, steps, covariates);
    }

    public TableOptions withCovariates(CovariateOptions newCovariates) {
        return new TableOptions(
                id,
                time,
                target,
                layout,
                delimiter,
                decimalComma,
                frequency,
                zone,
                seasons,
                ignore,
                maxInserted,
                newCovariates);
    }
}
