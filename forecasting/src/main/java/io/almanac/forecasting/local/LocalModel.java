package io.almanac.forecasting.local;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link LocalMethod} fitted to each channel of each series. A history may have grown since the fit: its parameters stay as
 * fitted. Steps before those that were fitted are not read.
 */
public final class LocalModel implements ForecastModel {

    private static final int VERSION = 1;

    /** @param reasons why a channel could not be fitted, by series and channel in order; empty where it was */
    private record State(List<String> ids, List<String> reasons) {}

    /** What stands before the numbers of a fit: start, unit, and 1 where the series was constant. */
    private static final int HEAD = 3;

    private final ModelProvenance provenance;
    private final Map<String, ChannelFit[]> fits;
    private final Probabilities asked;

    LocalModel(ModelProvenance provenance, Map<String, ChannelFit[]> fits) {
        this.provenance = provenance;
        this.fits = fits;
        asked = new Probabilities(provenance.quantiles());
    }

    /** What was chosen for each channel of a series, empty where nothing was or could be. */
    public List<String> chosen(String id) {
        return Arrays.stream(fits(id))
                .map(fit ->
                        fit instanceof ChannelFit.Fitted fitted ? fitted.fit().chosen() : "")
                .toList();
    }

    /** The {@link LocalFit#criterion} of each channel of a series, NaN where there is none. */
    public List<Double> criteria(String id) {
        return Arrays.stream(fits(id))
                .map(fit ->
                        fit instanceof ChannelFit.Fitted fitted ? fitted.fit().criterion() : Double.NaN)
                .toList();
    }

    private ChannelFit[] fits(String id) {
        ChannelFit[] ofSeries = fits.get(id);
        if (ofSeries == null) {
            throw new IllegalArgumentException("id must be one of those fitted, was \"" + id + "\"");
        }
        return ofSeries;
    }

    @Override
    public List<Outcome> forecast(List<TimeSeries> histories, int horizon) {
        if (horizon < 1 || horizon > provenance.horizon()) {
            throw new IllegalArgumentException("horizon must be in [1, " + provenance.horizon() + "], was " + horizon);
        }
        Outcome[] outcomes = new Outcome[histories.size()];
        Workers.each(outcomes.length, FitListener.NONE, i -> outcomes[i] = forecast(histories.get(i), horizon));
        return List.of(outcomes);
    }

    private Outcome forecast(TimeSeries history, int horizon) {
        TimeAxis axis = history.axis().slice(history.length(), horizon);
        ChannelFit[] ofSeries = fits.get(history.id());
        if (ofSeries == null) {
            return new Refusal(history.id(), axis, provenance.forecaster() + " was not fitted to this series");
        }
        List<String> channels = history.schema().channels();
        if (!channels.equals(provenance.schema().channels())) {
            return new Refusal(
                    history.id(),
                    axis,
                    "it has the channels " + channels + ", the model was fitted to "
                            + provenance.schema().channels());
        }
        double[][] points = new double[ofSeries.length][];
        double[][][] quantiles = new double[asked.size()][ofSeries.length][];
        for (int channel = 0; channel < ofSeries.length; channel++) {
            Optional<String> lacks = lacks(ofSeries[channel], history, channel);
            if (lacks.isPresent()) {
                return new Refusal(history.id(), axis, "channel " + channels.get(channel) + ": " + lacks.get());
            }
            LocalForecast one = ((ChannelFit.Fitted) ofSeries[channel]).forecast(history, channel, horizon, asked);
            if (!one.finite()) {
                return new Refusal(
                        history.id(),
                        axis,
                        "channel " + channels.get(channel) + ": the forecast is not a finite number");
            }
            points[channel] = one.points();
            for (int q = 0; q < quantiles.length; q++) {
                quantiles[q][channel] = one.quantiles()[q];
            }
        }
        return Forecast.wrap(history.id(), axis, PointKind.MEAN, points, provenance.quantiles(), quantiles);
    }

    private static Optional<String> lacks(ChannelFit fit, TimeSeries history, int channel) {
        if (History.of(history, channel).values().length == 0) {
            return Optional.of("there is no observed value");
        }
        return fit instanceof ChannelFit.Fitted fitted
                ? fitted.lacks(history, channel)
                : Optional.of(((ChannelFit.Unfit) fit).reason());
    }

    @Override
    public void save(ModelWriter out) {
        List<ChannelFit> all = fits.values().stream().flatMap(Arrays::stream).toList();
        List<String> reasons = all.stream()
                .map(fit -> fit instanceof ChannelFit.Unfit unfit ? unfit.reason() : "")
                .toList();
        out.state(VERSION, new State(List.copyOf(fits.keySet()), reasons));
        double[][] numbers = all.stream().map(LocalModel::numbers).toArray(double[][]::new);
        double[] counts = Arrays.stream(numbers).mapToDouble(own -> own.length).toArray();
        double[] flat = Arrays.stream(numbers).flatMapToDouble(Arrays::stream).toArray();
        out.doubles(
                "counts", counts, fits.size(), provenance.schema().channels().size());
        out.doubles("numbers", flat, flat.length);
    }

    private static double[] numbers(ChannelFit fit) {
        if (!(fit instanceof ChannelFit.Fitted fitted)) {
            return new double[0];
        }
        double[] own = fitted.fit().numbers();
        double[] numbers = new double[HEAD + own.length];
        numbers[0] = fitted.start();
        numbers[1] = fitted.unit();
        numbers[2] = fitted.fit() instanceof ConstantFit ? 1 : 0;
        System.arraycopy(own, 0, numbers, HEAD, own.length);
        return numbers;
    }

    /**
     * Reads a model that {@link #save} wrote.
     *
     * @param method that it was fitted with
     */
    public static LocalModel load(ModelReader in, ModelProvenance provenance, LocalMethod method)
            throws ModelFileException {
        State state = in.state(VERSION, State.class);
        int channels = provenance.schema().channels().size();
        double[] counts = in.doubles("counts", state.ids().size(), channels);
        if (state.reasons().size() != counts.length) {
            throw new ModelFileException(
                    "there are " + state.reasons().size() + " reasons for " + counts.length + " fits");
        }
        double[] flat = in.doubles("numbers", (long) Arrays.stream(counts).sum());
        Map<String, ChannelFit[]> fits = new LinkedHashMap<>();
        int place = 0;
        int at = 0;
        for (String id : state.ids()) {
            ChannelFit[] ofSeries = new ChannelFit[channels];
            for (int channel = 0; channel < channels; channel++) {
                int count = (int) counts[place];
                if (count < 0) {
                    throw new ModelFileException("the fit of " + id + " has " + count + " numbers");
                }
                double[] numbers = Arrays.copyOfRange(flat, at, at + count);
                ofSeries[channel] = fit(id, state.reasons().get(place), numbers, method);
                at += count;
                place++;
            }
            fits.put(id, ofSeries);
        }
        return new LocalModel(provenance, fits);
    }

    private static ChannelFit fit(String id, String reason, double[] numbers, LocalMethod method)
            throws ModelFileException {
        if (!reason.isEmpty()) {
            return new ChannelFit.Unfit(reason);
        }
        if (numbers.length < HEAD) {
            throw new ModelFileException("the fit of " + id + " has only " + numbers.length + " numbers");
        }
        try {
            LocalFit own = numbers[2] == 1
                    ? new ConstantFit()
                    : method.restore(Arrays.copyOfRange(numbers, HEAD, numbers.length));
            return new ChannelFit.Fitted((long) numbers[0], numbers[1], own);
        } catch (IllegalArgumentException e) {
            throw new ModelFileException("the fit of " + id + " can't be read: " + e.getMessage(), e);
        }
    }

    @Override
    public ModelProvenance provenance() {
        return provenance;
    }

    /** Does nothing: everything is on the heap. */
    @Override
    public void close() {}
}
