package io.almanac.core.series;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Series in memory, in a fixed order, with unique ids and one schema. Immutable. */
public final class SeriesSet implements SeriesSource {

    private final Schema schema;
    private final List<TimeSeries> series;

    private SeriesSet(Schema schema, List<TimeSeries> series) {
        this.schema = schema;
        this.series = series;
    }

    /**
     * A set of the given series.
     *
     * @throws IllegalArgumentException if an id occurs twice or a schema differs
     */
    public static SeriesSet of(Schema schema, List<TimeSeries> series) {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < series.size(); i++) {
            TimeSeries one = series.get(i);
            if (!one.schema().equals(schema)) {
                throw new IllegalArgumentException(
                        "series " + one.id() + " has the schema " + one.schema() + ", the set has " + schema);
            }
            Integer earlier = seen.putIfAbsent(one.id(), i);
            if (earlier != null) {
                throw new IllegalArgumentException(
                        "id " + one.id() + " occurs twice, at positions " + earlier + " and " + i);
            }
        }
        return new SeriesSet(schema, List.copyOf(series));
    }

    /** A set of one series. */
    public static SeriesSet of(TimeSeries series) {
        return of(series.schema(), List.of(series));
    }

    /** All series of a source, read into memory. */
    public static SeriesSet copyOf(SeriesSource source) {
        if (source instanceof SeriesSet set) {
            return set;
        }
        try (Stream<TimeSeries> stream = source.stream()) {
            return of(source.schema(), stream.toList());
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Stream<TimeSeries> stream() {
        return series.stream();
    }

    public int size() {
        return series.size();
    }

    public TimeSeries get(int index) {
        return series.get(index);
    }

    /** The series in order, unmodifiable. */
    public List<TimeSeries> asList() {
        return series;
    }

    @Override
    public String toString() {
        return size() + " series of " + schema.frequency();
    }
}
