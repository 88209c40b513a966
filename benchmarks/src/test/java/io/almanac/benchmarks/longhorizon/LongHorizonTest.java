package io.almanac.benchmarks.longhorizon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on random numbers in the form of the illness set. */
class LongHorizonTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void accuracyScoresEveryWindowOnceAndWritesThePage() throws IOException {
        Made.write(folder, BenchmarkSet.find("illness"), 966, 2);
        assertEquals(0, accuracy("--models", "naive,season=seasonal-naive", "--compare", "season:naive"));
        assertTrue(out.toString().contains("windows of test [170, 158, 146, 134] at [24, 36, 48, 60]"));
        assertTrue(out.toString().contains("illness, test, horizon 24, naive, seed 1: MSE "));
        assertEquals(1 + 2 * 4, Files.readAllLines(folder.resolve("cells.csv")).size());
        String page = Files.readString(page());
        assertTrue(page.startsWith("prose\n<!-- accuracy: begin -->\n\n### illness\n"), page);
        assertTrue(page.contains("MSE of season less that of naive"), page);
        assertTrue(!page.contains(folder.toString()), page);

        // without models the page alone is written, from the CSV
        assertEquals(0, accuracy("--compare", "season:naive"));
        assertEquals(page, Files.readString(page()));
        assertEquals(1 + 2 * 4, Files.readAllLines(folder.resolve("cells.csv")).size());
    }

    @Test
    void separateFitsAndAblationsAreCellsOfTheirOwn() throws IOException {
        Made.write(folder, BenchmarkSet.find("illness"), 966, 2);
        assertEquals(0, accuracy("--models", "alone=naive", "--separate"), out::toString);
        assertEquals(
                List.of(24, 36, 48, 60),
                CellTable.open(folder.resolve("cells.csv")).newest().stream()
                        .map(cell -> cell.id().fitted())
                        .toList());
        Files.delete(folder.resolve("cells.csv"));
        assertEquals(0, run("ablation", "--models", "naive,seasonal-naive"), out::toString);
        assertEquals(1 + 2 * 3, Files.readAllLines(folder.resolve("cells.csv")).size());
        Files.delete(folder.resolve("cells.csv"));
        assertEquals(0, run("recurrence", "--models", "naive,seasonal-naive", "--horizon", "36"));
        assertEquals(1 + 2, Files.readAllLines(folder.resolve("cells.csv")).size());
        assertTrue(Files.readString(page()).contains("| illness | 36 | naive | - | 0 | - |"));
    }

    @Test
    void wrongArgumentsAndMissingFilesAreToldWithTwo() throws IOException {
        assertEquals(2, accuracy("--models", "naive"));
        assertTrue(out.toString().contains("illness is expected as illness/national_illness.csv below " + folder));
        assertEquals(2, accuracy("--sets", "ETTh9"));
        assertTrue(out.toString().contains("set must be one of ETTh1, ETTh2,"));
        assertEquals(2, accuracy("--models", "naive", "--set", "naive.x=1"));
        assertTrue(out.toString().contains("naive: "), out::toString);
    }

    private int accuracy(String... more) throws IOException {
        return run("accuracy", more);
    }

    private int run(String command, String... more) throws IOException {
        if (!Files.exists(page())) {
            Files.writeString(page(), """
                    prose
                    <!-- accuracy: begin --><!-- accuracy: end -->
                    <!-- ablation: begin --><!-- ablation: end -->
                    <!-- recurrence: begin --><!-- recurrence: end -->
                    """);
        }
        String[] arguments = {
            command,
            "--data",
            folder.toString(),
            "--out",
            folder.resolve("cells.csv").toString(),
            "--work",
            folder.resolve("work").toString(),
            "--report",
            page().toString(),
            "--sets",
            "illness"
        };
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return LongHorizon.run(new PrintWriter(out, true), all);
    }

    private Path page() {
        return folder.resolve("page.md");
    }
}
