package io.almanac.reports.internal;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.almanac.core.backtest.BacktestSummary;
import io.almanac.core.comparison.Evidence;
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
    private final Optional<Evidence> evidence;
    private final RunSections run;

    public ReportPage(
            Collected collected,
            String title,
            DataReport data,
            BacktestSummary summary,
            ForecastEvaluation evaluation,
            Optional<Evidence> evidence,
            String command) {
        this.collected = collected;
        this.title = title;
        this.summary = summary;
        this.scores = new Scores(evaluation);
        this.evidence = evidence;
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
        Headline headline = Headline.of(scores, evidence, summary);
        Optional<Frequency> frequency = collected.schema().map(Schema::frequency);
        String steps = frequency.map(LinePlot::stepsOf).orElse("steps ahead");
        var charts =
                new ChartSections(collected, scores.labels(), summary.plan().folds());
        var metrics = new MetricSections(scores);
        List<ReportView.Section> sections = new ArrayList<>();
        sections.add(run.run(frequency));
        new EvidenceSection(scores, evidence, summary.plan()).section().ifPresent(sections::add);
        summary.audit().map(AuditSection::of).ifPresent(sections::add);
        sections.add(run.data(charts.series()));
        sections.add(metrics.metrics());
        charts.forecasts(headline.leader()).ifPresent(sections::add);
        metrics.steps(steps).ifPresent(sections::add);
        new IntervalSection(scores, steps).section(headline.leader()).ifPresent(sections::add);
        charts.training(run).ifPresent(sections::add);
        sections.add(run.provenance());
        return new ReportView(title, headline.alerts(), headline.sentence(), headline.notes(), sections);
    }
}
