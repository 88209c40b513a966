package io.almanac.cli;

import io.almanac.core.files.Folder;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Levels;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.series.SeriesSet;
import io.almanac.datasets.Dataset;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code almanac fit}. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Fits one forecaster to all of the data and saves the model.")
final class FitCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DATA", description = DataOptions.DATA + ".")
    private String data;

    @Option(names = "--horizon", paramLabel = "STEPS", description = "Most steps to forecast (default: by frequency).")
    private @Nullable Integer horizon;

    @Option(
            names = "--validation",
            paramLabel = "STEPS",
            description = "The last steps, kept for choosing (default: a tenth of the longest series, at least the"
                    + " horizon).")
    private @Nullable Integer validation;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE.almanac",
            description = "Where the model goes. A fit that was killed goes on from FILE.almanac.training.")
    private Path out;

    @Mixin
    private ModelOptions modelOptions;

    @Mixin
    private RepairOptions repairOptions;

    @Mixin
    private DataOptions dataOptions;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Map<String, Forecaster> forecasters = modelOptions.forecasters(List.of("transformer"));
        if (forecasters.size() != 1) {
            throw wrong("fit takes one forecaster, got " + forecasters.keySet());
        }
        List<Double> quantiles = Levels.quantiles(modelOptions.levels());
        Dataset read = dataOptions.seenThrough(repairOptions.repair()).read(data, err);
        SeriesSet series = repairOptions.repaired(read.inMemory());
        int steps = horizon == null ? series.schema().frequency().horizon() : horizon;
        var progress = new Progress(err);
        Path checkpoints = out.resolveSibling(out.getFileName() + ".training");
        FitOptions options;
        try {
            options = new FitOptions(
                    steps,
                    validation == null
                            ? PlanOptions.defaultValidation(read.report().longest(), steps)
                            : validation,
                    quantiles,
                    modelOptions.seed(),
                    modelOptions.device(),
                    progress,
                    Optional.of(checkpoints));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
        Forecaster forecaster = forecasters.values().iterator().next();
        progress.fitting(forecasters.keySet().iterator().next());
        try (ForecastModel model = forecaster.fit(series, options)) {
            progress.clear();
            model.provenance().notes().forEach(err::println);
            ModelStore.save(model, out);
            Folder.delete(checkpoints);
        }
        spec.commandLine().getOut().println(out);
        return 0;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
