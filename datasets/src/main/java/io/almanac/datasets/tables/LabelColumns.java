package io.almanac.datasets.tables;

import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Levels;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of one label: the point forecast under the label itself, {@code -lo-80} and {@code -hi-80} for each
 * level, {@code -q-0.1} for each quantile that bounds no level. The median has no column.
 */
final class LabelColumns {

    private static final double MEDIAN = 0.5;

    private final String label;
    private final List<Double> quantiles;
    private final List<String> names = new ArrayList<>();
    private final List<Integer> indexes = new ArrayList<>(); // of quantiles, for the columns after the first

    LabelColumns(String label, List<Double> quantiles) {
        this.label = label;
        this.quantiles = List.copyOf(quantiles);
        names.add(label);
        var bounds = new ArrayList<Double>();
        for (int level : Levels.of(quantiles)) {
            add("-lo-" + level, Levels.lower(level));
            add("-hi-" + level, Levels.upper(level));
            bounds.add(Levels.lower(level));
            bounds.add(Levels.upper(level));
        }
        for (double quantile : quantiles) {
            if (quantile != MEDIAN && !bounds.contains(quantile)) {
                add("-q-" + quantile, quantile);
            }
        }
    }

    private void add(String suffix, double quantile) {
        names.add(label + suffix);
        indexes.add(quantiles.indexOf(quantile));
    }

    List<String> names() {
        return names;
    }

    /** The numbers of one step in the order of the columns. */
    double[] numbers(Forecast forecast, int channel, int step) {
        double[] numbers = new double[names.size()];
        numbers[0] = forecast.point(channel, step);
        for (int i = 0; i < indexes.size(); i++) {
            numbers[i + 1] = forecast.quantile(indexes.get(i), channel, step);
        }
        return numbers;
    }

    /** A table has the same columns in all its rows. */
    void check(Forecast forecast) {
        if (!forecast.quantiles().equals(quantiles)) {
            throw new IllegalArgumentException("the forecasts of " + label + " have the quantiles " + quantiles
                    + ", that of " + forecast.id() + " has " + forecast.quantiles());
        }
    }
}
