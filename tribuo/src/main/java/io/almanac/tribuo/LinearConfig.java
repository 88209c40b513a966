package io.almanac.tribuo;

/**
 * The options of {@code linear}.
 *
 * @param lags         see {@link LagOptions}, as are strategy, calendar and examples
 * @param epochs       how often each window is seen
 * @param batch        windows in an update
 * @param learningRate of AdaGrad, the length of the first step of each weight
 */
public record LinearConfig(
        int lags, Strategy strategy, boolean calendar, int examples, int epochs, int batch, double learningRate) {

    public LinearConfig {
        new LagOptions(lags, strategy, calendar, examples);
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs must be at least 1, was " + epochs);
        }
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1, was " + batch);
        }
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("learningRate must be above 0, was " + learningRate);
        }
    }

    public static LinearConfig defaults() {
        LagOptions options = LagOptions.defaults();
        return new LinearConfig(
                options.lags(), options.strategy(), options.calendar(), options.examples(), 20, 16, 0.03);
    }

    LagOptions features() {
        return new LagOptions(lags, strategy, calendar, examples);
    }
}
