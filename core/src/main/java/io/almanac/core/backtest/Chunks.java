package io.almanac.core.backtest;

import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** The series of a source by the thousand: as many as are in memory at a time. To be closed. */
final class Chunks implements Iterator<List<TimeSeries>>, AutoCloseable {

    static final int SIZE = 1000;

    private final Stream<TimeSeries> stream;
    private final Iterator<TimeSeries> series;

    Chunks(SeriesSource source) {
        stream = source.stream();
        series = stream.iterator();
    }

    /** All chunks of series that are in memory anyway. */
    static List<List<TimeSeries>> of(SeriesSet data) {
        List<List<TimeSeries>> all = new ArrayList<>();
        try (var chunks = new Chunks(data)) {
            chunks.forEachRemaining(all::add);
        }
        return all;
    }

    @Override
    public boolean hasNext() {
        return series.hasNext();
    }

    @Override
    public List<TimeSeries> next() {
        if (!series.hasNext()) {
            throw new NoSuchElementException("no more series");
        }
        List<TimeSeries> chunk = new ArrayList<>();
        while (chunk.size() < SIZE && series.hasNext()) {
            chunk.add(series.next());
        }
        return chunk;
    }

    @Override
    public void close() {
        stream.close();
    }
}
