package io.almanac.core.repair;

import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeSeries;
import java.util.stream.Stream;

/** A source without the series that a rule leaves out. */
public final class Dropped implements SeriesSource {

    private final SeriesSource source;
    private final DropRule rule;

    private Dropped(SeriesSource source, DropRule rule) {
        this.source = source;
        this.rule = rule;
    }

    public static Dropped of(SeriesSource source, DropRule rule) {
        return new Dropped(source, rule);
    }

    @Override
    public Schema schema() {
        return source.schema();
    }

    @Override
    public Stream<TimeSeries> stream() {
        return source.stream().filter(series -> rule.reason(series).isEmpty());
    }
}
