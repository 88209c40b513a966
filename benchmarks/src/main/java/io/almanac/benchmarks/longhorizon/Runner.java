package io.almanac.benchmarks.longhorizon;

import io.almanac.benchmarks.ledger.EpochClock;
import io.almanac.benchmarks.ledger.FitFacts;
import io.almanac.benchmarks.ledger.Origin;
import io.almanac.benchmarks.ledger.Variant;
import io.almanac.core.files.RecordJson;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.series.SeriesSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Fits, scores and keeps cells. A cell that is there is not computed again, so a run that was killed is started again with
 * the same arguments. One thread.
 */
final class Runner {

    private static final double NANOS = 1e9;

    private final CellTable table;
    private final LossFiles losses;
    private final Origin origin;
    private final PrintWriter log;

    Runner(CellTable table, LossFiles losses, Origin origin, PrintWriter log) {
        this.table = table;
        this.losses = losses;
        this.origin = origin;
        this.log = log;
    }

    /** What a fit is for: one model, scored at one or several horizons on one part. */
    record Task(ScaledSet data, Part part, Variant variant, int fitted, List<Integer> horizons) {

        CellId id(int horizon, long seed) {
            Forecaster forecaster = variant.forecaster();
            return new CellId(
                    data.set().name(),
                    part.name(),
                    horizon,
                    fitted,
                    variant.label(),
                    seed,
                    forecaster.id(),
                    RecordJson.write(forecaster.config()).replaceAll("\\s*\\n\\s*", " "),
                    data.sha256());
        }
    }

    /** Runs a task with several seeds; a forecaster that has no native engine draws nothing and gets the first seed only. */
    void run(Task task, List<Long> seeds) throws IOException {
        for (long seed : seeds) {
            run(task, seeds.get(0), seed);
        }
    }

    /** Runs a task with one of several seeds. */
    void run(Task task, long firstSeed, long seed) throws IOException {
        Optional<Cell> first = table.find(task.id(task.horizons().get(0), firstSeed));
        if (seed != firstSeed && first.isPresent() && first.get().fit().engineThreads() == 0) {
            return;
        }
        List<Integer> missing = task.horizons().stream()
                .filter(horizon -> table.find(task.id(horizon, seed)).isEmpty())
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        var clock = new EpochClock(System::nanoTime);
        var options = new FitOptions(task.fitted(), task.part().validation(), List.of(), seed, "cpu", clock);
        long start = System.nanoTime();
        try (ForecastModel model =
                task.variant().forecaster().fit(SeriesSet.of(task.data().fitted(task.part())), options)) {
            var fit = FitFacts.of(model.provenance(), secondsSince(start), clock);
            start = System.nanoTime();
            List<WindowLosses> scored = WindowLosses.of(model, task.data().series(), task.part(), missing);
            double seconds = secondsSince(start);
            for (int i = 0; i < missing.size(); i++) {
                keep(task, task.id(missing.get(i), seed), scored.get(i), seconds, fit);
            }
        }
    }

    private void keep(Task task, CellId id, WindowLosses scored, double seconds, FitFacts fit) throws IOException {
        losses.write(id, scored);
        var cell = new Cell(
                id,
                scored.mse(),
                scored.mae(),
                scored.windows(),
                task.part().validationWindows(task.fitted()),
                scored.kind().name().toLowerCase(Locale.ROOT),
                seconds,
                fit,
                origin);
        table.append(cell);
        log.printf(
                Locale.ROOT,
                "%s, %s, horizon %d, %s, seed %d: MSE %.3f, MAE %.3f over %,d windows (%,d of validation), fit %.1f s,"
                        + " forecasts %.1f s%n",
                id.set(),
                id.part(),
                id.horizon(),
                id.label(),
                id.seed(),
                cell.mse(),
                cell.mae(),
                cell.windows(),
                cell.validationWindows(),
                fit.seconds(),
                seconds);
        log.flush();
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / NANOS;
    }
}
