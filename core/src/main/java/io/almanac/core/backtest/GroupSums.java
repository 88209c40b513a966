package io.almanac.core.backtest;

import io.almanac.core.forecast.ConformalScores;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Levels;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Adds the forecasts and the actual values of the series of each group, and hands the sums on as trials of one series
 * that bears the group's name. One instance is one level of a hierarchy.
 *
 * <p>Points are added. Quantiles are not, since the sum of quantiles is no quantile of the sum: intervals of a sum come
 * from the absolute errors that the sum had at earlier cutoffs, the newest {@value #MOST_SCORES} whose last step lies at
 * or before this one (split conformal prediction, {@link ConformalScores}). Where those are too few for a level, the
 * forecast lacks it.
 *
 * <p>A label has a sum where it has a forecast of every series of the group; another's forecast that stands in does not
 * count. A sum of which a series has no trial at that cutoff, or one of other steps, is not handed on.
 *
 * <p>Holds all sums until {@link #finish}: for each group and fold one number for each label, channel and step.
 */
public final class GroupSums implements BacktestSink {

    private static final int MOST_SCORES = 59; // then the ranks of 80, 90 and 95 % are whole numbers

    /** @param next the tick of the step after the cutoff */
    private record Place(String group, long next) {}

    private final Map<String, String> groups;
    private final Map<String, Integer> sizes = new HashMap<>();
    private final Map<String, TimeSeries> histories = new HashMap<>();
    private final List<Integer> levels;
    private final BacktestSink sink;
    private final Map<Place, Sum> sums = new LinkedHashMap<>();

    /**
     * Sums that go to a sink.
     *
     * @param groups    the group of each series, by the series' id; trials of other series are passed over
     * @param histories of the series by id; a group has a history if all its series have one
     * @param levels    of the intervals
     */
    public GroupSums(
            Map<String, String> groups, Map<String, TimeSeries> histories, List<Integer> levels, BacktestSink sink) {
        this.groups = Map.copyOf(groups);
        this.levels = List.copyOf(levels);
        this.sink = sink;
        Map<String, List<TimeSeries>> members = new HashMap<>();
        groups.forEach((id, group) -> {
            sizes.merge(group, 1, Integer::sum);
            if (histories.containsKey(id)) {
                members.computeIfAbsent(group, key -> new ArrayList<>()).add(histories.get(id));
            }
        });
        members.forEach((group, series) -> {
            if (series.size() == sizes.getOrDefault(group, 0)) {
                sum(group, series).ifPresent(sum -> this.histories.put(group, sum));
            }
        });
    }

    /** How many groups there are. */
    public int size() {
        return sizes.size();
    }

    @Override
    public void scored(Trial trial) {
        TimeSeries history = trial.history();
        String group = groups.get(history.id());
        if (group != null) {
            var place = new Place(group, history.axis().tick(history.length()));
            sums.computeIfAbsent(place, key -> new Sum(trial)).add(trial);
        }
    }

    /**
     * Hands on the sums, group by group and the oldest cutoff first, and forgets them; to be called once, after the last
     * trial.
     *
     * @return how many sums were not complete
     */
    public int finish() {
        Map<String, TreeMap<Long, Sum>> complete = new LinkedHashMap<>();
        int incomplete = 0;
        for (Map.Entry<Place, Sum> entry : sums.entrySet()) {
            String group = entry.getKey().group();
            if (entry.getValue().members == sizes.getOrDefault(group, 0)) {
                complete.computeIfAbsent(group, key -> new TreeMap<>())
                        .put(entry.getKey().next(), entry.getValue());
            } else {
                incomplete++;
            }
        }
        sums.clear();
        complete.forEach((group, byCutoff) -> byCutoff.forEach((next, sum) -> {
            List<Sum> earlier = byCutoff.headMap(next, false).descendingMap().values().stream()
                    .filter(one -> one.axis.tick(one.axis.length() - 1) < next)
                    .limit(MOST_SCORES)
                    .toList();
            hand(new Place(group, next), sum, earlier);
        }));
        return incomplete;
    }

    private void hand(Place place, Sum sum, List<Sum> earlier) {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        Map<String, List<Double>> quantiles = new LinkedHashMap<>();
        sum.points.forEach((label, points) -> {
            quantiles.put(label, bounds(levels));
            int lacking = sum.members - sum.forecasts.getOrDefault(label, 0);
            outcomes.put(
                    label,
                    lacking == 0
                            ? forecast(place, sum, label, earlier)
                            : new Refusal(
                                    place.group(),
                                    sum.axis,
                                    "it has no forecast of " + lacking + " of " + sum.members + " series"));
        });
        outcomes.forEach((label, outcome) -> {
            if (outcome instanceof Refusal refusal) {
                sink.refused(label, sum.fold, refusal);
            }
        });
        if (outcomes.values().stream().anyMatch(Forecast.class::isInstance)) {
            TimeSeries history = history(place, sum);
            long first = history.axis().stepOf(sum.axis.tick(0)).orElseThrow();
            int gap = Math.toIntExact(first) - history.length();
            sink.scored(Trial.of(sum.fold, history, gap, sum.actual, quantiles, outcomes));
        }
    }

    /** The bounds of some levels, ascending. */
    private static List<Double> bounds(List<Integer> levels) {
        var bounds = new TreeSet<Double>();
        levels.forEach(level -> {
            bounds.add(Levels.lower(level));
            bounds.add(Levels.upper(level));
        });
        return List.copyOf(bounds);
    }

    private Forecast forecast(Place place, Sum sum, String label, List<Sum> earlier) {
        double[][] points = sum.points.getOrDefault(label, new double[0][]);
        Map<Double, double[][]> values = new TreeMap<>();
        for (int level : levels) {
            distances(sum, label, earlier, level).ifPresent(distances -> {
                values.put(Levels.lower(level), moved(points, distances, -1));
                values.put(Levels.upper(level), moved(points, distances, 1));
            });
        }
        return Forecast.wrap(
                place.group(),
                sum.axis,
                sum.kinds.getOrDefault(label, PointKind.MEAN),
                points,
                List.copyOf(values.keySet()),
                values.values().toArray(double[][][]::new));
    }

    /** How far the bounds of a level lie from the points, (channel, step); empty if a step has too few scores. */
    private static Optional<double[][]> distances(Sum sum, String label, List<Sum> earlier, int level) {
        double[][] distances = new double[sum.actual.length][sum.axis.length()];
        for (int channel = 0; channel < distances.length; channel++) {
            for (int step = 0; step < sum.axis.length(); step++) {
                int c = channel;
                int t = step;
                OptionalDouble bound = ConformalScores.of(earlier.stream()
                                .mapToDouble(one -> one.error(label, c, t))
                                .toArray())
                        .upper(level / 100.0);
                if (bound.isEmpty()) {
                    return Optional.empty();
                }
                distances[channel][step] = bound.getAsDouble();
            }
        }
        return Optional.of(distances);
    }

    private static double[][] moved(double[][] points, double[][] distances, int sign) {
        double[][] moved = new double[points.length][points.length == 0 ? 0 : points[0].length];
        for (int channel = 0; channel < moved.length; channel++) {
            for (int step = 0; step < moved[channel].length; step++) {
                moved[channel][step] = points[channel][step] + sign * distances[channel][step];
            }
        }
        return moved;
    }

    private TimeSeries history(Place place, Sum sum) {
        TimeSeries known = histories.get(place.group());
        Optional<Long> length = known == null ? Optional.empty() : known.axis().stepOf(place.next());
        if (known != null && length.isPresent() && length.get() > 0) {
            return known.asOf((int) Math.min(length.get(), known.length()), 0);
        }
        Schema schema = sum.schema;
        return TimeSeries.wrap(
                place.group(), schema, sum.next, new double[schema.channels().size()][0]);
    }

    /** The sum of some series over the steps from the latest beginning to the latest end; empty if there are none. */
    private static Optional<TimeSeries> sum(String id, List<TimeSeries> series) {
        TimeAxis start = series.get(0).axis();
        long end = Long.MIN_VALUE;
        for (TimeSeries one : series) {
            if (one.length() == 0) {
                return Optional.empty();
            }
            start = one.axis().tick(0) > start.tick(0) ? one.axis() : start;
            end = Math.max(end, one.axis().tick(one.length() - 1));
        }
        Optional<Long> last = start.stepOf(end);
        if (last.isEmpty() || last.get() < 0) {
            return Optional.empty();
        }
        TimeAxis axis = start.slice(0, Math.toIntExact(last.get() + 1));
        Schema schema = plain(series.get(0).schema());
        double[][] values = new double[schema.channels().size()][axis.length()];
        for (TimeSeries one : series) {
            Optional<Long> shift = one.axis().stepOf(axis.tick(0));
            if (shift.isEmpty()) {
                return Optional.empty(); // hours at minute 0 and at minute 30 have no common step
            }
            for (int channel = 0; channel < values.length; channel++) {
                for (int step = 0; step < axis.length(); step++) {
                    long own = step + shift.get();
                    values[channel][step] += own < one.length() ? one.value(channel, (int) own) : Double.NaN;
                }
            }
        }
        return Optional.of(TimeSeries.wrap(id, schema, axis, values));
    }

    private static Schema plain(Schema schema) {
        return new Schema(schema.frequency(), schema.seasons(), schema.channels(), List.of());
    }

    /** What has come of one group at one cutoff. */
    private static final class Sum {

        final int fold;
        final Schema schema;
        final TimeAxis next; // without steps; goes on after the cutoff
        final TimeAxis axis;
        final double[][] actual; // (channel, step)
        final Map<String, double[][]> points = new LinkedHashMap<>();
        final Map<String, Integer> forecasts = new HashMap<>();
        final Map<String, PointKind> kinds = new HashMap<>();
        int members;

        Sum(Trial first) {
            TimeSeries history = first.history();
            fold = first.fold();
            schema = plain(history.schema());
            next = history.axis().slice(history.length(), 0);
            axis = first.axis();
            actual = new double[schema.channels().size()][axis.length()];
            first.labels().forEach(label -> points.put(label, new double[actual.length][axis.length()]));
        }

        /** The absolute error; NaN where it is not known. */
        double error(String label, int channel, int step) {
            double[][] sum = points.get(label);
            return sum != null && forecasts.getOrDefault(label, 0) == members && step < axis.length()
                    ? Math.abs(sum[channel][step] - actual[channel][step])
                    : Double.NaN;
        }

        void add(Trial trial) {
            if (trial.axis().length() != axis.length() || trial.axis().tick(0) != axis.tick(0)) {
                return; // stays incomplete
            }
            members++;
            for (int channel = 0; channel < actual.length; channel++) {
                for (int step = 0; step < axis.length(); step++) {
                    actual[channel][step] += trial.actual(channel, step);
                }
            }
            points.forEach((label, sums) -> {
                Optional<Forecast> own = trial.standsIn(label)
                        ? Optional.empty()
                        : trial.scored(label).map(Scored::forecast);
                own.ifPresent(forecast -> {
                    forecasts.merge(label, 1, Integer::sum);
                    kinds.merge(label, forecast.pointKind(), (a, b) -> a == b ? a : PointKind.MEAN);
                    for (int channel = 0; channel < sums.length; channel++) {
                        for (int step = 0; step < axis.length(); step++) {
                            sums[channel][step] += forecast.point(channel, step);
                        }
                    }
                });
            });
        }
    }
}
