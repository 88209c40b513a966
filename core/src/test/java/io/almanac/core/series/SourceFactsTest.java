package io.almanac.core.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceFactsTest {

    private static final Schema STEPS = Schema.univariate(Frequency.parse("step"));

    @Test
    void oneReadingTellsTheHashAndWhereSeriesEnd() {
        SeriesSet set = SeriesSet.of(STEPS, List.of(series("a", 0, 5), series("b", 3, 6), series("c", 8, 1)));
        List<String> seen = new ArrayList<>();
        SourceFacts facts = SourceFacts.of(set, one -> seen.add(one.id()));
        assertEquals(List.of("a", "b", "c"), seen);
        assertEquals(3, facts.series());
        assertEquals(12, facts.numbers());
        assertEquals(DataHash.of(set), facts.dataHash());
        // b and c end at 8, and b comes first.
        assertEquals(Optional.of(TimeAxis.integers(3, 6)), facts.latest());
        assertFalse(facts.endTogether());
        assertTrue(SourceFacts.of(SeriesSet.of(STEPS, List.of(series("b", 3, 6), series("c", 8, 1))))
                .endTogether());
    }

    @Test
    void nothingEndsNowhere() {
        SourceFacts facts = SourceFacts.of(SeriesSet.of(STEPS, List.of()));
        assertEquals(Optional.empty(), facts.latest());
        assertEquals(0, facts.memory().bytes());
    }

    @Test
    void covariatesCountAsNumbersAheadToo() {
        var schema = new Schema(
                Frequency.parse("step"), List.of(1), List.of("y"), List.of(Covariate.real("x", Covariate.Kind.FUTURE)));
        TimeSeries one = TimeSeries.of(
                "a", schema, TimeAxis.integers(0, 3), new double[][] {{1, 2, 3}}, new double[][] {{1, 2, 3, 4, 5}}, 2);
        assertEquals(8, SourceFacts.of(SeriesSet.of(one)).numbers());
    }

    @Test
    void seriesMayTakeThreeQuartersOfTheHeap() {
        // 8 * 400,000,000 + 300 * 2,000,000 bytes, as documented, are 3,624 MiB; three quarters of 4,832 MiB.
        var need = new MemoryNeed(2_000_000, 400_000_000);
        assertEquals(3_800_000_000L, need.bytes());
        need.check("a is fitted to all series at once", need.heap());
        LargerThanMemoryException large = assertThrows(
                LargerThanMemoryException.class, () -> need.check("a is fitted to all series at once", 512 << 20));
        assertEquals(
                "a is fitted to all series at once, and 2,000,000 series of 400,000,000 numbers need 3,624 MB; Java has"
                        + " 512 MB at most, needed are 4,832",
                large.getMessage());
        assertEquals("-Xmx4832m", large.option());
    }

    @Test
    void theHashOfPartsDependsOnTheirOrder() {
        List<String> parts =
                List.of(DataHash.of(SeriesSet.of(series("a", 0, 5))), DataHash.of(SeriesSet.of(series("b", 0, 5))));
        assertEquals(DataHash.ofParts(parts), DataHash.ofParts(List.copyOf(parts)));
        assertFalse(DataHash.ofParts(parts).equals(DataHash.ofParts(List.of(parts.get(1), parts.get(0)))));
    }

    private static TimeSeries series(String id, int from, int length) {
        return TimeSeries.of(id, STEPS, TimeAxis.integers(from, length), new double[][] {new double[length]});
    }
}
