package io.almanac.datasets.catalog;

import io.almanac.core.files.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The checksums that the files of a set had when they were checked, in a text file beside them. A file is read again
 * only if its length or its time of change differs from what is written there. Of a file for which no checksum was
 * published, the one of the first fetch counts from then on.
 *
 * <p>Each line: SHA-256, bytes, time of change in milliseconds, name.
 */
final class Checksums {

    private static final String FILE = "checksums.txt";
    private static final int BUFFER = 1 << 16;

    private record Line(String sha256, long bytes, long changed) {}

    private final Path file;

    Checksums(Path folder) {
        this.file = folder.resolve(FILE);
    }

    /** The checksum that a file had when it was first there. */
    Optional<String> recorded(String name) throws IOException {
        return Optional.ofNullable(lines().get(name)).map(Line::sha256);
    }

    /** The checksum of a file: from the record if the file has not changed since, else from its bytes. */
    String of(Path data) throws IOException {
        Line line = lines().get(nameOf(data));
        if (line != null
                && line.bytes() == Files.size(data)
                && line.changed() == Files.getLastModifiedTime(data).toMillis()) {
            return line.sha256();
        }
        return hash(data);
    }

    /** Writes down that a file has been checked. Where that can't be written, the file is only read again next time. */
    void record(Path data, String sha256) throws IOException {
        Map<String, Line> lines = lines();
        var line = new Line(
                sha256, Files.size(data), Files.getLastModifiedTime(data).toMillis());
        if (line.equals(lines.put(nameOf(data), line))) {
            return;
        }
        try {
            AtomicFile.write(
                    file,
                    lines.entrySet().stream()
                            .map(entry -> entry.getValue().sha256() + " "
                                    + entry.getValue().bytes() + " "
                                    + entry.getValue().changed() + " " + entry.getKey() + "\n")
                            .collect(Collectors.joining()));
        } catch (IOException e) {
            // As said above: the folder of somebody else, or a full disk.
        }
    }

    private Map<String, Line> lines() throws IOException {
        Map<String, Line> lines = new TreeMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(" ", 4);
                try {
                    lines.put(parts[3], new Line(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])));
                } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
                    throw new IOException(file + " is damaged at \"" + line + "\"; delete it", e);
                }
            }
        }
        return lines;
    }

    private static String nameOf(Path data) {
        return String.valueOf(data.getFileName());
    }

    static String hash(Path data) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = Files.newInputStream(data)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return hex(digest);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
