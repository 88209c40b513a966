package io.almanac.forecasting.naive;

import io.almanac.forecasting.local.LocalFit;
import io.almanac.forecasting.local.LocalForecast;
import io.almanac.forecasting.local.Probabilities;
import java.util.Arrays;
import java.util.Optional;

/** A rule with its parameters for one channel. */
@SuppressWarnings("ArrayRecordComponent") // seen by nobody outside
record NaiveFit(NaiveRule rule, double[] parameters) implements LocalFit {

    @Override
    public double[] numbers() {
        return parameters.clone();
    }

    @Override
    public Optional<String> lacks(double[] values) {
        return rule.lacks(upToLastObserved(values));
    }

    @Override
    public LocalForecast forecast(double[] values, int begin, int horizon, Probabilities asked) {
        double[] observed = upToLastObserved(values);
        int missing = values.length - observed.length; // the forecast must reach over them
        double[] seen = rule.seenFrom(parameters, begin);
        double[] points = new double[horizon];
        double[] deviations = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            int ahead = missing + step + 1;
            points[step] = rule.point(seen, observed, ahead);
            deviations[step] = parameters[0] * rule.spread(seen, observed, ahead);
        }
        return LocalForecast.normal(points, deviations, asked);
    }

    private static double[] upToLastObserved(double[] values) {
        int length = values.length;
        while (length > 0 && Double.isNaN(values[length - 1])) {
            length--;
        }
        return Arrays.copyOf(values, length);
    }
}
