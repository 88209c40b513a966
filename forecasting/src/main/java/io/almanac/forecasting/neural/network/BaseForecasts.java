package io.almanac.forecasting.neural.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.SeriesScale;
import io.almanac.forecasting.neural.window.WindowSource;
import io.almanac.forecasting.neural.window.WindowSource.Place;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a base forecasts of windows, so that a network can learn what it leaves over. The base is asked once for all
 * channels of a cutoff.
 *
 * @param base that is corrected
 */
public record BaseForecasts(ForecastModel base, SeriesSet series, WindowSource windows, int horizon) {

    /**
     * Takes the base's forecasts off what windows are to forecast. Where the base refuses, nothing counts.
     *
     * @param targets values {@code (B, C, H)} and, beside them, 1 where they count
     */
    NDList without(NDManager scope, int[] some, NDList targets) {
        int perWindow = Math.toIntExact(targets.get(0).getShape().get(1));
        List<Place> places = Arrays.stream(some).mapToObj(windows::place).toList();
        List<Place> distinct = places.stream().map(BaseForecasts::cutoff).distinct().toList();
        // Ordered, and each by itself: the same bits however many threads there are.
        List<Optional<Forecast>> forecasts =
                distinct.parallelStream().map(this::forecast).toList();
        Map<Place, Optional<Forecast>> byCutoff = new HashMap<>();
        for (int i = 0; i < distinct.size(); i++) {
            byCutoff.put(distinct.get(i), forecasts.get(i));
        }
        float[] values = new float[some.length * perWindow * horizon];
        float[] counted = new float[values.length];
        for (int b = 0; b < some.length; b++) {
            Place place = places.get(b);
            Optional<Forecast> forecast = Objects.requireNonNull(byCutoff.get(cutoff(place)));
            for (int c = 0; c < perWindow && forecast.isPresent(); c++) {
                SeriesScale scale = windows.scale(some[b], c);
                int at = (b * perWindow + c) * horizon;
                Arrays.fill(counted, at, at + horizon, 1);
                for (int h = 0; h < horizon; h++) {
                    values[at + h] = (float) scale.apply(forecast.get().point(place.channel() + c, h));
                }
            }
        }
        var shape = new Shape(some.length, perWindow, horizon);
        NDArray left = targets.get(0).sub(scope.create(values, shape)); // (B, C, H)
        return new NDList(left, targets.get(1).mul(scope.create(counted, shape)));
    }

    /** The same cutoff for all channels. */
    private static Place cutoff(Place place) {
        return new Place(place.series(), 0, place.cutoff());
    }

    private Optional<Forecast> forecast(Place place) {
        TimeSeries history = series.get(place.series()).asOf(place.cutoff(), 0);
        return base.forecast(List.of(history), horizon).get(0) instanceof Forecast forecast
                ? Optional.of(forecast)
                : Optional.empty();
    }
}
