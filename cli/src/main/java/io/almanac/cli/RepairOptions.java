package io.almanac.cli;

import io.almanac.core.repair.Repair;
import io.almanac.core.repair.Repaired;
import io.almanac.core.series.SeriesSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say through what models see values; what is scored stays as it was read. */
final class RepairOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--fill",
            paramLabel = "HOW",
            defaultValue = "none",
            description = "Fill missing values for models, in a backtest inside each fold: forward, linear, seasonal"
                    + " (default: ${DEFAULT-VALUE}).")
    private String fill;

    @Option(
            names = "--cap",
            description = "Move outliers to the bound that they exceed, for models, in a backtest inside each fold.")
    private boolean cap;

    String fill() {
        return fill;
    }

    boolean cap() {
        return cap;
    }

    /** Both together. */
    Repair repair() {
        try {
            return BacktestSetup.repair(fill, cap);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Series as a model sees them that knows all of their values. */
    SeriesSet repaired(SeriesSet series) {
        Repair repair = repair();
        return repair == Repair.NONE ? series : SeriesSet.copyOf(Repaired.of(series, repair));
    }
}
