package io.almanac.tribuo;

import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.Trainer;
import org.tribuo.common.xgboost.XGBoostTrainer;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer;

/**
 * The forecaster {@code xgboost}: boosted regression trees on lags, calendar and covariates, by squared loss. Source:
 * Chen and Guestrin 2016, "XGBoost: A Scalable Tree Boosting System". Skips missing lags. Needs XGBoost's native
 * library, which is loaded at the first fit.
 */
public final class XgboostProvider implements ForecasterProvider<XgboostConfig> {

    @Override
    public String id() {
        return "xgboost";
    }

    @Override
    public String description() {
        return "boosted trees on lags, calendar and covariates, by XGBoost; one model for all series";
    }

    @Override
    public XgboostConfig defaults() {
        return XgboostConfig.defaults();
    }

    @Override
    public Forecaster create(XgboostConfig config) {
        return new TribuoForecaster(
                id(), config, config.features(), true, seed -> trainer(config, seed), () -> engine(config));
    }

    private static Map<String, String> engine(XgboostConfig config) {
        var facts = new TreeMap<>(XgboostLibrary.start());
        facts.put("threads", Integer.toString(config.threads()));
        return facts;
    }

    private static Trainer<Regressor> trainer(XgboostConfig config, long seed) {
        return new XGBoostRegressionTrainer(
                XGBoostTrainer.BoosterType.GBTREE,
                XGBoostTrainer.TreeMethod.HIST,
                XGBoostRegressionTrainer.RegressionType.LINEAR,
                config.trees(),
                config.learningRate(),
                0,
                config.depth(),
                config.leastInLeaf(),
                config.rowShare(),
                config.featureShare(),
                config.ridge(),
                0,
                config.threads(),
                XGBoostTrainer.LoggingVerbosity.SILENT,
                seed);
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws IOException {
        XgboostLibrary.start();
        return TribuoModel.load(in, provenance);
    }
}
