package io.almanac.datasets.catalog;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The folder in which the files of public sets are kept, each as {@code SET/FILE}. A file that lies in the folder itself
 * under the name that its publisher gave it is used too, so that a folder that somebody filled by hand will do. A
 * file is checked by its checksum when it is first used, and again when it has changed.
 */
public final class DataFolder {

    /** The environment's name for the folder. */
    public static final String VARIABLE = "ALMANAC_DATA";

    /** The name for a program that can't set its environment. */
    private static final String PROPERTY = "almanac.data";

    private final Path folder;

    private DataFolder(Path folder) {
        this.folder = folder;
    }

    public static DataFolder of(Path folder) {
        return new DataFolder(folder);
    }

    /**
     * The folder of the user: the system property {@code almanac.data} or the variable {@code ALMANAC_DATA} of the
     * environment, else {@code almanac/datasets} in what the system has for files that can be had again: {@code XDG_CACHE_HOME} or {@code ~/.cache}, {@code ~/Library/Caches}, {@code LOCALAPPDATA}.
     */
    public static DataFolder standard() {
        return standard(System.getenv(), System.getProperties());
    }

    static DataFolder standard(Map<String, String> environment, Properties system) {
        Optional<Path> own = Optional.ofNullable(system.getProperty(PROPERTY))
                .map(DataFolder::path)
                .or(() -> path(environment, VARIABLE));
        return new DataFolder(own.orElseGet(
                () -> caches(environment, system).resolve("almanac").resolve("datasets")));
    }

    private static Path caches(Map<String, String> environment, Properties system) {
        Path home = path(system.getProperty("user.home", "."));
        String os = system.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            return path(environment, "LOCALAPPDATA")
                    .orElse(home.resolve("AppData").resolve("Local"));
        } else if (os.startsWith("mac")) {
            return home.resolve("Library").resolve("Caches");
        }
        return path(environment, "XDG_CACHE_HOME").filter(Path::isAbsolute).orElse(home.resolve(".cache"));
    }

    private static Optional<Path> path(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(text -> !text.isBlank())
                .map(DataFolder::path);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new DataException(
                    DataError.NOT_A_FILE_NAME, text + " is not the name of a folder: " + e.getMessage(), e);
        }
    }

    public Path path() {
        return folder;
    }

    /** Where the files of a set are put. */
    public Path home(CatalogEntry entry) {
        return folder.resolve(entry.name());
    }

    /** Whether all that is read of a set is there, or can be unpacked; without a look at the bytes. */
    public boolean holds(CatalogEntry entry) {
        return entry.data().stream()
                .allMatch(name -> readable(entry, name).isPresent()
                        || find(entry, entry.origin(name).name()).isPresent());
    }

    /**
     * The files to read of a set, checked, and unpacked where that has not been done.
     *
     * @throws DataException if one is missing, or not the one on the card
     */
    public List<Path> data(CatalogEntry entry) throws IOException {
        List<Path> data = new ArrayList<>();
        for (String name : entry.data()) {
            data.add(data(entry, name));
        }
        return data;
    }

    private Path data(CatalogEntry entry, String name) throws IOException {
        CatalogFile origin = entry.origin(name);
        Optional<CatalogFile.Held> held = held(origin, name);
        Optional<Path> there = readable(entry, name);
        if (there.isPresent()) {
            check(entry, there.get(), held.isPresent() ? held.get().sha256() : origin.sha256());
            return there.get();
        }
        Path archive = find(entry, origin.name()).orElseThrow(() -> notFetched(entry));
        check(entry, archive, origin.sha256());
        Files.createDirectories(home(entry));
        Map<String, String> hashes = Unpacker.unpack(archive, origin, home(entry));
        for (CatalogFile.Held one : origin.holds()) {
            Path unpacked = home(entry).resolve(one.name());
            String hash = hashes.getOrDefault(one.name(), "");
            if (one.sha256().isPresent() && !one.sha256().get().equals(hash)) {
                Files.delete(unpacked);
                throw wrong(unpacked, one.sha256().get(), hash);
            }
            checksums(entry).record(unpacked, hash);
        }
        return home(entry).resolve(name);
    }

    /** What there is to read: unpacked here before, or put here by somebody under a checksum that is known. */
    private Optional<Path> readable(CatalogEntry entry, String name) {
        boolean byHand = held(entry.origin(name), name)
                .map(held -> held.sha256().isPresent())
                .orElse(true);
        Path own = home(entry).resolve(name);
        if (Files.isRegularFile(own)
                && (byHand || find(entry, entry.origin(name).name()).isPresent())) {
            return Optional.of(own);
        }
        return byHand ? find(entry, name) : Optional.empty();
    }

    private static Optional<CatalogFile.Held> held(CatalogFile origin, String name) {
        return origin.holds().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** A file of a set, in its own folder or in the one of all. */
    Optional<Path> find(CatalogEntry entry, String name) {
        return List.of(home(entry).resolve(name), folder.resolve(name)).stream()
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * Checks a file by the checksum on the card, or else by the one that it had at first.
     *
     * @return whether there was one to check by
     */
    boolean check(CatalogEntry entry, Path file, Optional<String> published) throws IOException {
        Checksums checksums = checksums(entry);
        Optional<String> expected =
                published.isPresent() ? published : checksums.recorded(String.valueOf(file.getFileName()));
        String hash = checksums.of(file);
        if (expected.isPresent() && !expected.get().equals(hash)) {
            throw wrong(file, expected.get(), hash);
        }
        checksums.record(file, hash);
        return expected.isPresent();
    }

    Checksums checksums(CatalogEntry entry) {
        return new Checksums(home(entry));
    }

    private static DataException wrong(Path file, String expected, String hash) {
        return new DataException(
                DataError.WRONG_CHECKSUM,
                file + " is not the file that it should be: its SHA-256 is " + hash + ", not " + expected
                        + "; delete it and fetch it again");
    }

    private DataException notFetched(CatalogEntry entry) {
        return new DataException(
                DataError.NOT_FETCHED,
                "catalog:" + entry.name() + " is not in " + folder + "; almanac datasets fetch " + entry.name()
                        + " downloads it (" + entry.size() + ")");
    }
}
