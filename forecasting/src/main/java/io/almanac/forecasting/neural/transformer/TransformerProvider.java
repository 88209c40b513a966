package io.almanac.forecasting.neural.transformer;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.forecasting.ensemble.CorrectedModel;
import io.almanac.forecasting.neural.network.NetworkModel;
import java.io.IOException;

/** Makes {@link TransformerForecaster}s and reads their models. Does not touch the native engine before a fit. */
public final class TransformerProvider implements ForecasterProvider<TransformerConfig> {

    @Override
    public String id() {
        return TransformerForecaster.ID;
    }

    @Override
    public String description() {
        return "Transformer over patches of the context, one model for all series; needs the native engine";
    }

    @Override
    public TransformerConfig defaults() {
        return TransformerConfig.defaults();
    }

    @Override
    public Forecaster create(TransformerConfig config) {
        return new TransformerForecaster(config);
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws IOException {
        if (!(provenance.config() instanceof TransformerConfig config)) {
            throw new ModelFileException("the configuration is not that of a " + id());
        }
        if (config.beside().branch() == BranchConfig.Branch.LINEAR) {
            return CorrectedModel.load(in, provenance, device);
        }
        return NetworkModel.load(in, provenance, device, TransformerConfig.class, ForecastNetwork::new);
    }
}
