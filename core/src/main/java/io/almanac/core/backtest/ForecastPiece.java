package io.almanac.core.backtest;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Some outcomes in one file: points, quantiles and paths of the forecasts, reasons of the refusals. */
final class ForecastPiece {

    private static final int VERSION = 1;

    /** What a piece has beside numbers. Refusals by their position. */
    private record State(
            int channels,
            int horizon,
            List<PointKind> kinds,
            List<Double> quantiles,
            int paths,
            Map<Integer, String> refusals) {}

    private final List<Forecast> forecasts = new ArrayList<>();
    private final Map<Integer, String> refusals = new TreeMap<>();

    /**
     * A piece to write.
     *
     * @throws IllegalStateException if forecasts differ in their quantiles or numbers of paths
     */
    ForecastPiece(List<Outcome> outcomes) {
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Forecast forecast) {
                forecasts.add(forecast);
            } else if (outcomes.get(i) instanceof Refusal refusal) {
                refusals.put(i, refusal.reason());
            }
        }
        for (Forecast forecast : forecasts) {
            Forecast first = forecasts.get(0);
            if (!forecast.quantiles().equals(first.quantiles()) || forecast.paths() != first.paths()) {
                throw new IllegalStateException("the forecasts of one model must have the same quantiles and paths: "
                        + first + " has " + first.quantiles() + " and " + first.paths() + " paths, " + forecast
                        + " has " + forecast.quantiles() + " and " + forecast.paths());
            }
        }
    }

    /** How many numbers an outcome has, at least 1. */
    static int numbers(Outcome outcome) {
        return outcome instanceof Forecast forecast
                ? forecast.channels()
                        * forecast.horizon()
                        * (1 + forecast.quantiles().size() + forecast.paths())
                : 1;
    }

    /** The probabilities of the quantiles; empty if there is no forecast. */
    Optional<List<Double>> quantiles() {
        return forecasts.stream().findFirst().map(Forecast::quantiles);
    }

    void write(Path file) throws IOException {
        Optional<Forecast> any = forecasts.stream().findFirst();
        int channels = any.map(Forecast::channels).orElse(0);
        int horizon = any.map(Forecast::horizon).orElse(0);
        List<Double> probabilities = quantiles().orElse(List.of());
        int paths = any.map(Forecast::paths).orElse(0);
        var writer = new ModelWriter();
        List<PointKind> kinds = forecasts.stream().map(Forecast::pointKind).toList();
        writer.state(VERSION, new State(channels, horizon, kinds, probabilities, paths, refusals));
        int count = forecasts.size();
        writer.doubles("points", flat(1, (f, i, c, h) -> f.point(c, h)), count, 1, channels, horizon);
        writer.doubles(
                "quantiles",
                flat(probabilities.size(), (f, i, c, h) -> f.quantile(i, c, h)),
                count,
                probabilities.size(),
                channels,
                horizon);
        writer.doubles("paths", flat(paths, (f, i, c, h) -> f.path(i, c, h)), count, paths, channels, horizon);
        writer.writeTo(file);
    }

    @FunctionalInterface
    private interface Value {
        double of(Forecast forecast, int index, int channel, int step);
    }

    /** Numbers of all forecasts, shaped (forecast, index, channel, step). */
    private double[] flat(int indexes, Value value) {
        int each = forecasts.stream()
                .findFirst()
                .map(f -> f.channels() * f.horizon())
                .orElse(0);
        double[] flat = new double[Math.multiplyExact(forecasts.size(), Math.multiplyExact(indexes, each))];
        int at = 0;
        for (Forecast forecast : forecasts) {
            for (int i = 0; i < indexes; i++) {
                for (int channel = 0; channel < forecast.channels(); channel++) {
                    for (int step = 0; step < forecast.horizon(); step++) {
                        flat[at++] = value.of(forecast, i, channel, step);
                    }
                }
            }
        }
        return flat;
    }

    /**
     * Opens a piece before its first outcome.
     *
     * @throws ModelFileException if it is missing or damaged
     */
    static Reader open(Path file) throws IOException {
        ModelReader reader = ModelReader.open(file);
        State state = reader.state(VERSION, State.class);
        int count = state.kinds().size();
        int quantiles = state.quantiles().size();
        int channels = state.channels();
        int horizon = state.horizon();
        return new Reader(
                state,
                reader.doubles("points", count, 1, channels, horizon),
                reader.doubles("quantiles", count, quantiles, channels, horizon),
                reader.doubles("paths", count, state.paths(), channels, horizon));
    }

    /** The outcomes of a piece, one after the other. */
    static final class Reader {

        /** Has no outcome. */
        static final Reader EMPTY = new Reader(
                new State(0, 0, List.of(), List.of(), 0, Map.of()), new double[0], new double[0], new double[0]);

        private final State state;
        private final double[] points;
        private final double[] quantiles;
        private final double[] paths;
        private int position;
        private int made;

        private Reader(State state, double[] points, double[] quantiles, double[] paths) {
            this.state = state;
            this.points = points;
            this.quantiles = quantiles;
            this.paths = paths;
        }

        boolean hasNext() {
            return position < state.kinds().size() + state.refusals().size();
        }

        /** The next outcome, which is of a place. */
        Outcome next(Folds.Place place) {
            String reason = state.refusals().get(position++);
            if (reason != null) {
                return place.refusal(reason);
            }
            PointKind kind = state.kinds().get(made);
            Forecast forecast = Forecast.wrap(
                    place.series().id(),
                    place.axis(),
                    kind,
                    blocks(points, 1)[0],
                    state.quantiles(),
                    blocks(quantiles, state.quantiles().size()),
                    blocks(paths, state.paths()));
            made++;
            return forecast;
        }

        /** The blocks (index, channel, step) of the forecast that comes next. */
        private double[][][] blocks(double[] flat, int indexes) {
            int horizon = state.horizon();
            double[][][] blocks = new double[indexes][state.channels()][horizon];
            int at = made * indexes * state.channels() * horizon;
            for (double[][] block : blocks) {
                for (double[] row : block) {
                    System.arraycopy(flat, at, row, 0, horizon);
                    at += horizon;
                }
            }
            return blocks;
        }
    }
}
