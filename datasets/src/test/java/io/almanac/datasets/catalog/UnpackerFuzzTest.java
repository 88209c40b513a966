package io.almanac.datasets.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.almanac.datasets.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whatever an archive holds, only the file that the card names is written, or none and the archive is refused. */
class UnpackerFuzzTest {

    @FuzzTest
    void nothingIsWrittenButWhatTheCardNames(byte[] archive) throws IOException {
        Path folder = Files.createTempDirectory("fuzz");
        Path out = Files.createDirectory(folder.resolve("out"));
        try {
            for (String name : List.of("s.zip", "s.gz")) {
                unpack(Files.write(folder.resolve(name), archive), out);
            }
            assertEquals(List.of("out", "s.gz", "s.zip"), names(folder));
        } finally {
            for (Path left :
                    List.of(out.resolve("x.csv"), out, folder.resolve("s.gz"), folder.resolve("s.zip"), folder)) {
                Files.deleteIfExists(left);
            }
        }
    }

    private static void unpack(Path archive, Path out) throws IOException {
        String name = String.valueOf(archive.getFileName());
        try {
            Unpacker.unpack(archive, Sets.file(name, Sets.text("any"), Sets.held("x.csv")), out);
            assertEquals(List.of("x.csv"), names(out));
            Files.delete(out.resolve("x.csv"));
        } catch (DataException e) {
            assertTrue(String.valueOf(e.getMessage()).contains(name), e.getMessage());
            assertEquals(List.of(), names(out));
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
