package io.almanac.reports.internal;

import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.comparison.AcrossSeries;
import io.almanac.core.comparison.Comparison;
import io.almanac.core.comparison.Evidence;
import io.almanac.core.comparison.FoldLosses;
import io.almanac.core.comparison.SkillInterval;
import io.almanac.core.comparison.Verdict;
import io.almanac.core.evaluation.ForecastMetric;
import io.almanac.reports.internal.ReportView.Block;
import io.almanac.reports.internal.ReportView.Cell;
import io.almanac.reports.internal.ReportView.Charts;
import io.almanac.reports.internal.ReportView.Figure;
import io.almanac.reports.internal.ReportView.LegendItem;
import io.almanac.reports.internal.ReportView.Paragraph;
import io.almanac.reports.internal.ReportView.Row;
import io.almanac.reports.internal.ReportView.Section;
import io.almanac.reports.internal.ReportView.Sentences;
import io.almanac.reports.internal.ReportView.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The part of a report that says who is better than the baseline, and shows the folds that decide it. */
final class EvidenceSection {

    private static final int MOST_OPEN = 4;
    private static final int MOST_DOTS = 40;

    private final Scores scores;
    private final Optional<Evidence> evidence;
    private final BacktestPlan plan;

    EvidenceSection(Scores scores, Optional<Evidence> evidence, BacktestPlan plan) {
        this.scores = scores;
        this.evidence = evidence;
        this.plan = plan;
    }

    /** Empty where there is neither a verdict nor a second fold to draw. */
    Optional<Section> section() {
        List<Block> blocks = new ArrayList<>();
        evidence.ifPresent(found -> {
            blocks.add(verdicts(found));
            blocks.add(new Paragraph(words(found)));
            List<String> sentences = found.labels().stream()
                    .map(label -> found.byFold().claim(label).sentence() + ".")
                    .toList();
            blocks.add(new Sentences(sentences.size() > MOST_OPEN ? "The verdicts as sentences" : "", sentences));
            blocks.addAll(across(found));
        });
        blocks.addAll(folds());
        evidence.ifPresent(found -> blocks.addAll(steps(found)));
        String heading = evidence.map(EvidenceSection::heading)
                .orElse("Nothing was tested: that takes a baseline and another label, both with scores");
        return blocks.isEmpty() ? Optional.empty() : Optional.of(new Section("evidence", "Evidence", heading, blocks));
    }

    private static String heading(Evidence found) {
        List<String> labels = found.labels();
        String better = " to be better than " + found.baseline();
        if (labels.size() == 1) {
            String label = labels.get(0);
            return switch (found.verdict(label)) {
                case SHOWN -> label + " is shown" + better;
                case NOT_SHOWN -> label + " is not shown" + better;
                case NOT_TESTABLE -> "Whether " + label + " is better than " + found.baseline() + " is not testable";
            };
        }
        long shown = count(found, Verdict.SHOWN);
        long untestable = count(found, Verdict.NOT_TESTABLE);
        if (untestable == labels.size()) {
            return "Whether any of " + labels.size() + " is better than " + found.baseline() + " is not testable";
        }
        return (shown == 0 ? "None" : Numbers.text(shown)) + " of " + labels.size()
                + (shown < 2 ? " is shown" : " are shown") + better
                + (untestable == 0 ? "" : "; " + Numbers.text(untestable) + " not testable");
    }

    private static long count(Evidence found, Verdict verdict) {
        return found.labels().stream()
                .filter(label -> found.verdict(label) == verdict)
                .count();
    }

    private static Table verdicts(Evidence found) {
        List<Row> rows = new ArrayList<>();
        for (String label : found.labels()) {
            Comparison.Claim claim = found.byFold().claim(label);
            SkillInterval skill = claim.skill();
            boolean bySeries = claim.verdict() != found.verdict(label);
            rows.add(new Row(
                    label,
                    List.of(
                            cell(text(found.verdict(label)) + (bySeries ? ", across series" : "")),
                            cell(number(skill.skill())),
                            cell(
                                    Double.isNaN(skill.low())
                                            ? "n/a"
                                            : number(skill.low()) + " to " + number(skill.high())),
                            cell(Numbers.p(claim.p())),
                            cell(claim.test().folds() + " of " + claim.allFolds()),
                            cell(!found.byFold().set().testable() ? "n/a" : claim.inSet() ? "yes" : "no"))));
        }
        List<String> columns = List.of(
                "Label",
                "better than " + found.baseline(),
                "skill",
                Numbers.text(100 * (1 - found.alpha())).replaceAll("\\.?0+$", "") + " % interval",
                "one-sided p after Holm",
                "folds used",
                "may be the best");
        return new Table("By " + found.metric().name() + ", fold by fold", columns, rows, false, false);
    }

    private static String words(Evidence found) {
        String best = found.byFold().set().testable()
                ? " May be the best of all (model confidence set): "
                        + String.join(", ", found.byFold().set().members()) + "."
                : "";
        return "Shown: p is at most " + found.alpha() + ". Not shown does not say that two labels are equally good. Not"
                + " testable: fewer than " + FoldLosses.LEAST_FOLDS
                + " folds at least one horizon apart, or nothing that"
                + " varies between them. Skill is 1 - mean loss / that of " + found.baseline()
                + "; above 0 is better." + best;
    }

    private static List<Block> across(Evidence found) {
        List<String> reasons =
                found.acrossSeries().stream().map(AcrossSeries::note).distinct().toList();
        if (reasons.size() < 2 && !String.join("", reasons).isEmpty()) {
            return List.of(new Paragraph("Across series nothing was tested: " + reasons.get(0) + "."));
        }
        if (reasons.isEmpty()) {
            return List.of();
        }
        List<Row> rows = new ArrayList<>();
        for (AcrossSeries one : found.acrossSeries()) {
            rows.add(new Row(
                    one.label(),
                    List.of(
                            cell(text(one.verdict())),
                            cell(Numbers.text(one.series())),
                            cell(Numbers.p(one.p())),
                            cell(one.note()))));
        }
        List<String> columns = List.of(
                "Label", "Better than " + found.baseline(), "Series", "One-sided p after Holm", "Why not tested");
        return List.of(
                new Table("Across series (Wilcoxon signed-rank)", columns, rows, false, true),
                new Paragraph("The test across series asks whether most series gain, and treats them as independent. It"
                        + " counts only where the folds are too few."));
    }

    private static Cell cell(String text) {
        return new Cell(text, false);
    }

    private static String text(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String number(double skill) {
        return Double.isNaN(skill) ? "n/a" : String.format(Locale.ROOT, "%.3f", skill);
    }

    /** p values by step of the horizon: a picture, on which nothing rests. */
    private List<Block> steps(Evidence found) {
        int steps = found.pByStep().values().stream().mapToInt(List::size).max().orElse(0);
        boolean tested = found.pByStep().values().stream().flatMap(List::stream).anyMatch(p -> !Double.isNaN(p));
        if (steps < 2 || !tested) {
            return List.of();
        }
        double[] x = IntStream.rangeClosed(1, steps).asDoubleStream().toArray();
        LinePlot plot = LinePlot.over("step of the horizon", "two-sided p").range(0, 1);
        List<String> labels = scores.labels();
        for (int i = 0; i < Math.min(labels.size(), Palette.LINES); i++) {
            List<Double> p = found.pByStep().get(labels.get(i));
            if (p != null) {
                double[] y = p.stream().mapToDouble(Double::doubleValue).toArray();
                plot.line(labels.get(i), x, y, Palette.color(i), Palette.stroke(i, 1.8f));
            }
        }
        String title = "p value of each step alone, against " + found.baseline();
        return List.of(
                new Charts(List.of(), List.of(new Figure(title, SvgChart.draw(plot, "p-by-step", title)))),
                new Paragraph("A picture and no verdict: of many steps some lie below " + found.alpha()
                        + " by chance, and neighbouring steps fall together."));
    }

    /** The losses of the labels by fold, and what they differ from the baseline's. */
    private List<Block> folds() {
        ForecastMetric metric = evidence.map(Evidence::metric).orElseGet(scores::main);
        if (plan.folds() < 2 || scores.ranked(metric).isEmpty()) {
            return List.of();
        }
        FoldLosses losses = FoldLosses.of(scores.evaluation(), metric, plan.gap() + plan.horizon(), plan.stride());
        List<Integer> used = losses.spacedFolds();
        List<Figure> figures = new ArrayList<>();
        String title = metric.name() + " by fold";
        figures.add(new Figure(
                title, SvgChart.draw(plot(losses, used, Scores.plain(metric), Optional.empty()), "folds", title)));
        evidence.map(Evidence::baseline).ifPresent(baseline -> {
            String against = "The same minus that of " + baseline + ": below 0 is better";
            LinePlot plot = plot(losses, used, "difference", Optional.of(baseline));
            figures.add(new Figure(against, SvgChart.draw(plot, "differences", against)));
        });
        List<LegendItem> keys = new ArrayList<>(Palette.keys(scores.labels()));
        boolean all = used.size() == losses.folds();
        if (!all) {
            keys.add(new LegendItem("fold that counts", "line", Palette.themed(Palette.hex(Palette.FAINT)), "3 3"));
        }
        String which = all
                ? "All " + Numbers.text(used.size()) + " folds lie at least one horizon apart and have a score of every"
                        + " label, so all count."
                : Numbers.text(used.size()) + " of " + Numbers.text(losses.folds())
                        + " folds count: those at least one horizon apart in which every label has a score.";
        return List.of(
                new Paragraph(which
                        + (scores.labels().size() > Palette.LINES
                                ? " Lines are those of the first " + Palette.LINES + " labels."
                                : "")),
                new Charts(keys, figures));
    }

    /** Losses by fold; those of a baseline subtracted, if there is one. */
    private LinePlot plot(FoldLosses losses, List<Integer> used, String unit, Optional<String> baseline) {
        int folds = losses.folds();
        LinePlot plot = LinePlot.over("fold", unit).fromZero();
        if (folds <= MOST_DOTS) {
            plot.dotted();
        }
        if (used.size() < folds) {
            used.forEach(fold -> plot.mark(fold + 1, ""));
        }
        double[] x = new double[folds];
        Arrays.setAll(x, fold -> fold + 1);
        for (int i = 0; i < Math.min(scores.labels().size(), Palette.LINES); i++) {
            String label = scores.labels().get(i);
            if (losses.labels().contains(label)) {
                double[] y = new double[folds];
                Arrays.setAll(
                        y,
                        fold -> losses.loss(label, fold)
                                - baseline.map(other -> losses.loss(other, fold))
                                        .orElse(0.0));
                plot.line(label, x, y, Palette.color(i), Palette.stroke(i, 1.8f));
            }
        }
        return plot;
    }
}
