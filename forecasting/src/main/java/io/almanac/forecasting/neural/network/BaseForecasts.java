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
import io.almanac.forecasting.neural.window.WindowTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a base forecasts of windows, so that a network can learn what it leaves over. The base is asked once for all
 * channels of a cutoff.
 *
 * @param base that is corrected
 */
public record BaseForecasts(ForecastModel base, SeriesSet series, WindowTable windows, int horizon) {

    /** A cutoff of a series. */
    private record Place(int series, int cutoff) {}

    /**
     * Takes the base's forecasts off what windows are to forecast. Where the base refuses, nothing counts.
     *
     * @param starts  positions (B)
     * @param targets values {@code (B, C, H)} and, beside them, 1 where they count
     */
    NDList without(NDManager scope, int[] starts, NDList targets) {
        Map<Place, Integer> places = new HashMap<>();
        int[] of = new int[starts.length];
        for (int b = 0; b < starts.length; b++) {
            var place = new Place(windows.series(starts[b]), windows.cutoff(starts[b]));
            of[b] = places.computeIfAbsent(place, p -> places.size());
        }
        Place[] distinct = new Place[places.size()];
        places.forEach((place, index) -> distinct[index] = place);
        // Ordered, and each by itself: the same bits however many threads there are.
        List<Optional<Forecast>> forecasts =
                Arrays.stream(distinct).parallel().map(this::forecast).toList();
        int perWindow = windows.perWindow();
        float[] values = new float[starts.length * perWindow * horizon];
        float[] counted = new float[values.length];
        for (int b = 0; b < starts.length; b++) {
            Optional<Forecast> forecast = forecasts.get(of[b]);
            for (int c = 0; c < perWindow && forecast.isPresent(); c++) {
                int channel = windows.channel(starts[b]) + c;
                SeriesScale scale = windows.scale(starts[b], c);
                int at = (b * perWindow + c) * horizon;
                Arrays.fill(counted, at, at + horizon, 1);
                for (int h = 0; h < horizon; h++) {
                    values[at + h] = (float) scale.apply(forecast.get().point(channel, h));
                }
            }
        }
        var shape = new Shape(starts.length, perWindow, horizon);
        NDArray left = targets.get(0).sub(scope.create(values, shape)); // (B, C, H)
        return new NDList(left, targets.get(1).mul(scope.create(counted, shape)));
    }

    private Optional<Forecast> forecast(Place place) {
        TimeSeries history = series.get(place.series()).asOf(place.cutoff(), 0);
        return base.forecast(List.of(history), horizon).get(0) instanceof Forecast forecast
                ? Optional.of(forecast)
                : Optional.empty();
    }
}
