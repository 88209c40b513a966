package io.almanac.benchmarks.longhorizon;

import io.almanac.benchmarks.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The CSV of cells: a {@link Ledger} and which of its rows count. */
final class CellTable {

    private static final Ledger.Format<Cell> FORMAT = new Ledger.Format<>() {

        @Override
        public List<String> header() {
            return Cell.HEADER;
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

    private final Ledger<Cell> cells;

    private CellTable(Ledger<Cell> cells) {
        this.cells = cells;
    }

    /** Opens a table; see {@link Ledger#open}. */
    static CellTable open(Path file) throws IOException {
        return new CellTable(Ledger.open(file, FORMAT));
    }

    /** Adds a finished cell to the file. */
    void append(Cell cell) throws IOException {
        cells.append(cell);
    }

    /** The newest cell with an id. */
    Optional<Cell> find(CellId id) {
        return cells.results().stream().filter(cell -> cell.id().equals(id)).reduce((older, newer) -> newer);
    }

    /**
     * The cells that count, in the order of the file: of those with one set, part, horizon, label and seed the newest. Of a
     * label the cells of its newest configuration on a set remain, so that no mean mixes two.
     */
    List<Cell> newest() {
        Map<List<String>, List<String>> recipes = new LinkedHashMap<>();
        cells.results()
                .forEach(cell -> recipes.put(List.of(cell.id().set(), cell.id().label()), recipe(cell.id())));
        Map<List<Object>, Cell> places = new LinkedHashMap<>();
        for (Cell cell : cells.results()) {
            CellId id = cell.id();
            if (recipe(id).equals(recipes.get(List.of(id.set(), id.label())))) {
                places.put(List.of(id.set(), id.part(), id.horizon(), id.label(), id.seed()), cell);
            }
        }
        return List.copyOf(places.values());
    }

    private static List<String> recipe(CellId id) {
        return List.of(id.forecaster(), id.config(), id.data());
    }
}
