package io.almanac.benchmarks.competition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.benchmarks.ledger.Ledger;
import io.almanac.benchmarks.ledger.Origin;
import io.almanac.benchmarks.ledger.Variant;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {

    @TempDir
    private Path folder;

    private final StringWriter log = new StringWriter();

    @BeforeEach
    void writeSet() throws IOException {
        Made.write(folder);
    }

    @Test
    void aFinishedCellIsNotComputedAgain() throws IOException {
        run(new Variant("naive", "naive", Map.of()), 1);
        List<Cell> first = cells();
        assertEquals(1, first.size());
        run(new Variant("naive", "naive", Map.of()), 1);
        assertEquals(first, cells());
        run(new Variant("other", "naive", Map.of()), 1);
        run(new Variant("naive", "drift", Map.of()), 1);
        run(new Variant("naive", "naive", Map.of()), 2);
        assertEquals(4, cells().size());
        assertEquals(4, log.toString().lines().count());
        assertEquals("mean", first.get(0).point());
    }

    @Test
    void refusalsAreCountedAndTheirReasonsTold() throws IOException {
        // histories have 12 to 16 steps, so that three of five have no difference at a season of 14
        run(new Variant("long", "seasonal-naive", Map.of("season", "14")), 1);
        assertEquals(3, cells().get(0).scores().refused());
        assertTrue(log.toString().contains("  refused: "), log::toString);
    }

    @Test
    void aForecasterThatCantBeFittedRefusesAll() throws IOException {
        run(new Variant("ridge", "ridge", Map.of("contexts", "40")), 1);
        run(new Variant("naive2", "naive2", Map.of()), 1);
        assertEquals(5, cells().get(0).scores().refused());
        assertEquals(cells().get(1).scores().smape(), cells().get(0).scores().smape());
        assertTrue(log.toString().contains("refused: 5 such as Q0: ridge finds no window"), log::toString);
    }

    @Test
    void otherSeriesThanTheCompetitionsAreTold() throws IOException {
        SplitSeries data = SplitSeries.read(folder, Made.SET, Made.GROUP);
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> Runner.check(Made.SET, data))
                .getMessage());
        assertTrue(
                message.startsWith("made, quarterly: the seasonal naive forecast must have a sMAPE of 0.000"), message);
    }

    private List<Cell> cells() throws IOException {
        return Ledger.open(folder.resolve("cells.csv"), Cell.FORMAT).results();
    }

    private void run(Variant variant, long seed) throws IOException {
        var ledger = Ledger.open(folder.resolve("cells.csv"), Cell.FORMAT);
        var origin = new Origin("commit", "machine", "2026-11-25", "made");
        new Runner(ledger, origin, new PrintWriter(log))
                .run(Made.SET, SplitSeries.read(folder, Made.SET, Made.GROUP), variant, seed);
    }
}
