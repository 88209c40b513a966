package io.almanac.core.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    private Path folder;

    @Test
    void aFileIsWrittenWithTheFoldersAboveItAndReplaced() throws IOException {
        Path file = folder.resolve("new/deep/a.txt");
        AtomicFile.write(file, "é");
        AtomicFile.write(file, "ü");
        assertEquals("ü", Files.readString(file));
        assertEquals(List.of(file), filesIn(folder.resolve("new/deep")));
    }

    @Test
    void theTargetStaysAndNothingIsLeftWhenTheContentThrows() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, "old");
        var thrown = assertThrows(
                IOException.class,
                () -> AtomicFile.write(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("the content ended early");
                }));
        assertEquals("the content ended early", thrown.getMessage());
        assertThrows(
                IllegalStateException.class,
                () -> AtomicFile.write(file, out -> {
                    out.write("half".getBytes(StandardCharsets.UTF_8));
                    throw new IllegalStateException("a fault in the program");
                }));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), filesIn(folder));
    }

    @Test
    void nothingAppearsWhereThereWasNothing() throws IOException {
        assertThrows(
                IOException.class,
                () -> AtomicFile.write(folder.resolve("a.txt"), out -> {
                    throw new IOException("no content");
                }));
        assertEquals(List.of(), filesIn(folder));
    }

    @Test
    void aFolderInThePlaceOfTheTargetIsLeftAlone() throws IOException {
        Path inside = folder.resolve("a/b.txt");
        AtomicFile.write(inside, "b");
        assertThrows(IOException.class, () -> AtomicFile.write(folder.resolve("a"), "a"));
        assertEquals(List.of(folder.resolve("a")), filesIn(folder));
        assertEquals("b", Files.readString(inside));
    }

    @Test
    void aFileHasThePermissionsOfAnyNewFile() throws IOException {
        Path ours = folder.resolve("ours");
        Path plain = folder.resolve("plain");
        AtomicFile.write(ours, "a");
        Files.writeString(plain, "a");
        assertEquals(plain.toFile().canRead(), ours.toFile().canRead());
        if (Files.getFileAttributeView(ours, PosixFileAttributeView.class) != null) { // not on Windows
            assertEquals(Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(ours));
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
