package io.almanac.forecasting.decomposition;

import io.almanac.forecasting.local.LocalFit;
import io.almanac.forecasting.local.LocalForecast;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.Probabilities;
import java.util.Arrays;
import java.util.Optional;

/**
 * Forecasts each season of an {@link Mstl} by its last repetition, and what is left without the seasons by another method. The
 * deviations are those of the other method: seasons are taken as known. Source: Bandara, Hyndman and Bergmeir 2021, "MSTL: A
 * Seasonal-Trend Decomposition Algorithm for Time Series with Multiple Seasonal Patterns", section 5; Hyndman and
 * Athanasopoulos, "Forecasting: Principles and Practice", 3rd edition, section 5.7.
 *
 * <p>A history of more than two of the longest season is decomposed anew, so that its own last repetitions count. One that is
 * shorter is adjusted by those of the fit.
 *
 * @param mstl  with all seasons; those of which a series has no more than two are left out
 * @param trend of what is left; it must allow missing values
 */
record MstlMethod(Mstl mstl, LocalMethod trend) implements LocalMethod {

    @Override
    public int least() {
        return trend.least();
    }

    @Override
    public LocalFit fit(double[] values) {
        Mstl within = mstl.within(values.length);
        Decomposition parts = within.decompose(values);
        double[] adjusted = parts.adjusted();
        return new Fit(within, Patterns.of(within, parts, 0), constant(adjusted) ? new Level() : trend.fit(adjusted));
    }

    private static boolean constant(double[] values) {
        return Arrays.stream(values).allMatch(y -> Double.isNaN(y) || y == values[0]);
    }

    @Override
    public LocalFit restore(double[] numbers) {
        int count = numbers.length == 0 ? -1 : (int) numbers[0];
        if (count < 0 || count > mstl.seasons().size()) {
            throw new IllegalArgumentException("must begin with how many seasons of " + mstl.seasons() + " it has, has "
                    + numbers.length + " numbers");
        }
        var within = new Mstl(mstl.seasons().subList(0, count), mstl.robust());
        int own = 1 + within.seasons().stream().mapToInt(Integer::intValue).sum();
        if (numbers.length < own) {
            throw new IllegalArgumentException("must have " + own + " numbers at least, has " + numbers.length);
        }
        double[] ofTrend = Arrays.copyOfRange(numbers, own, numbers.length);
        return new Fit(
                within,
                Patterns.restore(within, Arrays.copyOfRange(numbers, 1, own)),
                ofTrend.length == 0 ? new Level() : trend.restore(ofTrend));
    }

    private record Fit(Mstl mstl, Patterns patterns, LocalFit trend) implements LocalFit {

        @Override
        public double[] numbers() {
            double[] ofSeasons = patterns.numbers();
            double[] ofTrend = trend.numbers();
            double[] numbers = new double[1 + ofSeasons.length + ofTrend.length];
            numbers[0] = mstl.seasons().size();
            System.arraycopy(ofSeasons, 0, numbers, 1, ofSeasons.length);
            System.arraycopy(ofTrend, 0, numbers, 1 + ofSeasons.length, ofTrend.length);
            return numbers;
        }

        @Override
        public String chosen() {
            return trend.chosen();
        }

        @Override
        public Optional<String> lacks(double[] values) {
            return trend.lacks(values);
        }

        @Override
        public LocalForecast forecast(double[] values, int begin, int horizon, Probabilities asked) {
            Patterns known = patterns;
            double[] adjusted = new double[values.length];
            if (mstl.within(values.length).equals(mstl)) {
                Decomposition parts = mstl.decompose(values);
                known = Patterns.of(mstl, parts, begin);
                adjusted = parts.adjusted();
            } else {
                for (int t = 0; t < values.length; t++) {
                    adjusted[t] = values[t] - known.at(begin + t);
                }
            }
            LocalForecast ahead = trend.forecast(adjusted, begin, horizon, asked);
            double[] season = new double[horizon];
            for (int h = 0; h < horizon; h++) {
                season[h] = known.at(begin + values.length + h);
            }
            return new LocalForecast(
                    plus(ahead.points(), season),
                    ahead.deviations(),
                    Arrays.stream(ahead.quantiles()).map(q -> plus(q, season)).toArray(double[][]::new));
        }

        private static double[] plus(double[] values, double[] others) {
            double[] sums = new double[values.length];
            Arrays.setAll(sums, i -> values[i] + others[i]);
            return sums;
        }
    }

    /**
     * The last repetition of each season.
     *
     * @param ofPlaces by season and place in it, places counted from the first fitted step
     */
    @SuppressWarnings("ArrayRecordComponent") // stays inside of a fit
    private record Patterns(double[][] ofPlaces) {

        /** @param begin the step of the first value */
        static Patterns of(Mstl mstl, Decomposition parts, int begin) {
            double[][] ofPlaces = new double[mstl.seasons().size()][];
            for (int s = 0; s < ofPlaces.length; s++) {
                double[] seasonal = parts.seasonal()[s];
                int season = mstl.seasons().get(s);
                ofPlaces[s] = new double[season];
                for (int t = seasonal.length - season; t < seasonal.length; t++) {
                    ofPlaces[s][(begin + t) % season] = seasonal[t];
                }
            }
            return new Patterns(ofPlaces);
        }

        static Patterns restore(Mstl mstl, double[] numbers) {
            double[][] ofPlaces = new double[mstl.seasons().size()][];
            int at = 0;
            for (int s = 0; s < ofPlaces.length; s++) {
                int season = mstl.seasons().get(s);
                ofPlaces[s] = Arrays.copyOfRange(numbers, at, at + season);
                at += season;
            }
            return new Patterns(ofPlaces);
        }

        double[] numbers() {
            return Arrays.stream(ofPlaces).flatMapToDouble(Arrays::stream).toArray();
        }

        /** The sum of the seasons at a step, counted from the first fitted one. */
        double at(int step) {
            double sum = 0;
            for (double[] places : ofPlaces) {
                sum += places[step % places.length];
            }
            return sum;
        }
    }

    /** What is left is always the same. */
    private record Level() implements LocalFit {

        @Override
        public double[] numbers() {
            return new double[0];
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
}
