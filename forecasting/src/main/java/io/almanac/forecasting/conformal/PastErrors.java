package io.almanac.forecasting.conformal;

import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * What a model would have missed by at earlier cutoffs of some histories. For one call.
 *
 * <p>The whole target of each score lies within the history, and no model is asked about steps that it was fitted to.
 * Histories may be views of one series: what they share is forecast once. As what was known at a cutoff does not depend
 * on what came after it, each gets what it would have got alone.
 */
final class PastErrors {

    /** Numbers that one call of the inner model may return at most, to bound memory: 8 MB. */
    private static final int NUMBERS_PER_CALL = 1_000_000;

    /** Numbers of forecasts that are kept at once: 32 MB. */
    private static final int NUMBERS_AT_ONCE = 4_000_000;

    /** Takes the errors of one history: (base, channel, step) by the steps from cutoff to end, newest first. */
    interface Consumer {
        void accept(int position, SortedMap<Integer, double[][][]> errors);
    }

    /** A cutoff of the series that some views show; series are told apart by identity. */
    private record Place(TimeSeries series, int cutoff) {}

    private final Inner inner;
    private final Bases bases;
    private final int horizon; // asked for, at most that of the fit
    private final Map<String, List<TimeSeries>> series = new HashMap<>(); // one view of each, by id
    private final Set<Place> asked = new HashSet<>();
    private final Map<ForecastModel, List<Place>> wanted = new LinkedHashMap<>();
    private final Map<Place, double[][][]> forecasts = new HashMap<>(); // bases; none where a model refuses
    private long size;

    private PastErrors(Inner inner, Bases bases, int horizon) {
        this.inner = inner;
        this.bases = bases;
        this.horizon = horizon;
    }

    /**
     * Hands the errors of some histories on, each once, in no particular order.
     *
     * @param horizon steps that errors are wanted for, at most that of the fit
     * @param stride  steps between two cutoffs of a history
     */
    static void forEach(
            Inner inner,
            Bases bases,
            List<TimeSeries> histories,
            int horizon,
            ToIntFunction<TimeSeries> stride,
            Consumer consumer) {
        // Views of one series stand beside each other, so that they share a slice of bounded size.
        List<Integer> order = IntStream.range(0, histories.size())
                .boxed()
                .sorted(Comparator.<Integer, String>comparing(
                                i -> histories.get(i).id())
                        .thenComparing(i -> histories.get(i).length()))
                .toList();
        var past = new PastErrors(inner, bases, horizon);
        int from = 0;
        for (int i = 0; i < order.size(); i++) {
            TimeSeries history = histories.get(order.get(i));
            past.want(history, stride.applyAsInt(history));
            if (past.size >= NUMBERS_AT_ONCE || i == order.size() - 1) {
                past.forecast();
                for (int position : order.subList(from, i + 1)) {
                    TimeSeries one = histories.get(position);
                    consumer.accept(position, past.of(one, stride.applyAsInt(one)));
                }
                past = new PastErrors(inner, bases, horizon);
                from = i + 1;
            }
        }
    }

    /** Asks for the errors of a history at cutoffs so many steps apart. */
    private void want(TimeSeries history, int stride) {
        TimeSeries shared = series(history);
        for (int cutoff : cutoffs(history, stride)) {
            if (asked.add(new Place(shared, cutoff))) {
                ForecastModel model = inner.at(history, cutoff).orElseThrow();
                wanted.computeIfAbsent(model, m -> new ArrayList<>()).add(new Place(history, cutoff));
                size += numbers(history) * bases.size();
            }
        }
    }

    /** Has the models forecast all that was asked for. */
    private void forecast() {
        wanted.forEach((model, places) -> {
            for (int from = 0; from < places.size(); ) {
                long perForecast = numbers(places.get(from).series())
                        * (1 + bases.quantiles().size());
                int to = (int) Math.min(places.size(), from + Math.max(1, NUMBERS_PER_CALL / perForecast));
                forecast(model, places.subList(from, to));
                from = to;
            }
        });
        wanted.clear();
    }

    private void forecast(ForecastModel model, List<Place> places) {
        List<TimeSeries> known = places.stream()
                .map(place -> place.series().asOf(place.cutoff(), inner.rule().horizon()))
                .toList();
        List<Outcome> outcomes = model.forecast(known, horizon);
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            if (outcomes.get(i) instanceof Forecast forecast) {
                forecasts.put(new Place(series(place.series()), place.cutoff()), bases.of(forecast));
            }
        }
    }

    private SortedMap<Integer, double[][][]> of(TimeSeries history, int stride) {
        SortedMap<Integer, double[][][]> byAge = new TreeMap<>();
        TimeSeries shared = series(history);
        for (int cutoff : cutoffs(history, stride)) {
            double[][][] one = forecasts.get(new Place(shared, cutoff));
            if (one != null) {
                byAge.put(history.length() - cutoff, errors(history, cutoff, one));
            }
        }
        return byAge;
    }

    /** Forecasts are shared, but not what came true: a later history may know a revised value. */
    private double[][][] errors(TimeSeries history, int cutoff, double[][][] forecast) {
        double[][][] errors = new double[forecast.length][forecast[0].length][horizon];
        for (int channel = 0; channel < forecast[0].length; channel++) {
            for (int step = 0; step < horizon; step++) {
                double actual = history.value(channel, cutoff + step);
                for (int base = 0; base < forecast.length; base++) {
                    errors[base][channel][step] = actual - forecast[base][channel][step];
                }
            }
        }
        return errors;
    }

    /** The cutoffs that give a score, newest first. */
    private List<Integer> cutoffs(TimeSeries history, int stride) {
        List<Integer> cutoffs = new ArrayList<>();
        int cutoff = history.length() - inner.rule().horizon();
        while (cutoffs.size() < inner.rule().count()
                && cutoff > 0
                && inner.at(history, cutoff).isPresent()) {
            cutoffs.add(cutoff);
            cutoff -= stride;
        }
        return cutoffs;
    }

    /** The same object for all views of a series. */
    private TimeSeries series(TimeSeries history) {
        List<TimeSeries> ofId = series.computeIfAbsent(history.id(), id -> new ArrayList<>());
        for (TimeSeries one : ofId) {
            if (one.isViewOfSame(history)) {
                return one;
            }
        }
        ofId.add(history);
        return history;
    }

    private long numbers(TimeSeries history) {
        return (long) history.schema().channels().size() * horizon;
    }
}
