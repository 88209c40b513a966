package io.almanac.core.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.forecast.Capabilities.Scope;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.series.LargerThanMemoryException;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.SourceFacts;
import io.almanac.core.series.TimeSeries;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that are not in memory, on the data of {@link BacktestTest}. */
class StreamedBacktestTest {

    private final RecordingSink sink = new RecordingSink();

    @ParameterizedTest(name = "{0} series")
    @ValueSource(ints = {1, 999, 1000, 1001, 2000})
    void chunksEndWithTheSeries(int count) {
        SeriesSet data = BacktestTest.many(count);
        var forecaster = RecordingForecaster.local();
        var chunked = new RecordingSink();
        BacktestSummary summary = Backtest.defaults()
                .run(BacktestTest.streamed(data), Map.of("x", forecaster), BacktestTest.PLAN, chunked);
        assertEquals(3L * count, summary.scored());
        assertEquals(
                count, forecaster.trainings.stream().mapToInt(SeriesSet::size).sum());
        assertEquals((count + 999) / 1000, forecaster.trainings.size());
        assertEquals((count + 999) / 1000, chunked.completed);
        FitRecord record = summary.fits().get(0).record();
        assertEquals(count, record.provenance().series());
    }

    @Test
    void aSourceThatIsNotInMemoryIsReadThreeTimesWhateverTheNumberOfLabels() {
        var readings = new AtomicInteger();
        SeriesSet data = BacktestTest.many(1500);
        SeriesSource counted = new SeriesSource() {
            @Override
            public Schema schema() {
                return data.schema();
            }

            @Override
            public Stream<TimeSeries> stream() {
                readings.incrementAndGet();
                return data.stream();
            }
        };
        Map<String, Forecaster> labelled = Map.of(
                "x", RecordingForecaster.local(), "y", RecordingForecaster.local(), "z", RecordingForecaster.local());
        Backtest.defaults().run(counted, labelled, BacktestTest.PLAN, sink);
        assertEquals(3, readings.get());
        Backtest.defaults().run(counted, SourceFacts.of(data), labelled, BacktestTest.PLAN, sink);
        assertEquals(5, readings.get());
    }

    @Test
    void aKilledRunOverASourceThatIsNotInMemoryGoesOnAtTheChunkWhereItWas(@TempDir Path folder) {
        SeriesSet data = BacktestTest.many(2500);
        Backtest archived = Backtest.defaults().withArchive(ForecastArchive.at(folder));
        var whole = new RecordingSink();
        Backtest.defaults()
                .run(BacktestTest.streamed(data), Map.of("x", RecordingForecaster.local()), BacktestTest.PLAN, whole);
        var fits = new AtomicInteger();
        var killer = new BacktestListener() {
            @Override
            public void fitting(String label, int fold) {
                fits.incrementAndGet();
            }

            @Override
            public boolean cancelled() {
                return fits.get() == 2;
            }
        };
        var killed = RecordingForecaster.local();
        assertThrows(
                CancellationException.class,
                () -> archived.withListener(killer)
                        .run(BacktestTest.streamed(data), Map.of("x", killed), BacktestTest.PLAN, sink));
        var resumed = RecordingForecaster.local();
        archived.run(BacktestTest.streamed(data), Map.of("x", resumed), BacktestTest.PLAN, sink);
        assertEquals(
                List.of(1000, 500),
                resumed.trainings.stream().map(SeriesSet::size).toList());
        assertEquals(whole.rows, sink.rows);
    }

    @Test
    void aGlobalForecasterThatCantHaveItsSeriesInMemoryIsRefusedBeforeAnythingIsFitted() {
        var local = RecordingForecaster.local();
        var global = new RecordingForecaster(Scope.GLOBAL, new RecordingForecaster.Config(1, "", true));
        Map<String, Forecaster> labelled = new LinkedHashMap<>();
        labelled.put("x", local);
        labelled.put("y", global);
        SeriesSet data = BacktestTest.many(2500);
        Backtest small = Backtest.defaults().withHeap(1_000_000);
        LargerThanMemoryException refused = assertThrows(
                LargerThanMemoryException.class,
                () -> small.run(BacktestTest.streamed(data), labelled, BacktestTest.PLAN, sink));
        // 2500 series of 13 steps: 8 * 32,500 + 300 * 2500 = 1,010,000 bytes, in three quarters of the heap 1,346,667.
        assertEquals(
                "y is fitted to all series at once, and 2,500 series of 32,500 numbers need 1 MB; Java has 0 MB at most,"
                        + " needed are 2",
                refused.getMessage());
        assertEquals("-Xmx2m", refused.option());
        assertEquals(List.of(), local.trainings);
        assertEquals(List.of(), sink.fits);
        small.run(BacktestTest.streamed(data), Map.of("x", local), BacktestTest.PLAN, sink);
        assertEquals(7500, sink.rows.size());
        Backtest.defaults()
                .withHeap(1_346_667)
                .run(BacktestTest.streamed(data), labelled, BacktestTest.PLAN, new RecordingSink());
        assertEquals(1, global.trainings.size());
    }
}
