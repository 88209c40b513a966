package io.almanac.cli;

import io.almanac.core.backtest.Backtest;
import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.BacktestSummary;
import io.almanac.core.backtest.ForecastArchive;
import io.almanac.core.backtest.LeakageAudit;
import io.almanac.core.comparison.ComparisonOptions;
import io.almanac.core.comparison.Evidence;
import io.almanac.core.comparison.SeriesLosses;
import io.almanac.core.evaluation.DemandClass;
import io.almanac.core.evaluation.ForecastEvaluation;
import io.almanac.core.evaluation.ForecastEvaluator;
import io.almanac.core.evaluation.Metrics;
import io.almanac.core.evaluation.ScaledMetrics;
import io.almanac.core.files.AtomicFile;
import io.almanac.core.files.RecordJson;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SourceFacts;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.tables.ForecastTableWriter;
import io.almanac.datasets.tables.MetricsTable;
import io.almanac.reports.BacktestReport;
import io.almanac.reports.ReportInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs a backtest and writes all its files into one folder: what {@code backtest} and {@code replay} share. */
final class BacktestRun {

    static final String FORECASTS = "forecasts.csv";
    static final String METRICS = "metrics.csv";
    static final String PROVENANCE = "provenance.json";
    static final String REPORT = "report.html";

    /** What a run gave. */
    record Result(BacktestSummary summary, ForecastEvaluation evaluation, Optional<Evidence> evidence) {}

    private final BacktestSetup setup;
    private final Map<String, Forecaster> forecasters;
    private final Dataset data;
    private final Optional<String> baseline;
    private final SourceFacts facts;
    private final boolean sporadic;
    private final boolean audited;

    /**
     * A run. Reads the data once.
     *
     * @param baseline the label that others are compared with; empty takes the plainest of the naive ones
     * @param audited  whether an audit follows the backtest
     */
    BacktestRun(
            BacktestSetup setup,
            Map<String, Forecaster> forecasters,
            Dataset data,
            Optional<String> baseline,
            boolean audited) {
        this.setup = setup;
        this.forecasters = forecasters;
        this.data = data;
        this.baseline = baseline.or(() -> naive(forecasters));
        this.audited = audited;
        var demand = new DemandClass.Balance();
        this.facts = SourceFacts.of(data.series(), demand);
        this.sporadic = demand.mostlySporadic();
    }

    /** SHA-256 of the data. */
    String dataHash() {
        return facts.dataHash();
    }

    /** The least that a forecast must beat. */
    private static Optional<String> naive(Map<String, Forecaster> forecasters) {
        return Stream.of("seasonal-naive", "naive2", "naive")
                .flatMap(id -> forecasters.entrySet().stream()
                        .filter(one -> one.getValue().id().equals(id))
                        .map(Map.Entry::getKey))
                .findFirst();
    }

    /**
     * Runs, or goes on with a run that was killed.
     *
     * @param command the arguments, for a reader of the files
     */
    Result into(Path out, String command, PrintWriter err) throws IOException {
        var progress = new Progress(err);
        ForecastArchive parts = ForecastArchive.at(out.resolve("parts"));
        Backtest backtest = Backtest.defaults()
                .withLevels(setup.levels())
                .withSeed(setup.seed())
                .withDevice(setup.device())
                .withListener(progress)
                .withArchive(parts)
                .withRepair(setup.repair());
        if (setup.standIn().isPresent()) {
            backtest = backtest.withFallback(setup.standIn().get());
        }
        if (sporadic) {
            backtest = backtest.withQuantiles(Metrics.INTERMITTENT);
        }
        Schema schema = data.series().schema();
        ForecastEvaluator evaluator = ForecastEvaluator.of(Metrics.standard(schema, backtest.quantiles()));
        List<SeriesLosses> losses = Stream.of(ScaledMetrics.mase(schema.season()), ScaledMetrics.rmsse(schema.season()))
                .map(metric -> SeriesLosses.of(metric, setup.plan()))
                .toList();
        BacktestReport report = BacktestReport.of(setup.plan());
        BacktestSummary ran;
        try (var table = new ForecastTableWriter(out.resolve(FORECASTS), schema)) {
            ran = backtest.run(
                    data.series(),
                    facts,
                    forecasters,
                    setup.plan(),
                    BacktestSink.of(evaluator, table, report, losses.get(0), losses.get(1)));
            progress.clear();
            table.finish();
        }
        BacktestSummary summary =
                audited ? ran.withAudit(LeakageAudit.of(backtest).run(data.series(), forecasters, setup.plan())) : ran;
        progress.clear();
        ForecastEvaluation evaluation = evaluator.evaluation();
        Optional<Evidence> evidence = baseline.flatMap(label -> Evidence.of(
                evaluation,
                label,
                setup.plan().gap() + setup.plan().horizon(),
                setup.plan().stride(),
                losses,
                summary.sharedCalendar(),
                ComparisonOptions.defaults().withSeed(setup.seed())));
        MetricsTable.write(out.resolve(METRICS), evaluation);
        AtomicFile.write(
                out.resolve(PROVENANCE),
                RecordJson.write(RunProvenance.of(command, setup, forecasters, data.report(), summary)));
        report.write(
                out.resolve(REPORT),
                new ReportInput("Backtest of " + setup.data(), data.report(), summary, evaluation, evidence, command));
        parts.delete();
        return new Result(summary, evaluation, evidence);
    }
}
