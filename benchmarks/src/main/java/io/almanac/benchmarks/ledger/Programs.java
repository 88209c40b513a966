package io.almanac.benchmarks.ledger;

import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import picocli.CommandLine;

/** Runs commands: wrong arguments or data are told in one line, everything else is a failure with its trace. */
public final class Programs {

    private Programs() {}

    /** Runs a command and returns its exit code: 0, 2 for wrong arguments or data, 1 for failures. */
    public static int run(Object command, PrintWriter out, String... arguments) {
        return new CommandLine(command)
                .setOut(out)
                .setErr(out)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    if (e instanceof FileSystemException || e instanceof IllegalArgumentException) {
                        line.getErr().println(e.getMessage());
                        return CommandLine.ExitCode.USAGE;
                    }
                    throw e;
                })
                .execute(arguments);
    }
}
