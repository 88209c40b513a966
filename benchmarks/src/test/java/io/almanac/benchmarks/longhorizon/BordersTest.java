package io.almanac.benchmarks.longhorizon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BordersTest {

    /** Rows of the published files. */
    private static final Map<String, Integer> ROWS = Map.of(
            "ETTh1",
            17_420,
            "ETTh2",
            17_420,
            "ETTm1",
            69_680,
            "weather",
            52_696,
            "illness",
            966,
            "exchange_rate",
            7_588);

    @Test
    void lieWhereTheLoadersOfThePapersPutThem() {
        // data_provider/data_loader.py of PatchTST: 12 * 30 * 24, then 4 and 4 times 30 * 24; times 4 for ETTm
        assertEquals(new Borders(8_640, 11_520, 14_400), borders("ETTh1"));
        assertEquals(new Borders(8_640, 11_520, 14_400), borders("ETTh2"));
        assertEquals(new Borders(34_560, 46_080, 57_600), borders("ETTm1"));
        // the same file, Dataset_Custom: int(0.7 n), int(0.2 n), the rest
        assertEquals(new Borders(36_887, 42_157, 52_696), borders("weather"));
        assertEquals(new Borders(676, 773, 966), borders("illness"));
        assertEquals(new Borders(5_311, 6_071, 7_588), borders("exchange_rate"));
    }

    @Test
    void giveTheKnownNumbersOfTestWindows() {
        for (BenchmarkSet set : BenchmarkSet.ALL) {
            Part test = borders(set.name()).testPart();
            set.check(test);
            for (int i = 0; i < set.horizons().size(); i++) {
                int horizon = set.horizons().get(i);
                int windows = 0;
                for (int cutoff = test.fitted(); cutoff + horizon <= test.end(); cutoff++) {
                    windows++;
                }
                assertEquals(set.windows().get(i), windows, set.name());
                assertEquals(windows, test.windows(horizon), set.name());
            }
        }
    }

    @Test
    void countValidationWindowsByTheSameRule() {
        Part test = borders("illness").testPart();
        assertEquals(97 - 60 + 1, test.validationWindows(60));
        assertEquals(0, test.validationWindows(98));
    }

    @Test
    void blocksAreDisjointAndEndBeforeTheTestRows() {
        for (BenchmarkSet set : BenchmarkSet.ALL) {
            Borders borders = borders(set.name());
            List<Part> blocks = borders.blocks(3);
            assertEquals(
                    List.of("block 1", "block 2", "block 3"),
                    blocks.stream().map(Part::name).toList());
            for (int i = 1; i < blocks.size(); i++) {
                assertEquals(blocks.get(i - 1).end(), blocks.get(i).fitted());
            }
            assertEquals(borders.validation(), blocks.get(2).end());
            for (Part block : blocks) {
                assertTrue(block.fitted() - block.validation() >= borders.validation() / 2, set.name());
                assertTrue(block.windows(set.horizons().get(0)) > 0, set.name());
            }
        }
    }

    @Test
    void refuseWhatIsNotAscending() {
        assertEquals(
                "borders must ascend from 1, were 5, 4, 6",
                assertThrows(IllegalArgumentException.class, () -> new Borders(5, 4, 6))
                        .getMessage());
    }

    private static Borders borders(String set) {
        return BenchmarkSet.find(set).borders(ROWS.getOrDefault(set, 0));
    }
}
