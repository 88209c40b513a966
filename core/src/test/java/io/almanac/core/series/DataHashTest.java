package io.almanac.core.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataHashTest {

    private static final Schema STEPS = Schema.univariate(Frequency.of(Frequency.Unit.STEP));

    @Test
    void theHashIsStable() {
        // Python 3.11, where t(x) is the length of a text in 4 bytes, big-endian, and its UTF-8:
        //   t = lambda s: struct.pack('>i', len(s.encode())) + s.encode()
        //   hashlib.sha256(t('step') + struct.pack('>4q', 1, 1, 0, 1) + t('y')
        //     + t('é') + t('') + struct.pack('>4q', 5, 3, 0, 0)
        //     + struct.pack('>2d', 1.5, -0.0) + bytes.fromhex('7ff8000000000000')).hexdigest()
        // The four numbers are the counts of seasons, channels and covariates and the season; then the first tick, the
        // length, the day of the month and the steps ahead. The last value is Java's one NaN.
        assertEquals(
                "1d2646146d87f8bd4c4d56adcd7b3ae599144620a6b607db607fa678c03fd8a5",
                hash("é", 5, 1.5, -0.0, Double.NaN));
    }

    @Test
    void anyBitOfAnyValueChangesTheHash() {
        var hashes = new HashSet<String>();
        for (int bit = 0; bit < 62; bit++) { // bit 62 makes 1.0 infinite
            hashes.add(hash("a", 0, Double.longBitsToDouble(Double.doubleToLongBits(1.0) ^ 1L << bit)));
        }
        hashes.add(hash("a", 0, 1.0));
        hashes.add(hash("a", 0, -1.0));
        hashes.add(hash("a", 0, 0.0));
        hashes.add(hash("a", 0, -0.0));
        assertEquals(66, hashes.size());
    }

    @Test
    void everyNanIsTheSameMissingValue() {
        assertEquals(hash("a", 0, Double.NaN), hash("a", 0, Double.longBitsToDouble(0x7ff0_0000_0000_0001L)));
    }

    @Test
    void idAxisAndZoneChangeTheHash() {
        Schema hourly = Schema.univariate(Frequency.parse("h"));
        LocalDateTime start = LocalDateTime.parse("2024-01-01T00:00");
        ZoneId utc = ZoneId.of("UTC");
        ZoneId london = ZoneId.of("Europe/London"); // the same hours in January
        double[][] one = {{1}};
        var hashes = List.of(
                hash("a", 0, 1),
                hash("b", 0, 1),
                hash("a", 1, 1),
                hash("a", 0, 1, 1),
                DataHash.of(SeriesSet.of(TimeSeries.of("a", hourly, TimeAxis.of(hourly.frequency(), start, 1), one))),
                DataHash.of(SeriesSet.of(
                        TimeSeries.of("a", hourly, TimeAxis.of(hourly.frequency(), start.atZone(utc), 1), one))),
                DataHash.of(SeriesSet.of(
                        TimeSeries.of("a", hourly, TimeAxis.of(hourly.frequency(), start.atZone(london), 1), one))));
        assertEquals(hashes.size(), new HashSet<>(hashes).size());
    }

    @Test
    void axesThatDifferOnlyBetweenTheirEndsHaveDifferentHashes() {
        Schema monthly = Schema.univariate(Frequency.parse("M"));
        TimeAxis the30th = TimeAxis.of(monthly.frequency(), LocalDateTime.parse("2023-04-30T00:00"), 3);
        TimeAxis ends = TimeAxis.covering(
                monthly.frequency(), Optional.empty(), new long[] {the30th.tick(0), the30th.tick(2)}, 3);
        assertEquals(the30th.text(2), ends.text(2));
        double[][] values = {{1, 2, 3}};
        assertNotEquals(
                DataHash.of(SeriesSet.of(TimeSeries.of("a", monthly, the30th, values))),
                DataHash.of(SeriesSet.of(TimeSeries.of("a", monthly, ends, values))));
    }

    @Test
    void namesAreNotRunTogether() {
        assertNotEquals(channels("a, b", "c"), channels("a", "b, c"));
        assertNotEquals(channels("ab", "c"), channels("a", "bc"));
    }

    @Test
    void orderAndSeasonsChangeTheHash() {
        TimeSeries a = TimeSeries.of("a", STEPS, TimeAxis.integers(0, 1), new double[][] {{1}});
        TimeSeries b = TimeSeries.of("b", STEPS, TimeAxis.integers(0, 1), new double[][] {{1}});
        String ab = DataHash.of(SeriesSet.of(STEPS, List.of(a, b)));
        assertNotEquals(ab, DataHash.of(SeriesSet.of(STEPS, List.of(b, a))));
        assertNotEquals(
                DataHash.of(SeriesSet.of(STEPS, List.of())),
                DataHash.of(SeriesSet.of(STEPS.withSeasons(List.of(7)), List.of())));
    }

    @Test
    void covariatesAndStepsAheadChangeTheHash() {
        Covariate real = Covariate.real("c", Covariate.Kind.FUTURE);
        var hashes = List.of(
                covariate(real, 0, 1, 2),
                covariate(real, 0, 1, 3),
                covariate(real, 0, 1, Double.NaN),
                covariate(real, 1, 1, 2, 3),
                covariate(real, 1, 1, 2, 4),
                covariate(Covariate.real("d", Covariate.Kind.FUTURE), 0, 1, 2),
                covariate(Covariate.real("c", Covariate.Kind.PAST), 0, 1, 2),
                covariate(Covariate.real("c", Covariate.Kind.STATIC), 0, 1),
                covariate(new Covariate("c", Covariate.Kind.FUTURE, List.of("u", "v", "w")), 0, 1, 2),
                covariate(new Covariate("c", Covariate.Kind.FUTURE, List.of("u", "w", "v")), 0, 1, 2));
        assertEquals(hashes.size(), new HashSet<>(hashes).size());
    }

    private static String covariate(Covariate covariate, int ahead, double... values) {
        var schema = new Schema(STEPS.frequency(), List.of(1), List.of("y"), List.of(covariate));
        return DataHash.of(SeriesSet.of(TimeSeries.of(
                "a", schema, TimeAxis.integers(0, 2), new double[][] {{1, 2}}, new double[][] {values}, ahead)));
    }

    @Test
    void longSeriesAreHashedToTheirLastValue() {
        double[] values = new double[2500];
        String before = hash("a", 0, values);
        values[2499] = 1;
        assertNotEquals(before, hash("a", 0, values));
        assertTrue(before.matches("[0-9a-f]{64}"));
    }

    private static String channels(String... names) {
        var schema = new Schema(STEPS.frequency(), List.of(1), List.of(names), List.of());
        return DataHash.of(SeriesSet.of(schema, List.of()));
    }

    private static String hash(String id, long first, double... values) {
        return DataHash.of(SeriesSet.of(
                TimeSeries.of(id, STEPS, TimeAxis.integers(first, values.length), new double[][] {values})));
    }
}
