package io.almanac.datasets.tables;

import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.Scored;
import io.almanac.core.backtest.Trial;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.DataError;
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
     * What the tables have in common.
     *
     * @param points        steps of channels of series at cutoffs
     * @param alone         by name, how many points of a table are not among those
     * @param disputed      points for which two tables say that different things happened
     * @param example       the first of those; empty if there are none
     * @param folds         of the first table
     * @param horizon       the most steps from a cutoff to the last common one; 0 if there is none
     * @param stride        the fewest steps from one cutoff of a series to the next; the horizon where there is but one
     * @param oneTimeForAll whether a fold is at one time in all series
     */
    public record Summary(
            long points,
            Map<String, Long> alone,
            long disputed,
            String example,
            int folds,
            int horizon,
            int stride,
            boolean oneTimeForAll) {}

    /** @param next the tick of the step after the cutoff */
    private record Place(String id, long next) {}

    /** What one table says at one place; (channel, step). */
    private static final class Entry {

        final TimeAxis axis;
        final double[][] points;
        final double[][] actual;

        Entry(TimeAxis axis, double[][] points, double[][] actual) {
            this.axis = axis;
            this.points = points;
            this.actual = actual;
        }

        long size() {
            return (long) points.length * axis.length();
        }
    }

    /** The place of a series that came last: its fold, and an axis that begins after the cutoff. */
    private record Earlier(int fold, TimeAxis next) {}

    private static final double SAME = 1e-9; // relative; tables are written with different numbers of digits

    private final List<Part> parts;
    private final List<Map<Place, Entry>> others = new ArrayList<>();
    private final Map<String, Long> points = new LinkedHashMap<>(); // of each table
    private final Map<String, Earlier> earlier = new HashMap<>(); // by series
    private final Summary summary;
    private long common;
    private long disputed;
    private String example = "";
    private int horizon;
    private int stride = Integer.MAX_VALUE;

    private ForecastTableJoin(List<Part> parts) throws IOException {
        this.parts = List.copyOf(parts);
        check();
        parts.forEach(part -> points.put(part.name(), 0L));
        for (Part part : parts.subList(1, parts.size())) {
            index(part);
        }
        Part first = parts.get(0);
        ForecastTableSummary read = first.table().read(trial -> {
            Optional<Entry> entry = entry(trial, first);
            entry.ifPresent(one -> points.merge(first.name(), one.size(), Long::sum));
            join(trial, entry).ifPresent(this::measure);
        });
        Map<String, Long> alone = new LinkedHashMap<>();
        points.forEach((name, count) -> alone.put(name, count - common));
        summary = new Summary(
                common,
                alone,
                disputed,
                example,
                read.folds(),
                horizon,
                Math.min(stride, Math.max(1, horizon)),
                read.oneTimeForAll());
    }

    private void check() {
        Set<String> names = new HashSet<>();
        for (Part part : parts) {
            if (!names.add(part.name())) {
                throw new IllegalArgumentException("names of tables must differ, two were " + part.name());
            }
            Schema first = parts.get(0).table().schema();
            Schema own = part.table().schema();
            boolean single = first.channels().size() == 1 && own.channels().size() == 1;
            if (!single && !first.channels().equals(own.channels())) {
                throw new DataException(
                        DataError.TABLES_DISAGREE,
                        parts.get(0).name() + " has the channels " + String.join(", ", first.channels()) + ", "
                                + part.name() + " has " + String.join(", ", own.channels()));
            }
            if (!first.frequency().equals(own.frequency())) {
                throw new DataException(
                        DataError.TABLES_DISAGREE,
                        parts.get(0).name() + " has the frequency " + first.frequency() + ", " + part.name() + " has "
                                + own.frequency() + "; give the frequency");
            }
        }
    }

    /**
     * Reads tables, and finds what they have in common.
     *
     * @param parts at least two
     * @throws DataException if a table can't be understood, or frequencies or channels differ
     */
    public static ForecastTableJoin of(List<Part> parts) throws IOException {
        return new ForecastTableJoin(parts);
    }

    public Summary summary() {
        return summary;
    }

    /** Hands what the tables have in common to a sink, in the order of the first table, under their names. */
    public void read(BacktestSink sink) throws IOException {
        Part first = parts.get(0);
        first.table().read(trial -> join(trial, entry(trial, first)).ifPresent(sink::scored));
    }

    private void measure(Trial trial) {
        TimeSeries history = trial.history();
        common += (long) history.schema().channels().size() * trial.axis().length();
        TimeAxis next = history.axis().slice(history.length(), 1);
        horizon = Math.max(horizon, step(next, trial.axis().tick(trial.axis().length() - 1)) + 1);
        Earlier before = earlier.put(history.id(), new Earlier(trial.fold(), next));
        if (before != null && before.fold() != trial.fold()) {
            int steps = Math.abs(step(before.next(), next.tick(0)));
            stride = Math.min(stride, Math.max(1, steps / Math.abs(trial.fold() - before.fold())));
        }
    }

    private void index(Part part) throws IOException {
        Map<Place, Entry> entries = new HashMap<>();
        part.table()
                .read(trial -> entry(trial, part).ifPresent(entry -> {
                    entries.put(place(trial), entry);
                    points.merge(part.name(), entry.size(), Long::sum);
                }));
        others.add(entries);
    }

    private static Place place(Trial trial) {
        TimeSeries history = trial.history();
        return new Place(history.id(), history.axis().tick(history.length()));
    }

    private static Optional<Entry> entry(Trial trial, Part part) {
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
            return new Entry(one.axis(), values, actual);
        });
    }

    /** One trial of all tables, on the steps that all have; empty if there are none. */
    private Optional<Trial> join(Trial trial, Optional<Entry> ofFirst) {
        List<Entry> entries = new ArrayList<>(ofFirst.stream().toList());
        for (Map<Place, Entry> other : others) {
            Entry entry = other.get(place(trial));
            if (entry != null) {
                entries.add(entry);
            }
        }
        if (entries.size() < parts.size()) {
            return Optional.empty();
        }
        long from = Long.MIN_VALUE;
        long to = Long.MAX_VALUE;
        for (Entry entry : entries) {
            from = Math.max(from, entry.axis.tick(0));
            to = Math.min(to, entry.axis.tick(entry.axis.length() - 1));
        }
        TimeAxis axis = trial.axis();
        if (from > to || !on(entries, from) || !on(entries, to)) { // half past the hour is no step of full hours
            return Optional.empty();
        }
        TimeAxis shared = axis.slice(step(axis, from), step(axis, to) - step(axis, from) + 1);
        Map<String, Forecast> outcomes = new LinkedHashMap<>();
        Map<String, List<Double>> quantiles = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            double[][] values = cut(entries.get(i).points, step(entries.get(i).axis, from), shared.length());
            quantiles.put(part.name(), List.of());
            outcomes.put(
                    part.name(),
                    Forecast.wrap(
                            trial.history().id(),
                            shared,
                            part.table().pointKind(part.label()),
                            values,
                            List.of(),
                            new double[0][][]));
        }
        double[][] actual = actual(trial.history().id(), entries, shared);
        TimeSeries history = trial.history();
        int gap = step(history.axis(), from) - history.length();
        return Optional.of(Trial.of(trial.fold(), history, gap, actual, quantiles, outcomes));
    }

    private static boolean on(List<Entry> entries, long tick) {
        return entries.stream().allMatch(entry -> entry.axis.stepOf(tick).isPresent());
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
        double[][] actual = new double[entries.get(0).actual.length][shared.length()];
        for (int channel = 0; channel < actual.length; channel++) {
            for (int step = 0; step < shared.length(); step++) {
                double known = Double.NaN;
                double other = Double.NaN;
                for (Entry entry : entries) {
                    double own = entry.actual[channel][step(entry.axis, shared.tick(0)) + step];
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
