package io.almanac.datasets.tables;

import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.Scored;
import io.almanac.core.backtest.Trial;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.DataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Several tables of forecasts side by side: one label of each, on the points that all of them have, joined by series,
 * channel, cutoff and time, whatever the order of their rows. Points only; quantiles are not read on.
 *
 * <p>What happened is taken from the first table that says so. Folds are those of the first table.
 *
 * <p>The first table is read row by row, the others are held in memory: 16 bytes for each point and about 300 for each
 * series and cutoff.
 */
public final class ForecastTableJoin {

    /**
     * One table.
     *
     * @param label of the table
     * @param name  that it bears beside the others
     */
    public record Part(ForecastTableReader table, String label, String name) {}

    /**
     * What came of it.
     *
     * @param points   that all tables have: steps of channels of series at cutoffs
     * @param alone    by name, how many points of a table are not among those
     * @param disputed points for which two tables say that different things happened
     * @param example  the first of those; empty if there are none
     */
    public record Summary(long points, Map<String, Long> alone, long disputed, String example) {}

    /** @param next the tick of the step after the cutoff */
    private record Place(String id, long next) {}

    /** What one table says at one place; (channel, step). */
    private record Entry(TimeAxis axis, double[][] points, double[][] actual) {}

    private static final double SAME = 1e-9; // relative; tables are written with different numbers of digits

    private final List<Part> parts;
    private final List<Map<Place, Entry>> others = new ArrayList<>();
    private final Map<String, Long> points = new LinkedHashMap<>(); // of each table
    private long common;
    private long disputed;
    private String example = "";

    private ForecastTableJoin(List<Part> parts) {
        this.parts = List.copyOf(parts);
        Set<String> names = new HashSet<>();
        for (Part part : parts) {
            if (!names.add(part.name())) {
                throw new IllegalArgumentException("names must differ, were " + part.name() + " and " + part.name());
            }
            Schema first = parts.get(0).table().schema();
            Schema own = part.table().schema();
            boolean single = first.channels().size() == 1 && own.channels().size() == 1;
            if (!single && !first.channels().equals(own.channels())) {
                throw new DataException(parts.get(0).name() + " has the channels " + String.join(", ", first.channels())
                        + ", " + part.name() + " has " + String.join(", ", own.channels()));
            }
            if (!first.frequency().equals(own.frequency())) {
                throw new DataException(parts.get(0).name() + " has the frequency " + first.frequency() + ", "
                        + part.name() + " has " + own.frequency() + "; give the frequency");
            }
        }
    }

    /**
     * Reads all tables and hands what they have in common to a sink.
     *
     * @param parts at least two
     * @throws DataException if a table can't be understood, or frequencies or channels differ
     */
    public static Summary read(List<Part> parts, BacktestSink sink) throws IOException {
        var join = new ForecastTableJoin(parts);
        for (Part part : parts.subList(1, parts.size())) {
            join.index(part);
        }
        Part first = parts.get(0);
        first.table().read(trial -> join.join(trial, first, sink));
        Map<String, Long> alone = new LinkedHashMap<>();
        join.points.forEach((name, count) -> alone.put(name, count - join.common));
        return new Summary(join.common, alone, join.disputed, join.example);
    }

    private void index(Part part) throws IOException {
        Map<Place, Entry> entries = new HashMap<>();
        points.put(part.name(), 0L);
        part.table().read(trial -> entry(trial, part).ifPresent(entry -> entries.put(place(trial), entry)));
        others.add(entries);
    }

    private static Place place(Trial trial) {
        TimeSeries history = trial.history();
        return new Place(history.id(), history.axis().tick(history.length()));
    }

    private Optional<Entry> entry(Trial trial, Part part) {
        Optional<Forecast> forecast = trial.scored(part.label()).map(Scored::forecast);
        return forecast.map(one -> {
            int horizon = one.horizon();
            double[][] values = new double[one.channels()][horizon];
            double[][] actual = new double[one.channels()][horizon];
            for (int channel = 0; channel < values.length; channel++) {
                for (int step = 0; step < horizon; step++) {
                    values[channel][step] = one.point(channel, step);
                    actual[channel][step] = trial.actual(channel, step);
                }
            }
            points.merge(part.name(), (long) values.length * horizon, Long::sum);
            return new Entry(one.axis(), values, actual);
        });
    }

    private void join(Trial trial, Part first, BacktestSink sink) {
        List<Entry> entries = new ArrayList<>();
        entry(trial, first).ifPresent(entries::add);
        for (Map<Place, Entry> other : others) {
            Entry entry = other.get(place(trial));
            if (entry != null) {
                entries.add(entry);
            }
        }
        if (entries.size() < parts.size()) {
            return;
        }
        TimeAxis axis = trial.axis();
        long from = Long.MIN_VALUE;
        long to = Long.MAX_VALUE;
        for (Entry entry : entries) {
            from = Math.max(from, entry.axis().tick(0));
            to = Math.min(to, entry.axis().tick(entry.axis().length() - 1));
        }
        if (from > to) {
            return;
        }
        int begin = step(axis, from);
        TimeAxis shared = axis.slice(begin, step(axis, to) - begin + 1);
        Map<String, Forecast> outcomes = new LinkedHashMap<>();
        Map<String, List<Double>> quantiles = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            double[][] values = cut(entries.get(i).points(), step(entries.get(i).axis(), from), shared.length());
            quantiles.put(part.name(), List.of());
            outcomes.put(
                    part.name(),
                    Forecast.wrap(
                            trial.history().id(), shared, part.table().pointKind(part.label()), values, List.of(),
                            new double[0][][]));
        }
        double[][] actual = actual(trial.history().id(), entries, shared);
        common += (long) actual.length * shared.length();
        TimeSeries history = trial.history();
        int gap = step(history.axis(), from) - history.length();
        sink.scored(Trial.of(trial.fold(), history, gap, actual, quantiles, outcomes));
    }

    private static int step(TimeAxis axis, long tick) {
        return Math.toIntExact(axis.stepOf(tick).orElseThrow());
    }

    private static double[][] cut(double[][] values, int from, int length) {
        double[][] part = new double[values.length][length];
        for (int channel = 0; channel < values.length; channel++) {
            System.arraycopy(values[channel], from, part[channel], 0, length);
        }
        return part;
    }

    private double[][] actual(String id, List<Entry> entries, TimeAxis shared) {
        double[][] actual = new double[entries.get(0).actual().length][shared.length()];
        for (int channel = 0; channel < actual.length; channel++) {
            for (int step = 0; step < shared.length(); step++) {
                double known = Double.NaN;
                double other = Double.NaN;
                for (Entry entry : entries) {
                    double own = entry.actual()[channel][step(entry.axis(), shared.tick(0)) + step];
                    if (Double.isNaN(known)) {
                        known = own;
                    } else if (Math.abs(own - known) > SAME * Math.max(Math.abs(own), Math.abs(known))) {
                        other = own;
                    }
                }
                actual[channel][step] = known;
                if (!Double.isNaN(other)) {
                    example = disputed++ > 0
                            ? example
                            : "series " + id + " at " + shared.text(step) + ": " + known + " and " + other;
                }
            }
        }
        return actual;
    }
}
