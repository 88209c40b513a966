package io.almanac.benchmarks.competition;

import io.almanac.benchmarks.ledger.FitFacts;
import io.almanac.benchmarks.ledger.Ledger;
import io.almanac.benchmarks.ledger.Origin;
import java.util.List;
import java.util.OptionalLong;

/**
 * The scores of one label on one group with all that belongs to them: a row of the CSV.
 *
 * @param point           what the point forecasts are, mean or median
 * @param forecastSeconds wall clock of the forecasts of all series
 */
record Cell(CellId id, GroupScores scores, String point, double forecastSeconds, FitFacts fit, Origin origin) {

    /** The CSV of cells. */
    static final Ledger.Format<Cell> FORMAT = new Ledger.Format<>() {

        @Override
        public List<String> header() {
            return HEADER;
        }

        @Override
        public List<String> row(Cell cell) {
            return cell.row();
        }

        @Override
        public Cell of(List<String> row) {
            return Cell.of(row);
        }
    };

    private static final List<String> HEADER = List.of(
            "set",
            "group",
            "label",
            "seed",
            "series",
            "unscaled",
            "refused",
            "points",
            "smape_points",
            "smape_series",
            "mase",
            "within_80",
            "within_95",
            "point",
            "parameters",
            "fit_seconds",
            "epochs",
            "epoch_seconds",
            "forecast_seconds",
            "forecaster",
            "config",
            "notes",
            "data_hash",
            "commit",
            "machine",
            "engine_threads",
            "date",
            "command");

    private List<String> row() {
        return List.of(
                id.set(),
                id.group(),
                id.label(),
                Long.toString(id.seed()),
                Integer.toString(scores.series()),
                Long.toString(scores.unscaled()),
                Integer.toString(scores.refused()),
                Long.toString(scores.points()),
                Double.toString(scores.smape()),
                Double.toString(scores.smapeOfSeries()),
                Double.toString(scores.mase()),
                Double.toString(scores.within80()),
                Double.toString(scores.within95()),
                point,
                fit.parameters().isPresent() ? Long.toString(fit.parameters().getAsLong()) : "",
                Double.toString(fit.seconds()),
                Integer.toString(fit.epochs()),
                Double.toString(fit.epochSeconds()),
                Double.toString(forecastSeconds),
                id.forecaster(),
                id.config(),
                fit.notes(),
                id.data(),
                origin.commit(),
                origin.machine(),
                Integer.toString(fit.engineThreads()),
                origin.date(),
                origin.command());
    }

    private static Cell of(List<String> row) {
        if (row.size() != HEADER.size()) {
            throw new IllegalArgumentException("a cell must have " + HEADER.size() + " columns, has " + row.size());
        }
        var id = new CellId(
                row.get(0), row.get(1), row.get(2), Long.parseLong(row.get(3)), row.get(19), row.get(20), row.get(22));
        var scores = new GroupScores(
                Integer.parseInt(row.get(4)),
                Long.parseLong(row.get(5)),
                Integer.parseInt(row.get(6)),
                Long.parseLong(row.get(7)),
                Double.parseDouble(row.get(8)),
                Double.parseDouble(row.get(9)),
                Double.parseDouble(row.get(10)),
                Double.parseDouble(row.get(11)),
                Double.parseDouble(row.get(12)));
        var fit = new FitFacts(
                Double.parseDouble(row.get(15)),
                Integer.parseInt(row.get(16)),
                Double.parseDouble(row.get(17)),
                row.get(14).isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(row.get(14))),
                Integer.parseInt(row.get(25)),
                row.get(21));
        return new Cell(
                id,
                scores,
                row.get(13),
                Double.parseDouble(row.get(18)),
                fit,
                new Origin(row.get(23), row.get(24), row.get(26), row.get(27)));
    }
}
