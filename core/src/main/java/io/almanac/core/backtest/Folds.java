package io.almanac.core.backtest;

import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the cutoffs of a plan lie in each series of a source. */
final class Folds {

    private final BacktestPlan plan;
    private final int series;
    private final @Nullable TimeAxis latest; // the axis that ends last; null if there is no series

    private Folds(BacktestPlan plan, int series, @Nullable TimeAxis latest) {
        this.plan = plan;
        this.series = series;
        this.latest = latest;
    }

    static Folds of(BacktestPlan plan, SeriesSource data) {
        int count = 0;
        TimeAxis latest = null;
        try (Stream<TimeSeries> stream = data.stream()) {
            for (TimeSeries one : (Iterable<TimeSeries>) stream::iterator) {
                TimeAxis axis = one.axis();
                if (latest == null || axis.instant(axis.length() - 1) > latest.instant(latest.length() - 1)) {
                    latest = axis;
                }
                count++;
            }
        }
        return new Folds(plan, count, latest);
    }

    int series() {
        return series;
    }

    Place place(TimeSeries one, int fold) {
        int cutoff;
        if (plan.cutoffs() == BacktestPlan.CutoffMode.CALENDAR && latest != null) {
            cutoff = one.axis().stepsUntil(latest.instant(latest.length() - 1 - plan.afterCutoff(fold)));
        } else {
            cutoff = one.length() - plan.afterCutoff(fold);
        }
        return new Place(plan, fold, one, cutoff);
    }

    /**
     * One fold of one series.
     *
     * @param cutoff steps known at the cutoff; may be negative
     */
    record Place(BacktestPlan plan, int fold, TimeSeries series, int cutoff) {

        /** Whether there is a history and a whole horizon to score. */
        boolean scored() {
            return cutoff > 0 && cutoff + plan.gap() + plan.horizon() <= series.length();
        }

        /** What was known at the cutoff, with the future covariates that were issued by then. */
        TimeSeries history() {
            int ahead = Math.min(plan.gap() + plan.horizon(), series.length() + series.ahead() - cutoff);
            return series.asOf(cutoff, ahead);
        }

        Refusal refusal() {
            TimeAxis axis = series.axis().slice(cutoff + plan.gap(), plan.horizon());
            String reason = cutoff <= 0
                    ? "the series has " + series.length() + " steps; fold " + fold + " needs more than "
                            + (series.length() - cutoff) + ". Ask for fewer folds or a shorter horizon"
                    : "the series ends before the horizon of fold " + fold + " does, with " + series.axis();
            return new Refusal(series.id(), axis, reason);
        }
    }
}
