package io.almanac.core.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder as a whole. */
public final class Folder {

    private Folder() {}

    /** Deletes a folder with all that is in it; one that is not there is no error. Links are deleted, not followed. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> inner;
        try (Stream<Path> files = Files.walk(folder)) {
            inner = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : inner) {
            Files.delete(file);
        }
    }
}
