package io.almanac.forecasting.neural.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.window.SeriesScale;
import io.almanac.forecasting.neural.window.WindowSource;
import io.almanac.forecasting.neural.window.WindowSource.Place;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        List<Place> distinct =
                places.stream().map(BaseForecasts::cutoff).distinct().toList();
        List<Outcome> outcomes = base.forecast(
                distinct.stream()
                        .map(place -> series.get(place.series()).asOf(place.cutoff(), horizon))
                        .toList(),
                horizon);
        Map<Place, Outcome> byCutoff = new HashMap<>();
        for (int i = 0; i < outcomes.size(); i++) {
            byCutoff.put(distinct.get(i), outcomes.get(i));
        }
        float[] values = new float[some.length * perWindow * horizon];
        float[] counted = new float[values.length];
        for (int b = 0; b < some.length; b++) {
            Place place = places.get(b);
            if (!(byCutoff.get(cutoff(place)) instanceof Forecast forecast)) {
                continue;
            }
            for (int c = 0; c < perWindow; c++) {
                SeriesScale scale = windows.scale(some[b], c);
                int at = (b * perWindow + c) * horizon;
                Arrays.fill(counted, at, at + horizon, 1);
                for (int h = 0; h < horizon; h++) {
                    values[at + h] = (float) scale.apply(forecast.point(place.channel() + c, h));
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
}
