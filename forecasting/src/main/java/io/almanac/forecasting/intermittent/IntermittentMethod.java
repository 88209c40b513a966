package io.almanac.forecasting.intermittent;

import io.almanac.core.forecast.UnfitException;
import io.almanac.forecasting.local.LocalFit;
import io.almanac.forecasting.local.LocalForecast;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.Probabilities;
import java.util.Arrays;
import java.util.Optional;

/**
 * Demand as two things that are smoothed apart: whether there is any at a step, and how much.
 *
 * <ul>
 *   <li>Croston 1972, "Forecasting and Stock Control for Intermittent Demands": sizes and the intervals between them by simple
 *       exponential smoothing, updated at steps with demand only; the mean is size over interval.
 *   <li>SBA: Syntetos and Boylan 2005, "The accuracy of intermittent demand estimates": that times 1 - a/2, with the
 *       smoothing a of the intervals.
 *   <li>TSB: Teunter, Syntetos and Babai 2011, "Intermittent demand: Linking forecasting to inventory obsolescence":
 *       size times a probability of demand, which is smoothed at every step.
 * </ul>
 *
 * <p>The first size, interval and probability start the smoothing. The first interval counts from the first step. Steps with
 * missing values are left out, as if they had not been.
 *
 * <p><b>Intervals.</b> All steps ahead are alike: 0 with the probability that there is no demand, else one of the past sizes,
 * with the weights that smoothing gives them ({@link SmoothedSample}). The mean of this distribution is the point forecast, its
 * quantiles are 0 or sizes that were seen, so whole numbers for counts and never below 0, and they are exact, not simulated.
 * Normal errors would put half of an interval below 0. It leaves out that size and probability are estimates.
 *
 * @param smoothing of both, in (0, 1]; 0 chooses each in [0.1, 0.3]
 */
record IntermittentMethod(Rule rule, double smoothing) implements LocalMethod {

    @Override
    public int least() {
        return 2;
    }

    @Override
    public LocalFit fit(double[] values) {
        Optional<String> lacks = lack(values);
        if (lacks.isPresent()) {
            throw new UnfitException(lacks.get());
        }
        if (smoothing > 0) {
            return new Fit(rule, smoothing, smoothing);
        }
        var demand = new Demand(values, rule);
        return new Fit(
                rule,
                SmoothedSample.bestSmoothing(demand.sizes, demand.count),
                SmoothedSample.bestSmoothing(demand.occurrences, demand.occurrenceCount));
    }

    @Override
    public LocalFit restore(double[] numbers) {
        if (numbers.length != 2 || Arrays.stream(numbers).anyMatch(a -> !(a > 0 && a <= 1))) {
            throw new IllegalArgumentException("must have 2 numbers in (0, 1], has " + Arrays.toString(numbers));
        }
        return new Fit(rule, numbers[0], numbers[1]);
    }

    private static Optional<String> lack(double[] values) {
        for (double value : values) {
            if (value < 0) {
                return Optional.of("demand can't be below 0, one value is " + value);
            }
        }
        return Optional.empty();
    }

    /** What is smoothed. */
    private static final class Demand {

        final double[] sizes;
        final int count; // of sizes
        final double[] occurrences; // intervals, or for TSB 0 and 1 at each step
        final int occurrenceCount;

        Demand(double[] values, Rule rule) {
            sizes = new double[values.length];
            occurrences = new double[values.length];
            int demands = 0;
            int steps = 0;
            int last = -1;
            for (double value : values) {
                if (Double.isNaN(value)) {
                    continue;
                }
                if (rule == Rule.TSB) {
                    occurrences[steps] = value > 0 ? 1 : 0;
                } else if (value > 0) {
                    occurrences[demands] = steps - last;
                }
                if (value > 0) {
                    sizes[demands++] = value;
                    last = steps;
                }
                steps++;
            }
            count = demands;
            occurrenceCount = rule == Rule.TSB ? steps : demands;
        }
    }

    private record Fit(Rule rule, double ofSizes, double ofOccurrences) implements LocalFit {

        @Override
        public double[] numbers() {
            return new double[] {ofSizes, ofOccurrences};
        }

        @Override
        public Optional<String> lacks(double[] values) {
            return lack(values);
        }

        @Override
        public LocalForecast forecast(double[] values, int begin, int horizon, Probabilities asked) {
            var demand = new Demand(values, rule);
            double[] points = new double[horizon];
            double[] deviations = new double[horizon];
            double[][] quantiles = new double[asked.size()][horizon];
            if (demand.count > 0) {
                var sizes = new SmoothedSample(demand.sizes, demand.count, ofSizes);
                double probability = probability(demand);
                double mean = probability * sizes.mean();
                Arrays.fill(points, mean);
                Arrays.fill(deviations, Math.sqrt(Math.max(0, probability * sizes.meanSquare() - mean * mean)));
                for (int q = 0; q < quantiles.length; q++) {
                    double beyondNone = asked.probability(q) - (1 - probability);
                    Arrays.fill(quantiles[q], beyondNone > 0 ? sizes.quantile(beyondNone / probability) : 0);
                }
            }
            return new LocalForecast(points, deviations, quantiles);
        }

        /** Of demand at a step. */
        private double probability(Demand demand) {
            double smoothed = SmoothedSample.smoothed(demand.occurrences, demand.occurrenceCount, ofOccurrences);
            return switch (rule) {
                case CROSTON -> 1 / smoothed;
                case SBA -> (1 - ofOccurrences / 2) / smoothed;
                case TSB -> smoothed;
            };
        }
    }
}
