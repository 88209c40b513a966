package io.almanac.datasets.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableDifferenceTest {

    private static final String TABLE = "id,x,y\na,1.0,2.0\nb,3.0,\n";

    @TempDir
    private Path folder;

    @Test
    void equalBytesDifferInNothing() throws IOException {
        TableDifference none = difference(TABLE);
        assertTrue(none.none());
        assertEquals(List.of(), none.lines());
        assertEquals(0, none.largestRelative());
    }

    @Test
    void numbersDifferByColumn() throws IOException {
        // x: 1 to 1.5 and 3 to 4; the larger share is 0.5 / 1.5 in line 2.
        TableDifference difference = difference("id,x,y\na,1.5,2.0\nb,4.0,\n");
        assertEquals(List.of(new TableDifference.Column("x", 2, 1, 0.5 / 1.5, 2)), difference.columns());
        assertEquals(0.5 / 1.5, difference.largestRelative());
        assertEquals(
                List.of("x differs in 2 cells, by up to 1.00 (relative 3.3e-01), first in line 2"), difference.lines());
    }

    @Test
    void whatIsNoNumberIsNamed() throws IOException {
        structural("line 3, id was \"b\", now \"c\"", "id,x,y\na,1.0,2.0\nc,3.0,\n");
        structural("line 3, y was \"\", now \"1\"", "id,x,y\na,1.0,2.0\nb,3.0,1\n");
        structural("there are fewer rows now", "id,x,y\na,1.0,2.0\n");
        structural("there are more rows now", TABLE + "c,1,1\n");
        structural("the columns were [id, x, y], now [id, x]", "id,x\na,1.0\n");
        structural("the columns were [id, x, y], now []", "");
    }

    private void structural(String line, String after) throws IOException {
        TableDifference difference = difference(after);
        assertEquals(List.of(line), difference.lines());
        assertEquals(Double.POSITIVE_INFINITY, difference.largestRelative());
    }

    private TableDifference difference(String after) throws IOException {
        return TableDifference.of(
                Files.writeString(folder.resolve("before.csv"), TABLE),
                Files.writeString(folder.resolve("after.csv"), after));
    }
}
