package io.almanac.core.backtest;

import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.SourceFacts;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.Optional;

/** Where the cutoffs of a plan lie in each series of a source. */
final class Folds implements Cutoffs {

    private final BacktestPlan plan;
    private final SourceFacts facts;

    Folds(BacktestPlan plan, SourceFacts facts) {
        this.plan = plan;
        this.facts = facts;
    }

    /** Whether the cutoff of a fold is the same time in all series. */
    boolean oneTimeForAll() {
        return facts.endTogether() || plan.cutoffs() == BacktestPlan.CutoffMode.CALENDAR;
    }

    @Override
    public Place place(TimeSeries one, int fold) {
        int after = plan.afterCutoff(fold);
        if (plan.cutoffs() == BacktestPlan.CutoffMode.CALENDAR && facts.latest().isPresent()) {
            TimeAxis calendar = facts.latest().get();
            return onCalendar(one, fold, calendar, calendar.length() - after);
        }
        int cutoff = one.length() - after;
        Optional<String> lack = cutoff > 0
                ? Optional.empty()
                : Optional.of("the series has " + one.length() + " steps; fold " + (fold + 1) + " needs more than "
                        + after + ". Ask for fewer folds or a shorter horizon");
        return new Place(plan, fold, one, cutoff, asked(one.axis(), cutoff), lack);
    }

    /** @param known how many steps of the calendar are known at the cutoff; may be negative */
    private Place onCalendar(TimeSeries one, int fold, TimeAxis calendar, int known) {
        int cutoff = one.axis().stepsUntil(calendar.instant(known - 1));
        if (cutoff > 0 && cutoff + plan.gap() + plan.horizon() <= one.length()) {
            return new Place(plan, fold, one, cutoff, asked(one.axis(), cutoff), Optional.empty());
        }
        TimeAxis asked = asked(calendar, known);
        String lack = cutoff == 0
                ? "the series has no step up to the cutoff of fold " + (fold + 1) + ", " + calendar.text(known - 1)
                : "the series ends at " + one.axis().text(one.length() - 1) + ", before the horizon of fold "
                        + (fold + 1) + " does, at " + asked.text(plan.horizon() - 1);
        return new Place(plan, fold, one, cutoff, asked, Optional.of(lack));
    }

    private TimeAxis asked(TimeAxis axis, int known) {
        return axis.slice(known + plan.gap(), plan.horizon());
    }

    /**
     * One fold of one series.
     *
     * @param cutoff steps known at the cutoff; may be negative
     * @param axis   the steps that are asked for
     * @param lack   why there is nothing to score, if so: no history, or not a whole horizon after it
     */
    record Place(BacktestPlan plan, int fold, TimeSeries series, int cutoff, TimeAxis axis, Optional<String> lack) {

        boolean scored() {
            return lack.isEmpty();
        }

        /** What was known at the cutoff, with the future covariates that were issued by then. */
        TimeSeries history() {
            int ahead = Math.min(plan.gap() + plan.horizon(), series.length() + series.ahead() - cutoff);
            return series.asOf(cutoff, ahead);
        }

        /** No forecast here; the place's own lack goes before any other reason. */
        Refusal refusal(String reason) {
            return new Refusal(series.id(), axis, lack.orElse(reason));
        }
    }
}
