package io.almanac.core.repair;

import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeSeries;
import java.util.stream.Stream;

/**
 * A source whose series are repaired by all that is known of them: for a fit to all of the data and a forecast from their
 * end. Not for a backtest, which repairs inside each fold and else would let later values show in earlier ones.
 */
public final class Repaired implements SeriesSource {

    private final SeriesSource source;
    private final Repair repair;

    private Repaired(SeriesSource source, Repair repair) {
        this.source = source;
        this.repair = repair;
    }

    public static Repaired of(SeriesSource source, Repair repair) {
        return new Repaired(source, repair);
    }

    @Override
    public Schema schema() {
        return source.schema();
    }

    @Override
    public Stream<TimeSeries> stream() {
        return source.stream().map(repair::apply);
    }
}
