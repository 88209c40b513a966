package io.almanac.forecasting.ensemble;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.SeriesSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What has proved itself on the data at hand: rolling validation at the end of the training series compares statistical
 * methods, others, and medians of them, and the mean of all that are within one standard
 * error of the best forecasts. The median of the statistical methods is the standard, which is left only for what is better by
 * more than two. See {@link Validation} for the loss, {@link Choice} for the rule.
 *
 * <p>The choice is made for the data set, not series by series: a few forecasts of one series say little. Without
 * validation steps, or with too few trials, nothing is chosen and the median of the statistical methods forecasts. It costs
 * a fit of all members for each fold, and one of those that are kept.
 */
final class AutoForecaster implements Forecaster {

    /** The candidate that is the median of the statistical members. */
    static final String COMBINATION = "combination";

    /** The candidate that is the median of all members. */
    static final String ALL = "all";

    private final String id;
    private final AutoConfig config;
    private final Members members;

    AutoForecaster(String id, AutoConfig config) {
        this.id = id;
        this.config = config;
        Map<String, String> byLabel =
                config.ids().stream().collect(Collectors.toMap(Function.identity(), Function.identity()));
        members = Members.of(byLabel, config.settings());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public AutoConfig config() {
        return config;
    }

    /** Global where a member is; it skips missing values where all do, and uses the covariates that any uses. */
    @Override
    public Capabilities capabilities() {
        return members.capabilities();
    }

    @Override
    public AverageModel fit(SeriesSet training, FitOptions options) {
        Map<String, Blend> candidates = candidates();
        List<String> notes = new ArrayList<>();
        List<String> kept = List.of();
        if (options.validation() == 0) {
            notes.add("nothing was chosen, as there are no validation steps");
        } else {
            int folds = config.folds() > 0 ? config.folds() : Validation.folds(training.size());
            Validation validation = Validation.run(members, List.copyOf(candidates.values()), training, options, folds);
            SortedMap<String, List<Double>> losses = new TreeMap<>();
            candidates.keySet().forEach(label -> losses.put(label, validation.losses(label)));
            Choice choice = Choice.of(losses, config.statistics().size() > 1 ? COMBINATION : "");
            kept = notHeldAlready(choice, candidates);
            notes.add("rolling validation, " + folds + (folds == 1 ? " fold" : " folds") + " of " + options.horizon()
                    + " steps: " + String.join("; ", choice.reasons()));
            validation.unfit().forEach((label, reason) -> notes.add(label + " could not be validated: " + reason));
        }
        List<Blend> blends = new ArrayList<>();
        candidates.forEach((label, blend) -> blends.add(blend));
        if (kept.isEmpty()) {
            blends.subList(1, blends.size()).clear();
        } else {
            Set<String> labels = Set.copyOf(kept);
            blends.removeIf(blend -> !labels.contains(blend.label()));
        }
        return fit(blends, training, options, notes);
    }

    /** What is kept without members that a kept median holds and that are no better than it: they would count twice. */
    private static List<String> notHeldAlready(Choice choice, Map<String, Blend> candidates) {
        List<Blend> kept = candidates.values().stream()
                .filter(blend -> choice.kept().contains(blend.label()))
                .toList();
        return kept.stream()
                .filter(one -> one.members().size() > 1
                        || kept.stream()
                                .noneMatch(median -> median.members().size() > 1
                                        && median.members().containsAll(one.members())
                                        && loss(choice, median) <= loss(choice, one)))
                .map(Blend::label)
                .toList();
    }

    private static double loss(Choice choice, Blend blend) {
        return choice.means().getOrDefault(blend.label(), Double.NaN);
    }

    /** The first is what forecasts where nothing can be chosen. */
    private Map<String, Blend> candidates() {
        Map<String, Blend> candidates = new LinkedHashMap<>();
        List<String> all = List.copyOf(config.ids());
        if (config.statistics().size() > 1) {
            candidates.put(COMBINATION, Blend.median(COMBINATION, config.statistics()));
        }
        candidates.put(ALL, Blend.median(ALL, all));
        all.forEach(label -> candidates.put(label, Blend.alone(label)));
        return candidates;
    }

    private AverageModel fit(List<Blend> blends, SeriesSet training, FitOptions options, List<String> notes) {
        Set<String> needed = new TreeSet<>();
        blends.forEach(blend -> needed.addAll(blend.members()));
        SortedMap<String, String> unfit = new TreeMap<>();
        SortedMap<String, ForecastModel> models = members.fit(needed, training, options, unfit);
        List<Blend> fitted = blends.stream()
                .flatMap(blend -> blend.among(models.keySet()).stream())
                .toList();
        if (fitted.isEmpty()) {
            throw new UnfitException(
                    "no member can be fitted; " + unfit.firstKey() + ": " + unfit.get(unfit.firstKey()));
        }
        notes.add(
                0,
                "forecasts are " + (fitted.size() == 1 ? "" : "the mean of: ")
                        + fitted.stream().map(Blend::describe).distinct().collect(Collectors.joining("; ")));
        return AverageModel.of(this, models, fitted, training, options, notes, unfit);
    }
}
