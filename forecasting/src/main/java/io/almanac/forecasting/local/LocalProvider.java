package io.almanac.forecasting.local;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.series.Schema;

/**
 * Makes {@link LocalForecaster}s of one method and reads their models.
 *
 * @param <C> the configuration, a record of plain values
 */
public interface LocalProvider<C extends Record> extends ForecasterProvider<C> {

    /** The method for data of a schema. */
    LocalMethod method(C config, Schema schema);

    @Override
    default Forecaster create(C config) {
        return new LocalForecaster(id(), config, schema -> method(config, schema));
    }

    @Override
    default ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws ModelFileException {
        @SuppressWarnings("unchecked") // a model file is read with the type of the defaults
        C config = (C) provenance.config();
        return LocalModel.load(in, provenance, method(config, provenance.schema()));
    }
}
