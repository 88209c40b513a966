package io.almanac.benchmarks.competition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitSeriesTest {

    @TempDir
    private Path folder;

    @Test
    void theTestPartIsTheLastHorizonOfEachSeries() throws IOException {
        Made.write(folder);
        SplitSeries data = SplitSeries.read(folder, Made.SET, Made.GROUP);
        assertEquals(5, data.training().size());
        assertEquals(List.of(4), data.whole().schema().seasons());
        for (int i = 0; i < 5; i++) {
            TimeSeries whole = data.whole().get(i);
            assertEquals("Q" + i, whole.id());
            assertEquals(12 + i + 3, whole.length());
            assertEquals(12 + i, data.training().get(i).length());
            assertEquals(1980, whole.axis().time(0).getYear());
        }
    }

    @Test
    void otherSeriesOrStepsAreRefused() throws IOException {
        NoSuchFileException missing = assertThrows(NoSuchFileException.class, this::read);
        assertEquals("made is expected as made/made_quarterly_train.csv.gz below " + folder, missing.getReason());

        Made.write(folder);
        Made.write(folder, "test", "unique_id,ds,y\nQ0,1983-01-01,1\nQ0,1983-04-01,1\nQ0,1983-07-01,1\n");
        assertEquals(
                "made, quarterly: there must be 5 series, are 5 for training and 1 for test",
                assertThrows(IllegalArgumentException.class, this::read).getMessage());

        var late = new StringBuilder("unique_id,ds,y\n");
        for (int i = 0; i < 5; i++) {
            late.append("Q").append(i).append(",1990-01-01,1\n");
        }
        Made.write(folder, "test", late.toString());
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, this::read).getMessage());
        assertEquals("the test part of Q0 must be the 3 steps after 12 steps of Q", message.substring(0, 59));
    }

    private SplitSeries read() throws IOException {
        return SplitSeries.read(folder, Made.SET, Made.GROUP);
    }
}
