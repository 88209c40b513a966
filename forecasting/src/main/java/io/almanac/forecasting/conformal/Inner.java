package io.almanac.forecasting.conformal;

import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.series.TimeSeries;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The fitted inner forecaster: the model that forecasts, and the one whose errors count where the first was fitted to
 * the very steps. Without a refit they are one.
 *
 * @param calibrator was fitted without the end of each series
 * @param seen       what the two were fitted to, by id
 */
record Inner(ForecastModel model, ForecastModel calibrator, CutoffRule rule, SortedMap<String, Seen> seen) {

    /**
     * What of a series was fitted to.
     *
     * @param byCalibrator instant of the last step
     * @param byModel      instant of the last step
     * @param stride       steps between two earlier cutoffs of this series
     */
    record Seen(long byCalibrator, long byModel, int stride) {}

    /** Steps between two earlier cutoffs of a history. */
    int stride(TimeSeries history) {
        Seen own = seen.get(history.id());
        return own == null ? rule.stride(history.length()) : own.stride();
    }

    /**
     * The model that was not fitted to any step after a cutoff; empty if there is none. A series that was not there in
     * the fit is new to both.
     */
    Optional<ForecastModel> at(TimeSeries history, int cutoff) {
        Seen own = seen.get(history.id());
        if (own == null || cutoff >= history.axis().stepsUntil(own.byModel())) {
            return Optional.of(model);
        }
        return cutoff >= history.axis().stepsUntil(own.byCalibrator()) ? Optional.of(calibrator) : Optional.empty();
    }

    void close() {
        calibrator.close();
        model.close();
    }
}
