package io.almanac.forecasting.transform;

import java.util.Optional;

/** Leaves values as they are. */
public record Identity() implements Transform {

    @Override
    public Optional<String> lacks(double[] values) {
        return Optional.empty();
    }

    @Override
    public double apply(double value) {
        return value;
    }

    @Override
    public double median(double transformed) {
        return transformed;
    }

    @Override
    public double mean(double transformed, double deviation) {
        return transformed;
    }
}
