package io.almanac.core.forecast;

import io.almanac.core.files.ModelWriter;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.util.List;

/**
 * A fitted forecaster. Immutable and safe for many threads until it is closed; closing frees what is not on the
 * heap, and a second time does nothing.
 */
public interface ForecastModel extends AutoCloseable {

    /**
     * Forecasts from the end of each history.
     *
     * @param histories may hold an id several times, at several cutoffs
     * @param horizon   at least 1 and at most what the model was fitted for
     * @return one outcome for each history, in order
     */
    List<Outcome> forecast(List<TimeSeries> histories, int horizon);

    /** Writes the model's state; {@link ModelStore} makes the file. */
    void save(ModelWriter out) throws IOException;

    ModelProvenance provenance();

    @Override
    void close();
}
