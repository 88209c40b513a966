package io.almanac.core.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The zip around a model: stored entries with a fixed time, so that equal models give equal bytes.
 *
 * <p>Two checksums find damage, not forgery. The entry {@code sha256} names each other entry, so that anyone can check
 * an unpacked file. The comment at the end of the zip is the SHA-256 of all bytes of the file, itself taken as
 * {@link #BLANK}: it covers the zip's own headers, and what cuts the file off.
 */
final class Archive {

    private static final String FORMAT = "almanac";
    private static final int VERSION = 1;
    private static final String MANIFEST = "manifest.json";
    private static final String TENSORS = "tensors.safetensors";
    private static final String CHECKSUMS = "sha256";
    private static final String BLANK = "0".repeat(64);
    private static final byte[] START = {'P', 'K', 3, 4};
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final String BLOBS = "blobs/";
    private static final Map<String, Integer> LIMITS =
            Map.of(MANIFEST, 256 << 20, TENSORS, Integer.MAX_VALUE - 8, CHECKSUMS, 1 << 24);

    /**
     * What a file holds.
     *
     * @param blobs bytes by full name
     */
    record Content(JsonNode root, Map<String, Tensor> tensors, Map<String, byte[]> blobs) {}

    private Archive() {}

    static void write(Path file, ObjectNode root, Map<String, Tensor> tensors, Map<String, byte[]> blobs)
            throws IOException {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("format", FORMAT);
        manifest.put("version", VERSION);
        manifest.set("root", root);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(MANIFEST, RecordJson.text(manifest).getBytes(StandardCharsets.UTF_8));
        entries.put(TENSORS, Safetensors.write(tensors));
        blobs.forEach((name, bytes) -> entries.put(BLOBS + name, bytes));
        entries.put(CHECKSUMS, checksums(entries).getBytes(StandardCharsets.UTF_8));
        MessageDigest digest = sha256();
        zip(new DigestOutputStream(OutputStream.nullOutputStream(), digest), entries, BLANK);
        String comment = HexFormat.of().formatHex(digest.digest());
        AtomicFile.write(file, out -> zip(out, entries, comment));
    }

    private static void zip(OutputStream out, Map<String, byte[]> entries, String comment) throws IOException {
        // Not closed here: that would close the caller's stream.
        var zip = new ZipOutputStream(out);
        zip.setMethod(ZipOutputStream.STORED);
        zip.setComment(comment);
        for (Map.Entry<String, byte[]> one : entries.entrySet()) {
            var crc = new CRC32();
            crc.update(one.getValue());
            var entry = new ZipEntry(one.getKey());
            entry.setTimeLocal(TIME);
            entry.setSize(one.getValue().length);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(one.getValue());
            zip.closeEntry();
        }
        zip.finish();
    }

    static Content read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ModelFileException("no such file: " + file);
        }
        checkWhole(file);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (var zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                // Stored entries are no longer than the file, so that no small file unpacks to a large one.
                if (entry.getMethod() != ZipEntry.STORED
                        || entry.getSize() < 0
                        || entry.getSize() > limit(entry.getName())) {
                    throw new ModelFileException(file + " is not a model file: it holds the entry " + entry.getName()
                            + " of " + entry.getSize() + " bytes");
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    entries.put(entry.getName(), in.readNBytes((int) entry.getSize()));
                }
            }
        } catch (ZipException | EOFException e) {
            throw new ModelFileException(file + " is not a model file: " + e.getMessage(), e);
        }
        for (String name : List.of(MANIFEST, TENSORS, CHECKSUMS)) {
            if (!entries.containsKey(name)) {
                throw new ModelFileException(file + " is not a model file: it has no entry " + name);
            }
        }
        String stated = new String(entries.remove(CHECKSUMS), StandardCharsets.UTF_8);
        if (!stated.equals(checksums(entries))) {
            throw new ModelFileException(file + " was edited: its entry " + CHECKSUMS + " does not match the others");
        }
        return content(file, entries);
    }

    /** How long an entry may be at most; negative where there is none of this name in a model file. */
    private static int limit(String entry) {
        boolean blob = entry.startsWith(BLOBS)
                && Arrays.stream(entry.substring(BLOBS.length()).split("/", -1)).allMatch(ModelWriter::isName);
        return blob ? ModelWriter.BLOB_LIMIT : LIMITS.getOrDefault(entry, -1);
    }

    private static void checkWhole(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] comment;
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            byte[] start = in.readNBytes(START.length);
            if (!Arrays.equals(start, START)) {
                throw new ModelFileException(file + " is not a model file");
            }
            digest.update(start);
            byte[] buffer = new byte[1 << 16];
            for (long left = Files.size(file) - START.length - BLANK.length(); left > 0; ) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    break;
                }
                digest.update(buffer, 0, count);
                left -= count;
            }
            comment = in.readAllBytes();
        }
        digest.update(BLANK.getBytes(StandardCharsets.US_ASCII));
        byte[] expected = HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
        if (!Arrays.equals(comment, expected)) {
            throw new ModelFileException(file + " was cut off, damaged or edited: its checksum does not match. Fit the"
                    + " model again or take the file from a backup");
        }
    }

    private static Content content(Path file, Map<String, byte[]> entries) throws ModelFileException {
        try {
            JsonNode manifest = RecordJson.tree(new String(bytes(entries, MANIFEST), StandardCharsets.UTF_8));
            if (!manifest.path("format").asText().equals(FORMAT)) {
                throw new ModelFileException(file + " is not a model file of Almanac");
            }
            int version = manifest.path("version").asInt();
            if (version != VERSION) {
                throw new ModelFileException(file + " has the format version " + version + ", this program reads "
                        + VERSION + (version > VERSION ? "; use a newer version of Almanac" : ""));
            }
            Map<String, byte[]> blobs = new LinkedHashMap<>();
            entries.forEach((name, bytes) -> {
                if (name.startsWith(BLOBS)) {
                    blobs.put(name.substring(BLOBS.length()), bytes);
                }
            });
            return new Content(manifest.path("root"), Safetensors.read(bytes(entries, TENSORS)), blobs);
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(file + " is not a model file: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(Map<String, byte[]> entries, String name) {
        return entries.getOrDefault(name, new byte[0]);
    }

    /** In the form of the command sha256sum. */
    private static String checksums(Map<String, byte[]> entries) {
        var text = new StringBuilder();
        entries.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> text.append(HexFormat.of().formatHex(sha256().digest(entry.getValue())))
                        .append("  ")
                        .append(entry.getKey())
                        .append('\n'));
        return text.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
