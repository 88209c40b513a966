package io.almanac.forecasting.ensemble;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Rolling validation: how far blends of members were off at the end of each training series. In fold f members are fitted
 * to all but the last f + 1 horizons of each series and forecast the horizon that follows, which none of them has seen.
 *
 * <p>The loss of a series in a fold is the mean absolute error over its channels and steps, each divided by the mean
 * absolute seasonal difference up to the cutoff: MASE of Hyndman and Koehler 2006, "Another Look at Measures of Forecast
 * Accuracy", equation 6.
 */
final class Validation {

    /** Pairs of series and folds that are enough to choose by. */
    static final int ENOUGH = 30;

    static final int MOST_FOLDS = 5;

    private final Members members;
    private final List<Blend> blends;
    private final int season;

    /** Losses by label of a blend, in the order of trials; NaN where there was no forecast. */
    private final SortedMap<String, List<Double>> losses = new TreeMap<>();

    /** Why a member could not be fitted in a fold, by label; of the newest such fold. */
    private final SortedMap<String, String> unfit = new TreeMap<>();

    private Validation(Members members, List<Blend> blends, int season) {
        this.members = members;
        this.blends = blends;
        this.season = season;
        blends.forEach(blend -> losses.put(blend.label(), new ArrayList<>()));
    }

    /** Folds that bring few series to enough trials. */
    static int folds(int series) {
        return Math.max(1, Math.min(MOST_FOLDS, (ENOUGH + series - 1) / Math.max(1, series)));
    }

    /** Runs the folds. */
    static Validation run(Members members, List<Blend> blends, SeriesSet training, FitOptions options, int folds) {
        var validation = new Validation(members, blends, training.schema().season());
        for (int fold = 0; fold < folds; fold++) {
            validation.add(training, options, (fold + 1) * options.horizon());
        }
        return validation;
    }

    private void add(SeriesSet training, FitOptions options, int held) {
        List<TimeSeries> whole =
                training.stream().filter(series -> series.length() > held).toList();
        if (whole.isEmpty()) {
            return;
        }
        List<TimeSeries> histories = whole.stream()
                .map(series -> series.asOf(series.length() - held, options.horizon()))
                .toList();
        SeriesSet known = SeriesSet.of(
                training.schema(),
                whole.stream()
                        .map(series -> series.asOf(series.length() - held, 0))
                        .toList());
        SortedMap<String, ForecastModel> models =
                members.fit(members.forecasters().keySet(), known, options, unfit);
        try {
            Map<String, List<Outcome>> outcomes = new TreeMap<>();
            models.forEach((label, model) -> outcomes.put(label, model.forecast(histories, options.horizon())));
            for (int i = 0; i < whole.size(); i++) {
                score(whole.get(i), histories.get(i), outcomes, i);
            }
        } finally {
            models.values().forEach(ForecastModel::close);
        }
    }

    private void score(TimeSeries whole, TimeSeries history, Map<String, List<Outcome>> outcomes, int place) {
        double[] scales = new double[whole.schema().channels().size()];
        for (int channel = 0; channel < scales.length; channel++) {
            scales[channel] = scale(history, channel);
        }
        for (Blend blend : blends) {
            List<Outcome> own = new ArrayList<>();
            for (String member : blend.members()) {
                List<Outcome> ofMember = outcomes.get(member);
                if (ofMember != null) {
                    own.add(ofMember.get(place));
                }
            }
            boolean all = own.size() == blend.members().size();
            double loss = Double.NaN;
            if (all && blend.of(own) instanceof Forecast forecast) {
                loss = loss(whole, history.length(), forecast, scales);
            }
            losses.computeIfAbsent(blend.label(), label -> new ArrayList<>()).add(loss);
        }
    }

    /** NaN where nothing can be scored. */
    private static double loss(TimeSeries whole, int cutoff, Forecast forecast, double[] scales) {
        double sum = 0;
        int points = 0;
        for (int channel = 0; channel < scales.length; channel++) {
            for (int step = 0; step < forecast.horizon(); step++) {
                double off = Math.abs(whole.value(channel, cutoff + step) - forecast.point(channel, step));
                double scaled = off / scales[channel];
                if (!Double.isNaN(scaled)) {
                    sum += scaled;
                    points++;
                }
            }
        }
        return sum / points;
    }

    /** The mean absolute seasonal difference; of neighbours where no season fits in; NaN where it is 0 or unknown. */
    private double scale(TimeSeries history, int channel) {
        int lag = history.length() > season ? season : 1;
        double sum = 0;
        int pairs = 0;
        for (int t = lag; t < history.length(); t++) {
            double difference = Math.abs(history.value(channel, t) - history.value(channel, t - lag));
            if (!Double.isNaN(difference)) {
                sum += difference;
                pairs++;
            }
        }
        return sum > 0 ? sum / pairs : Double.NaN;
    }

    /** Losses of a blend in the order of trials, those of all series in the newest fold first. */
    List<Double> losses(String label) {
        return List.copyOf(losses.getOrDefault(label, List.of()));
    }

    /** One over the mean square of losses, by label, in the trials in which all blends have one; empty if there are none. */
    SortedMap<String, Double> inverseSquares() {
        List<List<Double>> all = List.copyOf(losses.values());
        int[] trials = IntStream.range(0, all.get(0).size())
                .filter(i -> all.stream().noneMatch(own -> own.get(i).isNaN()))
                .toArray();
        SortedMap<String, Double> weights = new TreeMap<>();
        losses.forEach((label, own) -> {
            double square = IntStream.of(trials)
                    .mapToDouble(i -> own.get(i) * own.get(i))
                    .average()
                    .orElse(Double.NaN);
            if (square > 0) {
                weights.put(label, 1 / square);
            }
        });
        return weights.size() == losses.size() ? weights : new TreeMap<>();
    }

    /** Why members could not be fitted, by label. */
    SortedMap<String, String> unfit() {
        return unfit;
    }
}
