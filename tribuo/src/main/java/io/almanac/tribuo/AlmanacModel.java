package io.almanac.tribuo;

import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.almanac.core.files.RecordJson;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.CategoricalInfo;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.VariableInfo;
import org.tribuo.interop.ExternalDatasetProvenance;
import org.tribuo.interop.ExternalTrainerProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/**
 * A forecast model of Almanac as a model of Tribuo: the features {@code lag_0001} (the newest value) and on are the
 * history, the dimensions {@code h001} and on the steps of the point forecast. {@link ForecastExamples} makes such
 * examples. Quantiles do not cross the bridge, and neither do covariates.
 *
 * <p>The metadata {@link ForecastExamples#SERIES} is the id that the model sees, which models of single series look at,
 * and {@link ForecastExamples#AXIS} is when the lags were; without it they are on an axis that begins on 2000-01-03, of
 * which the calendar is made up.
 *
 * <p>Does not own the forecast model: closing that is the caller's. Kept in an {@code .almanac} file, not by Tribuo's
 * protobuf. As safe for many threads as the forecast model.
 */
public final class AlmanacModel extends Model<Regressor> {

    private static final long serialVersionUID = 1;

    private static final RegressionFactory FACTORY = new RegressionFactory();

    private final transient ForecastModel model;
    private final transient Schema schema;
    private final int horizon;

    private AlmanacModel(String name, ModelProvenance provenance, ForecastModel model, int lags) {
        super(name, provenance, features(lags), FACTORY.constructInfoForExternalModel(steps(model)), false);
        this.model = model;
        this.schema = model.provenance().schema();
        this.horizon = model.provenance().horizon();
    }

    /**
     * A model with as many dimensions as the horizon that it was fitted for.
     *
     * @param lags values that examples may have, from 1 to 9999
     * @throws IllegalArgumentException if the model was fitted to series with several channels or with covariates
     */
    public static AlmanacModel of(ForecastModel model, int lags) {
        var origin = model.provenance();
        if (lags < 1 || lags > LagFeatures.MOST) {
            throw new IllegalArgumentException("lags must be from 1 to " + LagFeatures.MOST + ", was " + lags);
        }
        if (origin.schema().channels().size() != 1
                || !origin.schema().covariates().isEmpty()) {
            throw new IllegalArgumentException("the model must be of one channel without covariates, was fitted to "
                    + origin.schema().channels() + ", " + origin.schema().covariates());
        }
        String json = RecordJson.write(origin);
        var provenance = new ModelProvenance(
                AlmanacModel.class.getName(),
                OffsetDateTime.now(ZoneOffset.UTC),
                new ExternalDatasetProvenance(
                        "Almanac's training series, SHA-256 " + origin.dataHash(),
                        FACTORY,
                        false,
                        lags,
                        origin.horizon()),
                new ExternalTrainerProvenance(json.getBytes(StandardCharsets.UTF_8)),
                Map.of("almanac", new StringProvenance("almanac", json)));
        return new AlmanacModel(origin.forecaster(), provenance, model, lags);
    }

    private static ImmutableFeatureMap features(int lags) {
        List<VariableInfo> infos = new ArrayList<>(lags);
        for (int lag = 1; lag <= lags; lag++) {
            infos.add(new CategoricalInfo(LagFeatures.lagName(lag)));
        }
        return new ImmutableFeatureMap(infos);
    }

    private static Map<Regressor, Integer> steps(ForecastModel model) {
        String[] names = LagFeatures.stepNames(model.provenance().horizon());
        Map<Regressor, Integer> ids = new HashMap<>();
        for (int step = 0; step < names.length; step++) {
            ids.put(new Regressor.DimensionTuple(names[step], 0), step);
        }
        return ids;
    }

    @Override
    public Prediction<Regressor> predict(Example<Regressor> example) {
        return innerPredict(List.of(example)).get(0);
    }

    /**
     * Forecasts from all examples in one call of the model.
     *
     * @throws IllegalArgumentException if an example has no lag that the model knows, or the model refuses a history
     */
    @Override
    protected List<Prediction<Regressor>> innerPredict(Iterable<Example<Regressor>> examples) {
        List<Example<Regressor>> all = new ArrayList<>();
        List<TimeSeries> histories = new ArrayList<>();
        List<Integer> used = new ArrayList<>();
        for (Example<Regressor> example : examples) {
            double[] lags = lags(example);
            used.add((int) Arrays.stream(lags).filter(v -> !Double.isNaN(v)).count());
            histories.add(history(example, lags));
            all.add(example);
        }
        List<Outcome> outcomes = model.forecast(histories, horizon);
        List<Prediction<Regressor>> predictions = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            if (outcomes.get(i) instanceof Refusal refusal) {
                throw new IllegalArgumentException(
                        "example " + i + ", series " + refusal.id() + ": the model refuses: " + refusal.reason());
            }
            Forecast forecast = (Forecast) outcomes.get(i);
            double[] points = new double[horizon];
            Arrays.setAll(points, step -> forecast.point(0, step));
            predictions.add(
                    new Prediction<>(new Regressor(LagFeatures.stepNames(horizon), points), used.get(i), all.get(i)));
        }
        return predictions;
    }

    /** The lags up to the oldest that the example has, oldest first; NaN where it has none between. */
    private double[] lags(Example<Regressor> example) {
        double[] newestFirst = new double[featureIDMap.size()];
        Arrays.fill(newestFirst, Double.NaN);
        int oldest = 0;
        for (Feature feature : example) {
            if (featureIDMap.get(feature.getName()) != null) {
                int lag = Integer.parseInt(feature.getName().substring("lag_".length()));
                newestFirst[lag - 1] = feature.getValue();
                oldest = Math.max(oldest, lag);
            }
        }
        if (oldest == 0) {
            throw new IllegalArgumentException(
                    "an example must have features lag_0001 to " + LagFeatures.lagName(featureIDMap.size()));
        }
        double[] lags = new double[oldest];
        for (int i = 0; i < oldest; i++) {
            lags[i] = newestFirst[oldest - 1 - i];
        }
        return lags;
    }

    private TimeSeries history(Example<Regressor> example, double[] lags) {
        String id = example.getMetadataValue(ForecastExamples.SERIES)
                .map(Object::toString)
                .orElse("example");
        Object axis = example.getMetadataValue(ForecastExamples.AXIS).orElse("none");
        TimeAxis times;
        if (axis instanceof TimeAxis known && known.length() >= lags.length) {
            times = known.slice(known.length() - lags.length, lags.length);
        } else if (schema.frequency().isInteger()) {
            times = TimeAxis.integers(0, lags.length);
        } else {
            times = TimeAxis.of(schema.frequency(), LocalDateTime.of(2000, 1, 3, 0, 0), lags.length);
        }
        return TimeSeries.wrap(id, schema, times, new double[][] {lags});
    }

    /** Empty: a forecaster weighs no single lag. */
    @Override
    public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
        return Map.of();
    }

    @Override
    public Optional<Excuse<Regressor>> getExcuse(Example<Regressor> example) {
        return Optional.empty();
    }

    @Override
    protected Model<Regressor> copy(String newName, ModelProvenance newProvenance) {
        return new AlmanacModel(newName, newProvenance, model, featureIDMap.size());
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("a model of Almanac is saved in an .almanac file");
    }
}
