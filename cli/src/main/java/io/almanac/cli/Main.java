package io.almanac.cli;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.LargerThanMemoryException;
import io.almanac.datasets.DataException;
import io.almanac.forecasting.neural.NativeEngineException;
import io.almanac.tribuo.XgboostException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command {@code almanac}: reads arguments, calls the library, prints. */
@Command(
        name = "almanac",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Forecasts time series with Transformers, and shows how far to trust them.",
        subcommands = {
            BacktestCommand.class,
            FitCommand.class,
            ForecastCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            InspectCommand.class,
            DatasetsCommand.class,
            ReplayCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  almanac backtest",
            "  almanac backtest sales.csv --horizon 12 --models transformer,drift",
            "  almanac fit sales.csv --models transformer --horizon 12 --out sales.almanac",
            "  almanac forecast sales.almanac sales.csv --out forecast.csv",
            "  almanac evaluate forecasts.csv --history sales.csv",
            "  almanac compare naive.csv model.csv human.csv --history sales.csv",
            "DATA is a CSV, .tsf or Parquet file, 'data/*.csv', bundled:NAME, catalog:NAME",
            "(see 'almanac datasets'), synthetic:FAMILY or 'sql:SELECT …'.",
            "'almanac COMMAND --help' tells more."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:done, but a gate that was asked for is closed",
            "2:wrong arguments or data",
            "3:a failure of the program"
        })
final class Main implements Runnable {

    private static final int WRONG_INPUT = 2;
    private static final int FAILURE = 3;

    /** Tribuo reports each training at the level of information. Held here, because loggers are weakly held. */
    private static final java.util.logging.Logger TRIBUO = java.util.logging.Logger.getLogger("org.tribuo");

    @Spec
    private CommandSpec spec;

    /** Runs a command and ends the virtual machine with its exit code. */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        TRIBUO.setLevel(java.util.logging.Level.WARNING);
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    /** Runs a command. Results go to {@code out}, progress and messages to {@code err}. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine command = new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(Main::failed)
                .setParameterExceptionHandler(Main::wrong);
        try {
            return command.execute(args);
        } catch (OutOfMemoryError e) { // what held the memory is gone with the command
            long most = Runtime.getRuntime().maxMemory() >> 20;
            err.println("almanac: out of memory: Java has " + most + " MB at most; ALMANAC_JAVA_OPTS=-Xmx" + 2 * most
                    + "m gives it twice as much, and a backtest or fit goes on where it was (" + e.getMessage() + ")");
            return FAILURE;
        }
    }

    /** The message alone: the whole usage would push it off the screen. */
    private static int wrong(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("almanac: " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return WRONG_INPUT;
    }

    private static int failed(Exception e, CommandLine command, ParseResult arguments) {
        Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
        PrintWriter err = command.getErr();
        if (cause instanceof DataException bad) {
            err.println("almanac: " + bad.getMessage() + " (" + bad.error().code() + ")");
            return WRONG_INPUT;
        }
        if (cause instanceof LargerThanMemoryException large) {
            err.println("almanac: " + large.getMessage() + "; ALMANAC_JAVA_OPTS=" + large.option() + " gives them");
            return WRONG_INPUT;
        }
        if (cause instanceof ModelFileException || cause instanceof UnfitException) {
            err.println("almanac: " + cause.getMessage());
            return WRONG_INPUT;
        }
        if (cause instanceof FileSystemException) {
            err.println("almanac: can't use the file " + cause.getMessage() + " ("
                    + cause.getClass().getSimpleName() + ")");
            return WRONG_INPUT;
        }
        if (cause instanceof NativeEngineException || cause instanceof XgboostException) {
            err.println("almanac: " + cause.getMessage());
            return FAILURE;
        }
        err.println("almanac: failed: " + cause);
        cause.printStackTrace(err);
        return FAILURE;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** The version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"almanac " + (version == null ? "unpackaged" : version)};
        }
    }
}
