package io.almanac.benchmarks.competition;

import io.almanac.benchmarks.ledger.Programs;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The benchmark on the competitions M1, M3 and M4: {@code accuracy} for the tables, {@code reference}
 * for what other implementations make of the same series, {@code speed} for time beside statsforecast. See benchmarks/README.md.
 *
 * <pre>
 * mvn -q -Dquick -DskipTests -pl benchmarks -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp "benchmarks/target/quick/classes:$(cat benchmarks/target/classpath)" \
 *     io.almanac.benchmarks.competition.Competition accuracy --data DATA --models naive2,ets --report docs/accuracy.md
 * </pre>
 */
@Command(
        name = "Competition",
        mixinStandardHelpOptions = true,
        description = "Accuracy on the competitions of many short series.",
        subcommands = {AccuracyCommand.class, ReferenceCommand.class, SpeedCommand.class})
public final class Competition implements Runnable {

    @Spec
    private CommandSpec spec;

    private Competition() {}

    /** Runs a command and ends the virtual machine with its exit code: 0, 2 for wrong arguments or data, 1 for failures. */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(run(new PrintWriter(System.out, true, StandardCharsets.UTF_8), args));
    }

    /** Runs a command; cells go to {@code out}. */
    static int run(PrintWriter out, String... args) {
        return Programs.run(new Competition(), out, args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
