package io.almanac.cli;

import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.series.Schema;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where a backtest cuts the data. */
final class PlanOptions {

    private static final int MOST_FOLDS_BY_DEFAULT = 5;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--horizon", paramLabel = "STEPS", description = "Steps to forecast (default: by frequency).")
    private @Nullable Integer horizon;

    @Option(
            names = "--folds",
            paramLabel = "N",
            description = "Cutoffs (default: up to 5, within the last third of the data).")
    private @Nullable Integer folds;

    @Option(names = "--stride", paramLabel = "STEPS", description = "Distance of cutoffs (default: the horizon).")
    private @Nullable Integer stride;

    @Option(
            names = "--gap",
            paramLabel = "STEPS",
            defaultValue = "0",
            description = "Steps between the cutoff and the first scored one (default: ${DEFAULT-VALUE}).")
    private int gap;

    @Option(
            names = "--train-length",
            paramLabel = "STEPS",
            description = "Train on the newest steps only (default: on all).")
    private @Nullable Integer trainLength;

    @Option(
            names = "--refit",
            paramLabel = "WHEN",
            defaultValue = "never",
            description = "never: fit before the first fold; always: at each fold; N: at each N-th"
                    + " (default: ${DEFAULT-VALUE}).")
    private String refit;

    @Option(
            names = "--validation",
            paramLabel = "STEPS",
            description = "The last steps of each training part, kept for choosing (default: a tenth of the first"
                    + " training part, at least the horizon).")
    private @Nullable Integer validation;

    @Option(
            names = "--cutoffs",
            paramLabel = "MODE",
            defaultValue = "per-series",
            description = "per-series: counted from each series' end; calendar: one date for all"
                    + " (default: ${DEFAULT-VALUE}).")
    private String cutoffs;

    @Option(
            names = "--fallback",
            paramLabel = "ID",
            description = "A forecaster that stands in where a model gives no forecast, counted; seasonal-naive, say"
                    + " (default: such steps are scored for no model).")
    private @Nullable String fallback;

    /** The id of what stands in for refusals. */
    Optional<String> fallback() {
        return Optional.ofNullable(fallback);
    }

    /**
     * The plan, with defaults that fit the data.
     *
     * @param longest steps of the longest series
     */
    BacktestPlan plan(Schema schema, int longest) {
        int steps = horizon == null ? schema.frequency().horizon() : horizon;
        int between = stride == null ? steps : stride;
        try {
            int count = folds == null ? foldsThatFit(longest, steps, between) : folds;
            var plan = new BacktestPlan(
                    steps,
                    count,
                    between,
                    gap,
                    trainLength == null ? OptionalInt.empty() : OptionalInt.of(trainLength),
                    refitEvery(),
                    0,
                    mode());
            int training = Math.min(trainLength == null ? longest : trainLength, longest - plan.testLength());
            return plan.withValidation(validation == null ? defaultValidation(training, steps) : validation);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static int foldsThatFit(int longest, int horizon, int stride) {
        int room = longest / 3 - horizon;
        return stride < 1 ? 1 : Math.max(1, Math.min(MOST_FOLDS_BY_DEFAULT, room / stride + 1));
    }

    /** A tenth of a training part, at least one horizon. */
    static int defaultValidation(int training, int horizon) {
        return Math.max(horizon, training / 10);
    }

    private int refitEvery() {
        return switch (refit.toLowerCase(Locale.ROOT)) {
            case "never" -> 0;
            case "always" -> 1;
            default -> {
                try {
                    yield Integer.parseInt(refit);
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException(
                            "--refit must be never, always or a number of folds, was \"" + refit + "\"", e);
                }
            }
        };
    }

    private BacktestPlan.CutoffMode mode() {
        return switch (cutoffs.toLowerCase(Locale.ROOT)) {
            case "per-series" -> BacktestPlan.CutoffMode.PER_SERIES;
            case "calendar" -> BacktestPlan.CutoffMode.CALENDAR;
            default ->
                throw new IllegalArgumentException("--cutoffs must be per-series or calendar, was \"" + cutoffs + "\"");
        };
    }
}
