package io.almanac.datasets.tables;

import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.Levels;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.csv.CsvRow;
import io.almanac.datasets.csv.CsvRows;
import io.almanac.datasets.csv.CsvTime;
import io.almanac.datasets.csv.CsvTimes;
import io.almanac.datasets.rows.MessageText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads forecasts that anyone made, and hands them to a sink as a backtest would: the other side of
 * {@link ForecastTableWriter}. The columns are {@code unique_id[,channel],ds[,cutoff][,y],<label>,<label>-lo-80,
 * <label>-hi-80,<label>-q-0.1,…}, as Almanac and Nixtla's {@code cross_validation} write them; {@link ForecastColumns}
 * says how labels are told from their quantiles.
 *
 * <ul>
 *   <li>The rows of one series and cutoff stand together. Those of a series may be scattered over the table.
 *   <li>Without the column {@code cutoff} all rows of a series are one forecast, made at the end of the history or at the
 *       step before it, whichever is earlier; with a horizon they are cut into forecasts of so many steps.
 *   <li>A column {@code step} instead of {@code ds} counts 1, 2, … from the cutoff; without a history, from the first
 *       actual value.
 *   <li>A table without ids is of one series.
 *   <li>Cells of a label that all are empty are no forecast; some that are empty make it refused.
 * </ul>
 *
 * <p>Folds are numbered from 0, the oldest first: by the times of the cutoffs where one series has all that occur, else
 * from the end of each series.
 *
 * <p>The table is read twice, and no more of it than one series and cutoff is in memory, beside ids and 12 bytes for each
 * series and cutoff. History and actual values are in memory as a whole. Whatever can't be understood is a
 * {@link DataException} with file, line, column and text. For one thread.
 */
public final class ForecastTableReader {

    private final CsvRows rows;
    private final ForecastTableOptions options;
    private final ForecastColumns columns;
    private final String onlyId;
    private final FoldNumbers folds = new FoldNumbers();
    private final Map<String, List<String>> groups = new LinkedHashMap<>();
    private final Set<String> channelNames = new LinkedHashSet<>();
    private final Schema schema;
    private final Map<String, TimeSeries> histories;
    private final Map<String, TimeSeries> actuals;

    private Optional<CsvTime> someTime = Optional.empty();
    private long count;

    private ForecastTableReader(Path file, ForecastTableOptions options) throws IOException {
        this.options = options;
        Optional<SeriesSet> other = options.history().or(options::actual);
        this.rows = CsvRows.open(
                file,
                other.isEmpty()
                        ? options.csv()
                        : options.csv().withFrequency(other.get().schema().frequency()));
        String place = rows.name() + ", line 1";
        this.columns = ForecastColumns.of(rows.header(), options, place);
        if (columns.labels().isEmpty() && options.baselines().isEmpty()) {
            throw new DataException(
                    DataError.NO_FORECASTS,
                    place + ": there are no forecasts; the columns are " + MessageText.list(rows.header()));
        }
        check(place);
        this.onlyId = other.filter(set -> set.size() == 1)
                .map(set -> set.get(0).id())
                .orElseGet(() -> String.valueOf(file.getFileName()).replaceFirst("(\\.(csv|tsv|txt))?(\\.gz)?$", ""));
        Frequency frequency = scan();
        List<String> channels = channels(other.map(SeriesSet::schema));
        List<Integer> seasons = other.map(set -> set.schema().seasons())
                .orElseGet(() -> options.csv().seasons().isEmpty()
                        ? List.of(frequency.season())
                        : options.csv().seasons());
        this.schema = new Schema(frequency, seasons, channels, List.of());
        this.histories = byId(options.history(), "history");
        this.actuals = options.actual().isPresent()
                ? byId(options.actual(), "actual values")
                : columns.actual() == ForecastColumns.NONE ? histories : Map.of();
    }

    /**
     * Opens a table and reads all of it but the numbers: series, cutoffs and times.
     *
     * @throws DataException if it can't be understood
     * @throws IOException   if it can't be read
     */
    public static ForecastTableReader open(Path file, ForecastTableOptions options) throws IOException {
        return new ForecastTableReader(file, options);
    }

    private void check(String place) {
        Set<String> names = new LinkedHashSet<>();
        columns.labels().forEach(label -> names.add(label.name()));
        options.baselines().forEach((label, forecaster) -> {
            if (!names.add(label)) {
                throw new DataException(
                        DataError.LABEL_TAKEN,
                        place + ": there is a label " + label + " already; give the baseline another");
            }
            if (forecaster.capabilities().scope() != Capabilities.Scope.LOCAL) {
                throw new DataException(
                        DataError.BASELINE_NOT_LOCAL,
                        "the baseline " + label + " learns from all series together; a baseline is fitted"
                                + " to each alone");
            }
        });
        if (options.horizon().isPresent()
                && (columns.cutoff() != ForecastColumns.NONE
                        || columns.steps()
                        || columns.channel() != ForecastColumns.NONE)) {
            throw new DataException(
                    DataError.UNEXPECTED_COLUMNS,
                    place + ": a horizon cuts tables that have a column of times and none of cutoffs,"
                            + " steps or channels; the columns are " + MessageText.list(rows.header()));
        }
    }

    /** The first reading: finds places, groups, channels and the frequency. */
    private Frequency scan() throws IOException {
        var places = new ForecastPlaces(columns, options, onlyId);
        var times = new PlaceTimes(options.csv().zone());
        rows.forEach(row -> {
            count++;
            if (places.next(row)) {
                times.end(rows.integers());
                folds.add(places.id(), places.key(), row.line());
                places.cutoff().ifPresent(times::cutoff);
            }
            if (columns.channel() != ForecastColumns.NONE) {
                channelNames.add(row.text(columns.channel()));
            }
            if (!columns.groups().isEmpty()) {
                List<String> path = columns.groups().stream().map(row::text).toList();
                List<String> earlier = groups.putIfAbsent(places.id(), path);
                if (earlier != null && !earlier.equals(path)) {
                    throw row.wrong(
                            DataError.TABLES_DISAGREE,
                            columns.groups().get(0),
                            "is not the group of series " + places.id() + " in earlier" + " rows, " + earlier
                                    + " against " + path);
                }
            }
            if (!columns.steps()) {
                CsvTime time = time(row);
                someTime = Optional.of(time);
                times.add(time);
            }
        });
        times.end(rows.integers());
        if (count == 0) {
            throw new DataException(DataError.NO_ROWS, rows.name() + " has a header but no rows");
        }
        folds.finish().ifPresent(twice -> {
            throw ForecastPlaces.apart(
                    rows.name(), twice.id(), columns.cutoff() != ForecastColumns.NONE, twice.line(), twice.other());
        });
        return options.history()
                .or(options::actual)
                .map(set -> set.schema().frequency())
                .or(() -> options.csv().frequency())
                .or(times::frequency)
                .or(() -> columns.steps() ? Optional.of(Frequency.of(Frequency.Unit.STEP)) : Optional.empty())
                .orElseThrow(() -> new DataException(
                        DataError.NO_FREQUENCY,
                        rows.name() + ": no frequency can be seen, as no two times of a"
                                + " series are near each other; give the frequency"));
    }

    private CsvTime time(CsvRow row) {
        try {
            return row.time(columns.time());
        } catch (DataException e) {
            throw count > 1 || columns.id() != ForecastColumns.NONE
                    ? e
                    : new DataException(
                            DataError.BAD_TIME,
                            e.getMessage() + "; there is no column \""
                                    + options.csv().id()
                                    + "\" of series ids, so the first column was taken for the time",
                            e);
        }
    }

    private List<String> channels(Optional<Schema> other) {
        if (columns.channel() != ForecastColumns.NONE) {
            return List.copyOf(channelNames);
        }
        if (other.isPresent() && other.get().channels().size() > 1) {
            throw new DataException(
                    DataError.NO_SUCH_COLUMN,
                    rows.name() + " has no column \"channel\", but the history or the actual values have the"
                            + " channels " + String.join(", ", other.get().channels()) + "; leave out all but one");
        }
        return other.map(Schema::channels).orElseGet(() -> List.of(options.csv().target()));
    }

    /** Series by id, with the channels of the table. */
    private Map<String, TimeSeries> byId(Optional<SeriesSet> set, String what) {
        if (set.isEmpty()) {
            return Map.of();
        }
        Schema own = set.get().schema();
        if (!own.frequency().equals(schema.frequency())) {
            throw new DataException(
                    DataError.TABLES_DISAGREE,
                    "the " + what + " have the frequency " + own.frequency() + ", the history has "
                            + schema.frequency());
        }
        boolean single = own.channels().size() == 1 && schema.channels().size() == 1;
        if (!single && !own.channels().containsAll(schema.channels())) {
            throw new DataException(
                    DataError.TABLES_DISAGREE,
                    rows.name() + " has the channels " + String.join(", ", schema.channels()) + ", the " + what + " "
                            + String.join(", ", own.channels()));
        }
        Map<String, TimeSeries> byId = new HashMap<>();
        for (TimeSeries series : set.get().asList()) {
            String id = columns.id() == ForecastColumns.NONE && set.get().size() == 1 ? onlyId : series.id();
            byId.put(id, own.equals(schema) && id.equals(series.id()) ? series : select(id, series, single));
        }
        return byId;
    }

    private TimeSeries select(String id, TimeSeries series, boolean single) {
        double[][] values = new double[schema.channels().size()][series.length()];
        for (int channel = 0; channel < values.length; channel++) {
            int own = single
                    ? 0
                    : series.schema().channels().indexOf(schema.channels().get(channel));
            series.copyTo(own, 0, values[channel]);
        }
        return TimeSeries.wrap(id, schema, series.axis(), values);
    }

    /** How many series there are. */
    public int series() {
        return folds.series();
    }

    /** The most cutoffs of a series. */
    public int folds() {
        return folds.folds();
    }

    /** What the series have in common. */
    public Schema schema() {
        return schema;
    }

    /** The labels, those of the table before the baselines. */
    public List<String> labels() {
        var labels = new ArrayList<String>();
        columns.labels().forEach(label -> labels.add(label.name()));
        labels.addAll(options.baselines().keySet());
        return List.copyOf(labels);
    }

    /** The probabilities that any label has, ascending. */
    public List<Double> quantiles() {
        var all = new TreeSet<Double>();
        columns.labels().forEach(label -> all.addAll(label.quantiles()));
        if (!options.baselines().isEmpty()) {
            all.addAll(Levels.quantiles(Levels.DEFAULT));
        }
        return List.copyOf(all);
    }

    /**
     * Refuses tables that can't be scored.
     *
     * @throws DataException if nothing says what happened, for none of them
     */
    public static void requireActual(List<ForecastTableReader> tables) {
        if (tables.stream().noneMatch(ForecastTableReader::hasActual)) {
            throw new DataException(
                    DataError.NO_ACTUAL_VALUES,
                    MessageText.list(tables.stream()
                                    .map(table -> table.rows.name())
                                    .toList())
                            + (tables.size() == 1 ? " has" : " have")
                            + " no column of actual values; name it as the target, or give them by another table");
        }
    }

    /** Whether anything says what happened; without it all actual values are missing. */
    public boolean hasActual() {
        return columns.actual() != ForecastColumns.NONE
                || options.actual().isPresent()
                || options.history().isPresent();
    }

    /** What the points of a label of the table are. */
    public PointKind pointKind(String label) {
        return column(label).kind();
    }

    private ForecastColumns.Label column(String label) {
        return columns.labels().stream()
                .filter(one -> one.name().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no label " + label + "; there are " + labels()));
    }

    /** The probabilities that a label has, ascending; a baseline has all that occur. */
    public List<Double> quantiles(String label) {
        return options.baselines().containsKey(label)
                ? quantiles()
                : column(label).quantiles();
    }

    /** The columns of groups, the highest level first. */
    public List<String> groupColumns() {
        return options.groups();
    }

    /** By id of a series, its group in each column of groups; empty if there are no such columns. */
    public Map<String, List<String>> groups() {
        return Collections.unmodifiableMap(groups);
    }

    /** The history by id, with the channels of the table; empty if none was given. */
    public Map<String, TimeSeries> histories() {
        return Collections.unmodifiableMap(histories);
    }

    /**
     * Reads the numbers and hands each series and fold to a sink, in the order of the table.
     *
     * @throws DataException if a number can't be understood
     * @throws IOException   if the file can't be read
     */
    public ForecastTableSummary read(BacktestSink sink) throws IOException {
        Optional<ZoneId> zone = options.history()
                .or(options::actual)
                .map(set -> set.get(0).axis().zone())
                .orElseGet(() -> someTime.flatMap(time ->
                        CsvTimes.zone(time, schema.frequency(), options.csv().zone())));
        var times = new CsvTimes(schema.frequency(), zone);
        var trials = new ForecastTrials(options, columns, schema, zone, histories, actuals, quantiles(), sink);
        var places = new ForecastPlaces(columns, options, onlyId);
        var place = new ForecastPlace(rows.name(), columns, schema.channels(), times);
        long[] key = {0};
        rows.forEach(row -> {
            if (places.next(row)) {
                if (!place.isEmpty()) {
                    trials.hand(place, folds.fold(place.id(), key[0]));
                }
                key[0] = places.key();
                place.begin(
                        places.id(),
                        columns.cutoff() == ForecastColumns.NONE
                                ? Optional.empty()
                                : Optional.of(row.tick(columns.cutoff(), times)));
            }
            place.add(row);
        });
        trials.hand(place, folds.fold(place.id(), key[0]));
        return new ForecastTableSummary(
                count,
                folds.series(),
                folds.folds(),
                trials.oneTimeForAll,
                trials.longest,
                trials.trials,
                notes(trials));
    }

    private List<String> notes(ForecastTrials trials) {
        List<String> notes = new ArrayList<>();
        if (options.history().isPresent() && trials.withoutHistory > 0) {
            notes.add(trials.withoutHistory + " forecasts are of series that the history does not have");
        }
        if (trials.shortHistory > 0) {
            notes.add(trials.shortHistory
                    + " forecasts begin later than their history ends: missing values stand between");
        }
        if (trials.withoutActual > 0) {
            notes.add(trials.withoutActual + " forecasts are of series that the actual values do not have");
        }
        if (trials.crossing > 0) {
            notes.add("quantiles cross at " + trials.crossing + " steps; they are scored in ascending order");
        }
        return notes;
    }
}
