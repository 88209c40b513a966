package io.almanac.cli;

import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.datasets.tables.ForecastTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code almanac forecast}. */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Forecasts from the end of each series with a saved model.")
final class ForecastCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE.almanac", description = "A model that 'almanac fit' saved.")
    private Path file;

    @Parameters(index = "1", paramLabel = "DATA", description = DataOptions.DATA + ".")
    private String data;

    @Option(names = "--horizon", paramLabel = "STEPS", description = "Steps to forecast (default: the model's).")
    private @Nullable Integer horizon;

    @Option(names = "--out", paramLabel = "FILE.csv", description = "Where the table goes (default: standard output).")
    private @Nullable Path out;

    @Option(names = "--device", defaultValue = "cpu", description = "cpu or gpu:N (default: ${DEFAULT-VALUE}).")
    private String device;

    @Mixin
    private RepairOptions repairOptions;

    @Mixin
    private DataOptions dataOptions;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        try (ForecastModel model = ModelStore.load(file, device)) {
            Schema fitted = model.provenance().schema();
            SeriesSet series = repairOptions.repaired(dataOptions
                    .seenThrough(repairOptions.repair())
                    .read(data, err, fitted, model.provenance().horizon())
                    .inMemory());
            if (!series.schema().channels().equals(fitted.channels())
                    || !series.schema().frequency().equals(fitted.frequency())) {
                throw wrong("the model was fitted to channels " + fitted.channels() + " at frequency "
                        + fitted.frequency() + ", " + data + " has "
                        + series.schema().channels() + " at "
                        + series.schema().frequency());
            }
            if (!series.schema().covariates().equals(fitted.covariates())) {
                throw wrong("the model was fitted with covariates " + names(fitted) + ", " + data + " was read with "
                        + names(series.schema()) + "; without the options of covariates they are those of the model");
            }
            int most = model.provenance().horizon();
            int steps = horizon == null ? most : horizon;
            if (steps < 1 || steps > most) {
                throw wrong("--horizon must be in [1, " + most + "] for this model, was " + steps);
            }
            List<Outcome> outcomes = model.forecast(series.asList(), steps);
            for (Outcome outcome : outcomes) {
                if (outcome instanceof Refusal refusal) {
                    err.println("no forecast of " + refusal.id() + ": " + refusal.reason());
                }
            }
            if (outcomes.stream().noneMatch(Forecast.class::isInstance)) {
                throw wrong("no series of " + data + " can be forecast");
            }
            String label = model.provenance().forecaster();
            if (out == null) {
                spec.commandLine().getOut().print(ForecastTable.text(label, outcomes, fitted));
                spec.commandLine().getOut().flush();
            } else {
                ForecastTable.write(out, label, outcomes, fitted);
                err.println(out);
            }
        }
        return 0;
    }

    private static List<String> names(Schema schema) {
        return schema.covariates().stream()
                .map(covariate -> covariate.kind().name().toLowerCase(Locale.ROOT) + " " + covariate.name()
                        + (covariate.categorical() ? " " + covariate.categories() : ""))
                .toList();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
