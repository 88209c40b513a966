package io.almanac.benchmarks.longhorizon;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * MSE and MAE of the cells of one place of a table that differ in seed (or in block), and their spread.
 *
 * @param cells at least one
 */
record Scores(List<Cell> cells) {

    Scores {
        cells = List.copyOf(cells);
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("cells must be at least 1, were 0");
        }
    }

    double mse() {
        return mean(Cell::mse);
    }

    double mae() {
        return mean(Cell::mae);
    }

    /** The mean of a number over the cells. */
    double mean(ToDoubleFunction<Cell> of) {
        return cells.stream().mapToDouble(of).average().orElseThrow();
    }

    /** Standard deviation over the cells, divisor n - 1; NaN with one cell. */
    double spread(ToDoubleFunction<Cell> of) {
        double mean = mean(of);
        double squares =
                cells.stream().mapToDouble(of).map(x -> (x - mean) * (x - mean)).sum();
        return cells.size() < 2 ? Double.NaN : Math.sqrt(squares / (cells.size() - 1));
    }

    /** {@code 0.370/0.391}, with several cells {@code 0.370 ± 0.001/0.391 ± 0.002}. */
    String text() {
        if (cells.size() == 1) {
            return pair(mse(), mae());
        }
        return String.format(
                Locale.ROOT, "%.3f ± %.3f/%.3f ± %.3f", mse(), spread(Cell::mse), mae(), spread(Cell::mae));
    }

    static String pair(double mse, double mae) {
        return String.format(Locale.ROOT, "%.3f/%.3f", mse, mae);
    }
}
