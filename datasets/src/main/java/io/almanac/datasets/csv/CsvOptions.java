package io.almanac.datasets.csv;

import io.almanac.core.series.Frequency;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * How a CSV file is to be understood, where that can't be seen from the file itself.
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
public record CsvOptions(
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

    private static final CsvOptions DEFAULTS = new CsvOptions(
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

    public CsvOptions {
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
    public static CsvOptions defaults() {
        return DEFAULTS;
    }

    /** Other names for the three columns of the long layout. */
    public CsvOptions withColumns(String newId, String newTime, String newTarget) {
        return new CsvOptions(
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

    public CsvOptions withTime(String column) {
        return withColumns(id, column, target);
    }

    public CsvOptions withLayout(Layout newLayout) {
        return new CsvOptions(
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

    public CsvOptions withDelimiter(char character) {
        return new CsvOptions(
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

    public CsvOptions withDecimalComma(boolean on) {
        return new CsvOptions(
                id, time, target, layout, delimiter, on, frequency, zone, seasons, ignore, maxInserted, covariates);
    }

    public CsvOptions withFrequency(Frequency newFrequency) {
        return new CsvOptions(
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

    public CsvOptions withZone(ZoneId newZone) {
        return new CsvOptions(
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

    public CsvOptions withSeasons(List<Integer> newSeasons) {
        return new CsvOptions(
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

    public CsvOptions withIgnore(List<String> columns) {
        return new CsvOptions(
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

    public CsvOptions withMaxInserted(long steps) {
        return new CsvOptions(
                id, time, target, layout, delimiter, decimalComma, frequency, zone, seasons, ignore, steps, covariates);
    }

    public CsvOptions withCovariates(CovariateOptions newCovariates) {
        return new CsvOptions(
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
