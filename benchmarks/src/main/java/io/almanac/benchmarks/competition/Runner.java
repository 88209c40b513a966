package io.almanac.benchmarks.competition;

import io.almanac.benchmarks.ledger.EpochClock;
import io.almanac.benchmarks.ledger.FitFacts;
import io.almanac.benchmarks.ledger.Ledger;
import io.almanac.benchmarks.ledger.Origin;
import io.almanac.benchmarks.ledger.Variant;
import io.almanac.core.files.RecordJson;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.SeriesSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Fits, scores and keeps cells. A cell that is there is not computed again, so a run that was killed is started again with
 * the same arguments. One thread, but for those of the forecasters.
 */
final class Runner {

    /** Whose forecast is scored where a forecaster refuses a series. */
    static final String STAND_IN = "naive2";

    private static final double NANOS = 1e9;
    private static final int REASONS = 3;

    /** Of the third decimal, and a little for its rounding. */
    private static final double HALF_A_DIGIT = 0.000501;

    private final Ledger<Cell> ledger;
    private final Origin origin;
    private final PrintWriter log;

    Runner(Ledger<Cell> ledger, Origin origin, PrintWriter log) {
        this.ledger = ledger;
        this.origin = origin;
        this.log = log;
    }

    /** What a fit made of a group. */
    private record Made(List<Outcome> outcomes, FitFacts fit, double forecastSeconds) {}

    /**
     * Demands that the seasonal naive forecast has the errors that are known of it: other data, another split or another
     * definition would change them.
     *
     * @throws IllegalArgumentException if it has others
     */
    static void check(CompetitionSet set, SplitSeries data) {
        Made made = forecast(Forecasters.create("seasonal-naive"), data, 1);
        GroupScores scores = GroupScores.of(data, made.outcomes(), List.of());
        CompetitionSet.Group group = data.group();
        if (Math.abs(scores.smape() - group.smape()) > HALF_A_DIGIT
                || Math.abs(scores.mase() - group.mase()) > HALF_A_DIGIT) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s, %s: the seasonal naive forecast must have a sMAPE of %.3f and a MASE of %.3f, has %.3f and %.3f: are"
                            + " these the competition's series?",
                    set.name(),
                    group.name(),
                    group.smape(),
                    group.mase(),
                    scores.smape(),
                    scores.mase()));
        }
    }

    /** Fits a forecaster to a group and scores it, if that cell is not there. */
    void run(CompetitionSet set, SplitSeries data, Variant variant, long seed) throws IOException {
        Forecaster forecaster = variant.forecaster();
        String config = RecordJson.write(forecaster.config()).replaceAll("\\s*\\n\\s*", " ");
        var id = new CellId(
                set.name(), data.group().name(), variant.label(), seed, forecaster.id(), config, data.hash());
        if (ledger.results().stream().anyMatch(cell -> cell.id().equals(id))) {
            return;
        }
        Made made = forecast(forecaster, data, seed);
        List<Refusal> refusals = made.outcomes().stream()
                .filter(Refusal.class::isInstance)
                .map(Refusal.class::cast)
                .toList();
        List<Outcome> standIns = refusals.isEmpty()
                ? List.of()
                : forecast(Forecasters.create(STAND_IN), data, seed).outcomes();
        var cell = new Cell(
                id,
                GroupScores.of(data, made.outcomes(), standIns),
                kinds(made.outcomes()),
                made.forecastSeconds(),
                made.fit(),
                origin);
        ledger.append(cell);
        tell(cell, refusals);
    }

    private static Made forecast(Forecaster forecaster, SplitSeries data, long seed) {
        int horizon = data.group().horizon();
        SeriesSet training = data.training();
        var clock = new EpochClock(System::nanoTime);
        FitOptions options = FitOptions.of(horizon).withSeed(seed).withListener(clock);
        long start = System.nanoTime();
        try (ForecastModel model = forecaster.fit(training, options)) {
            var fit = FitFacts.of(model.provenance(), secondsSince(start), clock);
            start = System.nanoTime();
            List<Outcome> outcomes = model.forecast(training.asList(), horizon);
            return new Made(outcomes, fit, secondsSince(start));
        } catch (UnfitException e) {
            List<Outcome> refusals = training.stream()
                    .<Outcome>map(series -> new Refusal(
                            series.id(), series.axis().slice(series.length(), horizon), String.valueOf(e.getMessage())))
                    .toList();
            var fit = new FitFacts(secondsSince(start), 0, Double.NaN, OptionalLong.empty(), 0, "not fitted");
            return new Made(refusals, fit, 0);
        }
    }

    private static String kinds(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Forecast.class::isInstance)
                .map(outcome -> ((Forecast) outcome).pointKind().name().toLowerCase(Locale.ROOT))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private void tell(Cell cell, List<Refusal> refusals) {
        log.printf(
                Locale.ROOT,
                "%s, %s, %s: sMAPE %.3f, MASE %.3f over %,d series, %.1f %% in 80, %.1f %% in 95, fit %.1f s, forecasts"
                        + " %.1f s%n",
                cell.id().set(),
                cell.id().group(),
                cell.id().label(),
                cell.scores().smape(),
                cell.scores().mase(),
                cell.scores().series(),
                cell.scores().within80(),
                cell.scores().within95(),
                cell.fit().seconds(),
                cell.forecastSeconds());
        Map<String, List<Refusal>> reasons = refusals.stream().collect(Collectors.groupingBy(Refusal::reason));
        reasons.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue().size()))
                .limit(REASONS)
                .forEach(entry -> log.println("  refused: " + entry.getValue().size() + " such as "
                        + entry.getValue().get(0).id() + ": " + entry.getKey()));
        log.flush();
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / NANOS;
    }
}
