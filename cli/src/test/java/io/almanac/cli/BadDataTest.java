package io.almanac.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that go wrong in their last line, where everything before it was fine, change nothing of what is there. */
class BadDataTest {

    private static final String CODE = "(ragged-row)";

    @TempDir
    private Path folder;

    /** Every file below the folder with its bytes. */
    private Map<String, String> content() throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(folder.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return content;
    }

    private void assertNothingChanges(String... command) throws IOException {
        Map<String, String> before = content();
        Run run = Run.of(command);
        assertEquals(2, run.exitCode(), run.err());
        assertTrue(run.err().strip().endsWith(CODE), run.err());
        assertTrue(run.err().contains("almanac: "), run.err());
        assertEquals("", run.out());
        assertEquals(before, content());
    }

    private static String run(String... command) {
        Run run = Run.of(command);
        assertEquals(0, run.exitCode(), run.err());
        return run.out();
    }

    @Test
    void aBadLastLineLeavesFilesAsTheyWere() throws IOException {
        var text = new StringBuilder("unique_id,ds,y\n");
        for (int day = 0; day < 40; day++) {
            text.append("a,")
                    .append(LocalDate.of(2024, 1, 1).plusDays(day))
                    .append(',')
                    .append(day % 7)
                    .append('\n');
        }
        String good = Files.writeString(folder.resolve("good.csv"), text).toString();
        String bad =
                Files.writeString(folder.resolve("bad.csv"), text + "a,2024-03").toString();
        String out = folder.resolve("out").toString();
        String model = folder.resolve("model.almanac").toString();
        String forecasts = folder.resolve("forecasts.csv").toString();

        String[] plan = {"--models", "naive", "--horizon", "3", "--folds", "2", "--out", out};
        run("backtest", good, plan[0], plan[1], plan[2], plan[3], plan[4], plan[5], plan[6], plan[7]);
        run("fit", good, "--models", "naive", "--horizon", "3", "--out", model);
        run("forecast", model, good, "--out", forecasts);
        Path table = Path.of(out, "forecasts.csv");
        run("evaluate", table.toString(), "--out", out);

        assertNothingChanges("backtest", bad, plan[0], plan[1], plan[2], plan[3], plan[4], plan[5], plan[6], plan[7]);
        assertNothingChanges("fit", bad, "--models", "naive", "--horizon", "3", "--out", model);
        assertNothingChanges("forecast", model, bad, "--out", forecasts);
        assertNothingChanges("backtest", bad, "--out", folder.resolve("other").toString());
        assertTrue(Files.notExists(folder.resolve("other")), "nothing is begun on bad data");
        Files.writeString(table, "a,2024", StandardOpenOption.APPEND);
        assertNothingChanges("evaluate", table.toString(), "--out", out);
    }
}
