package io.almanac.forecasting.conformal;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Levels;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.conformal.ConformalConfig.Calibration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A fitted forecaster with conformal intervals. Where a level has too few scores the forecast is refused: a quantile
 * that nothing supports is not made up, and all forecasts of a model have the same ones.
 */
public final class ConformalModel implements ForecastModel {

    private static final int VERSION = 1;
    private static final String MODEL = "model";
    private static final String CALIBRATOR = "calibrator";

    /** What is not numbers in bulk; the fewest scores are those of the fixed distances. */
    private record State(CutoffRule rule, SortedMap<String, Inner.Seen> seen, SortedMap<String, Integer> fewest) {}

    private final Inner inner;
    private final ModelProvenance provenance;
    private final Bases bases;
    private final ConformalConfig config;
    private final FixedDistances fixed;

    ConformalModel(Inner inner, ModelProvenance provenance, Bases bases, FixedDistances fixed) {
        this.inner = inner;
        this.provenance = provenance;
        this.bases = bases;
        this.config = bases.config();
        this.fixed = fixed;
    }

    @Override
    public List<Outcome> forecast(List<TimeSeries> histories, int horizon) {
        checkHorizon(horizon);
        List<Outcome> outcomes = new ArrayList<>(inner.model().forecast(histories, horizon));
        List<Integer> rolling = new ArrayList<>(); // positions
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Forecast forecast) {
                TimeSeries history = histories.get(i);
                Optional<String> lacks = bases.lacks(forecast);
                if (lacks.isPresent()) {
                    outcomes.set(i, new Refusal(history.id(), forecast.axis(), lacks.get()));
                } else if (config.calibration() == Calibration.ROLLING) {
                    rolling.add(i);
                } else {
                    outcomes.set(i, withFixedScores(forecast, history));
                }
            }
        }
        List<TimeSeries> some = rolling.stream().map(histories::get).toList();
        PastErrors.forEach(inner, bases, some, horizon, inner::stride, (i, errors) -> {
            var forecast = (Forecast) outcomes.get(rolling.get(i));
            Distances distances = bases.distances(errors.values(), forecast.channels(), horizon);
            outcomes.set(rolling.get(i), with(distances, forecast));
        });
        return outcomes;
    }

    private void checkHorizon(int horizon) {
        if (horizon < 1 || horizon > provenance.horizon()) {
            throw new IllegalArgumentException("horizon must be in [1, " + provenance.horizon() + "], was " + horizon);
        }
    }

    private Outcome withFixedScores(Forecast forecast, TimeSeries history) {
        boolean pooled = config.calibration() == Calibration.POOLED;
        Distances distances = fixed.byId().get(pooled ? FixedDistances.ALL : history.id());
        if (distances == null) {
            return new Refusal(
                    history.id(),
                    forecast.axis(),
                    "it was not there in the fit, so it has no scores for static calibration");
        }
        if (!pooled) {
            return with(distances, forecast);
        }
        double[] scales = new double[forecast.channels()];
        for (int channel = 0; channel < scales.length; channel++) {
            int season = inner.rule().season();
            scales[channel] = new SeasonalScale(history, channel, season).after(history.length());
            if (Double.isNaN(scales[channel])) {
                return new Refusal(
                        history.id(),
                        forecast.axis(),
                        "channel " + history.schema().channels().get(channel) + " has no scale for pooled scores: its"
                                + " mean absolute difference at season " + season + " is 0 or not known");
            }
        }
        return with(distances.times(scales), forecast);
    }

    private Outcome with(Distances distances, Forecast forecast) {
        Optional<String> lacks = lacks(config.method(), distances);
        if (lacks.isPresent()) {
            return new Refusal(forecast.id(), forecast.axis(), lacks.get());
        }
        return wrap(forecast.id(), forecast.axis(), forecast, bases.of(forecast), distances, 1);
    }

    /** A forecast with the first of some bases as its points, bounded as a sum of so many targets. */
    private Outcome wrap(
            String id, TimeAxis axis, Forecast like, double[][][] values, Distances distances, int targets) {
        double[][][] quantiles = distances.from(values, provenance.quantiles());
        for (double[][] ofQuantile : quantiles) {
            for (double[] ofChannel : ofQuantile) {
                for (int step = 0; step < ofChannel.length; step++) {
                    ofChannel[step] = config.bounded(ofChannel[step], targets);
                }
            }
        }
        return Forecast.wrap(id, axis, like.pointKind(), values[0], provenance.quantiles(), quantiles);
    }

    private Optional<String> lacks(ConformalMethod method, Distances distances) {
        List<Double> quantiles = provenance.quantiles();
        long needed = method.needed(quantiles);
        if (distances.fewest() >= needed) {
            return Optional.empty();
        }
        List<Integer> levels = Levels.of(quantiles);
        return Optional.of((levels.isEmpty() ? "the quantiles " + quantiles : "the levels " + levels) + " need "
                + needed + " scores at each step of the horizon, there are " + distances.fewest()
                + "; more history, lower levels, a shorter horizon"
                + (config.calibration() == Calibration.POOLED ? "" : " or calibration=pooled") + " would help");
    }

    /**
     * Forecasts what some series add up to, over blocks of steps: the points are added, and the intervals come from the
     * errors that such sums had at earlier cutoffs of these histories, whatever the calibration of single forecasts is.
     * Quantiles are never added. Conformalised quantiles have no counterpart for sums: there the symmetric method
     * stands in. A sum of medians is not the median of the sum; its errors, and so the intervals, know that.
     *
     * @param id      that the sum shall bear
     * @param members the histories, at least one, which end at the same time
     * @param horizon a multiple of {@code steps}
     * @param steps   in a block: 1 keeps the steps apart, {@code horizon} gives one total
     * @return a forecast with a step for each block, or the reason why there is none
     */
    public Outcome forecastSum(String id, List<TimeSeries> members, int horizon, int steps) {
        checkHorizon(horizon);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("members must be at least one history, were none");
        }
        TimeSeries first = members.get(0);
        TimeAxis axis = first.axis().slice(first.length(), horizon).every(steps);
        Optional<TimeSeries> apart = members.stream()
                .filter(m -> m.axis().instant(m.length()) != first.axis().instant(first.length()))
                .findFirst();
        if (apart.isPresent()) {
            return new Refusal(
                    id,
                    axis,
                    "its members " + first.id() + " and " + apart.get().id() + " end at different times");
        }
        Bases points = bases.ofPoints();
        int channels = first.schema().channels().size();
        double[][][] sum = new double[1][channels][axis.length()];
        List<Outcome> outcomes = inner.model().forecast(members, horizon);
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Refusal refusal) {
                return new Refusal(id, axis, "its member " + refusal.id() + ": " + refusal.reason());
            }
            add(points.of((Forecast) outcome), sum, steps);
        }
        // Members of unlike length may have unlike strides; the finest is there for all.
        int stride = members.stream().mapToInt(inner::stride).min().orElseThrow();
        SortedMap<Integer, double[][][]> errors = new TreeMap<>();
        Map<Integer, Integer> summands = new HashMap<>();
        PastErrors.forEach(
                inner,
                points,
                members,
                horizon,
                member -> stride,
                (i, past) -> past.forEach((age, one) -> {
                    add(one, errors.computeIfAbsent(age, a -> new double[1][channels][axis.length()]), steps);
                    summands.merge(age, 1, Integer::sum);
                }));
        errors.keySet().removeIf(age -> summands.getOrDefault(age, 0) < members.size());
        Distances distances = points.distances(errors.values(), channels, axis.length());
        Optional<String> lacks = lacks(points.config().method(), distances);
        return lacks.isPresent()
                ? new Refusal(id, axis, lacks.get())
                : wrap(id, axis, (Forecast) outcomes.get(0), sum, distances, members.size() * steps);
    }

    /** Adds blocks of steps to what is there, both (base, channel, step). */
    private static void add(double[][][] values, double[][][] to, int steps) {
        for (int channel = 0; channel < to[0].length; channel++) {
            for (int step = 0; step < to[0][channel].length * steps; step++) {
                to[0][channel][step / steps] += values[0][channel][step];
            }
        }
    }

    @Override
    public void save(ModelWriter out) throws IOException {
        out.state(VERSION, new State(inner.rule(), inner.seen(), fixed.fewest()));
        ModelStore.save(inner.model(), out.child(MODEL));
        if (config.refit()) {
            ModelStore.save(inner.calibrator(), out.child(CALIBRATOR));
        }
        fixed.save(
                out,
                provenance.quantiles().size(),
                provenance.schema().channels().size(),
                provenance.horizon());
    }

    /** Reads what {@link #save} wrote. */
    static ConformalModel load(ModelReader in, ModelProvenance provenance, String device) throws IOException {
        if (!(provenance.config() instanceof ConformalConfig config)) {
            throw new ModelFileException("the configuration is not that of " + ConformalForecaster.ID);
        }
        State state = in.state(VERSION, State.class);
        FixedDistances fixed = FixedDistances.load(
                in,
                state.fewest(),
                provenance.quantiles().size(),
                provenance.schema().channels().size(),
                provenance.horizon());
        ForecastModel model = ModelStore.load(in.child(MODEL), device);
        try {
            ForecastModel calibrator = config.refit() ? ModelStore.load(in.child(CALIBRATOR), device) : model;
            var inner = new Inner(model, calibrator, state.rule(), state.seen());
            return new ConformalModel(inner, provenance, new Bases(config, provenance.quantiles()), fixed);
        } catch (IOException | RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    @Override
    public ModelProvenance provenance() {
        return provenance;
    }

    @Override
    public void close() {
        inner.close();
    }
}
