package io.almanac.cli;

import io.almanac.core.series.DataReport;
import io.almanac.core.series.Frequency;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.catalog.Datasets;
import io.almanac.datasets.csv.CsvOptions;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The options that say how a table is read. */
final class DataOptions {

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

    /** The same with a frequency to assume where the command line gives none. */
    Dataset read(String data, PrintWriter err, @Nullable Frequency assumed) {
        Dataset read = Datasets.open(data, csv(assumed));
        DataReport report = read.report();
        err.println("data: " + report.source() + ", " + report.layout() + ", " + report.frequency() + ", "
                + report.first() + " to " + report.last());
        for (DataReport.Finding finding : report.findings()) {
            err.println("data: " + DataText.finding(finding));
        }
        return read;
    }

    /** How a table is read that stands beside the data. */
    CsvOptions csv() {
        return csv(null);
    }

    private CsvOptions csv(@Nullable Frequency assumed) {
        CsvOptions options = CsvOptions.defaults();
        try {
            if (frequency != null) {
                options = options.withFrequency(Frequency.parse(frequency));
            } else if (assumed != null) {
                options = options.withFrequency(assumed);
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
            return options.withIgnore(ignore);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
