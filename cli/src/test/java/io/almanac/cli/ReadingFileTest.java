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

/** The YAML file that says how the data beside it are read. */
final class ReadingFileTest {

    @TempDir
    private Path folder;

    private Path data;
    private Path beside;

    @BeforeEach
    void files() throws IOException {
        data = folder.resolve("sales.csv");
        Files.write(
                data,
                Stream.concat(
                                Stream.of("shop;day;sold;promo;note"),
                                IntStream.range(0, 40)
                                        .mapToObj(day -> "a;"
                                                + java.time.LocalDate.of(2024, 1, 1)
                                                        .plusDays(day) + ";" + day % 7 + ",5;" + day % 2 + ";x"))
                        .toList());
        beside = folder.resolve("sales.yaml");
        Files.writeString(beside, """
                columns: [shop, day, sold]
                delimiter: ";"
                decimal-comma: true
                future: [promo]
                ignore: [note]
                """);
    }

    @Test
    void theFileBesideTheDataIsReadAndNamed() {
        Run run = inspect();
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("layout     long, 1 series\n"), run.out());
        assertTrue(run.out().contains("covariate  future promo, 0 steps ahead\n"), run.out());
        assertTrue(run.out().contains("options in " + beside + ": 5 (columns: [shop, day, sold]); used"), run.out());
        Run fit = Run.of(
                "fit",
                data.toString(),
                "--models",
                "naive",
                "--out",
                folder.resolve("m").toString());
        assertTrue(
                fit.err()
                        .contains("data: read as " + beside + " says: columns: [shop, day, sold], delimiter: ;,"
                                + " decimal-comma: true, ignore: note, future: promo\n"),
                fit.err());
    }

    @Test
    void optionsOfTheCommandLineComeFirst() throws IOException {
        Run run = inspect("--season", "3", "--past", "promo");
        assertTrue(run.out().contains("season     3 steps\n"), run.out());
        assertTrue(run.out().contains("covariate  past promo\n"), run.out());

        Path other =
                Files.writeString(folder.resolve("other.yaml"), "time: day\nignore: [shop, sold, note]\ndelimiter: ;");
        Run wide = inspect("--reading", other.toString());
        assertTrue(wide.out().contains("layout     wide, 1 channel\n"), wide.err());

        Run none = inspect("--reading", "none");
        assertEquals(2, none.exitCode());
        assertTrue(none.err().contains("there is only a column") || none.err().contains("column"), none.err());
    }

    @Test
    void aBundledSeriesIsReadAsItsCardSays() {
        Run card = Run.of("inspect", "bundled:seattle-weather");
        assertTrue(card.out().contains("season     365 steps\n"), card.err());
        assertTrue(card.out().contains("covariate  past wind\n"), card.out());
        Run none = Run.of("inspect", "bundled:seattle-weather", "--reading", "none");
        assertTrue(none.out().contains("layout     wide, 4 channels\n"), none.out());
    }

    @Test
    void aMistakeInTheFileHasItsPlace() throws IOException {
        Files.writeString(beside, "columns: [shop, day, sold]\nseasons: 7\n");
        Run run = inspect();
        assertEquals(2, run.exitCode());
        assertTrue(
                run.err()
                        .contains("almanac: " + beside
                                + ", line 2, column 1: there is no key \"seasons\"; there are time,"),
                run.err());
        Run inline = inspect("--reading", "{season: week}");
        assertTrue(
                inline.err().contains("almanac: --reading, line 1, column 10: season wants whole numbers"),
                inline.err());
    }

    @Test
    void aReplayReadsAsTheBacktestDidWhateverTheFileSaysNow() throws IOException {
        Path out = folder.resolve("out");
        Run run = Run.of(
                "backtest",
                data.toString(),
                "--models",
                "seasonal-naive,naive",
                "--season",
                "7",
                "--horizon",
                "4",
                "--folds",
                "2",
                "--out",
                out.toString());
        assertEquals(0, run.exitCode(), run.err());
        String report = Files.readString(out.resolve("report.html"));
        assertTrue(report.contains("options in " + beside));
        for (String now : List.of("season: 3", "no YAML: [")) {
            Files.writeString(beside, now);
            Run replay = Run.of("replay", out.resolve("provenance.json").toString());
            assertEquals("identical\n", replay.out(), replay.err());
        }
        Files.delete(beside);
        assertEquals(
                "identical\n",
                Run.of("replay", out.resolve("provenance.json").toString()).out());
    }

    @Test
    void aBacktestWithoutSuchAFileIsReplayedWithoutOne() throws IOException {
        Files.writeString(data, Files.readString(data).replace(',', '.').replace(';', ','));
        Files.delete(beside);
        Path out = folder.resolve("out");
        Run run = Run.of(
                "backtest",
                data.toString(),
                "--columns",
                "shop,day,sold",
                "--ignore",
                "promo,note",
                "--models",
                "naive",
                "--out",
                out.toString());
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(Files.readString(out.resolve("provenance.json")).contains("\"--reading=none\""));
        Files.writeString(beside, "season: 3");
        Run replay = Run.of("replay", out.resolve("provenance.json").toString());
        assertEquals("identical\n", replay.out(), replay.err());
    }

    @Test
    void aModelTakesItsCovariatesAndTheRestFromTheFile() throws IOException {
        String model = folder.resolve("m.almanac").toString();
        Run fit = Run.of(
                "fit", data.toString(), "--models", "naive", "--horizon", "2", "--past", "promo", "--out", model);
        assertEquals(0, fit.exitCode(), fit.err());
        Run forecast = Run.of("forecast", model, data.toString());
        assertEquals(0, forecast.exitCode(), forecast.err());
        assertFalse(forecast.err().contains("future promo"), forecast.err());

        // A covariate that the file names and the model does not have is left out.
        Run without = Run.of(
                "fit",
                data.toString(),
                "--models",
                "naive",
                "--horizon",
                "2",
                "--ignore",
                "promo,note",
                "--out",
                model);
        assertEquals(0, without.exitCode(), without.err());
        Run plain = Run.of("forecast", model, data.toString());
        assertEquals(0, plain.exitCode(), plain.err());
    }

    private Run inspect(String... more) {
        return Run.of(Stream.concat(Stream.of("inspect", data.toString()), Stream.of(more))
                .toArray(String[]::new));
    }
}
