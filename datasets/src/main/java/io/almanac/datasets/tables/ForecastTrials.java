package io.almanac.datasets.tables;

import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.Trial;
import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Makes trials of the places of a table and hands them to a sink. Counts what a reader should know. */
final class ForecastTrials {

    private final ForecastTableOptions options;
    private final ForecastColumns columns;
    private final Schema schema;
    private final Optional<ZoneId> zone;
    private final Map<String, TimeSeries> histories;
    private final Map<String, TimeSeries> actuals;
    private final Map<String, List<Double>> quantiles = new LinkedHashMap<>();
    private final BacktestSink sink;

    private final Map<Integer, Long> cutoffs = new HashMap<>(); // the instant after each fold's first
    boolean oneTimeForAll = true;
    int longest;
    long trials;
    long withoutHistory;
    long shortHistory;
    long withoutActual;
    long crossing;

    /**
     * @param zone      of axes where there is no history
     * @param histories by id, with the channels of the schema
     * @param actuals   by id, with the channels of the schema; empty where the table's own values count
     */
    ForecastTrials(
            ForecastTableOptions options,
            ForecastColumns columns,
            Schema schema,
            Optional<ZoneId> zone,
            Map<String, TimeSeries> histories,
            Map<String, TimeSeries> actuals,
            List<Double> baselineQuantiles,
            BacktestSink sink) {
        this.options = options;
        this.columns = columns;
        this.schema = schema;
        this.zone = zone;
        this.histories = histories;
        this.actuals = actuals;
        this.sink = sink;
        columns.labels().forEach(label -> quantiles.put(label.name(), label.quantiles()));
        options.baselines().keySet().forEach(label -> quantiles.put(label, baselineQuantiles));
    }

    /** Where a forecast lies, and what was known before it. */
    private static final class Start {

        final TimeSeries history;
        final int gap;
        final TimeAxis axis;
        final long[] ticks; // those that have rows
        final int[] steps; // of those, from the first forecast step

        Start(TimeSeries history, int gap, TimeAxis axis, long[] ticks, int[] steps) {
            this.history = history;
            this.gap = gap;
            this.axis = axis;
            this.ticks = ticks;
            this.steps = steps;
        }
    }

    /** Hands on one place. */
    void hand(ForecastPlace place, int fold) {
        Start start = start(place);
        int horizon = start.axis.length();
        if (start.ticks.length < horizon) {
            String reason = "the table has no row for " + firstGap(start)
                    + ", and a forecast has all steps from its first to its last";
            quantiles.keySet().forEach(label -> sink.refused(label, fold, refusal(start, reason)));
            return;
        }
        longest = Math.max(longest, horizon);
        long next = start.history.axis().instant(start.history.length());
        oneTimeForAll &= cutoffs.computeIfAbsent(fold, key -> next) == next;
        double[][][] numbers = place.byStep(start.ticks, start.steps, horizon);
        double[][] actual = actual(place.id(), start.axis, numbers[0]);
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        int at = 1;
        for (ForecastColumns.Label label : columns.labels()) {
            int width = 1 + label.columns().size();
            outcomes.put(label.name(), outcome(start, label, Arrays.copyOfRange(numbers, at, at + width)));
            at += width;
        }
        options.baselines().forEach((label, forecaster) -> outcomes.put(label, baseline(start, label, forecaster)));
        outcomes.forEach((label, outcome) -> {
            if (outcome instanceof Refusal refusal) {
                sink.refused(label, fold, refusal);
            }
        });
        if (outcomes.values().stream().anyMatch(Forecast.class::isInstance)) {
            trials++;
            sink.scored(Trial.of(fold, start.history, start.gap, actual, quantiles, outcomes));
        }
    }

    private static String firstGap(Start start) {
        int missing = 0;
        while (start.steps[missing] == missing) {
            missing++;
        }
        return start.axis.text(missing);
    }

    private Start start(ForecastPlace place) {
        TimeSeries known = histories.get(place.id());
        long[] ticks = place.distinctTicks();
        if (known == null) {
            withoutHistory++;
            return columns.steps() ? byStep(place, ticks) : byTime(place, ticks);
        }
        TimeAxis axis = known.axis();
        int[] steps;
        int cutoff; // steps of the axis up to it
        if (columns.steps()) {
            cutoff = place.cutoff().isPresent()
                    ? before(axis, known.length(), place.cutoff().get())
                    : known.length();
            int from = cutoff;
            steps = Arrays.stream(ticks).mapToInt(step -> from + (int) step - 1).toArray();
        } else {
            steps = place.stepsOn(axis, ticks);
            cutoff = place.cutoff().isPresent()
                    ? before(axis, steps[0], place.cutoff().get())
                    : options.horizon().isPresent() ? steps[0] : Math.min(known.length(), steps[0]);
        }
        return start(until(known, cutoff), steps[0] - cutoff, axis, ticks, steps);
    }

    /** The number of steps, at most {@code most}, that lie at or before a tick; negative for ticks before the axis. */
    private static int before(TimeAxis axis, int most, long tick) {
        int steps = most;
        while (axis.tick(steps - 1) > tick) {
            steps--;
        }
        return steps;
    }

    /** The first steps of a series, with missing values where it ends before that. */
    private TimeSeries until(TimeSeries known, int length) {
        if (length <= 0) {
            return empty(known.id(), known.axis().slice(length, 0));
        }
        if (length <= known.length()) {
            return known.asOf(length, 0);
        }
        shortHistory++;
        double[][] values = new double[schema.channels().size()][length];
        for (int channel = 0; channel < values.length; channel++) {
            double[] past = new double[known.length()];
            known.copyTo(channel, 0, past);
            System.arraycopy(past, 0, values[channel], 0, past.length);
            Arrays.fill(values[channel], past.length, length, Double.NaN);
        }
        return TimeSeries.wrap(known.id(), schema, known.axis().slice(0, length), values);
    }

    private TimeSeries empty(String id, TimeAxis axis) {
        return TimeSeries.wrap(id, schema, axis, new double[schema.channels().size()][0]);
    }

    /** Without a history, times say where the forecast lies, and the cutoff only how far behind it is. */
    private Start byTime(ForecastPlace place, long[] ticks) {
        int limit = Integer.MAX_VALUE / 2;
        if (place.cutoff().isPresent()) {
            long[] all = LongStream.concat(LongStream.of(place.cutoff().get()), Arrays.stream(ticks))
                    .toArray();
            try {
                TimeAxis axis = TimeAxis.covering(schema.frequency(), zone, all, limit);
                if (Arrays.stream(ticks).allMatch(tick -> axis.stepOf(tick).isPresent())) {
                    int[] steps = place.stepsOn(axis, ticks);
                    return start(empty(place.id(), axis.slice(1, 0)), steps[0] - 1, axis, ticks, steps);
                }
            } catch (IllegalArgumentException e) {
                // A cutoff that can't begin an axis, a Sunday in business days: the forecast begins one.
            }
        }
        try {
            TimeAxis axis = TimeAxis.covering(schema.frequency(), zone, ticks, limit);
            return start(empty(place.id(), axis.slice(0, 0)), 0, axis, ticks, place.stepsOn(axis, ticks));
        } catch (IllegalArgumentException e) {
            throw place.wrong(e.getMessage() + "; correct the times or give the frequency");
        }
    }

    /** Without a history, steps count from the cutoff, else from the first actual value. */
    private Start byStep(ForecastPlace place, long[] ticks) {
        TimeSeries happened = actuals.get(place.id());
        if (happened == null && place.cutoff().isEmpty() && !schema.frequency().isInteger()) {
            throw new DataException(
                    DataError.NO_HISTORY,
                    "series " + place.id() + " is neither in the history nor in the actual values, so its"
                            + " steps have no times");
        }
        TimeAxis axis = place.cutoff()
                .map(cutoff -> TimeAxis.covering(schema.frequency(), zone, new long[] {cutoff}, 1)
                        .slice(1, 1))
                .orElseGet(() -> happened == null ? TimeAxis.integers(1, 1) : happened.axis());
        int[] steps = Arrays.stream(ticks).mapToInt(step -> (int) step - 1).toArray();
        return start(empty(place.id(), axis.slice(0, 0)), steps[0], axis, ticks, steps);
    }

    private static Start start(TimeSeries history, int gap, TimeAxis axis, long[] ticks, int[] steps) {
        int[] own = Arrays.stream(steps).map(step -> step - steps[0]).toArray();
        return new Start(history, gap, axis.slice(steps[0], own[own.length - 1] + 1), ticks, own);
    }

    /** What happened: from the rows, unless there is another table of that. */
    private double[][] actual(String id, TimeAxis axis, double[][] ofRows) {
        if (columns.actual() != ForecastColumns.NONE && options.actual().isEmpty()) {
            return ofRows;
        }
        double[][] values = new double[schema.channels().size()][axis.length()];
        for (double[] channel : values) {
            Arrays.fill(channel, Double.NaN);
        }
        TimeSeries happened = actuals.get(id);
        if (happened == null) {
            withoutActual++;
            return values;
        }
        for (int step = 0; step < axis.length(); step++) {
            Optional<Long> at = happened.axis().stepOf(axis.tick(step));
            if (at.isPresent() && at.get() >= 0 && at.get() < happened.length()) {
                for (int channel = 0; channel < values.length; channel++) {
                    values[channel][step] = happened.value(channel, Math.toIntExact(at.get()));
                }
            }
        }
        return values;
    }

    private Outcome outcome(Start start, ForecastColumns.Label label, double[][][] numbers) {
        int cells = schema.channels().size() * start.axis.length();
        int points = count(numbers[0]);
        if (points == 0) {
            return refusal(start, "the table has none");
        }
        if (points < cells) {
            return refusal(start, "the table has " + points + " of " + cells + " numbers of it");
        }
        double[][][] bounds = Arrays.copyOfRange(numbers, 1, numbers.length);
        List<Double> probabilities = label.quantiles();
        for (int i = 0; i < bounds.length; i++) {
            int there = count(bounds[i]);
            if (there < cells) {
                return refusal(
                        start,
                        "the table has " + there + " of " + cells + " numbers of its quantile " + probabilities.get(i));
            }
        }
        crossing += crossing(bounds);
        return Forecast.wrap(start.history.id(), start.axis, label.kind(), numbers[0], probabilities, bounds);
    }

    private static int count(double[][] numbers) {
        return (int) Arrays.stream(numbers)
                .flatMapToDouble(Arrays::stream)
                .filter(number -> !Double.isNaN(number))
                .count();
    }

    private static long crossing(double[][][] bounds) {
        long count = 0;
        for (int channel = 0; bounds.length > 0 && channel < bounds[0].length; channel++) {
            for (int step = 0; step < bounds[0][channel].length; step++) {
                boolean crosses = false;
                for (int i = 1; i < bounds.length; i++) {
                    crosses |= bounds[i][channel][step] < bounds[i - 1][channel][step];
                }
                count += crosses ? 1 : 0;
            }
        }
        return count;
    }

    private Outcome baseline(Start start, String label, Forecaster forecaster) {
        TimeSeries history = start.history;
        if (history.length() == 0) {
            return refusal(start, "there is no history");
        }
        int horizon = start.gap + start.axis.length();
        var fit = new FitOptions(horizon, 0, quantiles.getOrDefault(label, List.of()), 1, "cpu", FitListener.NONE);
        try (ForecastModel model = forecaster.fit(SeriesSet.of(history), fit)) {
            Outcome outcome = model.forecast(List.of(history), horizon).get(0);
            return outcome instanceof Forecast forecast ? forecast.skip(start.gap) : outcome;
        } catch (UnfitException e) {
            return refusal(start, String.valueOf(e.getMessage()));
        }
    }

    private static Refusal refusal(Start start, String reason) {
        return new Refusal(start.history.id(), start.axis, reason);
    }
}
