package io.almanac.tribuo;

import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import java.io.IOException;
import org.tribuo.Trainer;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/**
 * The forecaster {@code linear}: a linear function of lags, calendar and covariates for each step, trained by Tribuo's
 * stochastic gradient descent with AdaGrad (Duchi et al. 2011, "Adaptive Subgradient Methods for Online Learning and
 * Stochastic Optimization") on squared loss.
 */
public final class LinearProvider implements ForecasterProvider<LinearConfig> {

    private static final double EPSILON = 1e-6;

    @Override
    public String id() {
        return "linear";
    }

    @Override
    public String description() {
        return "linear in lags, calendar and covariates, by Tribuo's gradient descent; one model for all series";
    }

    @Override
    public LinearConfig defaults() {
        return LinearConfig.defaults();
    }

    @Override
    public Forecaster create(LinearConfig config) {
        return new TribuoForecaster(
                id(), config, config.features(), false, seed -> trainer(config, seed), TribuoForecaster::noEngine);
    }

    private static Trainer<Regressor> trainer(LinearConfig config, long seed) {
        var optimiser = new AdaGrad(config.learningRate(), EPSILON);
        return new LinearSGDTrainer(new SquaredLoss(), optimiser, config.epochs(), -1, config.batch(), seed);
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws IOException {
        return TribuoModel.load(in, provenance);
    }
}
