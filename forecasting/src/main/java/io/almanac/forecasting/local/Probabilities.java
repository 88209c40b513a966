package io.almanac.forecasting.local;

import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The probabilities of quantiles, and how many standard deviations a normal variable's quantile lies from its mean.
 * Immutable.
 */
public final class Probabilities {

    private final List<Double> probabilities;
    private final double[] normals;

    /** @param probabilities each in (0, 1), strictly ascending */
    public Probabilities(List<Double> probabilities) {
        this.probabilities = List.copyOf(probabilities);
        var normal = new NormalDistribution(null, 0, 1);
        normals = this.probabilities.stream()
                .mapToDouble(normal::inverseCumulativeProbability)
                .toArray();
    }

    public int size() {
        return normals.length;
    }

    public double probability(int index) {
        return probabilities.get(index);
    }

    /** The quantile of the standard normal distribution. */
    public double normal(int index) {
        return normals[index];
    }

    public List<Double> asList() {
        return probabilities;
    }
}
