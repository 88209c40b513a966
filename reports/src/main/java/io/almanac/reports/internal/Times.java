package io.almanac.reports.internal;

import io.almanac.core.backtest.BacktestSummary;
import io.almanac.reports.internal.ReportView.Block;
import io.almanac.reports.internal.ReportView.Cell;
import io.almanac.reports.internal.ReportView.Row;
import io.almanac.reports.internal.ReportView.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What fits and forecasts took, by label and by the first fold that a model served. */
final class Times {

    private static final int MOST_ROWS = 200;
    private static final Time NONE = new Time(0, 0);

    /** By the wall clock. */
    private record Time(double fit, double forecast) {

        Time plus(Time other) {
            return new Time(fit + other.fit, forecast + other.forecast);
        }

        String text() {
            return Numbers.seconds(fit) + " + " + Numbers.seconds(forecast);
        }
    }

    private final int folds;
    private final int refitEvery;
    private final List<String> labels;
    private final Map<String, TreeMap<Integer, Time>> times = new HashMap<>();

    Times(BacktestSummary summary, List<String> labels) {
        this.folds = summary.plan().folds();
        this.refitEvery = summary.plan().refitEvery();
        this.labels = labels;
        labels.forEach(label -> times.put(label, new TreeMap<>()));
        for (BacktestSummary.Fit fit : summary.fits()) {
            // a forecaster of single series is fitted chunk by chunk: its times of a fold add up
            times.computeIfAbsent(fit.label(), label -> new TreeMap<>())
                    .merge(
                            fit.fold(),
                            new Time(fit.record().fitSeconds(), fit.record().forecastSeconds()),
                            Time::plus);
        }
    }

    /** How often a label was fitted, whatever number of chunks that took. */
    int fits(String label) {
        return times.getOrDefault(label, new TreeMap<>()).size();
    }

    private Time total(String label) {
        return times.getOrDefault(label, new TreeMap<>()).values().stream().reduce(NONE, Time::plus);
    }

    /** Of all labels together. */
    String total() {
        Time all = labels.stream().map(this::total).reduce(NONE, Time::plus);
        return Numbers.seconds(all.fit()) + " s for fits and " + Numbers.seconds(all.forecast()) + " s for forecasts";
    }

    /** Seconds to fit and to forecast, for a table of labels. */
    List<Cell> cells(String label) {
        Time time = total(label);
        return List.of(cell(Numbers.seconds(time.fit())), cell(Numbers.seconds(time.forecast())));
    }

    /** A folded table with a row for each fold at which something was fitted; nothing if that is one. */
    List<Block> byFold() {
        var starts = new TreeSet<Integer>();
        labels.forEach(label ->
                starts.addAll(times.getOrDefault(label, new TreeMap<>()).keySet()));
        if (starts.size() < 2) {
            return List.of();
        }
        List<Row> rows = new ArrayList<>();
        for (int first : starts.stream().limit(MOST_ROWS).toList()) {
            int last = refitEvery == 0 ? folds : Math.min(folds, first + refitEvery);
            List<Cell> cells = labels.stream()
                    .map(label -> times.getOrDefault(label, new TreeMap<>()).get(first))
                    .map(time -> cell(time == null ? "n/a" : time.text()))
                    .toList();
            rows.add(new Row(first + 1 == last ? "fold " + last : "folds " + (first + 1) + " to " + last, cells));
        }
        List<String> columns = new ArrayList<>(List.of("Served"));
        columns.addAll(labels);
        String caption = "Seconds to fit + to forecast, fold by fold"
                + (starts.size() > MOST_ROWS ? ", the first " + MOST_ROWS + " of " + Numbers.text(starts.size()) : "");
        return List.of(new Table(caption, columns, rows, true, false));
    }

    private static Cell cell(String text) {
        return new Cell(text, false);
    }
}
