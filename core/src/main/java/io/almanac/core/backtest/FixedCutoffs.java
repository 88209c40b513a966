package io.almanac.core.backtest;

import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cutoffs of some series kept by their times, for changed versions of them, which may begin and end elsewhere. */
final class FixedCutoffs implements Cutoffs {

    /** The instants of the first step after the cutoff, and of the first after the horizon. */
    private record Edges(long known, long asked) {

        Edges orLater(Edges other) {
            return new Edges(Math.max(known, other.known), Math.max(asked, other.asked));
        }
    }

    private final BacktestPlan plan;
    private final Map<String, List<Edges>> byId = new HashMap<>(); // one for each fold
    private final List<Edges> latest = new ArrayList<>();

    FixedCutoffs(BacktestPlan plan, Folds folds, SeriesSet data) {
        this.plan = plan;
        for (TimeSeries series : data.asList()) {
            List<Edges> edges = new ArrayList<>();
            for (int fold = 0; fold < plan.folds(); fold++) {
                int cutoff = folds.place(series, fold).cutoff();
                edges.add(new Edges(
                        series.axis().instant(cutoff), series.axis().instant(cutoff + plan.gap() + plan.horizon())));
            }
            byId.put(series.id(), edges);
        }
        for (int fold = 0; fold < plan.folds(); fold++) {
            int of = fold;
            byId.values().stream()
                    .map(edges -> edges.get(of))
                    .reduce(Edges::orLater)
                    .ifPresent(latest::add);
        }
    }

    /** An id that was not there, such as that of one series of a sum, has the latest cutoff of all. */
    private Edges edges(TimeSeries series, int fold) {
        return byId.getOrDefault(series.id(), latest).get(fold);
    }

    @Override
    public Folds.Place place(TimeSeries series, int fold) {
        int cutoff = known(series, fold);
        return new Folds.Place(
                plan, fold, series, cutoff, series.axis().slice(cutoff + plan.gap(), plan.horizon()), Optional.empty());
    }

    /** How many steps of a series, which may have a finer frequency, lie before the end of the cutoff's step. */
    int known(TimeSeries series, int fold) {
        return series.axis().stepsUntil(edges(series, fold).known() - 1);
    }

    /** How many of its steps, those of future covariates included, lie before the end of the horizon. */
    int asked(TimeSeries series, int fold) {
        int reach = series.length() + series.ahead();
        return series.axis().slice(0, reach).stepsUntil(edges(series, fold).asked() - 1);
    }
}
