package io.almanac.tribuo;

import java.util.List;

/**
 * The options of {@code tribuo}, a forecaster with a trainer of the user's own; made by {@link TribuoForecaster#of}.
 *
 * @param trainer the trainer and its parts, itself first
 * @param lags    see {@link LagOptions}, as are the others
 */
public record TribuoConfig(List<TrainerPart> trainer, int lags, Strategy strategy, boolean calendar, int examples) {

    public TribuoConfig {
        trainer = List.copyOf(trainer);
        new LagOptions(lags, strategy, calendar, examples);
    }

    static TribuoConfig of(List<TrainerPart> trainer, LagOptions options) {
        return new TribuoConfig(trainer, options.lags(), options.strategy(), options.calendar(), options.examples());
    }

    LagOptions features() {
        return new LagOptions(lags, strategy, calendar, examples);
    }
}
