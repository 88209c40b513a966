package io.almanac.forecasting.preparation;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.decomposition.Outliers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Any forecaster on another scale: without outliers, on logarithms or powers of the values, without their season. Quantiles and sampled paths are
 * brought back as they are. A point, which on that scale is mean and median at once where errors are symmetric, is the
 * median on the scale of the data; as a mean it needs the spread of the forecast, see
 * {@link io.almanac.forecasting.transform.Transform#mean}, which is read off the outermost pair of quantiles as if they were
 * normal.
 *
 * <p>Power and season are found on the training part and kept; a series that was not there has its own found on its history.
 * A channel with a value that is not above 0 is left on its scale, and the notes count such channels. Not for a forecaster
 * that scales by itself what it reads and is fitted to relative errors.
 */
final class PreparedForecaster implements Forecaster {

    private final String id;
    private final PreparedConfig config;
    private final Forecaster inner;

    /** @throws IllegalArgumentException if there is no such inner forecaster or its settings don't fit */
    PreparedForecaster(String id, PreparedConfig config) {
        this.id = id;
        this.config = config;
        this.inner = Forecasters.create(config.forecaster(), config.settings());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public PreparedConfig config() {
        return config;
    }

    /** Those of the inner forecaster. */
    @Override
    public Capabilities capabilities() {
        return inner.capabilities();
    }

    @Override
    public ForecastModel fit(SeriesSet training, FitOptions options) {
        if (config.mean() && PreparedModel.symmetric(options.quantiles()).isEmpty()) {
            throw new UnfitException(
                    id + ": a mean needs two quantiles that lie symmetrically, there are " + options.quantiles());
        }
        int season = config.season() > 0 ? config.season() : training.schema().season();
        int channels = training.schema().channels().size();
        Map<String, Preparation[]> preparations = new LinkedHashMap<>();
        List<TimeSeries> prepared = new ArrayList<>();
        int untouched = 0;
        for (TimeSeries whole : training.asList()) {
            TimeSeries series = config.outliers() ? new Outliers().apply(whole) : whole;
            Preparation[] own = new Preparation[channels];
            for (int channel = 0; channel < channels; channel++) {
                own[channel] = Preparation.of(config, series, channel, season);
                untouched += own[channel].none() ? 1 : 0;
            }
            preparations.put(series.id(), own);
            prepared.add(PreparedModel.prepare(series, own));
        }
        ForecastModel model = inner.fit(SeriesSet.of(training.schema(), prepared), options);
        try {
            List<String> notes = new ArrayList<>();
            if (untouched > 0) {
                notes.add("left on their scale, " + untouched + " of " + training.size() * channels
                        + " channels: a value is not above 0, or no season was found");
            }
            model.provenance().notes().forEach(note -> notes.add(inner.id() + ": " + note));
            var provenance = ModelProvenance.of(
                    this, training, options, notes, model.provenance().environment());
            return new PreparedModel(config, model, preparations, season, provenance);
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }
}
