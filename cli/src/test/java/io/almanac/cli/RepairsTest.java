package io.almanac.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands find in data and do about it. */
class RepairsTest {

    @TempDir
    private Path folder;

    private Path data;

    /** Sixty weeks of a shop that sells most on Saturdays, with an outlier, a gap and a row too many; and a shop that is closed. */
    @BeforeEach
    void write() throws IOException {
        List<String> lines = new ArrayList<>(List.of("unique_id,ds,y"));
        LocalDate first = LocalDate.parse("2024-01-01");
        for (int t = 0; t < 420; t++) {
            if (t != 200) {
                double sold = 20 + 10 * (t % 7 == 5 ? 1 : 0) + 3 * Math.sin(t * 1.7) + (t == 100 ? 500 : 0);
                lines.add("open," + first.plusDays(t) + "," + sold);
            }
        }
        lines.add("open,2024-01-03,30");
        for (int t = 0; t < 420; t++) {
            lines.add("closed," + first.plusDays(t) + ",0");
        }
        data = Files.write(folder.resolve("sales.csv"), lines);
    }

    @Test
    void inspectTellsAllThatIsFound() {
        Run run = Run.of("inspect", data.toString(), "--duplicates=last");
        assertEquals(0, run.exitCode(), run.err());
        for (String line : List.of(
                "note       repeated times: 1 (series open, line 421: 2024-01-03 is there already); joined with the rows"
                        + " before: last",
                "warning    gaps: 1 (the longest of 1 step: series open, 2024-07-19); 1 value left missing; --fill fills",
                "warning    constant: 1 (series closed is always 0.0); kept;",
                "warning    outliers: 1 (the largest: series open, 2024-04-10 is ")) {
            assertTrue(run.out().contains(line), run.out());
        }
    }

    @Test
    void inspectGivesMachinesCodesAndSeverities() {
        Run run = Run.of("inspect", data.toString(), "--duplicates=last", "--json");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("\"code\" : \"repeated-times\""), run.out());
        assertTrue(run.out().contains("\"severity\" : \"WARNING\""), run.out());
    }

    @Test
    void aStrictRunEndsBeforeAnythingIsComputed() {
        Path out = folder.resolve("strict");
        Run run = backtest(out, "--duplicates=last", "--strict");
        assertEquals(2, run.exitCode());
        assertTrue(
                run.err().contains("almanac: --strict: " + data + " has 3 warnings: gaps, constant, outliers"),
                run.err());
        assertFalse(Files.exists(out.resolve("forecasts.csv")));
    }

    @Test
    void aStrictRunGoesOnWhereRepairsCureTheWarnings() {
        Run run = backtest(
                folder.resolve("cured"),
                "--duplicates=last",
                "--strict",
                "--drop=constant",
                "--cap",
                "--fill=seasonal");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(
                run.err().contains("data: note: dropped: constant: 1 (series closed of 420 steps); left out"),
                run.err());
        assertTrue(run.err().contains("filled for models by cap then seasonal"), run.err());
    }

    @Test
    void repairsAreRecordedAndReplayed() throws IOException {
        Path out = folder.resolve("out");
        Run run = backtest(
                out,
                "--duplicates=sum",
                "--drop=constant,shorter-than-10",
                "--cap",
                "--fill=linear",
                "--aggregate=W:sum");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(
                run.err().contains("data: note: aggregated to W by sum: 2 (series open: 420 steps of D from "),
                run.err());
        String provenance = Files.readString(out.resolve("provenance.json"));
        for (String part : List.of("\"--aggregate=W:sum\"", "\"cap\" : true", "\"code\" : \"aggregated\"")) {
            assertTrue(provenance.contains(part), provenance);
        }
        assertTrue(Files.readString(out.resolve("report.html")).contains("aggregated to W by sum"));
        Run replay = Run.of("replay", out.resolve("provenance.json").toString());
        assertEquals("identical\n", replay.out(), replay.err());
    }

    @Test
    void anOutlierBeforeTheCutoffsDoesNotReachAModelThatSeesThroughACap() throws IOException {
        Path plain = folder.resolve("plain");
        Path capped = folder.resolve("capped");
        assertEquals(
                0,
                backtest(plain, "--duplicates=last", "--set=moving-average.window=400")
                        .exitCode());
        assertEquals(
                0,
                backtest(capped, "--duplicates=last", "--set=moving-average.window=400", "--cap")
                        .exitCode());
        assertTrue(mean(capped) < 30 && mean(plain) > mean(capped), mean(plain) + " and " + mean(capped));
    }

    /** The first forecast of the open shop. */
    private static double mean(Path out) throws IOException {
        List<String> rows = Files.readAllLines(out.resolve("forecasts.csv"));
        int column = List.of(rows.get(0).split(",", -1)).indexOf("moving-average");
        return rows.stream()
                .filter(row -> row.startsWith("open,"))
                .mapToDouble(row -> Double.parseDouble(row.split(",", -1)[column]))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void fitAndForecastSeeThroughRepairsToo() throws IOException {
        Path model = folder.resolve("sales.almanac");
        Run fit = Run.of(
                "fit",
                data.toString(),
                "--models=drift",
                "--duplicates=last",
                "--aggregate=W:sum",
                "--drop=constant",
                "--fill=linear",
                "--out=" + model);
        assertEquals(0, fit.exitCode(), fit.err());
        Path table = folder.resolve("forecast.csv");
        Run forecast = Run.of(
                "forecast",
                model.toString(),
                data.toString(),
                "--duplicates=last",
                "--aggregate=W:sum",
                "--drop=constant",
                "--fill=linear",
                "--out=" + table);
        assertEquals(0, forecast.exitCode(), forecast.err());
        assertTrue(Files.readAllLines(table).get(1).startsWith("open,2025-02-24,"), Files.readString(table));
    }

    @Test
    void optionsThatAreNoneOfTheseAreRefused() {
        refused("duplicates wants error, first, last, mean or sum, was \"some\"", "--duplicates=some");
        refused("an aggregation is FREQUENCY:HOW, such as D:sum or D:sum,price=mean, was \"W\"", "--aggregate=W");
        refused("steps of D can't be put together to steps of h", "--duplicates=last", "--aggregate=h:sum");
        refused("what is dropped must be constant, empty or shorter-than-N, was \"all\"", "--drop=all");
        refused("all series are left out, none is left", "--duplicates=last", "--drop=shorter-than-1000");
    }

    private void refused(String message, String... options) {
        Run run = backtest(folder.resolve("refused"), options);
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains(message), run.err());
    }

    private Run backtest(Path out, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "backtest", data.toString(), "--models=moving-average", "--folds=2", "--horizon=3", "--out=" + out));
        arguments.addAll(List.of(options));
        return Run.of(arguments.toArray(String[]::new));
    }
}
