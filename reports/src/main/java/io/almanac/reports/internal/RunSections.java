package io.almanac.reports.internal;

import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.backtest.BacktestSummary;
import io.almanac.core.backtest.FitRecord;
import io.almanac.core.files.RecordJson;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.Levels;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.provenance.Environment;
import io.almanac.core.provenance.PeakMemory;
import io.almanac.core.series.DataReport;
import io.almanac.core.series.Frequency;
import io.almanac.reports.internal.ReportView.Block;
import io.almanac.reports.internal.ReportView.Cell;
import io.almanac.reports.internal.ReportView.Code;
import io.almanac.reports.internal.ReportView.Fact;
import io.almanac.reports.internal.ReportView.Facts;
import io.almanac.reports.internal.ReportView.Paragraph;
import io.almanac.reports.internal.ReportView.Row;
import io.almanac.reports.internal.ReportView.Section;
import io.almanac.reports.internal.ReportView.Table;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The parts of a report that say what was run on which data, and how to run it again. */
final class RunSections {

    private static final int MOST_REFUSALS = 50;
    private static final double MEGA = 1e6;

    private final BacktestSummary summary;
    private final DataReport data;
    private final String command;
    private final List<String> labels;
    private final Map<String, FitRecord> lastFits = new HashMap<>();
    private final Times times;

    RunSections(BacktestSummary summary, DataReport data, String command, List<String> labels) {
        this.summary = summary;
        this.data = data;
        this.command = command;
        this.labels = labels;
        this.times = new Times(summary, labels);
        summary.fits().forEach(fit -> lastFits.put(fit.label(), fit.record()));
    }

    /** The last fit of a label, the one that the latest fold is forecast with. */
    Optional<FitRecord> lastFit(String label) {
        return Optional.ofNullable(lastFits.get(label));
    }

    int fits(String label) {
        return times.fits(label);
    }

    Section run(Optional<Frequency> frequency) {
        BacktestPlan plan = summary.plan();
        List<Fact> facts = new ArrayList<>(List.of(
                fact("Data", data.source()),
                fact("Horizon", steps(plan.horizon(), frequency)),
                fact(
                        "Folds",
                        Numbers.count(plan.folds(), "cutoff", "cutoffs")
                                + (plan.folds() > 1 ? ", " + steps(plan.stride(), frequency) + " apart" : "")
                                + (plan.cutoffs() == BacktestPlan.CutoffMode.CALENDAR
                                        ? ", the same dates for all series"
                                        : ", counted from the end of each series")),
                fact("Gap", plan.gap() == 0 ? "none" : steps(plan.gap(), frequency) + " after the cutoff"),
                fact("Fitted", refit(plan)),
                fact(
                        "Trained on",
                        plan.trainLength().isPresent()
                                ? "the newest " + steps(plan.trainLength().getAsInt(), frequency) + " before the cutoff"
                                : "all steps up to the cutoff"),
                fact(
                        "Validation",
                        plan.validation() == 0
                                ? "none"
                                : "the last " + steps(plan.validation(), frequency) + " of each training part"),
                fact(
                        "Forecasts scored",
                        Numbers.text(summary.scored()) + " (series x folds x labels), "
                                + Numbers.text(summary.refusedInAll()) + " refused" + standIns()),
                fact("Seed", Long.toString(summary.seed())),
                fact("Leakage audit", summary.audit().isPresent() ? "see below" : "not run"),
                fact("Took", times.total()),
                fact("Peak memory", memory(summary.memory()))));
        if (!command.isEmpty()) {
            facts.add(new Fact("Command", command, true));
        }
        List<Row> rows = labels.stream().map(this::labelRow).toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Facts(facts));
        blocks.add(new Table(
                "",
                List.of("Label", "Forecaster", "Options", "Fits", "Seconds to fit", "Seconds to forecast"),
                rows,
                false,
                true));
        blocks.addAll(times.byFold());
        return new Section(
                "run",
                "What was run",
                Numbers.count(labels.size(), "forecaster", "forecasters") + ", "
                        + Numbers.count(plan.folds(), "fold", "folds") + ", "
                        + steps(plan.horizon(), frequency) + " ahead",
                blocks);
    }

    private String standIns() {
        long standIns =
                summary.standIns().values().stream().mapToLong(Long::longValue).sum();
        return standIns == 0 ? "" : ", " + Numbers.text(standIns) + " of them replaced by the fallback";
    }

    private static String memory(PeakMemory memory) {
        return Numbers.count(Math.round(memory.bytes() / MEGA), "MB", "MB")
                + switch (memory.what()) {
                    case PROCESS -> ", the whole process";
                    case HEAP -> ", Java's heap alone";
                };
    }

    private static Fact fact(String name, String value) {
        return new Fact(name, value, false);
    }

    private static String steps(int steps, Optional<Frequency> frequency) {
        return Numbers.count(steps, "step", "steps")
                + frequency
                        .filter(f -> !f.isInteger())
                        .map(f -> " of " + (f.multiple() == 1 ? "one " : f.multiple() + " ") + unit(f))
                        .orElse("");
    }

    private static String unit(Frequency frequency) {
        String name = switch (frequency.unit()) {
            case STEP -> "step";
            case SECOND -> "second";
            case MINUTE -> "minute";
            case HOUR -> "hour";
            case DAY -> "day";
            case BUSINESS_DAY -> "business day";
            case WEEK -> "week";
            case MONTH -> "month";
            case QUARTER -> "quarter";
            case YEAR -> "year";
        };
        return frequency.multiple() == 1 ? name : name + "s";
    }

    private static String refit(BacktestPlan plan) {
        return switch (plan.refitEvery()) {
            case 0 -> "once, before the first fold";
            case 1 -> "anew at each fold";
            default -> "anew at each " + plan.refitEvery() + " folds";
        };
    }

    private Row labelRow(String label) {
        Optional<ModelProvenance> provenance = lastFit(label).map(FitRecord::provenance);
        List<Cell> cells = new ArrayList<>(List.of(
                cell(provenance.map(ModelProvenance::forecaster).orElse("never fitted")),
                cell(provenance.map(RunSections::options).orElse("")),
                cell(Numbers.text(fits(label)))));
        cells.addAll(times.cells(label));
        return new Row(label, cells);
    }

    /** The options that are not a forecaster's defaults; all of one that is not on the class path. */
    private static String options(ModelProvenance provenance) {
        Map<String, String> options = optionsOf(provenance.config());
        ForecasterProvider<?> provider = Forecasters.all().get(provenance.forecaster());
        if (options.isEmpty()) {
            return "no options";
        }
        if (provider != null) {
            optionsOf(provider.defaults()).forEach(options::remove);
        }
        return options.isEmpty()
                ? "defaults"
                : options.entrySet().stream()
                        .map(option -> option.getKey() + "=" + option.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** The components of a record and of the records in it, by name. */
    private static Map<String, String> optionsOf(Record config) {
        Map<String, String> options = new LinkedHashMap<>();
        for (RecordComponent component : config.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true); // a record may be of a class that is not public
                Object value = component.getAccessor().invoke(config);
                if (value instanceof Record part) {
                    options.putAll(optionsOf(part));
                } else {
                    options.put(component.getName(), String.valueOf(value));
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the components of a record can be read", e);
            }
        }
        return options;
    }

    private static Cell cell(String text) {
        return new Cell(text, false);
    }

    /** The data as read. */
    Section data(List<Block> charts) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Facts(List.of(
                fact("Layout", data.layout()),
                fact("Frequency", data.frequency()),
                fact("Time", data.first() + " to " + data.last()),
                fact("Rows read", Numbers.text(data.rows())),
                fact(
                        "Series",
                        Numbers.text(data.series()) + " with " + Numbers.count(data.channels(), "channel", "channels")),
                fact(
                        "Steps",
                        data.shortest() == data.longest()
                                ? Numbers.text(data.longest())
                                : Numbers.text(data.shortest()) + " to " + Numbers.text(data.longest())),
                fact(
                        "Missing",
                        Numbers.text(data.missing()) + " of " + Numbers.count(data.values(), "value", "values")),
                fact("Inserted", Numbers.count(data.inserted(), "step", "steps") + " that had no row"))));
        List<Fact> known = new ArrayList<>();
        data.covariates().forEach(covariate -> known.add(fact("Covariate", covariate)));
        data.vintages().ifPresent(vintages -> known.add(fact("Vintages", vintages.toString())));
        if (!known.isEmpty()) {
            blocks.add(new Facts(known));
        }
        if (!data.findings().isEmpty()) {
            List<Row> rows = data.findings().stream()
                    .map(f -> new Row(
                            f.what(),
                            List.of(
                                    cell(f.severity().name().toLowerCase(Locale.ROOT)),
                                    cell(Numbers.text(f.count())),
                                    cell(f.example()),
                                    cell(f.action()))))
                    .toList();
            blocks.add(new Table(
                    "Findings", List.of("What", "Severity", "Count", "Example", "Done, or can be"), rows, false, true));
        }
        blocks.addAll(charts);
        String heading = data.findings().isEmpty() && data.missing() == 0
                ? "Nothing was missing and nothing was repaired"
                : Numbers.count(data.findings().size(), "finding", "findings") + ", "
                        + Numbers.text(data.missing()) + " of "
                        + Numbers.count(data.values(), "value", "values") + " missing";
        return new Section("data", "The data as read", heading, blocks);
    }

    /** Where the numbers come from, and what is missing. */
    Section provenance() {
        List<Block> blocks = new ArrayList<>();
        Optional<Environment> environment = summary.fits().stream()
                .findFirst()
                .map(f -> f.record().provenance().environment());
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Data hash", "sha256:" + summary.dataHash(), true));
        facts.add(fact("Seed", Long.toString(summary.seed())));
        environment.ifPresent(e -> {
            facts.add(fact("Almanac", e.almanac()));
            facts.add(fact("Java", e.java()));
            facts.add(fact("System", e.os()));
        });
        Map<String, String> engine = new TreeMap<>();
        summary.fits()
                .forEach(
                        f -> engine.putAll(f.record().provenance().environment().engine()));
        engine.forEach((name, value) -> facts.add(fact("Engine: " + name, value)));
        blocks.add(new Facts(facts));
        for (String label : labels) {
            lastFit(label).ifPresent(fit -> blocks.addAll(provenance(label, fit)));
        }
        blocks.addAll(refusals());
        return new Section(
                "provenance",
                "Provenance",
                summary.refused().isEmpty()
                        ? "No forecast was refused"
                        : Numbers.count(summary.refusedInAll(), "forecast", "forecasts") + " could not be made",
                blocks);
    }

    private List<Block> provenance(String label, FitRecord fit) {
        List<Block> blocks = new ArrayList<>();
        ModelProvenance model = fit.provenance();
        for (String note : model.notes()) {
            blocks.add(new Paragraph(label + ": " + note));
        }
        String what = "forecaster: " + model.forecaster() + "\nconfiguration: " + RecordJson.write(model.config())
                + "\nfitted to: " + Numbers.count(model.series(), "series", "series") + ", sha256:" + model.dataHash()
                + "\nhorizon: " + model.horizon() + ", validation: " + model.validation() + "\nlevels: "
                + Levels.of(model.quantiles()).stream().map(String::valueOf).collect(Collectors.joining(", "))
                + "\nseed: " + model.seed() + "\ndevice: " + model.device();
        int count = fits(label);
        blocks.add(new Code(
                label + ", model of " + model.forecaster() + (count > 1 ? ", the last of " + count + " fits" : ""),
                what));
        return blocks;
    }

    private List<Block> refusals() {
        if (summary.refused().isEmpty()) {
            return List.of();
        }
        List<Row> rows = summary.refused().stream()
                .limit(MOST_REFUSALS)
                .map(r -> new Row(
                        r.label(),
                        List.of(
                                cell(Numbers.text(r.fold() + 1)),
                                cell(r.refusal().id()),
                                cell(r.refusal().reason()))))
                .toList();
        String caption = summary.refused().size() > MOST_REFUSALS
                ? "The first " + MOST_REFUSALS + " of " + Numbers.text(summary.refusedInAll()) + " refusals"
                : "Refusals";
        return List.of(new Table(caption, List.of("Label", "Fold", "Series", "Reason"), rows, false, true));
    }
}
