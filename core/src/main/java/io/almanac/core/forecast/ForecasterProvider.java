package io.almanac.core.forecast;

import io.almanac.core.files.ModelReader;
import java.io.IOException;

/**
 * Makes forecasters of one id and reads their models. Found by {@link java.util.ServiceLoader}; needs a public
 * constructor without parameters.
 *
 * @param <C> the configuration, a record of plain values
 */
public interface ForecasterProvider<C extends Record> {

    /** The id, lower case with hyphens, unique over all providers. */
    String id();

    /** One line for a list of forecasters. */
    String description();

    C defaults();

    /** Whether the defaults make a forecaster as they are: such an id can be offered to a user. */
    default boolean ready() {
        return true;
    }

    Forecaster create(C config);

    /**
     * Reads a model that {@link ForecastModel#save} wrote.
     *
     * @throws io.almanac.core.files.ModelFileException if the state is not what such a model has
     */
    ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws IOException;
}
