package io.almanac.forecasting.neural.transformer;

import io.almanac.core.window.CalendarFeatures;
import io.almanac.core.window.CalendarFeatures.Field;
import java.util.List;

/**
 * What a model needs beside its weights and its configuration.
 *
 * @param minimumObserved steps of a context that must be observed
 * @param quantiles       of the network's output, ascending, the median among them
 */
record TransformerState(int context, int minimumObserved, List<Double> quantiles, List<Field> calendar) {

    TransformerState {
        quantiles = List.copyOf(quantiles);
        calendar = List.copyOf(calendar);
        if (context < 2 || minimumObserved < 1 || !quantiles.contains(0.5)) {
            throw new IllegalArgumentException("context must be at least 2, minimumObserved at least 1 and the median"
                    + " among the quantiles; were " + context + ", " + minimumObserved + ", " + quantiles);
        }
    }

    CalendarFeatures features() {
        return CalendarFeatures.of(calendar);
    }

    NetworkShape shape(TransformerConfig config, int horizon) {
        return NetworkShape.of(
                config, context, horizon, quantiles.size(), features().size());
    }
}
