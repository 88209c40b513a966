package io.almanac.core.backtest;

import io.almanac.core.forecast.Forecast;
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

/**
 * Adds the forecasts and the actual values of the series of each group, and hands the sums on as trials of one series
 * that bears the group's name. One instance is one level of a hierarchy.
 *
 * <p>Points are added. Quantiles are not, since the sum of quantiles is no quantile of the sum: forecasts of sums have
 * none. A label has a sum where it has a forecast of every series of the group; another's forecast that stands in does
 * not count. A sum of which a series has no trial at that cutoff, or one of other steps, is not handed on.
 *
 * <p>A sum is handed on when its last series has come, so memory holds the sums that are not complete: few where trials
 * come fold by fold, all where they come series by series.
 */
public final class GroupSums implements BacktestSink {

    /** @param next the tick of the step after the cutoff */
    private record Place(String group, long next) {}

    private final Map<String, String> groups;
    private final Map<String, Integer> sizes = new HashMap<>();
    private final Map<String, TimeSeries> histories;
    private final BacktestSink sink;
    private final Map<Place, Sum> pending = new LinkedHashMap<>();

    /**
     * Sums that go to a sink.
     *
     * @param groups    the group of each series, by the series' id; trials of other series are passed over
     * @param histories of the series by id; a group has a history if all its series have one
     */
    public GroupSums(Map<String, String> groups, Map<String, TimeSeries> histories, BacktestSink sink) {
        this.groups = Map.copyOf(groups);
        this.sink = sink;
        groups.values().forEach(group -> sizes.merge(group, 1, Integer::sum));
        Map<String, List<TimeSeries>> members = new HashMap<>();
        groups.forEach((id, group) -> {
            if (histories.containsKey(id)) {
                members.computeIfAbsent(group, key -> new ArrayList<>()).add(histories.get(id));
            }
        });
        this.histories = new HashMap<>();
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
        if (group == null) {
            return;
        }
        var place = new Place(group, history.axis().tick(history.length()));
        Sum sum = pending.computeIfAbsent(place, key -> new Sum(trial));
        sum.add(trial);
        if (sum.members == sizes.getOrDefault(group, 0)) {
            pending.remove(place);
            hand(place, sum);
        }
    }

    /** Forgets the sums that are not complete, and says how many they were; to be called once, after the last trial. */
    public int finish() {
        int incomplete = pending.size();
        pending.clear();
        return incomplete;
    }

    private void hand(Place place, Sum sum) {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        Map<String, List<Double>> quantiles = new LinkedHashMap<>();
        sum.points.forEach((label, points) -> {
            quantiles.put(label, List.of());
            int lacking = sum.members - sum.forecasts.getOrDefault(label, 0);
            outcomes.put(
                    label,
                    lacking == 0
                            ? Forecast.wrap(
                                    place.group(), sum.axis, sum.kinds.getOrDefault(label, PointKind.MEAN), points,
                                    List.of(), new double[0][][])
                            : new Refusal(
                                    place.group(), sum.axis,
                                    "it has no forecast of " + lacking + " of " + sum.members + " series"));
        });
        outcomes.forEach((label, outcome) -> {
            if (outcome instanceof Refusal refusal) {
                sink.refused(label, sum.fold, refusal);
            }
        });
        if (outcomes.values().stream().noneMatch(Forecast.class::isInstance)) {
            return;
        }
        TimeSeries history = history(place, sum);
        int gap = Math.toIntExact(history.axis().stepOf(sum.axis.tick(0)).orElseThrow()) - history.length();
        sink.scored(Trial.of(sum.fold, history, gap, sum.actual, quantiles, outcomes));
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
                Optional<Forecast> own =
                        trial.standsIn(label) ? Optional.empty() : trial.scored(label).map(Scored::forecast);
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
