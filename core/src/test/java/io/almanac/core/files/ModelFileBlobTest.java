package io.almanac.core.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileBlobTest {

    private record Origin(String data) {}

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private byte[] trees = {};

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("m.almanac");
        trees = new byte[300];
        new Random(1).nextBytes(trees);
        writer().writeTo(file);
    }

    private ModelWriter writer() {
        var root = new ModelWriter();
        root.header("combination", new Origin("x"));
        root.blob("model", new byte[0]);
        root.child("member").blob("model", trees);
        return root;
    }

    @Test
    void aBlobIsReadAsItWasWrittenByItsNode() throws IOException {
        ModelReader root = ModelReader.open(file);
        assertArrayEquals(new byte[0], root.blob("model"));
        assertArrayEquals(trees, root.child("member").blob("model"));
    }

    @Test
    void blobsAreStoredEntriesBesideTheOthersAndNamedInTheChecksums() throws IOException {
        Map<String, byte[]> entries = ModelFileTest.entries(file);
        assertEquals(
                List.of("manifest.json", "tensors.safetensors", "blobs/model", "blobs/member/model", "sha256"),
                List.copyOf(entries.keySet()));
        byte[] checksums = entries.getOrDefault("sha256", new byte[0]);
        assertTrue(new String(checksums, StandardCharsets.UTF_8).contains("  blobs/member/model\n"));
    }

    @Test
    void neitherReaderNorWriterSharesItsBytes() throws IOException {
        ModelReader root = ModelReader.open(file);
        root.child("member").blob("model")[0]++;
        assertArrayEquals(trees, root.child("member").blob("model"));
        var writer = new ModelWriter();
        writer.header("x", new Origin("x"));
        byte[] bytes = {1};
        writer.blob("b", bytes);
        bytes[0] = 2;
        writer.writeTo(file);
        assertArrayEquals(new byte[] {1}, ModelReader.open(file).blob("b"));
    }

    @Test
    void aChangedByteOfABlobIsNoticed() throws IOException {
        byte[] good = Files.readAllBytes(file);
        int start = new String(good, StandardCharsets.ISO_8859_1).indexOf("blobs/member/model") + 18;
        for (int i = start; i < start + trees.length; i += 13) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Files.write(file, bad);
            assertThrows(ModelFileException.class, () -> ModelReader.open(file), "byte " + i);
        }
    }

    @Test
    void aBlobThatWasReplacedIsRefused() throws IOException {
        Map<String, byte[]> entries = ModelFileTest.entries(file);
        byte[] checksums = entries.getOrDefault("sha256", new byte[0]);
        entries.put("blobs/model", new byte[] {1});
        ModelFileTest.checked(entries);
        entries.put("sha256", checksums);
        refused("its entry sha256 does not match the others", ModelFileTest.zip(entries));
    }

    @Test
    void blobsThatWouldLeaveTheirFolderAreRefused() throws IOException {
        Map<String, byte[]> good = ModelFileTest.entries(file);
        for (String name : List.of("blobs/../evil", "blobs/a/./b", "blobs//b", "blobs/a b", "blobs/", "blob/a")) {
            Map<String, byte[]> entries = new LinkedHashMap<>(good);
            entries.put(name, new byte[] {1});
            refused("it holds the entry " + name + " of 1 bytes", ModelFileTest.checked(entries));
        }
    }

    @Test
    void aCompressedEntryIsRefusedSoThatASmallFileStaysSmall() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setComment("0".repeat(64));
            zip.putNextEntry(new ZipEntry("blobs/bomb"));
            zip.write(new byte[1 << 20]);
        }
        refused("it holds the entry blobs/bomb of 1048576 bytes", ModelFileTest.signed(bytes.toByteArray()));
    }

    @Test
    void aBlobThatIsNotThereIsNamed() throws IOException {
        ModelReader root = ModelReader.open(file);
        ModelFileException e = assertThrows(
                ModelFileException.class, () -> root.child("member").blob("other"));
        assertEquals(file + " has no blob member/other", e.getMessage());
    }

    @Test
    void aWriterRefusesNamesThatCanNotBeRead() {
        ModelWriter writer = writer();
        assertEquals(
                "blob model was added twice",
                assertThrows(IllegalArgumentException.class, () -> writer.blob("model", new byte[1]))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> writer.blob("..", new byte[1]));
        assertThrows(IllegalArgumentException.class, () -> writer.child("."));
        assertThrows(IllegalArgumentException.class, () -> writer.blob("a/b", new byte[1]));
    }

    private void refused(String reason, byte[] content) throws IOException {
        Files.write(file, content);
        String message = String.valueOf(assertThrows(ModelFileException.class, () -> ModelReader.open(file))
                .getMessage());
        assertTrue(message.contains(reason), message);
    }
}
