package io.almanac.reports.internal;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.almanac.core.backtest.BacktestSummary;
import io.almanac.core.evaluation.ForecastEvaluation;
import io.almanac.core.series.DataReport;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page: which parts it has, in which order, and the template that lays them out. */
public final class ReportPage {

    private static final String TEMPLATES = "io.almanac.reports.internal.template";

    private final Collected collected;
    private final String title;
    private final BacktestSummary summary;
    private final Scores scores;
    private final RunSections run;

    public ReportPage(
            Collected collected,
            String title,
            DataReport data,
            BacktestSummary summary,
            ForecastEvaluation evaluation,
            String command) {
        this.collected = collected;
        this.title = title;
        this.summary = summary;
        this.scores =
                new Scores(evaluation, collected.schema().map(Schema::season).orElse(1));
        this.run = new RunSections(summary, data, command, scores.labels());
    }

    /** The page as one text. */
    public String html() {
        // The class loader is asked first and has all templates; with no path jte would ask the thread's loader
        // instead.
        TemplateEngine engine = TemplateEngine.createPrecompiled(
                Path.of(""), ContentType.Html, ReportPage.class.getClassLoader(), TEMPLATES);
        engine.setTrimControlStructures(true);
        var html = new StringOutput();
        engine.render("report.jte", view(), html);
        return html.toString();
    }

    private ReportView view() {
        int folds = summary.plan().folds();
        Headline headline = Headline.of(scores, run.forecasters(), folds);
        Optional<Frequency> frequency = collected.schema().map(Schema::frequency);
        var charts = new ChartSections(collected, scores.labels(), folds);
        var tables = new ScoreSections(scores);
        List<ReportView.Section> sections = new ArrayList<>();
        sections.add(run.run(frequency));
        sections.add(run.data(charts.series()));
        sections.add(tables.metrics());
        charts.forecasts(headline.leader()).ifPresent(sections::add);
        tables.steps(frequency.map(LinePlot::stepsOf).orElse("steps ahead")).ifPresent(sections::add);
        tables.coverage(headline.leader()).ifPresent(sections::add);
        charts.training(run).ifPresent(sections::add);
        sections.add(run.provenance());
        return new ReportView(title, headline.sentence(), headline.notes(), sections);
    }
}
