package io.almanac.forecasting.local;

import java.util.Arrays;

/** The fit of any method to a series that never changed: the last value, and no width. */
record ConstantFit() implements LocalFit {

    @Override
    public double[] numbers() {
        return new double[0];
    }

    @Override
    public String chosen() {
        return "constant";
    }

    @Override
    public LocalForecast forecast(double[] values, int begin, int horizon, Probabilities asked) {
        int last = values.length - 1;
        while (Double.isNaN(values[last])) {
            last--;
        }
        double[] points = new double[horizon];
        Arrays.fill(points, values[last]);
        return LocalForecast.normal(points, new double[horizon], asked);
    }
}
