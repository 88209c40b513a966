package io.almanac.reports.internal;

import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.backtest.Trial;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a report draws, kept while a backtest runs: copies of parts of the first series and channels, in the order of
 * the data, so that no result can choose what is shown. Memory does not grow with the data.
 */
public final class Collected {

    private static final int MOST_STEPS = 5000;
    private static final int SEASONS = 3;

    /** One series that is drawn. */
    static final class Shown {

        private final String id;
        private final TreeMap<Integer, Double> cutoffs = new TreeMap<>();
        private final TreeMap<Integer, List<ForecastPanel>> panels = new TreeMap<>();
        private List<ForecastPanel> overview = List.of();
        private int overviewFold = -1;

        private Shown(String id) {
            this.id = id;
        }

        String id() {
            return id;
        }

        /** Where the folds cut, on the plot's axis. */
        Collection<Double> cutoffs() {
            return cutoffs.values();
        }

        /** The panels of the folds that are drawn, one for each channel. */
        NavigableMap<Integer, List<ForecastPanel>> panels() {
            return panels;
        }

        /** The last part of each channel, as a panel without forecasts. */
        List<ForecastPanel> overview() {
            return overview;
        }
    }

    private final BacktestPlan plan;
    private final int mostSeries;
    private final int mostChannels;
    private final Map<String, Shown> series = new LinkedHashMap<>();
    private final List<String> labels = new ArrayList<>();
    private Optional<Schema> schema = Optional.empty();

    /** Keeps the first series and channels at the first and the last fold of a plan. */
    public Collected(BacktestPlan plan, int mostSeries, int mostChannels) {
        if (mostSeries < 1 || mostChannels < 1) {
            throw new IllegalArgumentException(
                    "series and channels must be at least 1, were " + mostSeries + ", " + mostChannels);
        }
        this.plan = plan;
        this.mostSeries = mostSeries;
        this.mostChannels = mostChannels;
    }

    /** Takes what is drawn of one series at one fold. */
    public void add(Trial trial) {
        TimeSeries history = trial.history();
        schema = Optional.of(history.schema());
        trial.labels().forEach(this::line);
        Shown shown = series.get(history.id());
        if (shown == null) {
            if (series.size() == mostSeries) {
                return;
            }
            shown = new Shown(history.id());
            series.put(history.id(), shown);
        }
        int channels = Math.min(mostChannels, history.schema().channels().size());
        if (history.length() > 0) {
            shown.cutoffs.putIfAbsent(trial.fold(), LinePlot.position(history.axis(), history.length() - 1));
        }
        if (trial.fold() > shown.overviewFold) {
            shown.overviewFold = trial.fold();
            shown.overview = panels(trial, channels, overviewSteps(history));
        }
        if (trial.fold() == 0 || trial.fold() == plan.folds() - 1) {
            int steps =
                    ForecastPanel.tail(history.schema().season(), trial.axis().length());
            List<ForecastPanel> panels = panels(trial, channels, steps);
            for (String label : trial.labels()) {
                if (trial.standsIn(label) || trial.scored(label).isEmpty()) {
                    continue;
                }
                Forecast forecast = trial.scored(label).get().forecast();
                for (int channel = 0; channel < channels; channel++) {
                    panels.set(channel, panels.get(channel).with(label, line(label), forecast, channel));
                }
            }
            shown.panels.put(trial.fold(), panels);
        }
    }

    /** The label's place in the run, which is its colour; those that are refused have one too. */
    public int line(String label) {
        if (!labels.contains(label)) {
            labels.add(label);
        }
        return labels.indexOf(label);
    }

    /** As much again as the backtest covers, or some seasons. */
    private int overviewSteps(TimeSeries history) {
        long wanted = Math.max(
                2L * plan.testLength(), (long) SEASONS * history.schema().season());
        return (int) Math.min(MOST_STEPS, wanted);
    }

    private static List<ForecastPanel> panels(Trial trial, int channels, int steps) {
        List<ForecastPanel> panels = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            int c = channel;
            double[] actual = new double[trial.axis().length()];
            Arrays.setAll(actual, step -> trial.actual(c, step));
            panels.add(ForecastPanel.of(trial.history(), channel, steps, trial.axis(), actual));
        }
        return panels;
    }

    /** The series that are drawn, in the order of the data. */
    Collection<Shown> series() {
        return series.values();
    }

    /** What the series share; empty if nothing was scored. */
    Optional<Schema> schema() {
        return schema;
    }

    /** Which part of the data is drawn, as a sentence. */
    String choice() {
        int channels = schema.map(s -> s.channels().size()).orElse(0);
        String which =
                series.size() == 1 ? "Drawn is the first series" : "Drawn are the first " + series.size() + " series";
        return which + " of the data"
                + (channels > mostChannels
                        ? ", with the first " + mostChannels + " of its " + channels + " channels"
                        : "")
                + (plan.folds() > 1 ? ", at the first and the last fold" : "")
                + ". The order of the data decides, not the result.";
    }
}
