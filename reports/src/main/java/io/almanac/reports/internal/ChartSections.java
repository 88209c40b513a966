package io.almanac.reports.internal;

import io.almanac.core.backtest.FitRecord;
import io.almanac.core.forecast.FitProgress;
import io.almanac.reports.internal.ReportView.Block;
import io.almanac.reports.internal.ReportView.Charts;
import io.almanac.reports.internal.ReportView.Figure;
import io.almanac.reports.internal.ReportView.LegendItem;
import io.almanac.reports.internal.ReportView.Paragraph;
import io.almanac.reports.internal.ReportView.Section;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The parts of a report that draw series, forecasts and trainings. */
final class ChartSections {

    private static final int MOST_CUTOFFS = 40;
    private static final LegendItem ACTUAL =
            new LegendItem("actual", "line", Palette.themed(Palette.hex(Palette.INK)), "");
    private static final LegendItem CUTOFF =
            new LegendItem("cutoff", "line", Palette.themed(Palette.hex(Palette.FAINT)), "3 3");

    private final Collected collected;
    private final List<String> labels;
    private final int folds;
    private int charts;

    ChartSections(Collected collected, List<String> labels, int folds) {
        this.collected = collected;
        this.labels = labels;
        this.folds = folds;
    }

    /** The last part of the series that are drawn, and where the folds cut it. */
    List<Block> series() {
        List<Figure> figures = new ArrayList<>();
        for (Collected.Shown shown : collected.series()) {
            for (ForecastPanel panel : shown.overview()) {
                LinePlot plot = LinePlot.over(panel.axis(), panel.unit());
                double from = LinePlot.position(panel.past().length > 0 ? panel.pastAxis() : panel.axis(), 0);
                double end = LinePlot.position(panel.axis(), panel.axis().length() - 1);
                plot.shade(Math.max(from, Collections.min(shown.cutoffs())), end);
                if (shown.cutoffs().size() <= MOST_CUTOFFS) {
                    shown.cutoffs().stream().filter(x -> x >= from).forEach(x -> plot.mark(x, ""));
                }
                panel.drawObserved(plot, 1);
                String title = "Last " + Numbers.count(panel.past().length + panel.actual().length, "step", "steps")
                        + " of " + name(shown, panel);
                figures.add(new Figure(title, draw(plot, title)));
            }
        }
        if (figures.isEmpty()) {
            return List.of();
        }
        var test = new LegendItem("forecast and scored", "shade", "var(--shade)", "");
        return List.of(new Charts(List.of(ACTUAL, CUTOFF, test), figures));
    }

    private String draw(LinePlot plot, String title) {
        return SvgChart.draw(plot, nextId(), title);
    }

    private String nextId() {
        charts++;
        return "chart" + charts;
    }

    private static String name(Collected.Shown shown, ForecastPanel panel) {
        return shown.id() + (shown.overview().size() > 1 || !panel.unit().equals("y") ? ", " + panel.unit() : "");
    }

    /**
     * Forecasts against what happened.
     *
     * @param leader whose intervals are drawn
     */
    Optional<Section> forecasts(Optional<String> leader) {
        String banded = leader.orElse("");
        List<Figure> figures = new ArrayList<>();
        for (Collected.Shown shown : collected.series()) {
            int channels = shown.overview().size();
            for (int channel = 0; channel < channels; channel++) {
                for (var fold : shown.panels().entrySet()) {
                    ForecastPanel panel = fold.getValue().get(channel);
                    String title = name(shown, panel) + ", fold " + (fold.getKey() + 1) + " of " + folds + ", from "
                            + panel.axis().text(0);
                    figures.add(new Figure(title, panel.svg(banded, nextId(), title, Palette::themed)));
                }
            }
        }
        if (figures.isEmpty()) {
            return Optional.empty();
        }
        List<LegendItem> keys = new ArrayList<>(List.of(ACTUAL));
        keys.addAll(Palette.keys(labels));
        List<LegendItem> bands = bandKeys(banded);
        keys.addAll(bands);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(collected.choice()
                + (bands.isEmpty() ? "" : " Intervals are " + banded + "'s.")
                + (labels.size() > Palette.LINES
                        ? " Lines are those of the first " + Palette.LINES + " labels."
                        : "")));
        blocks.add(new Charts(keys, figures));
        blocks.addAll(intervals());
        return Optional.of(new Section("forecasts", "Forecasts", "What was forecast and what happened", blocks));
    }

    private List<LegendItem> bandKeys(String label) {
        List<Integer> levels = collected.series().stream()
                .flatMap(shown -> shown.panels().values().stream())
                .flatMap(List::stream)
                .map(panel -> panel.levels(label))
                .filter(some -> !some.isEmpty())
                .findFirst()
                .orElse(List.of());
        String color = Palette.themed(Palette.hex(Palette.color(Math.max(0, labels.indexOf(label)))));
        List<LegendItem> keys = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            boolean widest = i == levels.size() - 1 && i > 0;
            keys.add(new LegendItem(levels.get(i) + " % interval", widest ? "wide" : "band", color, ""));
        }
        return keys;
    }

    /** The first series' last window again, a chart a label, each with its own intervals. */
    private List<Block> intervals() {
        List<Figure> figures = new ArrayList<>();
        Collected.Shown shown = collected.series().iterator().next();
        ForecastPanel panel = shown.panels().isEmpty()
                ? shown.overview().get(0)
                : shown.panels().lastEntry().getValue().get(0);
        for (ForecastPanel.Curve curve : panel.curves()) {
            String title = curve.label() + (curve.bands().isEmpty() ? ", without intervals" : " and its intervals");
            figures.add(new Figure(title, panel.svgOf(curve, nextId(), title, Palette::themed)));
        }
        String window = name(shown, panel) + " from " + panel.axis().text(0);
        return figures.size() < 2
                ? List.of()
                : List.of(
                        new Paragraph("One window, " + window + ", forecaster by forecaster on one scale:"),
                        new Charts(List.of(), figures));
    }

    /** Loss by epoch of the last fit of each label that trains in epochs. */
    Optional<Section> training(RunSections run) {
        List<Figure> figures = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        for (String label : labels) {
            List<FitProgress> curve = run.lastFit(label).map(FitRecord::curve).orElse(List.of());
            if (!curve.isEmpty()) {
                double[] epochs = curve.stream().mapToDouble(FitProgress::epoch).toArray();
                double[] training =
                        curve.stream().mapToDouble(FitProgress::trainingLoss).toArray();
                double[] validation =
                        curve.stream().mapToDouble(FitProgress::validationLoss).toArray();
                LinePlot plot = LinePlot.over("epoch", "loss");
                plot.line("training", epochs, training, Palette.color(0), Palette.stroke(0, 1.8f));
                int best = best(validation);
                if (best >= 0) {
                    plot.line("validation", epochs, validation, Palette.color(1), Palette.stroke(1, 1.8f));
                    plot.mark(epochs[best], "best ");
                    findings.add(
                            label + " was best after epoch " + curve.get(best).epoch() + " of " + curve.size());
                }
                int fits = run.fits(label);
                String title = "Loss of " + label + (fits > 1 ? ", the last of " + fits + " fits" : "");
                figures.add(new Figure(title, draw(plot, title)));
            }
        }
        if (figures.isEmpty()) {
            return Optional.empty();
        }
        List<LegendItem> keys = List.of(Palette.key("training", 0), Palette.key("validation", 1));
        return Optional.of(new Section(
                "training",
                "Training",
                findings.isEmpty() ? "Loss by epoch" : String.join("; ", findings),
                List.of(new Charts(keys, figures))));
    }

    /** The index of the lowest value, or -1 if all are NaN. */
    private static int best(double[] values) {
        int best = -1;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i]) && (best < 0 || values[i] < values[best])) {
                best = i;
            }
        }
        return best;
    }
}
