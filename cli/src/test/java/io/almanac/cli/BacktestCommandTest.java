package io.almanac.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BacktestCommandTest {

    private static final String TINY = "transformer.epochs=2";

    @TempDir
    private Path folder;

    @Test
    void backtestOfABundledSeriesWritesEverythingAndPrintsATable() throws IOException {
        Run run = Run.of(
                "backtest", "bundled:air-passengers", "--out", folder.toString(), "--models", "seasonal-naive,drift");

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("seasonal-naive"), run.out());
        assertTrue(run.out().contains("MASE (season 12)"), run.out());
        for (String file : new String[] {"report.html", "forecasts.csv", "metrics.csv", "provenance.json"}) {
            assertTrue(Files.size(folder.resolve(file)) > 0, file);
        }
        assertFalse(Files.exists(folder.resolve("parts")), "a finished run leaves no parts");
        assertTrue(run.err().contains("plan: horizon 12 steps of M"), run.err());
    }

    @Test
    void sameSeedGivesTheSameForecastsByteForByte() throws IOException {
        byte[] first = forecasts("a", "3");
        byte[] second = forecasts("b", "3");
        byte[] other = forecasts("c", "4");

        assertArrayEquals(first, second);
        assertFalse(java.util.Arrays.equals(first, other), "another seed must matter");
    }

    private byte[] forecasts(String name, String seed) throws IOException {
        Path out = folder.resolve(name);
        Run run = Run.of(
                "backtest",
                "--out",
                out.toString(),
                "--models",
                "transformer",
                "--set",
                TINY,
                "--folds",
                "2",
                "--seed",
                seed);
        assertEquals(0, run.exitCode(), run.err());
        // A sixth of the 2,035 weeks before the validation steps is 339: six years of 52.
        assertTrue(run.err().contains("  transformer: network: context 312, chosen"), run.err());
        return Files.readAllBytes(out.resolve("forecasts.csv"));
    }

    @Test
    void theSameForecasterRunsUnderTwoLabelsWithItsOwnOptions() {
        Run run = Run.of(
                "backtest",
                "--out",
                folder.toString(),
                "--models",
                "a=moving-average,b=moving-average",
                "--set",
                "a.window=3",
                "--json");

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("\"a\"") && run.out().contains("\"b\""), run.out());
    }

    @Test
    void conformalIntervalsLeaveLabelsAndPointsAlone() throws IOException {
        String[] args = {
            "backtest",
            "bundled:air-passengers",
            "--models",
            "seasonal-naive,a=moving-average",
            "--set",
            "a.window=3",
            "--folds",
            "2",
            "--json",
            "--out"
        };
        Run own = Run.of(append(args, folder.resolve("own").toString()));
        Run conformal = Run.of(append(args, folder.resolve("conformal").toString(), "--intervals", "conformal"));

        assertEquals(0, conformal.exitCode(), conformal.err());
        assertEquals(mae(own), mae(conformal));
        String header =
                Files.readAllLines(folder.resolve("conformal/forecasts.csv")).get(0);
        assertEquals(Files.readAllLines(folder.resolve("own/forecasts.csv")).get(0), header);
        assertTrue(header.contains("a,a-lo-80"), header);
        assertFalse(own.out().equals(conformal.out()), "coverage must differ");
        String provenance = Files.readString(folder.resolve("conformal/provenance.json"));
        assertTrue(provenance.contains("symmetric conformal around moving-average"), provenance);
    }

    private static String[] append(String[] args, String... more) {
        return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
    }

    private static List<String> mae(Run run) {
        List<String> lines =
                run.out().lines().filter(line -> line.contains("\"MAE\"")).toList();
        assertEquals(2, lines.size());
        return lines;
    }

    @Test
    void conformalIsAForecasterWithTheInnerOnesSettingsBelowIt() throws IOException {
        Path models = folder.resolve("models.yaml");
        Files.writeString(models, "c:\n  forecaster: conformal\n  settings.season: 6\n  method: asymmetric\n");

        Run run = Run.of(
                "backtest",
                "bundled:co2-weekly",
                "--models",
                models + ",d.e=conformal",
                "--set",
                "d.e.forecaster=moving-average",
                "--set",
                "d.e.settings.window=3",
                "--set",
                "d.e.lower=0",
                "--folds",
                "2",
                "--out",
                folder.toString());

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("d.e"), run.out());
    }

    @Test
    void tooFewScoresForALevelAreNamed() throws IOException {
        Run run = Run.of(
                "backtest",
                "bundled:air-passengers",
                "--models",
                "naive",
                "--intervals",
                "conformal",
                "--levels",
                "99",
                "--folds",
                "1",
                "--out",
                folder.toString());

        assertEquals(2, run.exitCode());
        assertTrue(
                run.err().contains("the levels [99] need 99 scores at each step of the horizon, there are"), run.err());
    }

    @Test
    void forecastersCanStandInAYamlFile() throws IOException {
        Path models = folder.resolve("models.yaml");
        Files.writeString(models, "short:\n  forecaster: moving-average\n  window: 3\nseasonal-naive: {}\n");

        Run run = Run.of("backtest", "--out", folder.toString(), "--models", models.toString());

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("short") && run.out().contains("seasonal-naive"), run.out());
    }

    @Test
    void anErrorInAYamlFileNamesItsPlace() throws IOException {
        Path models = folder.resolve("models.yaml");
        Files.writeString(models, "short:\n  forecaster: [\n");

        Run run = Run.of("backtest", "--models", models.toString());

        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("models.yaml, line 2"), run.err());
    }

    @Test
    void wrongArgumentsEndWithTwoAndSayWhatIsWrong() {
        wrong("horizon must be at least 1, was 0", "backtest", "--horizon", "0");
        wrong("no forecaster \"prophet\"", "backtest", "--models", "prophet");
        wrong("no option \"layer\"", "backtest", "--models", "transformer", "--set", "transformer.layer=2");
        wrong("no forecaster bears the label b", "backtest", "--models", "naive", "--set", "b.window=2");
        wrong("stands twice", "backtest", "--models", "naive,naive");
        wrong("a level must be a percentage", "backtest", "--levels", "100");
        wrong("--refit must be", "backtest", "--refit", "sometimes");
        wrong("--intervals must be own or conformal, was \"both\"", "backtest", "--intervals", "both");
        wrong(
                "naive: naive: no option \"x\"",
                "backtest",
                "--models",
                "naive",
                "--intervals",
                "conformal",
                "--set",
                "naive.x=1");
        wrong(
                "c: conformal: naive: no option \"x\"",
                "backtest",
                "--models",
                "c=conformal",
                "--set",
                "c.forecaster=naive",
                "--set",
                "c.settings.x=1");
        wrong("settings.KEY", "backtest", "--models", "c=conformal", "--set", "c.settings=1");
        wrong("--set wants LABEL.OPTION=VALUE", "backtest", "--models", "naive", "--set", "naive");
        wrong("nowhere.csv", "backtest", "nowhere.csv");
        wrong("no bundled series", "backtest", "bundled:nothing");
        wrong("Unknown option", "backtest", "--horizons", "3");
    }

    private void wrong(String message, String... args) {
        Run run = Run.of(args);
        assertEquals(2, run.exitCode(), run.err());
        assertTrue(run.err().contains(message), run.err());
        assertEquals("", run.out());
    }

    @Test
    void badDataEndWithTwoAndTheirPlaceAndLeaveNothing() throws IOException {
        Path data = folder.resolve("sales.csv");
        Files.writeString(data, "unique_id,ds,y\na,2024-01-01,1\na,2024-02-01,twelve\n");
        Path out = folder.resolve("results");

        Run run = Run.of("backtest", data.toString(), "--out", out.toString());

        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("sales.csv, line 3, column \"y\": \"twelve\""), run.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void aSeriesThatIsTooShortIsRefusedWithAReason() throws IOException {
        Path data = folder.resolve("short.csv");
        Files.writeString(data, "unique_id,ds,y\na,2024-01-01,1\na,2024-02-01,2\na,2024-03-01,3\n");

        Run run = Run.of("backtest", data.toString(), "--models", "naive", "--out", folder.toString());

        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("no forecast of a by naive in fold 1: the series has 3 steps"), run.err());
    }

    /** On air passengers the last season grows with the series: the mean of three months is far worse. */
    @Test
    void theGateOpensOnlyWhereEveryOtherModelIsShownToBeBetter() {
        Run open = gate("seasonal-naive,moving-average", "moving-average");
        assertEquals(0, open.exitCode(), open.err());
        assertTrue(
                open.out()
                        .contains("seasonal-naive is shown to be better than moving-average (Diebold-Mariano, 8 folds"),
                open.out());

        Run closed = gate("moving-average,seasonal-naive", "seasonal-naive");
        assertEquals(1, closed.exitCode(), closed.err());
        assertTrue(
                closed.err().contains("almanac: gate: moving-average is not shown to be better than seasonal-naive"),
                closed.err());

        Run untested = Run.of(
                "backtest",
                "bundled:air-passengers",
                "--folds=3",
                "--models=seasonal-naive,moving-average",
                "--require-better-than=moving-average",
                "--out=" + folder);
        assertEquals(1, untested.exitCode(), untested.err());
        assertTrue(untested.err().contains("is not testable: 3 non-overlapping folds"), untested.err());

        wrong(
                "--require-better-than wants one of several labels",
                "backtest",
                "--models=naive",
                "--require-better-than=naive");
    }

    private Run gate(String models, String than) {
        return Run.of(
                "backtest",
                "bundled:air-passengers",
                "--folds=8",
                "--models=" + models,
                "--require-better-than=" + than,
                "--out=" + folder);
    }

    @Test
    void whereMostStepsAreZeroHighQuantilesAreScoredAndMeansHeadTheTable() throws IOException {
        Path data = folder.resolve("spares.csv");
        var rows = new StringBuilder("unique_id,ds,y\n");
        for (int t = 0; t < 60; t++) {
            rows.append("part,")
                    .append(t)
                    .append(',')
                    .append(t % 4 == 1 ? 2 + t % 3 : 0)
                    .append('\n');
        }
        Files.writeString(data, rows);

        Run run = Run.of("backtest", data.toString(), "--models=moving-average", "--out=" + folder);

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().lines().findFirst().orElseThrow().strip().startsWith("RMSSE"), run.out());
        assertTrue(
                Files.readAllLines(folder.resolve("forecasts.csv")).get(0).contains("moving-average-q-0.8"),
                "the quantile 0.8 is asked for");
    }

    @Test
    void jsonHoldsTheEvidence() {
        Run run = Run.of("backtest", "--models=drift,seasonal-naive", "--folds=9", "--json", "--out=" + folder);
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("\"verdict\" : \"NOT_SHOWN\""), run.out());
        assertTrue(run.out().contains("\"than\" : \"seasonal-naive\""), run.out());
    }

    @Test
    void helpFitsAScreen() {
        Run run = Run.of("--help");

        assertEquals(0, run.exitCode());
        assertTrue(run.out().lines().count() <= 30, run.out());
        assertTrue(run.out().lines().allMatch(line -> line.length() <= 100), run.out());
    }
}
