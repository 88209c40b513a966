package io.almanac.datasets.catalog;

import io.almanac.core.files.AtomicFile;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Fetches the files of public sets into the {@link DataFolder}: from their publishers, or from a mirror, which may be a
 * folder. What is there already is not fetched again. A fetch that was cut off or killed goes on where it ended.
 */
public final class Fetcher {

    /**
     * A file of a set that is there now.
     *
     * @param fresh    whether it was not there before
     * @param verified whether a checksum was known by which it could be checked; if not, this one counts from now on
     */
    public record Fetched(Path file, long bytes, String sha256, boolean fresh, boolean verified) {}

    private static final int BUFFER = 1 << 16;

    private final DataFolder folder;
    private final FetchOptions options;
    private final FetchListener listener;

    public Fetcher(DataFolder folder, FetchOptions options, FetchListener listener) {
        this.folder = folder;
        this.options = options;
        this.listener = listener;
    }

    /**
     * Fetches a set, checks it and unpacks it.
     *
     * @return its files, as they were published
     * @throws DataException if a file can't be had or is not the one on the card
     */
    @SuppressWarnings("try") // the lock is held, not used
    public List<Fetched> fetch(CatalogEntry entry) throws IOException {
        Path home = folder.home(entry);
        Files.createDirectories(home);
        List<Fetched> fetched = new ArrayList<>();
        try (FolderLock lock = FolderLock.acquire(home, listener)) {
            for (CatalogFile file : entry.files()) {
                fetched.add(fetch(entry, file, home.resolve(file.name())));
            }
            folder.data(entry);
        }
        return fetched;
    }

    private Fetched fetch(CatalogEntry entry, CatalogFile file, Path target) throws IOException {
        Optional<Path> there = folder.find(entry, file.name());
        if (there.isPresent()) {
            try {
                boolean verified = folder.check(entry, there.get(), file.sha256());
                String hash = folder.checksums(entry).of(there.get());
                return new Fetched(there.get(), Files.size(there.get()), hash, false, verified);
            } catch (DataException e) {
                listener.note(there.get() + " is not the file that it should be; fetching it again");
            }
        }
        Checksums checksums = folder.checksums(entry);
        Optional<String> expected = file.sha256().isPresent() ? file.sha256() : checksums.recorded(file.name());
        String hash = get(entry, file, target, expected);
        checksums.record(target, hash);
        return new Fetched(target, Files.size(target), hash, true, expected.isPresent());
    }

    private String get(CatalogEntry entry, CatalogFile file, Path target, Optional<String> expected)
            throws IOException {
        String mirror = options.mirror().orElse("");
        boolean server = mirror.startsWith("http://") || mirror.startsWith("https://");
        if (!mirror.isEmpty() && !server) {
            return copy(source(mirror, entry, file), file, target, expected);
        }
        URI address = server ? on(mirror, entry, file) : file.url();
        return new Download(Download.client(options), options, listener, address, file, target, expected).run();
    }

    private static URI on(String mirror, CatalogEntry entry, CatalogFile file) {
        try {
            // Names of sets and files hold nothing that an address would have to escape.
            return URI.create(mirror.replaceFirst("/*$", "/") + entry.name() + "/" + file.name());
        } catch (IllegalArgumentException e) {
            throw new DataException(
                    DataError.NO_SUCH_FILE, "the mirror " + mirror + " is not an address: " + e.getMessage(), e);
        }
    }

    private static Path source(String mirror, CatalogEntry entry, CatalogFile file) {
        try {
            Path root = Path.of(mirror);
            return Stream.of(root.resolve(entry.name()).resolve(file.name()), root.resolve(file.name()))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new DataException(
                            DataError.NO_SUCH_FILE,
                            "the mirror " + root.toAbsolutePath() + " has neither " + entry.name() + "/" + file.name()
                                    + " nor " + file.name()));
        } catch (InvalidPathException e) {
            throw new DataException(
                    DataError.NOT_A_FILE_NAME, mirror + " is neither an address nor a folder: " + e.getMessage(), e);
        }
    }

    private String copy(Path source, CatalogFile file, Path target, Optional<String> expected) throws IOException {
        long bytes = Files.size(source);
        if (file.bytes().isPresent() && file.bytes().getAsLong() != bytes) {
            throw new DataException(
                    DataError.WRONG_SIZE,
                    String.format(
                            Locale.ROOT,
                            "%s has %,d bytes, the file should have %,d",
                            source,
                            bytes,
                            file.bytes().getAsLong()));
        }
        MessageDigest digest = Checksums.digest();
        String[] hash = {""};
        AtomicFile.write(target, out -> {
            copy(source, out, digest, file.name(), bytes);
            hash[0] = Checksums.hex(digest);
            if (expected.isPresent() && !expected.get().equals(hash[0])) {
                throw new DataException(
                        DataError.WRONG_CHECKSUM,
                        source + " is not the file that it should be: its SHA-256 is " + hash[0] + ", not "
                                + expected.get());
            }
        });
        return hash[0];
    }

    private void copy(Path source, OutputStream out, MessageDigest digest, String name, long bytes) throws IOException {
        long done = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(source)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                digest.update(buffer, 0, read);
                done += read;
                listener.progress(name, done, bytes);
            }
        }
    }
}
