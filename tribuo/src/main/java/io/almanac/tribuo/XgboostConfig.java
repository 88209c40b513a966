package io.almanac.tribuo;

/**
 * The options of {@code xgboost}; XGBoost's own name of each in brackets.
 *
 * @param lags           see {@link LagOptions}, as are strategy, calendar and examples
 * @param trees          for each step of the horizon (num_round)
 * @param learningRate   what part of a tree's advice is taken, in (0, 1] (eta)
 * @param depth          of a tree at most (max_depth)
 * @param leastInLeaf    windows in a leaf at least (min_child_weight)
 * @param rowShare       part of the windows that a tree is grown on, in (0, 1] (subsample)
 * @param featureShare   part of the features that a tree may use, in (0, 1] (colsample_bytree)
 * @param ridge          penalty on the squares of what leaves say (lambda)
 * @param threads        of the native library; more pay on many windows and idle processors alone, and may change the last
 *                       bits (nthread)
 */
public record XgboostConfig(
        int lags,
        Strategy strategy,
        boolean calendar,
        int examples,
        int trees,
        double learningRate,
        int depth,
        int leastInLeaf,
        double rowShare,
        double featureShare,
        double ridge,
        int threads) {

    public XgboostConfig {
        new LagOptions(lags, strategy, calendar, examples);
        atLeast("trees", trees, 1);
        share("learningRate", learningRate);
        atLeast("depth", depth, 1);
        atLeast("leastInLeaf", leastInLeaf, 0);
        share("rowShare", rowShare);
        share("featureShare", featureShare);
        if (!(ridge >= 0 && ridge < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("ridge must not be negative, was " + ridge);
        }
        atLeast("threads", threads, 1);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
        }
    }

    private static void share(String name, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be in (0, 1], was " + value);
        }
    }

    /** Recursive: with a horizon of 96 a fit takes a sixth of the time of DIRECT, which may be more accurate. */
    public static XgboostConfig defaults() {
        LagOptions options = LagOptions.defaults().withStrategy(Strategy.RECURSIVE);
        return new XgboostConfig(
                options.lags(),
                options.strategy(),
                options.calendar(),
                options.examples(),
                100,
                0.1,
                4,
                5,
                0.8,
                0.8,
                1,
                1);
    }

    LagOptions features() {
        return new LagOptions(lags, strategy, calendar, examples);
    }
}
