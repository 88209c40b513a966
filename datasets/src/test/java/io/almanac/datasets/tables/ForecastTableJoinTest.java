package io.almanac.datasets.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastTableJoinTest {

    private static final ForecastTableOptions DEFAULTS = ForecastTableOptions.defaults();
    private static final String HEADER = "unique_id,ds,cutoff,y,";

    @TempDir
    Path folder;

    private final List<ForecastTableJoin.Part> parts = new ArrayList<>();

    @Test
    void tablesAreJoinedWhateverTheOrderOfTheirRows() throws IOException {
        add(
                "one",
                DEFAULTS,
                HEADER + "p",
                "a,2020-01-03,2020-01-02,3,31",
                "a,2020-01-04,2020-01-02,4,41",
                "b,2020-01-03,2020-01-02,7,71",
                "b,2020-01-04,2020-01-02,8,81");
        add(
                "two",
                DEFAULTS,
                HEADER + "p,p-lo-80,p-hi-80",
                "b,2020-01-04,2020-01-02,8,82,0,99",
                "b,2020-01-03,2020-01-02,7,72,0,99",
                "a,2020-01-03,2020-01-02,3,32,0,99",
                "a,2020-01-04,2020-01-02,4,42,0,99");
        var handed = new Handed();
        ForecastTableJoin join = ForecastTableJoin.of(parts);
        join.read(handed);

        assertEquals(
                List.of(
                        "a fold 0: history 0 gap 0, 2020-01-03 y 3.0 one 31.0 two 32.0, 2020-01-04 y 4.0 one 41.0 two"
                                + " 42.0",
                        "b fold 0: history 0 gap 0, 2020-01-03 y 7.0 one 71.0 two 72.0, 2020-01-04 y 8.0 one 81.0 two"
                                + " 82.0"),
                handed.trials);
        assertEquals(
                new ForecastTableJoin.Summary(4, Map.of("one", 0L, "two", 0L), 0, "", 1, 2, 2, true), join.summary());
    }

    @Test
    void onlyCommonPointsCountAndTheOthersAreCounted() throws IOException {
        add(
                "one",
                DEFAULTS,
                HEADER + "p",
                "a,2020-01-03,2020-01-02,3,1",
                "a,2020-01-04,2020-01-02,4,1",
                "a,2020-01-05,2020-01-02,5,1",
                "b,2020-01-03,2020-01-02,3,1",
                "c,2020-01-03,2020-01-02,3,1");
        add(
                "two",
                DEFAULTS,
                HEADER + "q",
                "a,2020-01-04,2020-01-02,4,2",
                "a,2020-01-05,2020-01-02,5,2",
                "a,2020-01-06,2020-01-02,6,2",
                "b,2020-01-03,2020-01-01,3,2", // of another cutoff
                "c,2020-01-03,2020-01-02,3,"); // without a forecast
        var handed = new Handed();
        ForecastTableJoin join = ForecastTableJoin.of(parts);
        join.read(handed);

        assertEquals(
                List.of(
                        "a fold 0: history 0 gap 1, 2020-01-04 y 4.0 one 1.0 two 2.0, 2020-01-05 y 5.0 one 1.0 two 2.0"),
                handed.trials);
        assertEquals(2, join.summary().points());
        assertEquals(Map.of("one", 3L, "two", 2L), join.summary().alone());
        assertEquals(3, join.summary().horizon(), "steps from the cutoff, the gap included");
    }

    @Test
    void aTableWithoutCutoffsJoinsAtTheStepBeforeItsFirst() throws IOException {
        add("one", DEFAULTS, HEADER + "p", "a,2020-01-03,2020-01-02,3,1", "a,2020-01-04,2020-01-02,4,1");
        add("two", DEFAULTS, "unique_id,ds,human", "a,2020-01-03,2", "a,2020-01-04,2");
        var handed = new Handed();
        ForecastTableJoin.of(parts).read(handed);

        assertEquals(
                List.of(
                        "a fold 0: history 0 gap 0, 2020-01-03 y 3.0 one 1.0 two 2.0, 2020-01-04 y 4.0 one 1.0 two 2.0"),
                handed.trials);
    }

    @Test
    void whatHappenedComesFromTheFirstTableThatSaysSoAndDisputesAreCounted() throws IOException {
        add("one", DEFAULTS, "unique_id,ds,cutoff,p", "a,2020-01-03,2020-01-02,1", "a,2020-01-04,2020-01-02,1");
        add("two", DEFAULTS, HEADER + "q", "a,2020-01-03,2020-01-02,3,2", "a,2020-01-04,2020-01-02,4,2");
        add(
                "three",
                DEFAULTS,
                HEADER + "r",
                "a,2020-01-03,2020-01-02,3.0000000001,2", // the same but for digits
                "a,2020-01-04,2020-01-02,4.5,2");
        var handed = new Handed();
        ForecastTableJoin join = ForecastTableJoin.of(parts);
        join.read(handed);

        assertTrue(handed.trials.get(0).contains("2020-01-04 y 4.0 one"), handed.trials.get(0));
        assertEquals(1, join.summary().disputed());
        assertEquals("series a at 2020-01-04: 4.0 and 4.5", join.summary().example());
    }

    @Test
    void horizonAndStrideAreMeasuredInSteps() throws IOException {
        for (String label : List.of("p", "q")) {
            add(
                    label,
                    DEFAULTS.withHistory(SeriesSet.of(monthly(5))),
                    HEADER + label,
                    "a,2020-03-01,2020-02-01,3,1",
                    "a,2020-04-01,2020-02-01,3,1",
                    "a,2020-05-01,2020-04-01,3,1",
                    "a,2020-06-01,2020-04-01,3,1",
                    "a,2020-08-01,2020-07-01,3,1",
                    "a,2020-09-01,2020-07-01,3,1");
        }
        ForecastTableJoin.Summary summary = ForecastTableJoin.of(parts).summary();

        assertEquals(3, summary.folds());
        assertEquals(2, summary.horizon());
        assertEquals(2, summary.stride(), "the shortest of 2 and 3");
    }

    @Test
    void foldsOfSeriesThatEndApartAreAtSeveralTimes() throws IOException {
        for (String label : List.of("p", "q")) {
            add(
                    label,
                    DEFAULTS.withCsv(DEFAULTS.csv().withFrequency(Frequency.parse("D"))),
                    "unique_id,ds,y," + label,
                    "a,2020-01-03,3,1",
                    "b,2020-02-03,3,1");
        }

        assertFalse(ForecastTableJoin.of(parts).summary().oneTimeForAll());
    }

    @Test
    void tablesMustAgreeOnChannelsAndFrequency() throws IOException {
        add(
                "one",
                DEFAULTS,
                "unique_id,channel,ds,y,p",
                "a,u,2020-01-03,3,1",
                "a,u,2020-01-04,3,1",
                "a,v,2020-01-03,3,1",
                "a,v,2020-01-04,3,1");
        add("two", DEFAULTS, "unique_id,ds,y,p", "a,2020-01-03,3,1", "a,2020-01-04,3,1");
        refused("one has the channels u, v, two has y");
        parts.remove(0);
        add("three", DEFAULTS, "unique_id,ds,y,p", "a,2020-01-03,3,1", "a,2020-02-03,3,1");
        refused("two has the frequency D, three has M; give the frequency");
    }

    private void refused(String message) {
        assertEquals(
                message,
                assertThrows(DataException.class, () -> ForecastTableJoin.of(parts))
                        .getMessage());
    }

    private void add(String name, ForecastTableOptions options, String... lines) throws IOException {
        Path file = folder.resolve(name + ".csv");
        Files.write(file, List.of(lines));
        ForecastTableReader table = ForecastTableReader.open(file, options);
        parts.add(new ForecastTableJoin.Part(table, table.labels().get(0), name));
    }

    private static TimeSeries monthly(int length) {
        Frequency months = Frequency.parse("M");
        return TimeSeries.of(
                "a",
                Schema.univariate(months),
                TimeAxis.of(months, LocalDateTime.of(2020, 1, 1, 0, 0), length),
                new double[1][length]);
    }
}
