package io.almanac.core.forecast;

import io.almanac.core.series.SeriesSet;

/**
 * A recipe that is fitted to series and gives a model. Immutable; {@link #id()} and {@link #config()} are enough to
 * make it again with {@link Forecasters#create}.
 */
public interface Forecaster {

    /** The name of the kind, as on the command line: {@code seasonal-naive}. */
    String id();

    /** The options, a record of plain values. */
    Record config();

    Capabilities capabilities();

    /**
     * Fits a model.
     *
     * @throws UnfitException                              if nothing can be learnt from these series, with the reason
     * @throws java.util.concurrent.CancellationException if the listener asks to stop
     */
    ForecastModel fit(SeriesSet training, FitOptions options);
}
