package io.almanac.core.evaluation;

import io.almanac.core.backtest.Scored;
import io.almanac.core.forecast.Forecast;
import java.util.ArrayList;
import java.util.List;

/**
 * What there must be beside an actual value and a point forecast, so that a metric can score.
 *
 * @param history   the values before the cutoff, for a scale
 * @param quantiles probabilities that the forecast must have
 * @param paths     how many sampled paths the forecast must have at least
 */
public record MetricNeeds(boolean history, List<Double> quantiles, int paths) {

    /** An actual value and a point forecast are enough. */
    public static final MetricNeeds NOTHING = new MetricNeeds(false, List.of(), 0);

    public MetricNeeds {
        quantiles = List.copyOf(quantiles);
        if (paths < 0) {
            throw new IllegalArgumentException("paths must not be negative, was " + paths);
        }
    }

    static MetricNeeds quantiles(List<Double> quantiles) {
        return new MetricNeeds(false, quantiles, 0);
    }

    static MetricNeeds paths(int paths) {
        return new MetricNeeds(false, List.of(), paths);
    }

    MetricNeeds withHistory() {
        return new MetricNeeds(true, quantiles, paths);
    }

    /** Whether all of it is there. */
    public boolean metBy(Scored scored) {
        Forecast forecast = scored.forecast();
        return (!history || scored.history().length() > 0)
                && forecast.paths() >= paths
                && forecast.quantiles().containsAll(quantiles);
    }

    /** What it needs of a forecast, for a person to read; empty if a point is enough. */
    String ofForecast() {
        List<String> parts = new ArrayList<>();
        if (!quantiles.isEmpty()) {
            parts.add((quantiles.size() == 1 ? "the quantile " : "the quantiles ")
                    + String.join(", ", quantiles.stream().map(String::valueOf).toList()));
        }
        if (paths > 0) {
            parts.add(paths == 1 ? "a sampled path" : paths + " sampled paths");
        }
        return String.join(" and ", parts);
    }
}
