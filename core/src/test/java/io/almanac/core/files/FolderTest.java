package io.almanac.core.files;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {

    @TempDir
    private Path parent;

    @Test
    void allThatIsInItGoesAndNothingElse() throws IOException {
        Path folder = parent.resolve("a");
        Files.createDirectories(folder.resolve("b/c"));
        Files.writeString(folder.resolve("b/c/file"), "x");
        Files.writeString(folder.resolve(".hidden"), "x");
        Files.writeString(parent.resolve("beside"), "x");

        Folder.delete(folder);

        assertFalse(Files.exists(folder));
        assertTrue(Files.exists(parent.resolve("beside")));
    }

    @Test
    void whatIsNotThereIsNoError() {
        assertDoesNotThrow(() -> Folder.delete(parent.resolve("nothing")));
    }
}
