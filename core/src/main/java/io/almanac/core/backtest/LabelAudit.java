package io.almanac.core.backtest;

import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;

/** Fits one label on the same data with other futures, and keeps how far its forecasts move. */
final class LabelAudit {

    /** Two sources whose series are the same up to a cutoff. */
    record Futures(AuditChange change, SeriesSet before, SeriesSet after) {}

    private final Backtest backtest;
    private final BacktestPlan plan;
    private final Cutoffs cutoffs;
    private final UnaryOperator<SeriesSource> decorators;
    private final String label;
    private final Forecaster forecaster;

    private final List<AuditResult.Finding> findings = new ArrayList<>();
    private int changes;
    private int forecasts;
    private boolean reproducible = true;

    LabelAudit(
            Backtest backtest,
            BacktestPlan plan,
            Cutoffs cutoffs,
            UnaryOperator<SeriesSource> decorators,
            String label,
            Forecaster forecaster) {
        this.backtest = backtest;
        this.plan = plan;
        this.cutoffs = cutoffs;
        this.decorators = decorators;
        this.label = label;
        this.forecaster = forecaster;
    }

    /**
     * Forecasts from the cutoff of a fold with each future.
     *
     * @param asked   what is forecast
     * @param source  as it is
     * @param futures the first with {@link AuditChange#NOTHING}
     */
    void audit(int fold, List<Folds.Place> asked, SeriesSet source, List<Futures> futures) {
        if (!reproducible) {
            return;
        }
        List<Outcome> unchanged = outcomes(fold, asked, AuditChange.NOTHING, source);
        forecasts += (int) unchanged.stream().filter(Forecast.class::isInstance).count();
        for (Futures two : futures) {
            AuditChange change = two.change();
            List<Outcome> before = two.before() == source ? unchanged : attempt(fold, asked, change, two.before());
            List<Outcome> after = attempt(fold, asked, change, two.after());
            Optional<AuditResult.Finding> finding = finding(fold, change, asked, before, after);
            finding.ifPresent(findings::add);
            if (change != AuditChange.NOTHING) {
                changes++;
            } else if (finding.isPresent()) {
                reproducible = false;
                return;
            }
        }
    }

    /** A failure that changed data bring about is an outcome like others: what was known alone does not. */
    private List<Outcome> attempt(int fold, List<Folds.Place> asked, AuditChange change, SeriesSet source) {
        try {
            return outcomes(fold, asked, change, source);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            return refused(asked, "failed: " + e);
        }
    }

    AuditResult.Label result() {
        AuditResult.Verdict verdict = AuditResult.Verdict.PASSED;
        if (!reproducible) {
            verdict = AuditResult.Verdict.NOT_REPRODUCIBLE;
        } else if (!findings.isEmpty()) {
            verdict = AuditResult.Verdict.LEAKS;
        } else if (forecasts == 0) {
            verdict = AuditResult.Verdict.NOTHING_TO_COMPARE;
        }
        return new AuditResult.Label(label, verdict, changes, forecasts, findings);
    }

    /** What a backtest would forecast from the cutoff if its source were this one; an outcome for each place. */
    private List<Outcome> outcomes(int fold, List<Folds.Place> asked, AuditChange change, SeriesSet source) {
        RunSettings settings = backtest.settings(plan, cutoffs, listener(fold, change));
        settings.checkCancelled();
        SeriesSet data = SeriesSet.copyOf(decorators.apply(source));
        Map<String, TimeSeries> byId = new HashMap<>();
        data.asList().forEach(series -> byId.put(series.id(), series));
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        List<Folds.Place> places = new ArrayList<>();
        for (Folds.Place place : asked) {
            String id = place.series().id();
            outcomes.put(id, place.refusal("the series has no step up to the cutoff any more"));
            Optional.ofNullable(byId.get(id))
                    .map(series -> cutoffs.place(series, fold))
                    .filter(now -> now.cutoff() > 0)
                    .ifPresent(places::add);
        }
        var fit = new FoldFit(settings, label, forecaster);
        SeriesSet training = fit.training(data, plan.fitOf(fold));
        if (training.size() == 0) {
            return refused(asked, "no series has a step up to the cutoff of fold " + (plan.fitOf(fold) + 1));
        }
        try (ForecastModel model = fit.fit(training, plan.fitOf(fold), new ArrayList<>(), Optional.empty())) {
            fit.forecast(model, places, some -> some.forEach(outcome -> outcomes.put(outcome.id(), outcome)));
        } catch (UnfitException e) {
            return refused(asked, String.valueOf(e.getMessage()));
        }
        return List.copyOf(outcomes.values());
    }

    private static List<Outcome> refused(List<Folds.Place> asked, String reason) {
        return asked.stream().map(place -> (Outcome) place.refusal(reason)).toList();
    }

    private Optional<AuditResult.Finding> finding(
            int fold, AuditChange change, List<Folds.Place> asked, List<Outcome> before, List<Outcome> after) {
        int moved = 0;
        int most = -1;
        var largest = Difference.NONE;
        for (int i = 0; i < before.size(); i++) {
            Difference here = Difference.of(before.get(i), after.get(i));
            if (here.none()) {
                continue;
            }
            moved++;
            if (Double.compare(here.size(), largest.size()) > 0) {
                largest = here;
                most = i;
            }
        }
        if (moved == 0) {
            return Optional.empty();
        }
        TimeSeries series = asked.get(most).series();
        String channel = largest.channel() < 0 ? "" : series.schema().channels().get(largest.channel());
        return Optional.of(new AuditResult.Finding(
                fold, change, moved, series.id(), channel, largest.step(), largest.size(), largest.what()));
    }

    private BacktestListener listener(int fold, AuditChange change) {
        BacktestListener outer = backtest.listener();
        return new BacktestListener() {
            @Override
            public void fitting(String name, int first) {
                outer.auditing(name, fold, change);
            }

            @Override
            public void progress(String name, int first, FitProgress progress) {
                outer.progress(name, fold, progress);
            }

            @Override
            public boolean cancelled() {
                return outer.cancelled();
            }
        };
    }
}
