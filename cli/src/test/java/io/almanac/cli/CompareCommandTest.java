package io.almanac.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompareCommandTest {

    @TempDir
    private Path folder;

    @Test
    void everyStepIsComparedWithTheOneBeforeAndTheFirst() throws IOException {
        // Of series a and b errors are 4, 4; then 2, 4; then 3, 3. In percent of y = 100: 4, 3, 3.
        Path naive = table("naive.csv", "naive", 104, 104);
        Path model = table("model.csv", "model", 102, 104);
        Path human = table("human.csv", "human", 103, 97);

        Run run = Run.of("compare", naive.toString(), model.toString(), human.toString());

        assertEquals(0, run.exitCode(), run.err());
        List<String> lines = run.out().lines().toList();
        assertTrue(lines.get(0).contains("WAPE (%, mean of series)"), run.out());
        assertEquals(List.of("naive", "4.000"), words(lines.get(1)));
        assertEquals(
                List.of("model", "3.000", "+25.0", "%", "+25.0", "%", "0", "of", "2", "(0", "%)"), words(lines.get(2)));
        assertEquals(
                List.of("human", "3.000", "+0.0", "%", "+25.0", "%", "1", "of", "2", "(50", "%)"), words(lines.get(3)));
        assertEquals(
                "model against naive is not testable: 1 non-overlapping fold, at least 8 are needed.", lines.get(4));
        assertTrue(run.err().contains("compare: 4 points that all tables have, 1 fold"), run.err());
        assertTrue(run.err().contains("--history DATA gives MASE"), run.err());
    }

    private Path table(String name, String label, double a, double b) throws IOException {
        List<String> rows = new ArrayList<>(List.of("unique_id,ds,cutoff,y," + label));
        for (int day = 3; day <= 4; day++) {
            rows.add("a,2020-01-0" + day + ",2020-01-02,100," + a);
        }
        for (int day = 3; day <= 4; day++) {
            rows.add("b,2020-01-0" + day + ",2020-01-02,100," + b);
        }
        return Files.write(folder.resolve(name), rows);
    }

    private static List<String> words(String line) {
        return List.of(line.split(" +"));
    }

    @Test
    void evidenceSaysWhatIsBetterAndWhatIsWorse() throws IOException {
        // 40 folds of one step; errors of bad are about 4, of good about 1.
        var random = new Random(8);
        List<String> bad = new ArrayList<>(List.of("unique_id,ds,cutoff,y,bad"));
        List<String> good = new ArrayList<>(List.of("unique_id,ds,cutoff,y,good"));
        for (int t = 1; t <= 40; t++) {
            String place = "a," + (100 + t) + "," + (99 + t) + ",50,";
            bad.add(place + String.format(Locale.ROOT, "%.3f", 54 + random.nextDouble()));
            good.add(place + String.format(Locale.ROOT, "%.3f", 51 + random.nextDouble()));
        }
        String badFile = Files.write(folder.resolve("bad.csv"), bad).toString();
        String goodFile = Files.write(folder.resolve("good.csv"), good).toString();

        Run better = Run.of("compare", badFile, goodFile);
        Run worse = Run.of("compare", goodFile, badFile, "--json");

        assertEquals(0, better.exitCode(), better.err());
        assertTrue(
                better.out().contains("good is shown to be better than bad (Diebold-Mariano, 40 folds"), better.out());
        assertTrue(better.out().startsWith("        MAE  skill"), better.out()); // one series needs no scale
        assertTrue(worse.out().contains("\"verdict\" : \"WORSE\""), worse.out());
        assertTrue(worse.out().contains("good is shown to be better than bad"), worse.out());
    }

    @Test
    void aHistoryGivesScaledErrors() throws IOException {
        Path history = Files.write(
                folder.resolve("train.csv"),
                List.of(
                        "unique_id,ds,y",
                        "a,2019-12-31,96",
                        "a,2020-01-01,98",
                        "a,2020-01-02,100",
                        "b,2019-12-31,90",
                        "b,2020-01-01,100",
                        "b,2020-01-02,100"));

        // At season 1 the scales are 2 and 5, so errors of 4 are 2 and 0.8: MASE 1.4.
        Run run = Run.of(
                "compare",
                table("naive.csv", "naive", 104, 104).toString(),
                table("model.csv", "model", 100, 104).toString(),
                "--history",
                history.toString(),
                "--season",
                "1");

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("MASE (season 1)"), run.out());
        assertEquals(List.of("naive", "1.400"), words(run.out().lines().toList().get(1)));
    }

    @Test
    void oneTableMayHoldSeveralLabels() throws IOException {
        Path table = Files.write(
                folder.resolve("all.csv"),
                List.of("unique_id,ds,y,LEAR 56,DNN 1", "a,2020-01-03,100,104,102", "a,2020-01-04,100,104,102"));

        Run run = Run.of("compare", table + ":LEAR 56", table + ":DNN 1");

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("DNN 1"), run.out());
        wrong(
                "all.csv has the labels LEAR 56, DNN 1; name one: " + table + ":LEAR 56",
                table.toString(),
                table.toString());
        wrong("there is no label \"DNN 2\"", table + ":LEAR 56", table + ":DNN 2");
    }

    @Test
    void tablesWithOneLabelAreNamedAfterTheirFiles() throws IOException {
        Run run = Run.of(
                "compare",
                table("first.csv", "yhat", 104, 104).toString(),
                table("second.csv", "yhat", 103, 103).toString());

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("first ") && run.out().contains("second "), run.out());
    }

    @Test
    void pointsThatNotAllHaveAreCounted() throws IOException {
        Path naive = table("naive.csv", "naive", 104, 104);
        Path half = Files.write(
                folder.resolve("half.csv"),
                List.of(
                        "unique_id,ds,cutoff,y,half",
                        "b,2020-01-04,2020-01-02,100,101",
                        "b,2020-01-03,2020-01-02,99,101"));

        Run run = Run.of("compare", naive.toString(), half.toString());

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.err().contains("compare: 2 points that all tables have"), run.err());
        assertTrue(run.err().contains("compare: 2 more points of naive, which not all have"), run.err());
        assertTrue(
                run.err()
                        .contains("disagree about what happened at 1 points, and the first counts; series b at"
                                + " 2020-01-03: 100.0 and 99.0"),
                run.err());
    }

    @Test
    void wrongArgumentsAndTablesWithoutCommonPointsEndWithTwo() throws IOException {
        Path naive = table("naive.csv", "naive", 104, 104);
        Path other = Files.write(
                folder.resolve("other.csv"),
                List.of("unique_id,ds,cutoff,y,x", "z,2020-01-03,2020-01-02,1,1", "z,2020-01-04,2020-01-02,1,1"));
        Path noActual =
                Files.write(folder.resolve("bare.csv"), List.of("unique_id,ds,x", "a,2020-01-03,1", "a,2020-01-04,1"));

        wrong("the tables have no point in common that can be scored", naive.toString(), other.toString());
        wrong("have no column of actual values", noActual.toString(), noActual.toString());
        wrong("requires at least 2 values", naive.toString());
        wrong(
                "there is no such file",
                naive.toString(),
                folder.resolve("nowhere.csv").toString());
    }

    private static void wrong(String message, String... files) {
        String[] args = new String[files.length + 1];
        args[0] = "compare";
        System.arraycopy(files, 0, args, 1, files.length);
        Run run = Run.of(args);
        assertEquals(2, run.exitCode(), run.err());
        assertTrue(run.err().contains(message), run.err());
        assertEquals("", run.out());
    }
}
