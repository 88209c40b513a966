package io.almanac.benchmarks.longhorizon;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.benchmarks.ledger.Origin;
import io.almanac.benchmarks.ledger.Variant;
import io.almanac.core.forecast.PointKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {

    private static final Variant NAIVE = new Variant("naive", "naive", Map.of());

    @TempDir
    private Path folder;

    private final StringWriter log = new StringWriter();

    @BeforeEach
    void writeSet() throws IOException {
        Made.write(folder, Made.SET, 100, 2);
    }

    @Test
    void aFinishedCellIsNotComputedAgain() throws IOException {
        run(NAIVE, List.of(2));
        List<String> first = lines();
        assertEquals(2, first.size()); // the header and a cell
        run(NAIVE, List.of(2));
        assertEquals(first, lines());

        run(NAIVE, List.of(2, 5));
        assertEquals(first, lines().subList(0, 2));
        assertEquals(3, lines().size());
        assertEquals(2, log.toString().lines().count());
    }

    @Test
    void anotherConfigurationOrSeedOfAFitIsAnotherCell() throws IOException {
        Variant season = new Variant("s", "seasonal-naive", Map.of("season", "3"));
        Variant longer = new Variant("s", "seasonal-naive", Map.of("season", "4"));
        run(season, List.of(2));
        run(longer, List.of(2));
        assertEquals(3, lines().size());
        assertEquals(1, CellTable.open(file()).newest().size());
    }

    @Test
    void aForecasterWithoutAnEngineGetsTheFirstSeedOnly() throws IOException {
        runner().run(task(NAIVE, List.of(2, 5)), List.of(4L, 5L, 6L));
        assertEquals(
                List.of(4L, 4L),
                CellTable.open(file()).newest().stream()
                        .map(cell -> cell.id().seed())
                        .toList());
    }

    @Test
    void lossesOfWindowsAreKeptToTheBit() throws IOException {
        run(NAIVE, List.of(5));
        Cell cell = CellTable.open(file()).newest().get(0);
        double[] squared = losses().squared(cell.id()).orElseThrow();
        assertEquals(16, squared.length);
        assertEquals(cell.mse(), Arrays.stream(squared).average().orElseThrow());
        double[] odd = {0.1 + 0.2, 1e-310};
        losses().write(cell.id(), new WindowLosses(odd, new double[] {1, 2}, PointKind.MEAN));
        assertArrayEquals(odd, losses().squared(cell.id()).orElseThrow());
        assertTrue(losses().squared(Made.id("made", "test", 5, "x", 1)).isEmpty());
    }

    @Test
    void aCellKnowsItsWindowsAndItsOrigin() throws IOException {
        run(NAIVE, List.of(2, 5));
        Cell cell = CellTable.open(file()).newest().get(0);
        assertEquals(19, cell.windows());
        assertEquals(10 - 5 + 1, cell.validationWindows()); // 10 validation rows, fitted for horizon 5
        assertEquals(5, cell.id().fitted());
        assertEquals("made", cell.origin().command());
    }

    private Path file() {
        return folder.resolve("cells.csv");
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file());
    }

    private LossFiles losses() {
        return new LossFiles(folder.resolve("work"));
    }

    private Runner runner() throws IOException {
        var origin = new Origin("commit", "machine", "2026-11-25", "made");
        return new Runner(CellTable.open(file()), losses(), origin, new PrintWriter(log));
    }

    private Runner.Task task(Variant variant, List<Integer> horizons) throws IOException {
        ScaledSet data = ScaledSet.read(folder, Made.SET);
        return new Runner.Task(data, data.borders().testPart(), variant, 5, horizons);
    }

    private void run(Variant variant, List<Integer> horizons) throws IOException {
        runner().run(task(variant, horizons), List.of(1L));
    }
}
