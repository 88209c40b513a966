package io.almanac.datasets.catalog;

import static io.almanac.datasets.Refused.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.datasets.DataError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePatternTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        for (String name :
                List.of("b.csv", "a.csv", ".hidden.csv", "c.txt", "north/a.csv", "north/deep/a.csv", "x[1].csv")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
        Files.createDirectory(folder.resolve("folder.csv"));
    }

    private List<String> found(String pattern) throws IOException {
        return FilePattern.of(folder + "/" + pattern).files().stream()
                .map(file -> folder.relativize(file).toString())
                .toList();
    }

    @Test
    void signsStandForPartsOfNamesAndStarsForFolders() throws IOException {
        assertEquals(List.of("a.csv", "b.csv", "x[1].csv"), found("*.csv"));
        assertEquals(List.of("a.csv", "b.csv"), found("[a-b].csv"));
        assertEquals(List.of("b.csv", "c.txt"), found("{b.csv,c.*}"));
        assertEquals(List.of("a.csv", "north/a.csv", "north/deep/a.csv"), found("**/a.csv"));
        assertEquals(List.of("north/a.csv"), found("n*/?.csv"));
        assertEquals(List.of("north/deep/a.csv"), found("north/**/deep/*"));
    }

    @Test
    void aFileThatIsThereIsNoPattern() {
        assertTrue(FilePattern.isPattern(folder + "/x[2].csv"));
        assertFalse(FilePattern.isPattern(folder + "/x[1].csv"));
        assertFalse(FilePattern.isPattern(folder + "/a.csv"));
    }

    @Test
    void relativePatternsStartHere() {
        assertEquals(Path.of(""), FilePattern.of("*.csv").folder());
        assertEquals(Path.of("a/b"), FilePattern.of("a/b/*/c.csv").folder());
        assertEquals(Path.of("/"), FilePattern.of("/*.csv").folder());
    }

    @Test
    void whatIsNoPatternIsSaid() {
        assertRefused(
                DataError.NOT_A_FILE_NAME, "a[.csv is no pattern of file names: …", () -> FilePattern.of("a[.csv"));
    }
}
