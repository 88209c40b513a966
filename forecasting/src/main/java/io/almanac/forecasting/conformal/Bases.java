package io.almanac.forecasting.conformal;

import io.almanac.core.forecast.Forecast;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the errors of a forecast are measured from: its points, and for conformalised quantiles its own quantiles, all
 * within the bounds of the target.
 *
 * @param quantiles that are asked for
 */
record Bases(ConformalConfig config, List<Double> quantiles) {

    /** Those of the points alone, which can be added. */
    Bases ofPoints() {
        return config.method() == ConformalMethod.QUANTILES
                ? new Bases(config.withMethod(ConformalMethod.SYMMETRIC), quantiles)
                : this;
    }

    /** How many there are. */
    int size() {
        return config.method() == ConformalMethod.QUANTILES ? 1 + quantiles.size() : 1;
    }

    /** Why a forecast does not have them, if so. */
    Optional<String> lacks(Forecast forecast) {
        return size() == 1 || forecast.quantiles().containsAll(quantiles)
                ? Optional.empty()
                : Optional.of("the method quantiles needs the quantiles " + quantiles + " of " + config.forecaster()
                        + " itself, which gives " + forecast.quantiles() + "; the other methods need none");
    }

    /** The bases of a forecast that has them: (base, channel, step). */
    double[][][] of(Forecast forecast) {
        double[][][] values = new double[size()][forecast.channels()][forecast.horizon()];
        for (int base = 0; base < values.length; base++) {
            int quantile = base == 0 ? -1 : forecast.quantiles().indexOf(quantiles.get(base - 1));
            for (int channel = 0; channel < forecast.channels(); channel++) {
                for (int step = 0; step < forecast.horizon(); step++) {
                    double value =
                            base == 0 ? forecast.point(channel, step) : forecast.quantile(quantile, channel, step);
                    values[base][channel][step] = config.bounded(value);
                }
            }
        }
        return values;
    }

    /** How far the quantiles lie from them, after errors shaped (base, channel, step). */
    Distances distances(Collection<double[][][]> errors, int channels, int steps) {
        return Distances.of(config.method(), quantiles, errors, channels, steps);
    }
}
