package io.almanac.benchmarks.longhorizon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaledSetTest {

    @TempDir
    private Path folder;

    @Test
    void columnsHaveMeanZeroAndDeviationOneOverTheTrainingRows() throws IOException {
        Made.write(folder, Made.SET, 100, 3);
        ScaledSet data = ScaledSet.read(folder, Made.SET);
        assertEquals(new Borders(70, 80, 100), data.borders());
        assertEquals(List.of("c1", "c2", "c3"), data.series().schema().channels());
        assertEquals(100, data.series().length());
        for (int c = 0; c < 3; c++) {
            double sum = 0;
            double squares = 0;
            for (int step = 0; step < 70; step++) {
                sum += data.series().value(c, step);
                squares += data.series().value(c, step) * data.series().value(c, step);
            }
            assertEquals(0, sum / 70, 1e-12);
            assertEquals(1, squares / 70, 1e-12);
        }
    }

    @Test
    void valuesOfLaterRowsDoNotMoveTheScaleAndMinus9999IsANumber() throws IOException {
        // training rows 0, 2, 0, 2, …: mean 1, deviation 1 with divisor n; -9999 becomes -10000
        var text = new StringBuilder("date,x,still\n");
        IntStream.range(0, 100)
                .forEach(row ->
                        text.append("t,").append(row < 70 ? row % 2 * 2 : -9999).append(",5\n"));
        Made.write(folder, Made.SET, text.toString());
        ScaledSet data = ScaledSet.read(folder, Made.SET);
        assertEquals(-1, data.series().value(0, 0));
        assertEquals(1, data.series().value(0, 1));
        assertEquals(-10_000, data.series().value(0, 99));
        assertEquals(0, data.series().value(1, 50)); // a column that stands still is only centred
    }

    @Test
    void theHashIsOfTheBytesInsideTheGzip() throws IOException {
        var set = new BenchmarkSet(
                "made",
                "made.csv.gz",
                Made.SET.frequency(),
                Made.SET.start(),
                4,
                0,
                Made.SET.horizons(),
                Made.SET.windows());
        Made.write(folder, set, 100, 2);
        Made.write(folder, Made.SET, 100, 2);
        assertEquals(
                ScaledSet.read(folder, Made.SET).sha256(),
                ScaledSet.read(folder, set).sha256());
    }

    @Test
    void aMissingFileSaysWhichIsExpectedWhere() {
        var e = assertThrows(NoSuchFileException.class, () -> ScaledSet.read(folder, BenchmarkSet.find("ETTh1")));
        assertEquals(
                folder.resolve("ett/ETTh1.csv.gz") + ": ETTh1 is expected as ett/ETTh1.csv.gz below " + folder,
                e.getMessage());
    }

    @Test
    void aCellThatIsNoNumberIsNamed() throws IOException {
        Made.write(folder, Made.SET, "date,x,y\nt,1,2\nt,3,four\n");
        assertEquals(
                "folder/made.csv, line 3, column 3 must be a number, was \"four\"",
                assertThrows(IllegalArgumentException.class, () -> ScaledSet.read(folder, Made.SET))
                        .getMessage());
        Made.write(folder, Made.SET, "date,x,y\nt,1\n");
        assertEquals(
                "folder/made.csv, line 2 must have 3 columns, has 2",
                assertThrows(IllegalArgumentException.class, () -> ScaledSet.read(folder, Made.SET))
                        .getMessage());
    }

    @Test
    void aFileOfAnotherLengthIsRefused() throws IOException {
        Made.write(folder, Made.SET, 110, 2);
        assertEquals(
                "made must have 19 test windows at horizon 2, has 21: is the file whole?",
                assertThrows(IllegalArgumentException.class, () -> ScaledSet.read(folder, Made.SET))
                        .getMessage());
        BenchmarkSet hourly = BenchmarkSet.find("ETTh1");
        Made.write(folder, hourly, 100, 1);
        assertEquals(
                "ett/ETTh1.csv.gz must have at least 14400 rows, has 100",
                assertThrows(IllegalArgumentException.class, () -> ScaledSet.read(folder, hourly))
                        .getMessage());
    }
}
