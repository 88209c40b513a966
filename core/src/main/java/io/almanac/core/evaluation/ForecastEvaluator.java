package io.almanac.core.evaluation;

import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.Scored;
import io.almanac.core.backtest.Trial;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Adds up scored forecasts. Memory grows with labels, metrics, series, steps and folds, never with points. Evaluators
 * of parts merge in any order to the same bits as one evaluator of everything. Mutable, for one thread.
 *
 * <p>Series are kept one by one up to {@link #MOST_NUMBERS} sums. With more, those that are {@linkplain #complete
 * complete} are put together and forgotten: then there are no values of single series, no medians by group, and no groups
 * by a covariate with more than {@value #MOST_GROUPS} values. All else, the median over everything too, has the same bits;
 * of each series remains one number a label for each metric that is a median. Evaluators that are merged then must have
 * no series in common.
 *
 * <p>All labels that support a metric are scored on the same points: where one of them has no value, be it that it
 * refused and no other forecast stands in, the point is left out for all of them and counted. A label that never has
 * what a metric needs, quantiles say, has no value of it and takes no point from the others.
 *
 * <p>Over everything, a series, a channel or a group a metric is put together as its {@link Pooling} says; within one
 * fold too, of what each series has there; within one step of the horizon points are pooled.
 */
public final class ForecastEvaluator implements BacktestSink {

    /** What an evaluator keeps of a series, as it was in the first of its folds. */
    private record Facts(int number, int fold, List<MetricTarget.Group> groups, List<Optional<DemandClass>> demand) {}

    /** 40,000 series of 100 sums: 200 MB while a backtest runs, as much again with their values at its end. */
    static final long MOST_NUMBERS = 4_000_000;

    /** So many values of a static covariate make groups where series are not kept one by one. */
    static final int MOST_GROUPS = 1000;

    private static final MetricTarget OVERALL = new MetricTarget.Overall();

    private final List<ForecastMetric> metrics;
    private final long mostNumbers;
    private final Map<String, LabelCounts> counts = new LinkedHashMap<>();
    private final Map<String, Facts> series = new LinkedHashMap<>();
    private final List<CommonSums> sums = new ArrayList<>();
    private final Map<DemandClass, Integer> closedDemand = new TreeMap<>();
    private final Set<MetricTarget> closedTargets = new LinkedHashSet<>();
    private final Set<String> ungrouped = new TreeSet<>(); // covariates with too many values
    private List<String> labels = List.of();
    private List<String> channels = List.of();
    private boolean history;
    private int closed; // series that are not kept one by one

    private ForecastEvaluator(List<ForecastMetric> metrics, long mostNumbers) {
        this.metrics = metrics;
        this.mostNumbers = mostNumbers;
    }

    /**
     * An empty evaluator.
     *
     * @throws IllegalArgumentException if there is no metric or two have one name
     */
    public static ForecastEvaluator of(List<ForecastMetric> metrics) {
        return of(metrics, MOST_NUMBERS);
    }

    /** The same with another limit. */
    static ForecastEvaluator of(List<ForecastMetric> metrics, long mostNumbers) {
        Set<String> names = new HashSet<>();
        for (ForecastMetric metric : metrics) {
            if (!names.add(metric.name())) {
                throw new IllegalArgumentException("two metrics have the name " + metric.name());
            }
        }
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("an evaluator needs at least one metric");
        }
        return new ForecastEvaluator(List.copyOf(metrics), mostNumbers);
    }

    @Override
    public void scored(Trial trial) {
        begin(trial.labels(), trial.history().schema().channels());
        history |= trial.history().length() > 0;
        List<Optional<Scored>> scored = labels.stream().map(trial::scored).toList();
        for (int label = 0; label < labels.size(); label++) {
            LabelCounts count = counts(labels.get(label));
            count.standIns += trial.standsIn(labels.get(label)) ? 1 : 0;
            scored.get(label).ifPresent(one -> count.kinds.add(one.forecast().pointKind()));
        }
        int number = number(trial.history(), trial.fold());
        for (CommonSums sum : sums) {
            sum.add(trial, number, scored);
        }
    }

    @Override
    public void refused(String label, int fold, Refusal refusal) {
        counts(label).refusals++;
    }

    /** Puts the series together that are there, if there were too many to keep them one by one. */
    @Override
    public void complete() {
        long perCell = metrics.stream().mapToLong(ForecastMetric::sums).sum() * labels.size();
        if (closed > 0 || perCell * series.size() * channels.size() > mostNumbers) {
            close();
        }
    }

    private void close() {
        Map<MetricTarget, int[]> targets = targets();
        targets.keySet()
                .removeIf(target -> target instanceof MetricTarget.Series
                        || (target instanceof MetricTarget.Channel && channels.size() == 1));
        closedTargets.addAll(targets.keySet());
        closedTargets.stream()
                .flatMap(target -> target instanceof MetricTarget.Group group ? Stream.of(group.by()) : Stream.empty())
                .collect(Collectors.groupingBy(by -> by, Collectors.counting()))
                .forEach((by, count) -> {
                    if (count > MOST_GROUPS) {
                        ungrouped.add(by);
                    }
                });
        closedTargets.removeIf(target -> target instanceof MetricTarget.Group group && ungrouped.contains(group.by()));
        targets.keySet().retainAll(closedTargets);
        for (CommonSums sum : sums) {
            sum.closed().forget(target -> !closedTargets.contains(target));
            sum.close(targets);
        }
        demand(closedDemand);
        closed += series.size();
        series.clear();
    }

    /** Counts the demand classes of the series that are kept. */
    private void demand(Map<DemandClass, Integer> into) {
        series.values()
                .forEach(facts ->
                        facts.demand().forEach(one -> one.ifPresent(name -> into.merge(name, 1, Integer::sum))));
    }

    private LabelCounts counts(String label) {
        return counts.computeIfAbsent(label, name -> new LabelCounts());
    }

    private void begin(List<String> itsLabels, List<String> itsChannels) {
        if (sums.isEmpty()) {
            labels = List.copyOf(itsLabels);
            channels = List.copyOf(itsChannels);
            metrics.forEach(metric -> sums.add(new CommonSums(metric, labels.size(), channels.size())));
        }
        if (!labels.equals(itsLabels)) {
            throw new IllegalArgumentException("labels were " + labels + ", now " + itsLabels);
        }
        if (!channels.equals(itsChannels)) {
            throw new IllegalArgumentException("channels were " + channels + ", now " + itsChannels);
        }
    }

    /** The number of a series; its facts are those of its first fold, whenever that comes. */
    private int number(TimeSeries past, int fold) {
        Facts known = series.get(past.id());
        if (known != null && known.fold() <= fold) {
            return known.number();
        }
        int number = known == null ? series.size() : known.number();
        series.put(past.id(), new Facts(number, fold, groups(past), demand(past)));
        return number;
    }

    private static List<MetricTarget.Group> groups(TimeSeries past) {
        List<MetricTarget.Group> groups = new ArrayList<>();
        List<Covariate> covariates = past.schema().covariates();
        for (int i = 0; i < covariates.size(); i++) {
            Covariate covariate = covariates.get(i);
            if (covariate.kind() == Covariate.Kind.STATIC) {
                groups.add(new MetricTarget.Group(covariate.name(), text(covariate, past.covariate(i, 0))));
            }
        }
        return groups;
    }

    private static String text(Covariate covariate, double value) {
        if (Double.isNaN(value)) {
            return "missing";
        }
        if (covariate.categorical()) {
            return covariate.categories().get((int) value);
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    private static List<Optional<DemandClass>> demand(TimeSeries past) {
        double[] values = new double[past.length()];
        return IntStream.range(0, past.schema().channels().size())
                .mapToObj(channel -> {
                    past.copyTo(channel, 0, values);
                    return DemandClass.of(values);
                })
                .toList();
    }

    /**
     * Takes in what another evaluator has added up; the other stays as it is.
     *
     * @throws IllegalArgumentException if its metrics, labels or channels differ, or it is this one
     */
    public ForecastEvaluator merge(ForecastEvaluator other) {
        if (other == this) {
            throw new IllegalArgumentException("an evaluator can't be merged with itself");
        }
        List<String> names = metrics.stream().map(ForecastMetric::name).toList();
        List<String> others = other.metrics.stream().map(ForecastMetric::name).toList();
        if (!names.equals(others)) {
            throw new IllegalArgumentException("metrics differ: " + names + ", " + others);
        }
        other.counts.forEach((label, count) -> counts(label).add(count));
        if (other.sums.isEmpty()) {
            return this;
        }
        begin(other.labels, other.channels);
        history |= other.history;
        int[] numbers = new int[other.series.size()];
        other.series.forEach((id, facts) -> {
            Facts known = series.get(id);
            numbers[facts.number()] = known == null ? series.size() : known.number();
            if (known == null || facts.fold() < known.fold()) {
                int number = numbers[facts.number()];
                series.put(id, new Facts(number, facts.fold(), facts.groups(), facts.demand()));
            }
        });
        for (int m = 0; m < sums.size(); m++) {
            sums.get(m).add(other.sums.get(m), numbers);
        }
        other.closedDemand.forEach((name, count) -> closedDemand.merge(name, count, Integer::sum));
        closedTargets.addAll(other.closedTargets);
        ungrouped.addAll(other.ungrouped);
        closed += other.closed;
        if (closed > 0) {
            close();
        }
        return this;
    }

    /** The values of what has been added up so far. Series that are not kept one by one count as complete. */
    public ForecastEvaluation evaluation() {
        if (closed > 0) {
            close();
        }
        Map<MetricTarget, int[]> targets = closed > 0 ? Map.of() : targets();
        Map<MetricTarget, MetricTarget> ofClosed = closed > 0 ? ofClosed() : Map.of();
        Map<String, MetricResult> results = new LinkedHashMap<>();
        for (int m = 0; m < metrics.size(); m++) {
            results.put(
                    metrics.get(m).name(),
                    sums.isEmpty()
                            ? MetricResult.nothing(metrics.get(m))
                            : MetricResult.of(
                                    metrics.get(m),
                                    sums.get(m),
                                    labels.size(),
                                    series.size() * channels.size(),
                                    targets,
                                    ofClosed));
        }
        Map<String, LabelCounts> byLabel = new LinkedHashMap<>();
        labels.forEach(label -> byLabel.put(label, new LabelCounts()));
        counts.forEach((label, count) ->
                byLabel.computeIfAbsent(label, name -> new LabelCounts()).add(count));
        var demand = new TreeMap<>(closedDemand);
        demand(demand);
        return new ForecastEvaluation(
                results, byLabel, demand, channels.size(), closed + series.size(), history, notKept());
    }

    /** The targets of closed series in their order, each with the one whose values it has. */
    private Map<MetricTarget, MetricTarget> ofClosed() {
        Map<MetricTarget, MetricTarget> targets = new LinkedHashMap<>();
        targets.put(OVERALL, OVERALL);
        channels.stream()
                .map(MetricTarget.Channel::new)
                .forEach(channel -> targets.put(channel, channels.size() == 1 ? OVERALL : channel));
        closedTargets.stream()
                .filter(MetricTarget.Group.class::isInstance)
                .sorted(Comparator.comparing(MetricTarget::key))
                .forEach(group -> targets.put(group, group));
        return targets;
    }

    private List<String> notKept() {
        List<String> sentences = new ArrayList<>();
        if (closed > 0) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "Of %,d series only what they come to was kept: there are no values of single series and no medians by"
                            + " group.",
                    closed));
        }
        ungrouped.forEach(by ->
                sentences.add("There are no groups by " + by + ", which has more than " + MOST_GROUPS + " values."));
        return sentences;
    }

    /** The targets that are put together from series and channels, with the numbers of those. */
    private Map<MetricTarget, int[]> targets() {
        Map<MetricTarget, List<Integer>> cells = new LinkedHashMap<>();
        Map<MetricTarget, List<Integer>> groups = new TreeMap<>(Comparator.comparing(MetricTarget::key));
        cells.put(new MetricTarget.Overall(), new ArrayList<>());
        series.keySet().forEach(id -> cells.put(new MetricTarget.Series(id), new ArrayList<>()));
        channels.forEach(name -> cells.put(new MetricTarget.Channel(name), new ArrayList<>()));
        series.forEach((id, facts) -> {
            for (int channel = 0; channel < channels.size(); channel++) {
                int cell = facts.number() * channels.size() + channel;
                for (MetricTarget target : List.of(
                        new MetricTarget.Overall(),
                        new MetricTarget.Series(id),
                        new MetricTarget.Channel(channels.get(channel)))) {
                    cells.computeIfAbsent(target, key -> new ArrayList<>()).add(cell);
                }
                List<MetricTarget> member = new ArrayList<>(facts.groups());
                facts.demand().get(channel).map(DemandClass::group).ifPresent(member::add);
                member.forEach(target ->
                        groups.computeIfAbsent(target, key -> new ArrayList<>()).add(cell));
            }
        });
        cells.putAll(groups);
        Map<MetricTarget, int[]> targets = new LinkedHashMap<>();
        cells.forEach((target, some) ->
                targets.put(target, some.stream().mapToInt(Integer::intValue).toArray()));
        return targets;
    }
}
