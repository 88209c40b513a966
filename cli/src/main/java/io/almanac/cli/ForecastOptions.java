package io.almanac.cli;

import io.almanac.core.forecast.PointKind;
import io.almanac.datasets.rows.TableOptions;
import io.almanac.datasets.tables.ForecastTableOptions;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how tables of forecasts are read, and what belongs to them. */
final class ForecastOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--history",
            paramLabel = "DATA",
            description = "What was known, for scaled metrics: DATA as for backtest. The whole series will do;"
                    + " nothing after a cutoff counts as history.")
    private @Nullable String history;

    @Option(
            names = "--actual",
            paramLabel = "DATA",
            description = "What happened (default: the table's column y, else the history after the cutoff).")
    private @Nullable String actual;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description = "Column of the actual values in the table of forecasts (default: y).")
    private @Nullable String target;

    @Option(
            names = "--horizon",
            paramLabel = "STEPS",
            description = "Cut a table without the column cutoff into forecasts of so many steps.")
    private @Nullable Integer horizon;

    @Option(
            names = "--points",
            paramLabel = "KIND",
            description = "What the points are: mean or median (default: median, where no column LABEL-median is beside"
                    + " them).")
    private @Nullable PointKind points;

    /** The options, with the other files read; frequency, zone and columns are those of the data. */
    ForecastTableOptions read(DataOptions dataOptions, PrintWriter err) {
        TableOptions csv = dataOptions.csv();
        var options = ForecastTableOptions.defaults();
        if (points == null) {
            err.println("forecasts: points are taken for medians, as --points does not say");
        } else {
            options = options.withPoints(points);
        }
        try {
            options = options.withCsv(target == null ? csv : csv.withColumns(csv.id(), csv.time(), target));
            if (horizon != null) {
                options = options.withHorizon(horizon);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        if (history != null) {
            options = options.withHistory(dataOptions.read(history, err).inMemory());
        }
        if (actual != null) {
            options = options.withActual(dataOptions.read(actual, err).inMemory());
        }
        return options;
    }

    /** Whether there is a history. */
    boolean hasHistory() {
        return history != null;
    }
}
