package io.almanac.cli;

import io.almanac.core.files.RecordJson;
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
        description = "Says how data are read: series, frequency, gaps, and what is wrong with them.")
final class InspectCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DATA", description = "A CSV file, plain or gzip, or bundled:NAME.")
    private String data;

    @Mixin
    private DataOptions dataOptions;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        DataReport report =
                dataOptions.read(data, new PrintWriter(Writer.nullWriter())).report();
        out.println(json ? RecordJson.write(report) : DataText.of(report).stripTrailing());
        return 0;
    }
}
