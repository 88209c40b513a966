package io.almanac.core.backtest;

import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One series at one fold: what was known, what happened, and what every label forecast. It lives for one call of a sink,
 * which keeps what it needs. For one thread.
 *
 * <p>All labels stand side by side, so that they can be scored on the same steps.
 */
public final class Trial {

    private record ScaleKey(int channel, int season, int power) {}

    private final int fold;
    private final TimeSeries series;
    private final TimeSeries history;
    private final TimeAxis axis;
    private final int firstStep;
    private final Map<String, List<Double>> quantiles; // by label, in the order of the run
    private final Map<String, Forecast> forecasts = new LinkedHashMap<>();
    private final Map<String, Forecast> standIns;
    private final Map<ScaleKey, Double> scales = new HashMap<>();

    /**
     * The outcomes of all labels for one series at one fold.
     *
     * @param series    with the steps that were forecast
     * @param history   the same up to the cutoff; may have no steps where only forecasts and actual values are known
     * @param gap       steps between the two
     * @param outcomes  by label, in the order of the run
     * @param standIns  what is scored for labels that have no forecast of their own; may be empty
     * @throws IllegalArgumentException if there is no forecast at all, or one is of other steps or channels
     */
    public static Trial of(
            int fold,
            TimeSeries series,
            TimeSeries history,
            int gap,
            Map<String, ? extends Outcome> outcomes,
            Map<String, Forecast> standIns) {
        Map<String, List<Double>> quantiles = new LinkedHashMap<>();
        outcomes.forEach((label, outcome) ->
                quantiles.put(label, outcome instanceof Forecast forecast ? forecast.quantiles() : List.of()));
        return of(fold, series, history, gap, quantiles, outcomes, standIns);
    }

    /** The same with the quantiles that each label has in the whole run, whether or not it has a forecast here. */
    public static Trial of(
            int fold,
            TimeSeries series,
            TimeSeries history,
            int gap,
            Map<String, List<Double>> quantiles,
            Map<String, ? extends Outcome> outcomes,
            Map<String, Forecast> standIns) {
        return new Trial(fold, series, history, gap, quantiles, outcomes, standIns);
    }

    /**
     * The outcomes of all labels for one series at one fold, where what happened is known apart from the history: in a
     * table of forecasts, say.
     *
     * @param actual (channel, step) from the first forecast step on, NaN where missing
     */
    public static Trial of(
            int fold,
            TimeSeries history,
            int gap,
            double[][] actual,
            Map<String, List<Double>> quantiles,
            Map<String, ? extends Outcome> outcomes) {
        int first = history.length() + gap;
        double[][] values = new double[actual.length][];
        for (int channel = 0; channel < actual.length; channel++) {
            double[] past = new double[history.length()];
            history.copyTo(channel, 0, past);
            values[channel] = Arrays.copyOf(past, first + actual[channel].length);
            Arrays.fill(values[channel], past.length, first, Double.NaN);
            System.arraycopy(actual[channel], 0, values[channel], first, actual[channel].length);
        }
        Schema known = history.schema();
        var plain = new Schema(known.frequency(), known.seasons(), known.channels(), List.of());
        TimeAxis axis = history.axis().slice(0, values[0].length);
        TimeSeries series = TimeSeries.wrap(history.id(), plain, axis, values);
        return new Trial(fold, series, history, gap, quantiles, outcomes, Map.of());
    }

    private Trial(
            int fold,
            TimeSeries series,
            TimeSeries history,
            int gap,
            Map<String, List<Double>> quantiles,
            Map<String, ? extends Outcome> outcomes,
            Map<String, Forecast> standIns) {
        this.fold = fold;
        this.series = series;
        this.history = history;
        this.firstStep = history.length() + gap;
        this.quantiles = quantiles;
        this.standIns = standIns;
        outcomes.forEach((label, outcome) -> {
            if (outcome instanceof Forecast forecast) {
                forecasts.put(label, forecast);
            }
        });
        Forecast any = forecasts.values().stream()
                .findFirst()
                .or(() -> standIns.values().stream().findFirst())
                .orElseThrow(() -> new IllegalArgumentException("no label has a forecast of " + series));
        this.axis = any.axis();
        forecasts.values().forEach(forecast -> check(forecast, gap));
        standIns.values().forEach(forecast -> check(forecast, gap));
    }

    private void check(Forecast forecast, int gap) {
        if (!forecast.id().equals(series.id())
                || forecast.channels() != series.schema().channels().size()
                || forecast.axis().tick(0) != series.axis().tick(firstStep)
                || forecast.horizon() != axis.length()
                || firstStep + forecast.horizon() > series.length()) {
            throw new IllegalArgumentException(
                    forecast + " does not continue " + history + " after a gap of " + gap + " within " + series);
        }
    }

    /** The fold, from 0. */
    public int fold() {
        return fold;
    }

    /** What was known at the cutoff. */
    public TimeSeries history() {
        return history;
    }

    /** The steps that were forecast. */
    public TimeAxis axis() {
        return axis;
    }

    /** All labels of the run, in its order, also those without a forecast here. */
    public List<String> labels() {
        return List.copyOf(quantiles.keySet());
    }

    /** The probabilities that a label forecasts in this run; empty if points only. */
    public List<Double> quantiles(String label) {
        List<Double> found = quantiles.get(label);
        if (found == null) {
            throw new IllegalArgumentException("no label " + label + "; there are " + labels());
        }
        return found;
    }

    /**
     * A label's forecast beside what happened; the fallback's where the label has none and one stands in; empty where
     * there is neither.
     */
    public Optional<Scored> scored(String label) {
        Forecast own = forecasts.get(label);
        Forecast forecast = own == null ? standIns.get(label) : own;
        return Optional.ofNullable(forecast).map(present -> new Scored(this, label, present));
    }

    /** Whether the fallback's forecast stands in for this label's. */
    public boolean standsIn(String label) {
        return !forecasts.containsKey(label) && standIns.containsKey(label);
    }

    /** What happened; steps count from 0 as in the forecasts. NaN = missing. */
    public double actual(int channel, int step) {
        return series.value(channel, firstStep + Objects.checkIndex(step, axis.length()));
    }

    /**
     * The mean of {@code |y(t) - y(t - season)|^power} over the history, as far as both values are there: what scales
     * MASE (power 1) and the square of RMSSE (power 2). NaN if there is no such pair.
     *
     * <p>Source: Hyndman and Koehler 2006, "Another look at measures of forecast accuracy", section 3.
     *
     * @param power 1 or 2
     */
    public double scale(int channel, int season, int power) {
        return scales.computeIfAbsent(new ScaleKey(channel, season, power), this::computeScale);
    }

    private double computeScale(ScaleKey key) {
        if (key.season() < 1 || key.power() < 1 || key.power() > 2) {
            throw new IllegalArgumentException(
                    "season must be at least 1 and power 1 or 2, were " + key.season() + ", " + key.power());
        }
        double[] values = new double[history.length()];
        history.copyTo(key.channel(), 0, values);
        double sum = 0;
        int count = 0;
        for (int t = key.season(); t < values.length; t++) {
            double difference = Math.abs(values[t] - values[t - key.season()]);
            if (!Double.isNaN(difference)) {
                sum += key.power() == 1 ? difference : difference * difference;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    @Override
    public String toString() {
        return "fold " + (fold + 1) + " of " + series.id() + ", " + axis;
    }
}
