package io.almanac.core.forecast;

/** What a model gives for a history: a forecast, or the reason why there is none. */
public sealed interface Outcome permits Forecast, Refusal {

    /** The id of the series. */
    String id();
}
