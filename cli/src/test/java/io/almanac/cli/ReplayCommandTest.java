package io.almanac.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayCommandTest {

    @TempDir
    private Path folder;

    private Path data;
    private Path out;

    /** A backtest with an option of every kind: of data, plan, models. */
    @BeforeEach
    void backtest() throws IOException {
        data = folder.resolve("sales.csv");
        out = folder.resolve("out");
        Files.write(
                data,
                Stream.concat(
                                Stream.of("shop;day;sold;note"),
                                IntStream.range(0, 40)
                                        .mapToObj(day -> "a;"
                                                + java.time.LocalDate.of(2024, 1, 1)
                                                        .plusDays(day) + ";" + (day % 11 == 3 ? "" : day % 7 + ",5")
                                                + ";x"))
                        .toList());
        Run run = Run.of(
                "backtest",
                data.toString(),
                "--columns",
                "shop,day,sold",
                "--delimiter",
                ";",
                "--decimal-comma",
                "--ignore",
                "note",
                "--season=7",
                "--horizon",
                "5",
                "--folds",
                "3",
                "--fill",
                "linear",
                "--fallback",
                "naive",
                "--models",
                "ma=moving-average,drift",
                "--set",
                "ma.window=3",
                "--levels",
                "50,90",
                "--out",
                out.toString());
        assertEquals(0, run.exitCode(), run.err());
    }

    @Test
    void aReplayOfTheSameIsIdenticalAndLeavesNothing() throws IOException {
        List<Path> before = files();
        Run run = replay();
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("identical\n", run.out());
        assertEquals(before, files());
    }

    @Test
    void aReplayCanBeKeptAndBeReplayedItself() {
        Path again = folder.resolve("again");
        Run run = Run.of("replay", out.resolve("provenance.json").toString(), "--out", again.toString());
        assertEquals("identical\n", run.out(), run.err());
        assertEquals(
                "identical\n",
                Run.of("replay", again.resolve("provenance.json").toString()).out());
    }

    @Test
    void numbersThatDifferAreNamedWithTheirSize() throws IOException {
        Path table = out.resolve("forecasts.csv");
        List<String> lines = new java.util.ArrayList<>(Files.readAllLines(table));
        List<String> header = List.of(lines.get(0).split(","));
        String[] cells = lines.get(2).split(",");
        int drift = header.indexOf("drift");
        cells[drift] = Double.toString(Double.parseDouble(cells[drift]) + 0.5);
        lines.set(2, String.join(",", cells));
        Files.write(table, lines);
        Run run = replay();
        assertEquals(1, run.exitCode(), run.err());
        assertTrue(
                run.out().startsWith("forecasts.csv: drift differs in 1 cells, by up to 0.500 (relative "), run.out());
        assertTrue(run.out().endsWith("first in line 3\n"), run.out());
    }

    @Test
    void otherDataAreNoReplay() throws IOException {
        Files.writeString(data, Files.readString(data).replace("6,5", "6,25"));
        Run run = replay();
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("the data have the hash "), run.err());
        assertEquals("", run.out());
    }

    @Test
    void dataThatWereMovedAreFoundWhereTheUserSays() throws IOException {
        Path moved = folder.resolve("moved.csv");
        Files.move(data, moved);
        assertEquals(2, replay().exitCode());
        Run run = Run.of("replay", out.resolve("provenance.json").toString(), "--data", moved.toString());
        assertEquals("identical\n", run.out(), run.err());
    }

    @Test
    void whatIsNoProvenanceIsRefusedWithTheReason() throws IOException {
        Path file = out.resolve("provenance.json");
        String intact = Files.readString(file);
        refused("it is no JSON", file, "{");
        refused("format is missing", file, "{}");
        refused(
                "it has the format 1, this program reads format 3",
                file,
                intact.replace("\"format\" : 3", "\"format\" : 1"));
        refused("no forecaster \"drifting\"", file, intact.replace("\"id\" : \"drift\"", "\"id\" : \"drifting\""));
        refused("Unknown option: '--sheet=2'", file, intact.replace("\"--decimal-comma\"", "\"--sheet=2\""));
        refused("--fill must be none", file, intact.replace("\"linear\"", "\"curved\""));
        Files.writeString(file, intact);
        Files.delete(out.resolve("metrics.csv"));
        refused("there is no metrics.csv beside", file, intact);
    }

    private void refused(String reason, Path file, String content) throws IOException {
        Files.writeString(file, content);
        Run run = replay();
        assertEquals(2, run.exitCode(), run.err());
        assertTrue(run.err().contains(reason), run.err());
        assertFalse(run.err().contains("Exception"), run.err());
    }

    private Run replay() {
        return Run.of("replay", out.resolve("provenance.json").toString());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }
}
