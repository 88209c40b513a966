package io.almanac.forecasting.preparation;

import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.transform.BoxCox;
import io.almanac.forecasting.transform.Identity;
import io.almanac.forecasting.transform.SeasonalAdjustment;
import io.almanac.forecasting.transform.SeasonalAdjustment.Kind;
import io.almanac.forecasting.transform.Transform;
import java.util.Arrays;

/**
 * What is done to one channel of one series: first the transform, then the season. Immutable.
 *
 * <p>A logarithm or power is taken of values divided by their mean. So the mean comes to 0 and units mean nothing, even to a
 * method that treats what is above 0 in its own way.
 *
 * @param unit  by which values are divided; 1 where they are left on their scale
 * @param start the ordinal of the step that the season counts from
 */
record Preparation(Transform transform, double unit, SeasonalAdjustment season, long start) {

    /** What stands before the indices of the season: power, unit, start, and 1 where the season is a factor. */
    private static final int HEAD = 4;

    Preparation {
        if (!(unit > 0 && unit < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("unit must be above 0 and finite, was " + unit);
        }
    }

    /**
     * What is to be done to a channel.
     *
     * @param season steps, 1 for none
     */
    static Preparation of(PreparedConfig config, TimeSeries series, int channel, int season) {
        double[] values = new double[series.length()];
        series.copyTo(channel, 0, values);
        double unit = possible(config, values) ? mean(values) : 1;
        double[] scaled = over(values, unit);
        Transform transform = transform(config, scaled, season);
        return new Preparation(
                transform,
                unit,
                config.adjust() ? season(transform.apply(scaled), season, transform) : SeasonalAdjustment.none(),
                series.length() == 0 ? 0 : series.axis().ordinal(0));
    }

    private static boolean possible(PreparedConfig config, double[] values) {
        return config.scale() != PreparedConfig.Scale.NONE
                && BoxCox.log().lacks(values).isEmpty()
                && mean(values) > 0;
    }

    /** NaN where nothing is observed. */
    private static double mean(double[] values) {
        return Arrays.stream(values).filter(y -> !Double.isNaN(y)).average().orElse(Double.NaN);
    }

    private static double[] over(double[] values, double unit) {
        return Arrays.stream(values).map(y -> y / unit).toArray();
    }

    private static Transform transform(PreparedConfig config, double[] values, int season) {
        if (!possible(config, values)) {
            return new Identity();
        }
        return config.scale() == PreparedConfig.Scale.LOG ? BoxCox.log() : BoxCox.guerrero(values, season);
    }

    /** A factor where the scale is that of the data and allows it; a summand elsewhere. */
    private static SeasonalAdjustment season(double[] values, int season, Transform transform) {
        if (!SeasonalAdjustment.seasonal(values, season)) {
            return SeasonalAdjustment.none();
        }
        boolean factors =
                transform instanceof Identity && BoxCox.log().lacks(values).isEmpty();
        return SeasonalAdjustment.of(values, season, factors ? Kind.MULTIPLICATIVE : Kind.ADDITIVE)
                .orElse(SeasonalAdjustment.none());
    }

    /** Whether nothing is done. */
    boolean none() {
        return transform instanceof Identity && season.season() == 1;
    }

    /** The values of the channel on the scale of the inner forecaster. */
    double[] apply(TimeSeries series, int channel) {
        double[] values = new double[series.length()];
        series.copyTo(channel, 0, values);
        return values.length == 0
                ? values
                : season.remove(
                        transform.apply(over(values, unit)), place(series.axis().ordinal(0)));
    }

    /** The place of an ordinal in the season. */
    int place(long ordinal) {
        return Math.floorMod(ordinal - start, season.season());
    }

    /**
     * Back to the scale of the data: a median, or any quantile.
     *
     * @param place of the step in the season
     */
    double median(double value, int place) {
        return unit * transform.median(season.add(value, place));
    }

    /** Back to the scale of the data: the mean of what has this mean and this standard deviation. */
    double mean(double value, double deviation, int place) {
        return unit * transform.mean(season.add(value, place), deviation * season.factor(place));
    }

    /** All that {@link #restore} needs. */
    double[] numbers() {
        double[] indices = season.indices();
        double[] numbers = new double[HEAD + indices.length];
        numbers[0] = transform instanceof BoxCox power ? power.lambda() : Double.NaN;
        numbers[1] = unit;
        numbers[2] = start;
        numbers[3] = season.kind() == Kind.MULTIPLICATIVE ? 1 : 0;
        System.arraycopy(indices, 0, numbers, HEAD, indices.length);
        return numbers;
    }

    /** @throws IllegalArgumentException if these are not the numbers of one */
    static Preparation restore(double[] numbers) {
        if (numbers.length <= HEAD) {
            throw new IllegalArgumentException("must have more than " + HEAD + " numbers, has " + numbers.length);
        }
        return new Preparation(
                Double.isNaN(numbers[0]) ? new Identity() : new BoxCox(numbers[0]),
                numbers[1],
                SeasonalAdjustment.restore(
                        numbers[3] == 1 ? Kind.MULTIPLICATIVE : Kind.ADDITIVE,
                        Arrays.copyOfRange(numbers, HEAD, numbers.length)),
                (long) numbers[2]);
    }
}
