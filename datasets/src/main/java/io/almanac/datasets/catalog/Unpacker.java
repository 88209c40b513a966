package io.almanac.datasets.catalog;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the files that a card names out of a zip or gzip file. They are written into a folder beside their places, and
 * moved there when the archive has been read to its end.
 *
 * <p>Nothing else is written, so an archive can't reach out of the folder; one that tries is refused whole. What it
 * unpacks to is limited: a few kilobytes can stand for as many bytes as a disk has.
 */
final class Unpacker {

    /** Files and folders of an archive. */
    private static final int MOST_ENTRIES = 1000;

    /** Bytes out for each byte in. Deflate can reach 1,032; tables of numbers reach 10, those of zeros about 50. */
    private static final long MOST_RATIO = 200;

    /** What is small may be a bomb by its ratio without doing harm. */
    private static final long HARMLESS = 1 << 20;

    private static final int BUFFER = 1 << 16;
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");

    private final Path archive;
    private final long most;
    private final Map<String, String> hashes = new HashMap<>();
    private long unpacked;

    private Unpacker(Path archive) throws IOException {
        this.archive = archive;
        this.most = Math.max(HARMLESS, Math.multiplyExact(Files.size(archive), MOST_RATIO));
    }

    /**
     * Unpacks.
     *
     * @param file   what the card says is in the archive
     * @param folder where it goes
     * @return the checksum of each unpacked file by its name
     * @throws DataException if the archive is damaged, lacks a file, or is not what an honest one would be
     */
    static Map<String, String> unpack(Path archive, CatalogFile file, Path folder) throws IOException {
        var unpacker = new Unpacker(archive);
        Path aside = folder.resolve("." + archive.getFileName() + ".unpacking");
        clear(aside); // a run that was killed may have left it
        Files.createDirectory(aside);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), BUFFER)) {
            if (file.name().endsWith(".zip")) {
                unpacker.zip(in, file, aside);
            } else {
                try (var gzip = new GZIPInputStream(in, BUFFER)) {
                    unpacker.write(gzip, file.holds().get(0), aside);
                }
            }
            for (String name : unpacker.hashes.keySet()) {
                Files.move(aside.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (ZipException | EOFException e) {
            String reason = e.getMessage() == null ? "it ends too early" : e.getMessage();
            throw new DataException(DataError.DAMAGED_ARCHIVE, archive + " is damaged or unfinished: " + reason, e);
        } finally {
            clear(aside);
        }
        return unpacker.hashes;
    }

    private static void clear(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private void zip(InputStream in, CatalogFile file, Path folder) throws IOException {
        Set<CatalogFile.Held> missing = new LinkedHashSet<>(file.holds());
        Set<String> seen = new HashSet<>();
        try (var zip = new ZipInputStream(in)) {
            for (ZipEntry entry = next(zip); entry != null; entry = next(zip)) {
                String name = safe(entry.getName());
                if (!seen.add(name)) {
                    throw unsafe("has two files \"" + name + "\"");
                }
                if (seen.size() > MOST_ENTRIES) {
                    throw unsafe("has more than " + MOST_ENTRIES + " files");
                }
                Optional<CatalogFile.Held> held = missing.stream()
                        .filter(one -> name.equals(one.path()) || name.endsWith("/" + one.path()))
                        .findFirst();
                if (held.isPresent()) {
                    write(zip, held.get(), folder);
                    missing.remove(held.get());
                } else {
                    skip(zip);
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new DataException(
                    DataError.DAMAGED_ARCHIVE,
                    archive
                            + (seen.isEmpty()
                                    ? " is no zip file"
                                    : " does not hold "
                                            + missing.stream()
                                                    .map(CatalogFile.Held::path)
                                                    .collect(Collectors.joining(", "))));
        }
    }

    private @Nullable ZipEntry next(ZipInputStream zip) throws IOException {
        try {
            return zip.getNextEntry();
        } catch (IllegalArgumentException e) { // a name that is not in the character set that it says
            throw new DataException(DataError.DAMAGED_ARCHIVE, archive + " is damaged: " + e.getMessage(), e);
        }
    }

    /** The name with slashes, if it is one of a file within the archive. */
    private String safe(String entry) {
        String name = entry.replace('\\', '/');
        boolean climbs = List.of(name.split("/", -1)).contains("..");
        if (climbs
                || name.isEmpty()
                || name.startsWith("/")
                || name.indexOf('\0') >= 0
                || DRIVE.matcher(name).matches()) {
            throw unsafe("has a file \"" + entry + "\" that would lie outside the folder");
        }
        return name;
    }

    private void write(InputStream in, CatalogFile.Held held, Path folder) throws IOException {
        MessageDigest digest = Checksums.digest();
        try (OutputStream out = Files.newOutputStream(folder.resolve(held.name()))) {
            copy(in, out, digest);
        }
        hashes.put(held.name(), Checksums.hex(digest));
    }

    private void copy(InputStream in, OutputStream out, MessageDigest digest) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            count(read);
            digest.update(buffer, 0, read);
            out.write(buffer, 0, read);
        }
    }

    private void skip(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            count(read);
        }
    }

    private void count(int bytes) {
        unpacked += bytes;
        if (unpacked > most) {
            throw unsafe("unpacks to more than " + MOST_RATIO + " times its size");
        }
    }

    private DataException unsafe(String what) {
        return new DataException(DataError.UNSAFE_ARCHIVE, archive + " " + what + "; nothing of it is used");
    }
}
