package io.almanac.benchmarks.longhorizon;

import io.almanac.benchmarks.ledger.FitFacts;
import io.almanac.benchmarks.ledger.Origin;
import java.util.List;
import java.util.OptionalLong;

/**
 * One number of the tables with all that belongs to it: a row of the CSV.
 *
 * @param mse               mean squared error over windows, steps and channels, on scaled data
 * @param mae               mean absolute error, likewise
 * @param windows           that were scored
 * @param validationWindows that the fit could choose by
 * @param point             what the point forecasts are, mean or median: the loss that they are made for
 * @param forecastSeconds   wall clock of the pass over all windows, which serves all horizons of a fit
 */
record Cell(
        CellId id,
        double mse,
        double mae,
        int windows,
        int validationWindows,
        String point,
        double forecastSeconds,
        FitFacts fit,
        Origin origin) {

    static final List<String> HEADER = List.of(
            "set",
            "part",
            "horizon",
            "label",
            "seed",
            "mse",
            "mae",
            "windows",
            "validation_windows",
            "point",
            "parameters",
            "fit_seconds",
            "epochs",
            "epoch_seconds",
            "forecast_seconds",
            "fitted_horizon",
            "forecaster",
            "config",
            "notes",
            "data_sha256",
            "commit",
            "machine",
            "engine_threads",
            "date",
            "command");

    List<String> row() {
        return List.of(
                id.set(),
                id.part(),
                Integer.toString(id.horizon()),
                id.label(),
                Long.toString(id.seed()),
                Double.toString(mse),
                Double.toString(mae),
                Integer.toString(windows),
                Integer.toString(validationWindows),
                point,
                fit.parameters().isPresent() ? Long.toString(fit.parameters().getAsLong()) : "",
                Double.toString(fit.seconds()),
                Integer.toString(fit.epochs()),
                Double.toString(fit.epochSeconds()),
                Double.toString(forecastSeconds),
                Integer.toString(id.fitted()),
                id.forecaster(),
                id.config(),
                fit.notes(),
                id.data(),
                origin.commit(),
                origin.machine(),
                Integer.toString(fit.engineThreads()),
                origin.date(),
                origin.command());
    }

    /**
     * Reads a {@link #row}.
     *
     * @throws IllegalArgumentException if it has other columns or a number is none
     */
    static Cell of(List<String> row) {
        if (row.size() != HEADER.size()) {
            throw new IllegalArgumentException("a cell must have " + HEADER.size() + " columns, has " + row.size());
        }
        var id = new CellId(
                row.get(0),
                row.get(1),
                Integer.parseInt(row.get(2)),
                Integer.parseInt(row.get(15)),
                row.get(3),
                Long.parseLong(row.get(4)),
                row.get(16),
                row.get(17),
                row.get(19));
        var fit = new FitFacts(
                Double.parseDouble(row.get(11)),
                Integer.parseInt(row.get(12)),
                Double.parseDouble(row.get(13)),
                row.get(10).isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(row.get(10))),
                Integer.parseInt(row.get(22)),
                row.get(18));
        return new Cell(
                id,
                Double.parseDouble(row.get(5)),
                Double.parseDouble(row.get(6)),
                Integer.parseInt(row.get(7)),
                Integer.parseInt(row.get(8)),
                row.get(9),
                Double.parseDouble(row.get(14)),
                fit,
                new Origin(row.get(20), row.get(21), row.get(23), row.get(24)));
    }
}
