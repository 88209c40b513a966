package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Transformers that train for a second, and series for them. */
final class Tiny {

    static final Frequency STEPS = Frequency.parse("step");
    static final int HORIZON = 6;

    private Tiny() {}

    /** A configuration with other settings than the tiny ones, {@code "layers=2"}. */
    static TransformerConfig config(String... settings) {
        var all = new HashMap<>(Map.of(
                "context", "16", "width", "16", "layers", "1", "heads", "2", "feedForward", "32", "dropout", "0"));
        all.putAll(
                Map.of("epochs", "5", "updatesPerEpoch", "25", "batch", "16", "warmup", "10", "learningRate", "0.005"));
        all.putAll(Map.of("branch", "none", "loss", "pinball", "averaging", "0"));
        for (String setting : settings) {
            for (String one : setting.split(" ", -1)) {
                all.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
            }
        }
        return (TransformerConfig) Forecasters.create("transformer", all).config();
    }

    static ForecastModel fit(TransformerConfig config, TimeSeries... series) {
        return fit(config, FitOptions.of(HORIZON).withValidation(24), series);
    }

    static ForecastModel fit(TransformerConfig config, FitOptions options, TimeSeries... series) {
        return new TransformerForecaster(config).fit(SeriesSet.of(series[0].schema(), List.of(series)), options);
    }

    /** A schema with a season of 8 steps. */
    static Schema schema(int channels, Covariate... covariates) {
        List<String> names = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            names.add("c" + c);
        }
        return new Schema(STEPS, List.of(8), names, List.of(covariates));
    }

    static TimeSeries series(double[]... channels) {
        return TimeSeries.of("s", schema(channels.length), TimeAxis.integers(0, channels[0].length), channels);
    }

    /** Waves of 8 steps around 10 with noise of a tenth of their amplitude. */
    static double[] wave(int length, long seed) {
        var random = new Random(seed);
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = 10 + Math.sin(2 * Math.PI * i / 8) + 0.1 * random.nextGaussian();
        }
        return values;
    }

    /** What was known of a series at cutoffs so many steps apart, each with its horizon still to come. */
    static List<TimeSeries> histories(TimeSeries series, int from, int apart) {
        List<TimeSeries> histories = new ArrayList<>();
        boolean future = series.schema().covariates().stream().anyMatch(c -> c.kind() == Covariate.Kind.FUTURE);
        for (int cutoff = from; cutoff + HORIZON <= series.length(); cutoff += apart) {
            histories.add(series.asOf(cutoff, future ? HORIZON : 0));
        }
        return histories;
    }

    /** The mean absolute error of a channel at those cutoffs. */
    static double error(ForecastModel model, TimeSeries series, int channel, int from) {
        List<TimeSeries> histories = histories(series, from, 5);
        double sum = 0;
        List<Outcome> outcomes = model.forecast(histories, HORIZON);
        for (int i = 0; i < outcomes.size(); i++) {
            Forecast forecast = assertInstanceOf(Forecast.class, outcomes.get(i));
            for (int h = 0; h < HORIZON; h++) {
                double actual = series.value(channel, histories.get(i).length() + h);
                sum += Math.abs(forecast.point(channel, h) - actual) / HORIZON;
            }
        }
        return sum / outcomes.size();
    }

    static Forecast forecast(ForecastModel model, TimeSeries history) {
        return assertInstanceOf(
                Forecast.class, model.forecast(List.of(history), HORIZON).get(0));
    }

    /** All numbers of forecasts: points, quantiles and paths. */
    static double[] numbers(List<Outcome> outcomes) {
        List<Double> numbers = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            Forecast forecast = assertInstanceOf(Forecast.class, outcome);
            for (int c = 0; c < forecast.channels(); c++) {
                for (int h = 0; h < forecast.horizon(); h++) {
                    numbers.add(forecast.point(c, h));
                    for (int q = 0; q < forecast.quantiles().size(); q++) {
                        numbers.add(forecast.quantile(q, c, h));
                    }
                    for (int p = 0; p < forecast.paths(); p++) {
                        numbers.add(forecast.path(p, c, h));
                    }
                }
            }
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
