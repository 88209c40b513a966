package io.almanac.benchmarks.longhorizon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellTableTest {

    @TempDir
    private Path folder;

    @Test
    void cellsComeBackAsTheyWere() throws IOException {
        Path file = folder.resolve("new/cells.csv");
        Cell one = Made.cell(Made.id("ETTh1", "test", 96, "ridge", 1), 0.1 + 0.2, 1e-300);
        Cell two = Made.cell(Made.id("ETTh1", "block 2", 96, "ridge", 2), 1, Double.NaN);
        CellTable table = CellTable.open(file);
        table.append(one);
        table.append(two);
        CellTable again = CellTable.open(file);
        assertEquals(Optional.of(one), again.find(one.id()));
        assertEquals(Optional.of(two), again.find(two.id()));
        assertTrue(again.find(Made.id("ETTh1", "test", 96, "ridge", 3)).isEmpty());
    }

    @Test
    void aLineThatAKillCutOffIsDropped() throws IOException {
        Path file = folder.resolve("cells.csv");
        Cell one = Made.cell(Made.id("ETTh1", "test", 96, "ridge", 1), 1, 1);
        Cell two = Made.cell(Made.id("ETTh1", "test", 192, "ridge", 1), 2, 2);
        CellTable.open(file).append(one);
        String whole = Files.readString(file);
        CellTable.open(file).append(two);
        String both = Files.readString(file);
        for (int length = whole.length() + 1; length < both.length(); length += 7) {
            Files.writeString(file, both.substring(0, length));
            CellTable cut = CellTable.open(file);
            assertEquals(List.of(one), cut.newest());
            cut.append(two);
            assertEquals(both, Files.readString(file));
        }
    }

    @Test
    void theNewestConfigurationOfALabelCounts() throws IOException {
        CellTable table = CellTable.open(folder.resolve("cells.csv"));
        Cell old = Made.cell(Made.id("ETTh1", "test", 192, "a", 1), 1, 1);
        CellId oldId = Made.id("ETTh1", "test", 96, "a", 1);
        CellId other = new CellId("ETTh1", "test", 96, 720, "a", 1, "a", "{ \"a\" : 2 }", "abc");
        Cell elsewhere = Made.cell(Made.id("ETTh2", "test", 96, "a", 1), 3, 3);
        table.append(old);
        table.append(Made.cell(oldId, 1, 1));
        table.append(elsewhere);
        table.append(Made.cell(other, 2, 2));
        assertEquals(List.of(elsewhere, Made.cell(other, 2, 2)), table.newest());
        table.append(Made.cell(other, 2.5, 2.5));
        assertEquals(List.of(elsewhere, Made.cell(other, 2.5, 2.5)), table.newest());
    }

    @Test
    void anotherTableIsRefusedAndAWrongLineNamed() throws IOException {
        Path file = folder.resolve("cells.csv");
        Files.writeString(file, "a,b\n1,2\n");
        assertEquals(
                file + " must have the columns " + Cell.HEADER + ", has [a, b]",
                assertThrows(IllegalArgumentException.class, () -> CellTable.open(file))
                        .getMessage());
        Files.writeString(file, String.join(",", Cell.HEADER) + "\n1,2\n");
        assertEquals(
                file + ", line 2: a cell must have 25 columns, has 2",
                assertThrows(IllegalArgumentException.class, () -> CellTable.open(file))
                        .getMessage());
    }
}
