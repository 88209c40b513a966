package io.almanac.cli;

import io.almanac.core.repair.Aggregation;
import io.almanac.core.repair.DropRule;
import io.almanac.core.repair.Repair;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.DataReport;
import io.almanac.core.series.Schema;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.calendar.CalendarCovariates;
import io.almanac.datasets.catalog.Datasets;
import io.almanac.datasets.checks.Preparation;
import io.almanac.datasets.rows.Reading;
import io.almanac.datasets.rows.ReadingFile;
import io.almanac.datasets.rows.TableOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The options that say how a table is read. */
final class DataOptions {

    private static final String READING = "--reading";
    private static final String NO_FILE = "none";

    /** Options that say which covariates there are. */
    private static final Set<Reading.Key> COVARIATES = Set.of(
            Reading.Key.PAST, Reading.Key.FUTURE, Reading.Key.STATIC, Reading.Key.CALENDAR, Reading.Key.HOLIDAYS);

    /** What a command says of its argument DATA. */
    static final String DATA = "A CSV, .tsf or Parquet file, a pattern of files such as 'data/*.csv', 'sql:SELECT …',"
            + " bundled:NAME, catalog:NAME or synthetic:FAMILY";

    private Repair repair = Repair.NONE;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--reading",
            paramLabel = "FILE.yaml",
            description = "Says how the data are read, as the options below do, which come first; the YAML itself in"
                    + " braces; or none (default: the file next to the data, sales.yaml for sales.csv).")
    private @Nullable String readingFile;

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
    private List<String> seasons = new ArrayList<>();

    @Option(names = "--zone", paramLabel = "ZONE", description = "Time zone of the times, such as Europe/Berlin.")
    private @Nullable String zone;

    @Option(
            names = "--columns",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "ID,TIME,VALUE,…",
            description =
                    "Columns of id, time and values of a long table, one for each channel (default: unique_id,ds,y).")
    private List<String> columns = new ArrayList<>();

    @Option(
            names = "--time",
            paramLabel = "NAME",
            description = "Column of the times of a wide table (default: ds, or the first); none: rows are steps.")
    private @Nullable String time;

    @Option(names = "--no-header", description = "The first line is a row; columns are called c1, c2, ….")
    private boolean noHeader;

    @Option(names = "--delimiter", paramLabel = "CHAR", description = "What separates fields (default: found).")
    private @Nullable String delimiter;

    @Option(names = "--decimal-comma", description = "Numbers are written 12,5.")
    private boolean decimalComma;

    @Option(
            names = "--duplicates",
            paramLabel = "HOW",
            description = "What becomes of rows of one series and one time: error, first, last, mean, sum (default:"
                    + " error).")
    private @Nullable String duplicates;

    @Option(
            names = "--aggregate",
            paramLabel = "FREQ:HOW[,NAME=HOW…]",
            description = "Put steps together to coarser ones, such as D:sum or D:sum,price=mean: sum, mean, last, max."
                    + " --season is of those then.")
    private @Nullable String aggregate;

    @Option(
            names = "--skip-missing",
            description = "A step of --aggregate is made of the values that are there (default: it is missing where one"
                    + " is).")
    private boolean skipMissing;

    @Option(
            names = "--drop",
            paramLabel = "WHICH,…",
            description = "Leave series out: constant, empty, shorter-than-N. Decided on the whole series.")
    private @Nullable String drop;

    @Option(
            names = "--strict",
            description = "End with exit code 2 before anything is computed if there is a warning about the data.")
    private boolean strict;

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
            names = "--calendar",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "PART,…",
            description = "Parts of the date as covariates known ahead: hour, weekday, day, week, month, quarter.")
    private List<String> calendar = new ArrayList<>();

    @Option(
            names = "--holidays",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "PLACE,…",
            description = "Holidays as covariates known ahead: DE, or DE-BY for a part of a country.")
    private List<String> holidays = new ArrayList<>();

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
            paramLabel = "VINTAGE",
            description = "Which published version of a value counts as what happened: first or last (default: last).")
    private @Nullable String score;

    /**
     * The options that were given, as on the command line, and what the file says that was read with them: what reads
     * the same data again, whatever becomes of the file.
     */
    List<String> given(Optional<ReadingFile> file) {
        ParseResult parsed = spec.commandLine().getParseResult();
        List<String> arguments = new ArrayList<>();
        spec.mixins().values().stream()
                .filter(mixin -> mixin.userObject() == this)
                .flatMap(mixin -> mixin.options().stream())
                .filter(option ->
                        !option.longestName().equals(READING) && parsed.hasMatchedOption(option.longestName()))
                .forEach(option -> {
                    OptionSpec matched = parsed.matchedOption(option.longestName());
                    boolean flag = matched.arity().max() == 0;
                    for (String value : matched.originalStringValues()) {
                        arguments.add(flag ? matched.longestName() : matched.longestName() + "=" + value);
                    }
                });
        arguments.add(READING + "=" + file.map(ReadingFile::inline).orElse(NO_FILE));
        return arguments;
    }

    /** What says how data are read, beside the command line: the file that was given, else the one next to the data. */
    Optional<ReadingFile> file(String data) {
        if (readingFile == null) {
            return Datasets.reading(data);
        }
        if (readingFile.equals(NO_FILE)) {
            return Optional.empty();
        }
        return Optional.of(
                readingFile.startsWith("{")
                        ? ReadingFile.parse(READING, readingFile)
                        : ReadingFile.of(Path.of(readingFile)));
    }

    /** The same options for models that see values through a repair, which the findings then tell. */
    DataOptions seenThrough(Repair newRepair) {
        repair = newRepair;
        return this;
    }

    /** Reads the data and says on standard error what was read. */
    Dataset read(String data, PrintWriter err) {
        return read(data, file(data), err);
    }

    /** The same by a file that was read before. */
    Dataset read(String data, Optional<ReadingFile> file, PrintWriter err) {
        Reading reading = said().over(file.map(ReadingFile::reading).orElse(Reading.nothing()));
        return read(data, checked(reading::table), checked(reading::calendar), 0, file, err);
    }

    /**
     * The same with the frequency and the covariates of a model, where the command line gives none.
     *
     * @param ahead steps after the last that are to be forecast
     */
    Dataset read(String data, PrintWriter err, Schema fitted, int ahead) {
        Optional<ReadingFile> file = file(data);
        Reading said = said();
        Reading beside = file.map(ReadingFile::reading).orElse(Reading.nothing());
        Reading assumed = aggregate == null
                ? Reading.nothing()
                        .with(Reading.Key.FREQUENCY, fitted.frequency().toString())
                : Reading.nothing();
        if (COVARIATES.stream().anyMatch(said.said()::containsKey)) {
            Reading reading = said.over(assumed).over(beside);
            return read(data, checked(reading::table), checked(reading::calendar), ahead, file, err);
        }
        List<Covariate> columns = fitted.covariates().stream()
                .filter(covariate -> !CalendarCovariates.isMade(covariate.name()))
                .toList();
        Reading reading = said.over(covariates(columns, beside)).over(assumed).over(beside);
        TableOptions options = checked(reading::table);
        return read(
                data,
                options.withCovariates(options.covariates().withColumns(columns)),
                checked(() -> CalendarCovariates.in(fitted)),
                ahead,
                file,
                err);
    }

    /** The covariates of a model; others that a file knows are left out. */
    private static Reading covariates(List<Covariate> columns, Reading beside) {
        Reading reading = Reading.nothing();
        Set<String> names = new HashSet<>();
        for (Covariate covariate : columns) {
            Reading.Key key = Reading.Key.valueOf(covariate.kind().name());
            List<String> all = new ArrayList<>(reading.values(key));
            all.add(covariate.name());
            reading = reading.with(key, all);
            names.add(covariate.name());
        }
        return reading.with(
                Reading.Key.IGNORE,
                Stream.of(Reading.Key.IGNORE, Reading.Key.PAST, Reading.Key.FUTURE, Reading.Key.STATIC)
                        .flatMap(key -> beside.values(key).stream())
                        .filter(name -> !names.contains(name))
                        .toList());
    }

    private Dataset read(
            String data,
            TableOptions options,
            CalendarCovariates calendar,
            int ahead,
            Optional<ReadingFile> file,
            PrintWriter err) {
        Preparation preparation = preparation(options.seasons());
        boolean coarser = preparation.aggregation().isPresent();
        Dataset read = Datasets.open(data, coarser ? options.withSeasons(List.of()) : options);
        Dataset prepared = calendar.addTo(prepared(read, preparation), ahead);
        DataReport report = file.map(one -> one.noteIn(prepared.report())).orElse(prepared.report());
        err.println("data: " + report.source() + ", " + report.layout() + ", " + report.frequency() + ", "
                + report.first() + " to " + report.last());
        file.ifPresent(one -> err.println("data: read as " + one.source() + " says: " + one.reading()));
        if (!report.covariates().isEmpty()) {
            err.println("data: covariates: " + String.join("; ", report.covariates()));
        }
        report.vintages().ifPresent(vintages -> err.println("data: " + vintages));
        for (DataReport.Finding finding : prepared.report().findings()) {
            err.println("data: " + DataText.severity(finding) + ": " + DataText.finding(finding));
        }
        List<DataReport.Finding> warnings = prepared.report().findings(DataReport.Severity.WARNING);
        if (strict && !warnings.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--strict: " + data + " has " + warnings.size() + (warnings.size() == 1 ? " warning" : " warnings")
                            + ": "
                            + warnings.stream().map(DataReport.Finding::what).collect(Collectors.joining(", ")));
        }
        return new Dataset(prepared.series(), report);
    }

    private Preparation preparation(List<Integer> seasons) {
        try {
            Preparation preparation = Preparation.none().withRepair(repair);
            if (drop != null) {
                preparation = preparation.withDrop(DropRule.parse(drop));
            }
            return aggregate == null
                    ? preparation
                    : preparation.withAggregation(
                            Aggregation.parse(aggregate).withSeasons(seasons).withSkipMissing(skipMissing));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Dataset prepared(Dataset read, Preparation preparation) {
        try {
            return preparation.prepare(read, Clock.systemUTC());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** How a table is read that stands beside the data: by the command line alone. */
    TableOptions csv() {
        return checked(said()::table);
    }

    /** What the command line says. */
    private Reading said() {
        try {
            return Reading.nothing()
                    .with(Reading.Key.FREQUENCY, list(frequency))
                    .with(Reading.Key.SEASON, seasons)
                    .with(Reading.Key.ZONE, list(zone))
                    .with(Reading.Key.COLUMNS, columns)
                    .with(Reading.Key.TIME, list(time))
                    .with(Reading.Key.HEADER, list(noHeader ? "false" : null))
                    .with(Reading.Key.DELIMITER, list(delimiter))
                    .with(Reading.Key.DECIMAL_COMMA, list(decimalComma ? "true" : null))
                    .with(Reading.Key.DUPLICATES, list(duplicates))
                    .with(Reading.Key.IGNORE, ignore)
                    .with(Reading.Key.PAST, past)
                    .with(Reading.Key.FUTURE, future)
                    .with(Reading.Key.STATIC, fixed)
                    .with(Reading.Key.CATEGORICAL, categorical)
                    .with(Reading.Key.ISSUED_AT, list(issuedAt))
                    .with(Reading.Key.DELAY, list(delay))
                    .with(Reading.Key.SCORE, list(score))
                    .with(Reading.Key.CALENDAR, calendar)
                    .with(Reading.Key.HOLIDAYS, holidays);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private static List<String> list(@Nullable String value) {
        return value == null ? List.of() : List.of(value);
    }

    /** What does not go together is a wrong argument. */
    private <T> T checked(Supplier<T> supplier) {
        try {
            return supplier.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
