package io.almanac.core.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SeriesSetTest {

    private static final Schema SCHEMA = Schema.univariate(Frequency.of(Frequency.Unit.STEP));

    @Test
    void idsAreUnique() {
        var error = assertThrows(
                IllegalArgumentException.class, () -> SeriesSet.of(SCHEMA, List.of(one("a"), one("b"), one("a"))));
        assertEquals("id a occurs twice, at positions 0 and 2", error.getMessage());
    }

    @Test
    void allSeriesShareTheSchema() {
        Schema other = SCHEMA.withSeasons(List.of(7));
        var error = assertThrows(IllegalArgumentException.class, () -> SeriesSet.of(other, List.of(one("a"))));
        assertEquals("series a has the schema " + SCHEMA + ", the set has " + other, error.getMessage());
    }

    @Test
    void theListIsCopied() {
        var list = new ArrayList<>(List.of(one("a"), one("b")));
        SeriesSet set = SeriesSet.of(SCHEMA, list);
        list.remove(0);
        assertEquals(2, set.size());
        assertEquals("a", set.get(0).id());
        assertEquals("2 series of step", set.toString());
    }

    @Test
    void aSourceIsReadInItsOrder() {
        var source = new SeriesSource() {
            @Override
            public Schema schema() {
                return SCHEMA;
            }

            @Override
            public Stream<TimeSeries> stream() {
                return Stream.of(one("z"), one("a"));
            }
        };
        SeriesSet set = SeriesSet.copyOf(source);
        assertEquals(List.of("z", "a"), set.stream().map(TimeSeries::id).toList());
        assertSame(set, SeriesSet.copyOf(set));
    }

    @Test
    void seasonsAndChannelsAreChecked() {
        assertEquals(
                "seasons must be at least 1 each and not empty, was [12, 0]",
                assertThrows(IllegalArgumentException.class, () -> SCHEMA.withSeasons(List.of(12, 0)))
                        .getMessage());
        assertEquals(
                "channels must be unique and not empty, was [y, y]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Schema(SCHEMA.frequency(), List.of(1), List.of("y", "y"), List.of()))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Covariate.real(" ", Covariate.Kind.PAST));
        assertEquals(
                "the categories of c must be unique, were [a, b, a]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Covariate("c", Covariate.Kind.PAST, List.of("a", "b", "a")))
                        .getMessage());
        List<Covariate> twice =
                List.of(Covariate.real("c", Covariate.Kind.PAST), Covariate.real("c", Covariate.Kind.STATIC));
        assertEquals(
                "covariates must have unique names, were [c, c]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Schema(SCHEMA.frequency(), List.of(1), List.of("y"), twice))
                        .getMessage());
    }

    private static TimeSeries one(String id) {
        return TimeSeries.of(id, SCHEMA, TimeAxis.integers(0, 1), new double[][] {{1}});
    }
}
