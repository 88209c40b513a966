package io.almanac.cli;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.DataReport;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.catalog.Datasets;
import io.almanac.datasets.rows.CovariateOptions;
import io.almanac.datasets.rows.TableOptions;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The options that say how a table is read. */
final class DataOptions {

    private static final Pattern DELAY = Pattern.compile("(\\d{1,9})(s|min|h|d)");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--frequency",
            paramLabel = "FREQ",
            description = "Distance of steps: 15min, h, D, B, W, M, Q, Y, step (default: found in the data).")
    private @Nullable String frequency;

    @Option(
            names = "--season",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "STEPS,…",
            description = "Steps of the season; the first scales MASE (default: by frequency).")
    private List<Integer> seasons = new ArrayList<>();

    @Option(names = "--zone", paramLabel = "ZONE", description = "Time zone of the times, such as Europe/Berlin.")
    private @Nullable String zone;

    @Option(
            names = "--columns",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "ID,TIME,VALUE",
            description = "Columns of id, time and value of a long table (default: unique_id,ds,y).")
    private List<String> columns = new ArrayList<>();

    @Option(
            names = "--time",
            paramLabel = "NAME",
            description = "Column of the times of a wide table (default: ds, or the first).")
    private @Nullable String time;

    @Option(names = "--delimiter", paramLabel = "CHAR", description = "What separates fields (default: found).")
    private @Nullable Character delimiter;

    @Option(names = "--decimal-comma", description = "Numbers are written 12,5.")
    private boolean decimalComma;

    @Option(
            names = "--ignore",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "NAME,…",
            description = "Columns to leave out.")
    private List<String> ignore = new ArrayList<>();

    @Option(
            names = "--past",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "NAME,…",
            description = "Covariates known up to the cutoff.")
    private List<String> past = new ArrayList<>();

    @Option(
            names = "--future",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "NAME,…",
            description = "Covariates known ahead, such as weather forecasts or holidays.")
    private List<String> future = new ArrayList<>();

    @Option(
            names = "--static",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "NAME,…",
            description = "Covariates with one value a series.")
    private List<String> fixed = new ArrayList<>();

    @Option(
            names = "--categorical",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "NAME,…",
            description = "Covariates whose numbers are names of categories. Text always is.")
    private List<String> categorical = new ArrayList<>();

    @Option(
            names = "--issued-at",
            paramLabel = "NAME",
            description = "Column that says when a row was published (default: issued_at, where there is one).")
    private @Nullable String issuedAt;

    @Option(
            names = "--delay",
            paramLabel = "TIME",
            description = "How much later what is issued can be used: 2h, 30min, PT2H (default: at once).")
    private @Nullable String delay;

    @Option(
            names = "--score",
            defaultValue = "last",
            paramLabel = "VINTAGE",
            description = "Which published version of a value counts as what happened: first or last (default:"
                    + " ${DEFAULT-VALUE}).")
    private CovariateOptions.Vintage actual = CovariateOptions.Vintage.LAST;

    /** The options that were given, as on the command line: what reads the same data again. */
    List<String> given() {
        ParseResult parsed = spec.commandLine().getParseResult();
        List<String> arguments = new ArrayList<>();
        spec.mixins().values().stream()
                .filter(mixin -> mixin.userObject() == this)
                .flatMap(mixin -> mixin.options().stream())
                .filter(option -> parsed.hasMatchedOption(option.longestName()))
                .forEach(option -> {
                    OptionSpec matched = parsed.matchedOption(option.longestName());
                    boolean flag = matched.arity().max() == 0;
                    for (String value : matched.originalStringValues()) {
                        arguments.add(flag ? matched.longestName() : matched.longestName() + "=" + value);
                    }
                });
        return arguments;
    }

    /** Reads the data and says on standard error what was read. */
    Dataset read(String data, PrintWriter err) {
        return read(data, err, null);
    }

    /** The same with a frequency and covariates to assume where the command line gives none. */
    Dataset read(String data, PrintWriter err, @Nullable Schema assumed) {
        Dataset read = Datasets.open(data, csv(assumed));
        DataReport report = read.report();
        err.println("data: " + report.source() + ", " + report.layout() + ", " + report.frequency() + ", "
                + report.first() + " to " + report.last());
        if (!report.covariates().isEmpty()) {
            err.println("data: covariates: " + String.join("; ", report.covariates()));
        }
        report.vintages().ifPresent(vintages -> err.println("data: " + vintages));
        for (DataReport.Finding finding : report.findings()) {
            err.println("data: " + DataText.finding(finding));
        }
        return read;
    }

    /** How a table is read that stands beside the data. */
    TableOptions csv() {
        return csv(null);
    }

    private TableOptions csv(@Nullable Schema assumed) {
        TableOptions options = TableOptions.defaults();
        try {
            if (frequency != null) {
                options = options.withFrequency(Frequency.parse(frequency));
            } else if (assumed != null) {
                options = options.withFrequency(assumed.frequency());
            }
            if (zone != null) {
                options = options.withZone(ZoneId.of(zone));
            }
            if (!seasons.isEmpty()) {
                options = options.withSeasons(seasons);
            }
            if (!columns.isEmpty()) {
                if (columns.size() != 3) {
                    throw new IllegalArgumentException("--columns wants ID,TIME,VALUE, was " + columns);
                }
                options = options.withColumns(columns.get(0), columns.get(1), columns.get(2));
            }
            if (time != null) {
                options = options.withTime(time);
            }
            if (delimiter != null) {
                options = options.withDelimiter(delimiter);
            }
            options = options.withDecimalComma(decimalComma);
            options = options.withCovariates(covariates(assumed));
            return options.withIgnore(ignore);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private CovariateOptions covariates(@Nullable Schema assumed) {
        CovariateOptions options = CovariateOptions.none()
                .with(Covariate.Kind.PAST, past)
                .with(Covariate.Kind.FUTURE, future)
                .with(Covariate.Kind.STATIC, fixed);
        if (options.columns().isEmpty() && assumed != null) {
            options = options.withColumns(assumed.covariates());
        }
        options = options.withCategorical(categorical).withActual(actual);
        if (issuedAt != null) {
            options = options.withIssuedAt(issuedAt);
        }
        return delay == null ? options : options.withDelay(duration(delay));
    }

    /** Reads {@code 2h} and whatever ISO 8601 allows. */
    private static Duration duration(String text) {
        Matcher matcher = DELAY.matcher(text.toLowerCase(Locale.ROOT));
        try {
            if (matcher.matches()) {
                long count = Long.parseLong(matcher.group(1));
                return switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "min" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                };
            }
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "--delay wants a number of s, min, h or d, such as 2h, or PT2H, was \"" + text + "\"", e);
        }
    }
}
