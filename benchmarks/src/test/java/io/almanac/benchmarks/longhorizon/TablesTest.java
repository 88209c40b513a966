package io.almanac.benchmarks.longhorizon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.benchmarks.ledger.MarkedPart;
import io.almanac.benchmarks.longhorizon.AccuracyTables.Pair;
import io.almanac.core.comparison.LossDifference;
import io.almanac.core.forecast.PointKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesTest {

    @TempDir
    private Path folder;

    @Test
    void theMarkedPartChangesAndTheProseStays() throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(
                page, "before\n<!-- a: begin -->\nold\n<!-- a: end -->\nafter <!-- b: begin --><!-- b: end -->\n");
        MarkedPart.replace(page, "a", "new $1 \\ text\n");
        String once = Files.readString(page);
        assertEquals(
                "before\n<!-- a: begin -->\n\nnew $1 \\ text\n\n<!-- a: end -->\nafter <!-- b: begin --><!-- b: end -->\n",
                once);
        MarkedPart.replace(page, "a", "new $1 \\ text\n");
        assertEquals(once, Files.readString(page));
        assertEquals(
                page + " must have the lines <!-- c: begin --> and <!-- c: end --> in this order",
                assertThrows(IllegalArgumentException.class, () -> MarkedPart.replace(page, "c", ""))
                        .getMessage());
    }

    @Test
    void theAccuracyTableHoldsMeansSpreadsTargetsAndReadings() throws IOException {
        List<Cell> cells = new ArrayList<>();
        var losses = new LossFiles(folder);
        for (int horizon : BenchmarkSet.find("ETTh1").horizons()) {
            // averages over two seeds: 0.402/0.418, exactly what must be, and above the goal
            for (double off : new double[] {-0.01, 0.01}) {
                CellId id = Made.id("ETTh1", "test", horizon, "transformer", off < 0 ? 1 : 2);
                cells.add(Made.cell(id, 0.402 + off, 0.418 + 2 * off));
                losses.write(id, made(0.402 + off, horizon));
            }
            CellId ridge = Made.id("ETTh1", "test", horizon, "ridge", 1);
            cells.add(Made.cell(ridge, 0.502, 0.5));
            losses.write(ridge, made(0.502, horizon));
            cells.add(Made.cell(Made.id("ETTh1", "block 1", horizon, "hidden", 1), 7, 7));
        }
        String text = new AccuracyTables(cells, losses, Published.bundled(), List.of(new Pair("transformer", "ridge")))
                .text();
        // the spread of 0.392 and 0.412 is 0.01 * sqrt(2)
        assertContains(text, "| 96 | 0.402 ± 0.014/0.418 ± 0.028 | 0.502/0.500 | 0.352/0.384 | 0.352/0.384 |");
        assertContains(text, "| average | 0.402/0.418 | 0.502/0.500 |");
        assertContains(text, "| label | average | must 0.402/0.418 | goal 0.396/0.412 |");
        assertContains(text, "| transformer | 0.402/0.418 | met | not met |");
        assertContains(text, "| ridge | 0.502/0.500 | not met | not met |");
        assertContains(text, "| 96 | -0.100 (-0.100 to -0.100) | 8 | better |");
        assertContains(text, "| transformer | 1, 2 | mean | 1,234 | 2.3 | 1.5 | 1 | 10 | 720 |");
        assertContains(text, "Data: sha256 `abc`.");
        assertContains(text, "Run: `accuracy --data DATA`, 2026-11-25, commit 0123456789ab, 2 cores.");
        assertTrue(!text.contains("hidden"));
        assertTrue(!text.contains("### ETTh2"));
    }

    @Test
    void withoutLossesOfWindowsThereIsNoDifference() throws IOException {
        List<Cell> cells = List.of(
                Made.cell(Made.id("ETTh1", "test", 96, "a", 1), 1, 1),
                Made.cell(Made.id("ETTh1", "test", 96, "b", 1), 2, 2));
        String text = new AccuracyTables(cells, new LossFiles(folder), Published.bundled(), List.of(new Pair("a", "b")))
                .text();
        assertContains(text, "| 96 | - | - | losses by window are not kept |");
        assertContains(text, "| a | not all horizons are there | - | - |");
    }

    @Test
    void readingsAreParityWhereADifferenceMeansNothing() {
        assertEquals("parity", AccuracyTables.reading(new LossDifference(-0.0029, -0.004, -0.001, 20)));
        assertEquals("parity", AccuracyTables.reading(new LossDifference(-0.01, -0.03, 0.01, 20)));
        assertEquals("better", AccuracyTables.reading(new LossDifference(-0.01, -0.03, -0.001, 20)));
        assertEquals("worse", AccuracyTables.reading(new LossDifference(0.01, 0.001, 0.03, 20)));
        assertEquals(
                "not testable: at least 8 windows a horizon apart are needed",
                AccuracyTables.reading(new LossDifference(0.01, Double.NaN, Double.NaN, 4)));
    }

    @Test
    void anAblationIsComparedBlockByBlock() {
        var random = new Random(2);
        List<Cell> cells = new ArrayList<>();
        double[][] mse = new double[2][3];
        for (int variant = 0; variant < 2; variant++) {
            for (int block = 0; block < 3; block++) {
                mse[variant][block] = random.nextDouble();
                String label = variant == 0 ? "base" : "other";
                CellId id = Made.id("ETTh1", "block " + (block + 1), 96, label, 1);
                cells.add(Made.cell(id, mse[variant][block], 0.5));
            }
        }
        double[] differences = {mse[1][0] - mse[0][0], mse[1][1] - mse[0][1], mse[1][2] - mse[0][2]};
        double mean = Arrays.stream(differences).sum() / 3;
        double variance =
                Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum() / 2;
        String difference = String.format(Locale.ROOT, "%.3f ± %.3f", mean, Math.sqrt(variance / 3));
        String text = AblationTable.text(cells);
        assertContains(text, "### ETTh1, horizon 96");
        assertContains(text, "| base | ");
        assertContains(text, " | " + difference + " | 0.500 | 1 | 2.3 |");
    }

    @Test
    void recurrenceShowsTheTimeOfAnEpoch() {
        String text = RecurrenceCommand.text(List.of(
                Made.cell(Made.id("ETTh1", "test", 96, "transformer", 1), 0.4, 0.41),
                Made.cell(Made.id("ETTh1", "test", 96, "lstm", 1), 0.5, 0.51)));
        assertContains(text, "| ETTh1 | 96 | transformer | 1,234 | 3 | 0.5 | 2.3 | 0.400/0.410 | 1 |");
        assertContains(text, "| ETTh1 | 96 | lstm | 1,234 | 3 | 0.5 | 2.3 | 0.500/0.510 | 1 |");
    }

    @Test
    void theLowestPublishedNumberIsTheLowest() {
        Published published = Published.bundled();
        assertEquals(List.of("best", "DUET", "PatchTST", "iTransformer", "NLinear", "DLinear"), published.models());
        for (BenchmarkSet set : BenchmarkSet.ALL) {
            for (int horizon : set.horizons()) {
                Published.Row best = published.find(set.name(), horizon, "best").orElseThrow();
                for (String model : published.models()) {
                    Published.Row row =
                            published.find(set.name(), horizon, model).orElseThrow();
                    assertTrue(best.mse() <= row.mse() && best.mae() <= row.mae(), row::toString);
                }
            }
            assertEquals("must", published.targets(set.name()).get(0).kind());
        }
    }

    @Test
    void aTargetIsMetAtItsOwnDecimals() {
        var target = new Published.Target("x", "must", new BigDecimal("2.00"), new BigDecimal("0.94"));
        assertTrue(target.met(2.0049, 0.944));
        assertTrue(!target.met(2.0051, 0.9));
        assertTrue(!target.met(1.9, 0.9451));
    }

    @Test
    void aPairIsTwoLabels() {
        assertEquals(new Pair("a", "b"), Pair.parse("a:b"));
        assertEquals(
                "a pair must be LABEL:OTHER, was \"a\"",
                assertThrows(IllegalArgumentException.class, () -> Pair.parse("a"))
                        .getMessage());
    }

    /** 8 windows a horizon apart. */
    private static WindowLosses made(double level, int horizon) {
        double[] losses = new double[7 * horizon + 1];
        Arrays.fill(losses, level);
        return new WindowLosses(losses, losses, PointKind.MEAN);
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), () -> part + "\nis not in\n" + text);
    }
}
