package io.almanac.datasets.tables;

import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.series.SeriesSet;
import io.almanac.datasets.rows.TableOptions;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a table of forecasts is to be understood, and what belongs to it. {@link #defaults} and the {@code with} methods
 * make one.
 *
 * @param csv       names of the columns of id, time and actual values; how the file is written; frequency, zone and
 *                  seasons where there is no history
 * @param labels    the labels to read, in this order; all if empty. A name here is a label even if it looks like the
 *                  bound of another label's interval
 * @param groups    columns of names that say to what a series belongs: the same in all rows of a series
 * @param horizon   cuts the rows of each series of a table without cutoffs into forecasts of so many steps
 * @param points    what the points of a label are, unless its columns tell
 * @param history   what was known; steps after a cutoff are never used as history
 * @param actual    what happened, instead of the table's own values
 * @param baselines labels that are not in the table and are computed from the history, by forecasters of local scope
 */
public record ForecastTableOptions(
        TableOptions csv,
        List<String> labels,
        List<String> groups,
        OptionalInt horizon,
        PointKind points,
        Optional<SeriesSet> history,
        Optional<SeriesSet> actual,
        Map<String, Forecaster> baselines) {

    public ForecastTableOptions {
        labels = List.copyOf(labels);
        groups = List.copyOf(groups);
        baselines = Collections.unmodifiableMap(new LinkedHashMap<>(baselines));
        if (new HashSet<>(labels).size() < labels.size()) {
            throw new IllegalArgumentException("labels must differ, were " + labels);
        }
        if (new HashSet<>(groups).size() < groups.size()) {
            throw new IllegalArgumentException("groups must differ, were " + groups);
        }
        if (horizon.isPresent() && horizon.getAsInt() < 1) {
            throw new IllegalArgumentException("horizon must be at least 1, was " + horizon.getAsInt());
        }
        if (!baselines.isEmpty() && history.isEmpty()) {
            throw new IllegalArgumentException("baselines need a history, were " + baselines.keySet());
        }
    }

    /** All labels, points taken for medians, nothing beside the table. */
    public static ForecastTableOptions defaults() {
        return new ForecastTableOptions(
                TableOptions.defaults(),
                List.of(),
                List.of(),
                OptionalInt.empty(),
                PointKind.MEDIAN,
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    public ForecastTableOptions withCsv(TableOptions newCsv) {
        return new ForecastTableOptions(newCsv, labels, groups, horizon, points, history, actual, baselines);
    }

    public ForecastTableOptions withLabels(List<String> names) {
        return new ForecastTableOptions(csv, names, groups, horizon, points, history, actual, baselines);
    }

    public ForecastTableOptions withGroups(List<String> columns) {
        return new ForecastTableOptions(csv, labels, columns, horizon, points, history, actual, baselines);
    }

    public ForecastTableOptions withHorizon(int steps) {
        return new ForecastTableOptions(csv, labels, groups, OptionalInt.of(steps), points, history, actual, baselines);
    }

    public ForecastTableOptions withPoints(PointKind kind) {
        return new ForecastTableOptions(csv, labels, groups, horizon, kind, history, actual, baselines);
    }

    public ForecastTableOptions withHistory(SeriesSet series) {
        return new ForecastTableOptions(csv, labels, groups, horizon, points, Optional.of(series), actual, baselines);
    }

    public ForecastTableOptions withActual(SeriesSet series) {
        return new ForecastTableOptions(csv, labels, groups, horizon, points, history, Optional.of(series), baselines);
    }

    public ForecastTableOptions withBaselines(Map<String, Forecaster> byLabel) {
        return new ForecastTableOptions(csv, labels, groups, horizon, points, history, actual, byLabel);
    }
}
