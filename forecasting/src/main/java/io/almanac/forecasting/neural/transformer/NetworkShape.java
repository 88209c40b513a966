package io.almanac.forecasting.neural.transformer;

/**
 * What a {@link ForecastNetwork} is built from.
 *
 * @param calendarFeatures how many features of the calendar a token has
 * @param perToken         numbers that each token passes to the head
 */
record NetworkShape(
        EncoderShape encoder,
        int context,
        int horizon,
        int quantiles,
        int calendarFeatures,
        boolean observedFlag,
        int perToken,
        WindowNormalisation normalisation) {

    static NetworkShape of(TransformerConfig config, int context, int horizon, int quantiles, int calendarFeatures) {
        int features = 1 + (config.observedFlag() ? 1 : 0) + calendarFeatures;
        var encoder = new EncoderShape(
                features,
                config.width(),
                config.heads(),
                config.layers(),
                config.feedForward(),
                config.dropout(),
                0,
                config.positions(),
                config.norm(),
                config.activation(),
                false);
        int perToken = config.headWidth() == 0 ? config.width() : Math.min(config.headWidth(), config.width());
        return new NetworkShape(
                encoder,
                context,
                horizon,
                quantiles,
                calendarFeatures,
                config.observedFlag(),
                perToken,
                config.normalisation());
    }

    /** Whether tokens are mapped to fewer numbers before the head. */
    boolean squeezed() {
        return perToken < encoder.width();
    }
}
