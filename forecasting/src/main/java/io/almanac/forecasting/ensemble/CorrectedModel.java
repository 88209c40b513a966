package io.almanac.forecasting.ensemble;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A model that a {@link Correction} fitted. The point is the base's and so much of the correction as its weight says. Its
 * quantiles lie around it as far as the base's around the base and the correction's around the correction, by the same
 * weight. Paths lie around it as around the correction.
 *
 * <p>Where the correction refuses a history, the base forecasts it alone.
 */
public final class CorrectedModel implements ForecastModel {

    private static final int VERSION = 1;
    private static final String BASE = "base";
    private static final String CORRECTION = "correction";

    private record State(boolean corrected) {}

    private final List<ForecastModel> models; // the base if there is one, and the corrector
    private final double[] weights; // of the correction at each step
    private final ModelProvenance provenance;

    CorrectedModel(List<ForecastModel> models, double[] weights, ModelProvenance provenance) {
        this.models = models;
        this.weights = weights;
        this.provenance = provenance;
    }

    @Override
    public List<Outcome> forecast(List<TimeSeries> histories, int horizon) {
        List<Outcome> corrections = models.get(models.size() - 1).forecast(histories, horizon);
        if (models.size() == 1) {
            return corrections;
        }
        List<Outcome> bases = models.get(0).forecast(histories, horizon);
        List<Outcome> outcomes = new ArrayList<>(histories.size());
        for (int i = 0; i < histories.size(); i++) {
            outcomes.add(
                    bases.get(i) instanceof Forecast base && corrections.get(i) instanceof Forecast correction
                            ? corrected(base, correction)
                            : bases.get(i));
        }
        return outcomes;
    }

    private Forecast corrected(Forecast base, Forecast correction) {
        int channels = base.channels();
        int horizon = base.horizon();
        double[][] points = new double[channels][horizon];
        double[][][] quantiles = new double[base.quantiles().size()][channels][horizon];
        double[][][] paths = new double[correction.paths()][channels][horizon];
        for (int c = 0; c < channels; c++) {
            for (int h = 0; h < horizon; h++) {
                points[c][h] = base.point(c, h) + weights[h] * correction.point(c, h);
                double rest = points[c][h] - correction.point(c, h);
                for (int q = 0; q < quantiles.length; q++) {
                    quantiles[q][c][h] = points[c][h]
                            + (1 - weights[h]) * (base.quantile(q, c, h) - base.point(c, h))
                            + weights[h] * (correction.quantile(q, c, h) - correction.point(c, h));
                }
                for (int p = 0; p < paths.length; p++) {
                    paths[p][c][h] = rest + correction.path(p, c, h);
                }
            }
        }
        return Forecast.wrap(
                base.id(), base.axis(), correction.pointKind(), points, base.quantiles(), quantiles, paths);
    }

    /** The models: the base, unless it could not be fitted, and the corrector. */
    public List<ForecastModel> models() {
        return List.copyOf(models);
    }

    /** How much of the correction is taken at each step, in [0, 1]; empty where there is no base. */
    public double[] weights() {
        return weights.clone();
    }

    @Override
    public void save(ModelWriter out) throws IOException {
        boolean both = models.size() > 1;
        out.state(VERSION, new State(both));
        if (both) {
            out.doubles("weights", weights, weights.length);
            ModelStore.save(models.get(0), out.child(BASE));
        }
        ModelStore.save(models.get(models.size() - 1), out.child(CORRECTION));
    }

    /** Reads what {@link #save} wrote. */
    public static CorrectedModel load(ModelReader in, ModelProvenance provenance, String device) throws IOException {
        boolean both = in.state(VERSION, State.class).corrected();
        double[] weights = both ? in.doubles("weights", provenance.horizon()) : new double[0];
        if (!Arrays.stream(weights).allMatch(k -> k >= 0 && k <= 1)) {
            throw new ModelFileException("the weights of a correction must be in [0, 1]");
        }
        ForecastModel correction = ModelStore.load(in.child(CORRECTION), device);
        try {
            return new CorrectedModel(
                    both ? List.of(ModelStore.load(in.child(BASE), device), correction) : List.of(correction),
                    weights,
                    provenance);
        } catch (IOException | RuntimeException | Error e) {
            correction.close();
            throw e;
        }
    }

    @Override
    public ModelProvenance provenance() {
        return provenance;
    }

    @Override
    public void close() {
        models.forEach(ForecastModel::close);
    }
}
