package io.almanac.datasets.catalog;

import io.almanac.core.files.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * What has arrived of a file so far: {@code FILE.part}, and in {@code FILE.part.tag} from where, and by which mark the
 * server would tell that the file has changed since. They outlive the process.
 */
final class PartFile {

    private static final int BUFFER = 1 << 16;

    private final Path target;
    private final Path part;
    private final Path tag;

    PartFile(Path target) {
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.tag = target.resolveSibling(target.getFileName() + ".part.tag");
    }

    Path path() {
        return part;
    }

    long length() throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    /** The server's mark of the version that is there in part; empty if it gave none. */
    Optional<String> mark() throws IOException {
        List<String> lines = Files.exists(tag) ? Files.readAllLines(tag) : List.of();
        return lines.size() < 2 ? Optional.empty() : Optional.of(lines.get(1)).filter(mark -> !mark.isEmpty());
    }

    /** Whether what is there came from an address. */
    boolean isFrom(URI address) throws IOException {
        return Files.exists(tag)
                && Files.readAllLines(tag).stream().findFirst().equals(Optional.of(address.toString()));
    }

    /** Begins anew. */
    void begin(URI address, Optional<String> mark) throws IOException {
        clear();
        AtomicFile.write(tag, address + "\n" + mark.orElse("") + "\n");
    }

    void clear() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(tag);
    }

    /** Adds what is there to a checksum. */
    void addTo(MessageDigest digest) throws IOException {
        if (length() == 0) {
            return;
        }
        try (InputStream in = Files.newInputStream(part)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
    }

    /** It is whole. */
    void finish() throws IOException {
        AtomicFile.move(part, target);
        Files.deleteIfExists(tag);
    }
}
