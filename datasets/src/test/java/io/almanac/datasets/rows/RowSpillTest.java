package io.almanac.datasets.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowSpillTest {

    private static final SeriesRows.Shape SHAPE = new SeriesRows.Shape(1, 0, false, false);

    @Test
    void aFolderThatTakesNothingIsNamedWithTheWaysOut(@TempDir Path folder) {
        DataException e = assertThrows(DataException.class, () -> RowSpill.create(SHAPE, folder.resolve("absent")));
        assertEquals(DataError.NO_TEMPORARY_SPACE, e.error());
        String message = String.valueOf(e.getMessage());
        assertTrue(
                message.startsWith("the data outgrow the memory and can't be kept in the folder of temporary files, "));
        assertTrue(
                message.endsWith("; make room there, choose another folder with -Djava.io.tmpdir=FOLDER, or give more"
                        + " memory with -Xmx"));
    }

    @Test
    void soIsADiskThatTakesNoMore(@TempDir Path folder) throws IOException {
        FileChannel file = FileChannel.open(
                folder.resolve("rows"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var spill = new RowSpill(SHAPE, file);
        var rows = new SeriesRows(SHAPE, SeriesRows.NO_STATICS);
        rows.add(1, 0, IssueTimes.ALWAYS, 2, new double[] {3});
        spill.begin();
        spill.write(0, rows);
        file.close(); // stands for a full disk: both are an IOException at the next write
        DataException e = assertThrows(DataException.class, spill::end);
        assertEquals(DataError.NO_TEMPORARY_SPACE, e.error());
    }

    @Test
    void nothingIsLeftInTheFolder(@TempDir Path folder) throws IOException {
        RowSpill.create(SHAPE, folder);
        if (!System.getProperty("os.name").startsWith("Windows")) { // there the file goes when it is closed
            try (var files = Files.list(folder)) {
                assertEquals(0, files.count());
            }
        }
    }

    @Test
    void thousandsOfRunsAreReadSideBySide(@TempDir Path folder) {
        RowSpill spill = RowSpill.create(SHAPE, folder);
        var random = new Random(11);
        int series = 7;
        int runs = 3_000;
        var expected = new double[series];
        for (int run = 0; run < runs; run++) {
            spill.begin();
            for (int number = 0; number < series; number++) {
                if (random.nextInt(3) == 0) {
                    continue;
                }
                var rows = new SeriesRows(SHAPE, SeriesRows.NO_STATICS);
                for (int row = random.nextInt(60); row >= 0; row--) {
                    int value = random.nextInt(100);
                    rows.add(run * 100L + row, 0, IssueTimes.ALWAYS, run, new double[] {value});
                    expected[number] = 31 * expected[number] % 1_000_003 + value;
                }
                spill.write(number, rows);
            }
            spill.end();
        }
        RowSpill.Reader reader = spill.reader();
        for (int number = 0; number < series; number++) {
            var rows = new SeriesRows(SHAPE, SeriesRows.NO_STATICS);
            reader.read(number, rows);
            double sum = 0;
            for (double value : rows.values()) {
                sum = 31 * sum % 1_000_003 + value;
            }
            assertEquals(expected[number], sum);
        }
    }

    @Test
    void rowsOfManyColumnsLieInBlocksThatAnArrayCanHold() {
        // 8192 rows of a block times 300,000 columns would be more than an int counts.
        int width = 300_000;
        var shape = new SeriesRows.Shape(width, 0, false, false);
        var rows = new SeriesRows(shape, SeriesRows.NO_STATICS);
        double[] values = new double[width];
        for (int row = 0; row < 9; row++) {
            values[width - 1] = row;
            rows.add(row, 0, IssueTimes.ALWAYS, row + 2, values);
        }
        var sum = new double[1];
        rows.forEach((tick, offset, issued, line, block, from) -> sum[0] += block[from + width - 1] * tick);
        assertEquals(204, sum[0]); // 0 + 1 + 4 + … + 64
    }
}
