package io.almanac.cli;

import io.almanac.core.files.RecordJson;
import io.almanac.datasets.Dataset;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code almanac inspect}. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Says how data are read, and what is wrong with them.")
final class InspectCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DATA", description = DataOptions.DATA + ".")
    private String data;

    @Mixin
    private DataOptions dataOptions;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Dataset read = dataOptions.read(data, new PrintWriter(Writer.nullWriter()));
        String text = json
                ? RecordJson.write(read.report())
                : DataText.of(read.report(), read.series().schema());
        out.println(text.stripTrailing());
        return 0;
    }
}
