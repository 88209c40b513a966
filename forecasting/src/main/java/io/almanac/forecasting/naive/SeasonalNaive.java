package io.almanac.forecasting.naive;

import io.almanac.core.series.Schema;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.LocalProvider;
import java.util.Optional;

/**
 * The forecaster {@code seasonal-naive}: the last observed value at the same place in the season. The baseline that
 * scales MASE.
 */
public final class SeasonalNaive implements LocalProvider<SeasonalNaive.Config> {

    /**
     * Its options.
     *
     * @param season steps of the season; 0 takes the first season of the data
     */
    public record Config(int season) {
        public Config {
            if (season < 0) {
                throw new IllegalArgumentException("season must not be negative, was " + season);
            }
        }
    }

    @Override
    public String id() {
        return "seasonal-naive";
    }

    @Override
    public String description() {
        return "the last value at the same place in the season";
    }

    @Override
    public Config defaults() {
        return new Config(0);
    }

    @Override
    public LocalMethod method(Config config, Schema schema) {
        return new Rule(config.season() > 0 ? config.season() : schema.season());
    }

    private record Rule(int season) implements NaiveRule {

        @Override
        public int parameters() {
            return 1;
        }

        @Override
        public double[] parametersOf(double[] values) {
            return new double[] {NaiveRule.deviation(NaiveRule.differences(values, season), 0)};
        }

        @Override
        public Optional<String> lacks(double[] values) {
            for (int place = 1; place <= season; place++) {
                if (source(values, place) < 0) {
                    return Optional.of("the season has " + season
                            + " steps, and not each of its places was observed in " + values.length + " steps");
                }
            }
            return Optional.empty();
        }

        @Override
        public double point(double[] parameters, double[] values, int ahead) {
            return values[source(values, ahead)];
        }

        /** The newest observed step that lies a whole number of seasons before the one ahead; negative if none does. */
        private int source(double[] values, int ahead) {
            int step = values.length - season + Math.floorMod(ahead - 1, season);
            while (step >= 0 && Double.isNaN(values[step])) {
                step -= season;
            }
            return step;
        }

        /** The errors of the seasons from there to the step ahead add up. */
        @Override
        public double spread(double[] parameters, double[] values, int ahead) {
            int seasons = (values.length - 1 + ahead - source(values, ahead)) / season;
            return Math.sqrt(seasons);
        }
    }
}
