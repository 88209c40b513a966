package io.almanac.datasets.rows;

import io.almanac.core.series.Frequency;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How a table is to be understood, where that can't be seen from the table itself.
 *
 * @param id           the column of series ids in the long layout
 * @param time         the column of times; in the wide layout the first column if there is none of the default name
 * @param timed        whether there are times; else the rows of a series are its steps 1, 2, …
 * @param header       whether the names of the columns come first; else they are {@code c1}, {@code c2}, …
 * @param targets      the columns of values in the long layout, one for each channel
 * @param layout       how rows and columns are meant; by default found from the header
 * @param delimiter    what separates fields; by default found from the header: comma, semicolon or tab
 * @param decimalComma whether numbers are written {@code 12,5}; then the comma can't separate fields
 * @param frequency    the distance of steps; by default found from the times. {@code step} makes all times integers,
 *                     also four digits, which are else a year, and eight, which are else a date
 * @param zone         the zone of times; hours and finer then follow its daylight-saving changes
 * @param seasons      the season lengths in steps; the frequency's own when empty
 * @param ignore       columns that are not read
 * @param maxInserted  how many steps without a row may be inserted as missing, over all series
 * @param duplicates   what becomes of rows of one series and one time; by default they are refused
 * @param covariates   the columns that help to forecast, and when they were issued
 */
public record TableOptions(
        String id,
        String time,
        boolean timed,
        boolean header,
        List<String> targets,
        Layout layout,
        Optional<Character> delimiter,
        boolean decimalComma,
        Optional<Frequency> frequency,
        Optional<ZoneId> zone,
        List<Integer> seasons,
        List<String> ignore,
        long maxInserted,
        Duplicates duplicates,
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
            true,
            true,
            List.of("y"),
            Layout.AUTO,
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            10_000_000,
            Duplicates.ERROR,
            CovariateOptions.none());

    public TableOptions {
        targets = List.copyOf(targets);
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
        if (!timed && frequency.isPresent() && !frequency.get().isInteger()) {
            throw new IllegalArgumentException(
                    "the frequency of a table without times must be step, was " + frequency.get());
        }
        Set<String> columns = new HashSet<>(targets);
        columns.add(id);
        columns.add(time);
        if (targets.isEmpty() || columns.size() < targets.size() + 2) {
            throw new IllegalArgumentException(
                    "id, time and targets must be columns of their own, at least three, were " + id + ", " + time + ", "
                            + targets);
        }
    }

    /** Columns {@code unique_id, ds, y}, everything else found from the file, at most 10 million steps inserted. */
    public static TableOptions defaults() {
        return DEFAULTS;
    }

    /** The column of the first channel in the long layout. */
    public String target() {
        return targets.get(0);
    }

    /** Other names for the three columns of the long layout. */
    public TableOptions withColumns(String newId, String newTime, String newTarget) {
        return withColumns(newId, newTime, List.of(newTarget));
    }

    /** Other names for the columns of the long layout, with a column of values for each channel. */
    public TableOptions withColumns(String newId, String newTime, List<String> newTargets) {
        return with(parts -> {
            parts.id = newId;
            parts.time = newTime;
            parts.targets = newTargets;
        });
    }

    public TableOptions withTime(String column) {
        return with(parts -> parts.time = column);
    }

    /** For tables without times: the rows of a series are its steps, counted from 1. */
    public TableOptions withoutTimes() {
        return with(parts -> parts.timed = false);
    }

    /** For tables without names of columns, which are then called {@code c1}, {@code c2}, …. */
    public TableOptions withoutHeader() {
        return with(parts -> parts.header = false);
    }

    public TableOptions withLayout(Layout newLayout) {
        return with(parts -> parts.layout = newLayout);
    }

    public TableOptions withDelimiter(char character) {
        return with(parts -> parts.delimiter = Optional.of(character));
    }

    public TableOptions withDecimalComma(boolean on) {
        return with(parts -> parts.decimalComma = on);
    }

    public TableOptions withFrequency(Frequency newFrequency) {
        return with(parts -> parts.frequency = Optional.of(newFrequency));
    }

    public TableOptions withZone(ZoneId newZone) {
        return with(parts -> parts.zone = Optional.of(newZone));
    }

    public TableOptions withSeasons(List<Integer> newSeasons) {
        return with(parts -> parts.seasons = newSeasons);
    }

    public TableOptions withIgnore(List<String> columns) {
        return with(parts -> parts.ignore = columns);
    }

    public TableOptions withMaxInserted(long steps) {
        return with(parts -> parts.maxInserted = steps);
    }

    public TableOptions withDuplicates(Duplicates how) {
        return with(parts -> parts.duplicates = how);
    }

    public TableOptions withCovariates(CovariateOptions newCovariates) {
        return with(parts -> parts.covariates = newCovariates);
    }

    private TableOptions with(Consumer<Parts> change) {
        var parts = new Parts(this);
        change.accept(parts);
        return parts.together();
    }

    /** The parts while one of them is changed. */
    private static final class Parts {

        private String id;
        private String time;
        private boolean timed;
        private boolean header;
        private List<String> targets;
        private Layout layout;
        private Optional<Character> delimiter;
        private boolean decimalComma;
        private Optional<Frequency> frequency;
        private Optional<ZoneId> zone;
        private List<Integer> seasons;
        private List<String> ignore;
        private long maxInserted;
        private Duplicates duplicates;
        private CovariateOptions covariates;

        Parts(TableOptions options) {
            id = options.id;
            time = options.time;
            timed = options.timed;
            header = options.header;
            targets = options.targets;
            layout = options.layout;
            delimiter = options.delimiter;
            decimalComma = options.decimalComma;
            frequency = options.frequency;
            zone = options.zone;
            seasons = options.seasons;
            ignore = options.ignore;
            maxInserted = options.maxInserted;
            duplicates = options.duplicates;
            covariates = options.covariates;
        }

        TableOptions together() {
            return new TableOptions(
                    id,
                    time,
                    timed,
                    header,
                    targets,
                    layout,
                    delimiter,
                    decimalComma,
                    frequency,
                    zone,
                    seasons,
                    ignore,
                    maxInserted,
                    duplicates,
                    covariates);
        }
    }
}
