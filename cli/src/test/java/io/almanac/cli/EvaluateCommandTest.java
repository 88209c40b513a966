package io.almanac.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluateCommandTest {

    @TempDir
    private Path folder;

    @Test
    void theTableOfABacktestHasTheMetricsOfTheBacktest() throws IOException {
        Path out = folder.resolve("backtest");
        Run backtest = Run.of(
                "backtest",
                "bundled:air-passengers",
                "--models",
                "seasonal-naive,drift",
                "--folds",
                "3",
                "--out",
                out.toString());
        assertEquals(0, backtest.exitCode(), backtest.err());
        Path scored = folder.resolve("scored");

        Run run = Run.of(
                "evaluate",
                out.resolve("forecasts.csv").toString(),
                "--history",
                "bundled:air-passengers",
                "--out",
                scored.toString());

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("MASE (season 12)"), run.out());
        assertTrue(run.err().contains("36 rows, 1 series, 3 folds, horizon up to 12 steps of M"), run.err());
        assertArrayEquals(
                Files.readAllBytes(out.resolve("metrics.csv")), Files.readAllBytes(scored.resolve("metrics.csv")));
    }

    @Test
    void scoresAreThoseWorkedOutByHand() throws IOException {
        // Errors of x: 1, -1 and 2, 2: MAE 1.5; of z: 0, 0 and 4, 0: MAE 1.
        Path table = file(
                "f.csv",
                "unique_id,ds,cutoff,y,x,z",
                "a,2020-01-03,2020-01-02,10,11,10",
                "a,2020-01-04,2020-01-02,10,9,10",
                "b,2020-01-03,2020-01-02,10,12,14",
                "b,2020-01-04,2020-01-02,10,12,10");

        Run run = Run.of("evaluate", table.toString());

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(row(run, "x").contains("1.500"), run.out());
        assertTrue(row(run, "z").contains("1.000*"), run.out());
        assertTrue(run.out().contains("Not computed, because it needs the history before the cutoff"), run.out());
        assertFalse(run.out().contains("NaN"), run.out());
        assertFalse(
                row(Run.of("evaluate", table.toString(), "--labels", "z"), "z").isEmpty());
    }

    @Test
    void stepsHistoryAndActualValuesComeFromThreeFiles() throws IOException {
        // History 1, 3, 5: the scale at season 1 is 2. Forecasts 6 and 9, y 7 and 8: MASE (1 + 1) / 2 / 2.
        Path table = file("f.csv", "unique_id,step,theta", "a,1,6", "a,2,9");
        Path history = file("train.csv", "unique_id,ds,y", "a,2001-01-01,1", "a,2002-01-01,3", "a,2003-01-01,5");
        Path actual = file("test.csv", "unique_id,ds,y", "a,2004-01-01,7", "a,2005-01-01,8");

        Run run = Run.of("evaluate", table.toString(), "--history", history.toString(), "--actual", actual.toString());

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(row(run, "theta").contains("0.5000*"), run.out());
    }

    @Test
    void baselinesAreForecastFromTheHistory() throws IOException {
        // Naive forecasts 5 and 5; y 7 and 8: MAE 2.5.
        Path table = file("test.csv", "unique_id,ds,y", "a,2004-01-01,7", "a,2005-01-01,8");
        Path history = file("train.csv", "unique_id,ds,y", "a,2001-01-01,1", "a,2002-01-01,3", "a,2003-01-01,5");

        Run run = Run.of(
                "evaluate",
                table.toString(),
                "--history=" + history,
                "--baselines=naive,up=drift",
                "--relative-to=naive");

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(row(run, "naive").contains("2.500"), run.out());
        assertTrue(row(run, "up").contains("0.5000*"), run.out()); // 7 and 9
        assertTrue(run.out().contains("against naive"), run.out());
        assertTrue(run.out().contains("0.8000"), run.out()); // the skill of 0.5 against 2.5
    }

    @Test
    void aWideTableIsCutByTheHorizon() throws IOException {
        Path table = file(
                "prices.csv",
                ",Real price,DNN 1",
                "2020-01-01 00:00:00,10,11",
                "2020-01-01 01:00:00,10,11",
                "2020-01-01 02:00:00,10,11",
                "2020-01-01 03:00:00,10,11");

        Run run = Run.of("evaluate", table.toString(), "--horizon", "2", "--target", "Real price");

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.err().contains("1 series, 2 folds, horizon up to 2 steps of h"), run.err());
        assertTrue(row(run, "DNN 1").contains("1.000*"), run.out());
    }

    @Test
    void groupsAreSummedUpAndScoredAtEachLevel() throws IOException {
        // Errors are 1 and -1 in the north, 2 in the south: 0 and 2 by region, 2 in total.
        Path table = file(
                "f.csv",
                "unique_id,ds,y,region,x",
                "a,2020-01-03,10,north,11",
                "a,2020-01-04,10,north,11",
                "b,2020-01-03,10,north,9",
                "b,2020-01-04,10,north,9",
                "c,2020-01-03,10,south,12",
                "c,2020-01-04,10,south,12");
        Path out = folder.resolve("out");

        Run run = Run.of("evaluate", table.toString(), "--group", "region", "--out", out.toString());

        assertEquals(0, run.exitCode(), run.err());
        List<String> lines = run.out().lines().toList();
        assertTrue(after(lines, "total: 1 series").contains("2.000*"), run.out());
        assertTrue(after(lines, "by region: 2 series").contains("1.000*"), run.out());
        assertTrue(after(lines, "series: 3 series").contains("1.333*"), run.out());
        assertTrue(run.err().contains("intervals of sums come from their errors at earlier cutoffs"), run.err());
        assertTrue(Files.readString(out.resolve("metrics-by-region.csv")).contains("x,MAE,series,north,0.0,2"));
        assertTrue(Files.exists(out.resolve("metrics-total.csv")) && Files.exists(out.resolve("metrics.csv")));
        Run json = Run.of("evaluate", table.toString(), "--group", "region", "--json");
        assertTrue(json.out().contains("\"sums\"") && json.out().contains("\"total\""), json.out());
    }

    private static String after(List<String> lines, String heading) {
        return lines.get(lines.indexOf(heading) + 2);
    }

    @Test
    void costsNameTheQuantileThatIsScored() throws IOException {
        // Costs 9:1: x by its quantile 0.9, which is 12: 2 too high costs 2; z by its point 8: 2 too low costs 18.
        Path table = file(
                "f.csv", "unique_id,ds,y,x,x-lo-80,x-hi-80,z", "a,2020-01-03,10,9,8,12,8", "a,2020-01-04,10,9,8,12,8");

        Run run = Run.of("evaluate", table.toString(), "--cost", "9:1");

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(row(run, "x").contains("2.000*"), run.out());
        assertTrue(row(run, "z").contains("18.00"), run.out());
        assertTrue(run.err().contains("cost 9:1: the quantile 0.9 of x"), run.err());
        assertTrue(run.err().contains("cost 9:1: the point of z, for want of the quantile 0.9"), run.err());
    }

    @Test
    void refusalsAreSaidWithTheirReason() throws IOException {
        Path table = file(
                "f.csv",
                "unique_id,ds,y,x,z",
                "a,2020-01-03,10,11,",
                "a,2020-01-04,10,11,1",
                "b,2020-01-03,10,11,1",
                "b,2020-01-04,10,11,1");

        Run run = Run.of("evaluate", table.toString());

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(
                run.err().contains("no forecast by z of a in fold 1: the table has 1 of 2 numbers of it"), run.err());
    }

    @Test
    void wrongArgumentsAndTablesEndWithTwo() throws IOException {
        Path table = file("f.csv", "unique_id,ds,y,x", "a,2020-01-03,1,1", "a,2020-01-04,1,1");
        Path noActual = file("g.csv", "unique_id,ds,x", "a,2020-01-03,1", "a,2020-01-04,1");
        Path empty = file("h.csv", "unique_id,ds,y,x", "a,2020-01-03,1,", "a,2020-01-04,1,");

        wrong("--cost wants two numbers above 0, such as 3:1, was \"3\"", table, "--cost", "3");
        wrong("--cost wants two numbers above 0, such as 3:1, was \"0:1\"", table, "--cost", "0:1");
        wrong("--baselines needs --history", table, "--baselines", "naive");
        wrong("--relative-to wants one of the labels [x], was nobody", table, "--relative-to", "nobody");
        wrong("no forecaster \"prophet\"", table, "--baselines", "prophet");
        wrong(
                "there is a label x already; give the baseline another",
                table,
                "--baselines",
                "x=naive",
                "--history",
                "bundled:air-passengers",
                "--frequency",
                "M");
        wrong(
                "the baseline transformer learns from all series together",
                table,
                "--baselines",
                "transformer",
                "--history",
                "bundled:air-passengers",
                "--frequency",
                "M");
        wrong("horizon must be at least 1, was 0", table, "--horizon", "0");
        wrong("there is no label \"w\"; there are x", table, "--labels", "w");
        wrong("there is no column \"region\" (groups of series)", table, "--group", "region");
        wrong("g.csv has no column of actual values; name it as the target, or give them by another table", noActual);
        wrong("nothing could be scored", empty);
        wrong("there is no such file", folder.resolve("nowhere.csv"));
        wrong("Invalid value for option '--points'", table, "--points", "mode");
    }

    private static void wrong(String message, Path table, String... options) {
        String[] args = new String[options.length + 2];
        args[0] = "evaluate";
        args[1] = table.toString();
        System.arraycopy(options, 0, args, 2, options.length);
        Run run = Run.of(args);
        assertEquals(2, run.exitCode(), run.err());
        assertTrue(run.err().contains(message), run.err());
        assertEquals("", run.out());
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private static String row(Run run, String label) {
        return run.out()
                .lines()
                .filter(line -> line.startsWith(label + " "))
                .findFirst()
                .orElse("");
    }
}
