package io.almanac.benchmarks.longhorizon;

import io.almanac.benchmarks.ledger.Programs;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The accuracy benchmark: {@code accuracy} for the table, {@code ablation} for what each part is worth, {@code recurrence}
 * for Transformer against LSTM. See benchmarks/README.md.
 *
 * <pre>
 * mvn -q -Dquick -DskipTests -pl benchmarks -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp "benchmarks/target/quick/classes:$(cat benchmarks/target/classpath)" \
 *     io.almanac.benchmarks.longhorizon.LongHorizon accuracy --data DATA --models naive,ridge --report docs/accuracy.md
 * </pre>
 */
@Command(
        name = "LongHorizon",
        mixinStandardHelpOptions = true,
        description = "Accuracy on the long-horizon benchmark: every test window of six sets.",
        subcommands = {AccuracyCommand.class, AblationCommand.class, RecurrenceCommand.class})
public final class LongHorizon implements Runnable {

    @Spec
    private CommandSpec spec;

    private LongHorizon() {}

    /** Runs a command and ends the virtual machine with its exit code: 0, 2 for wrong arguments or data, 1 for failures. */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(run(new PrintWriter(System.out, true, StandardCharsets.UTF_8), args));
    }

    /** Runs a command; cells go to {@code out}. */
    static int run(PrintWriter out, String... args) {
        return Programs.run(new LongHorizon(), out, args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
