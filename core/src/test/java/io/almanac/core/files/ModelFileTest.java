package io.almanac.core.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {

    private record Origin(String data) {}

    private record State(List<String> ids, double mean) {}

    private static final String MANIFEST = "manifest.json";
    private static final String TENSORS = "tensors.safetensors";

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("m.almanac");
        writer().writeTo(file);
    }

    /** A combination of two members with tensors of both types, one of them empty. */
    private static ModelWriter writer() {
        var root = new ModelWriter();
        root.header("combination", new Origin("ı"));
        root.state(3, new State(List.of("a", "b"), 0.1));
        root.doubles("weights", new double[] {1, -0.0, Double.MIN_VALUE, Double.NaN, 5, 1e308}, 2, 3);
        ModelWriter first = root.child("first");
        first.header("naive", new Origin("x"));
        first.floats("weights", new float[] {1.5f, Float.MIN_VALUE, -2}, 3, 1);
        ModelWriter second = root.child("second");
        second.header("drift", new Origin("y"));
        second.doubles("nothing", new double[0], 0, 4);
        return root;
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        ModelReader root = ModelReader.open(file);
        assertEquals("combination", root.forecaster());
        assertEquals(new Origin("ı"), root.provenance(Origin.class, Origin.class));
        assertEquals(new State(List.of("a", "b"), 0.1), root.state(3, State.class));
        assertArrayEquals(
                new double[] {1, -0.0, Double.MIN_VALUE, Double.NaN, 5, 1e308}, root.doubles("weights", 2, 3));
        assertEquals(List.of("first", "second"), root.children());
        ModelReader first = root.child("first");
        assertEquals("naive", first.forecaster());
        assertArrayEquals(new float[] {1.5f, Float.MIN_VALUE, -2}, first.floats("weights", 3, 1));
        assertEquals(0, root.child("second").doubles("nothing", 0, 4).length);
    }

    @Test
    void equalModelsGiveEqualBytes() throws IOException {
        Path other = folder.resolve("other.almanac");
        writer().writeTo(other);
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(other));
    }

    @Test
    void theFileIsAPlainZipOfStoredEntriesWithOneTime() throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            List<ZipEntry> entries = zip.stream().map(ZipEntry.class::cast).toList();
            assertEquals(
                    List.of(MANIFEST, TENSORS, "sha256"),
                    entries.stream().map(ZipEntry::getName).toList());
            for (ZipEntry entry : entries) {
                assertEquals(ZipEntry.STORED, entry.getMethod());
                assertEquals("1980-01-01T00:00", entry.getTimeLocal().toString());
            }
        }
    }

    @Test
    void theChecksumsAreThoseOfSha256sum() throws IOException {
        Map<String, byte[]> entries = entries();
        String expected =
                sha256(entries, MANIFEST) + "  " + MANIFEST + "\n" + sha256(entries, TENSORS) + "  " + TENSORS + "\n";
        assertEquals(expected, new String(bytes(entries, "sha256"), StandardCharsets.UTF_8));
    }

    /** A reader of the format by its definition (huggingface/safetensors, README, "Format"). */
    @Test
    void theTensorsAreValidSafetensors() throws IOException {
        ByteBuffer tensors = ByteBuffer.wrap(bytes(entries(), TENSORS)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] json = new byte[(int) tensors.getLong()];
        tensors.get(json);
        assertEquals('{', json[0]);
        JsonNode header = new ObjectMapper().readTree(json);
        int start = tensors.position();
        assertEquals(0, start % 8, "the numbers are aligned");
        Map<Integer, Integer> places = new TreeMap<>();
        for (var entry : header.properties()) {
            JsonNode offsets = entry.getValue().get("data_offsets");
            places.put(offsets.get(0).asInt(), offsets.get(1).asInt());
            int elements = 1;
            for (JsonNode size : entry.getValue().get("shape")) {
                elements *= size.asInt();
            }
            int width = entry.getValue().get("dtype").asText().equals("F32") ? 4 : 8;
            assertEquals(
                    elements * width, offsets.get(1).asInt() - offsets.get(0).asInt(), entry.getKey());
        }
        int end = 0;
        for (var place : places.entrySet()) { // the definition allows no hole
            assertEquals(end, place.getKey());
            end = place.getValue();
        }
        assertEquals(tensors.capacity() - start, end);
        JsonNode weights = header.get("first/weights");
        assertEquals("F32", weights.get("dtype").asText());
        assertEquals("[3,1]", weights.get("shape").toString());
        int from = start + weights.get("data_offsets").get(0).asInt();
        assertEquals(1.5f, tensors.getFloat(from));
        assertEquals(-2, tensors.getFloat(from + 8));
        assertEquals(
                1e308,
                tensors.getDouble(
                        start + header.get("weights").get("data_offsets").get(0).asInt() + 40));
    }

    @Test
    void aFileWithAnyByteChangedIsRefused() throws IOException {
        byte[] intact = Files.readAllBytes(file);
        for (int position = 0; position < intact.length; position++) {
            byte[] damaged = intact.clone();
            damaged[position] ^= (byte) (1 << (position % 8));
            refusedAs("m.almanac ", damaged);
        }
    }

    @Test
    void aFileThatWasCutOffAnywhereIsRefused() throws IOException {
        byte[] intact = Files.readAllBytes(file);
        for (int length = 0; length < intact.length; length++) {
            refusedAs("m.almanac ", Arrays.copyOf(intact, length));
        }
        refusedAs("was cut off, damaged or edited", Arrays.copyOf(intact, intact.length + 1));
    }

    @Test
    void whatIsNoModelFileIsRefusedWithTheReason() throws IOException {
        var missing = assertThrows(ModelFileException.class, () -> ModelReader.open(folder.resolve("none.almanac")));
        assertEquals("no such file: " + folder.resolve("none.almanac"), missing.getMessage());
        assertThrows(ModelFileException.class, () -> ModelReader.open(folder));
        refusedAs("is not a model file", "unique_id,ds,y\n".getBytes(StandardCharsets.UTF_8));
        refusedAs("is not a model file", new byte[0]);
    }

    @Test
    void anotherFormatOrVersionIsRefused() throws IOException {
        refusedAs(
                "has the format version 2, this program reads 1; use a newer version of Almanac",
                forged(manifest -> manifest.replace("\"version\" : 1,", "\"version\" : 2,")));
        refusedAs("is not a model file of Almanac", forged(manifest -> manifest.replace("almanac", "calendar")));
        refusedAs("is not a model file: ", forged(manifest -> "{"));
        refusedAs("has no forecaster", forged(manifest -> "{\"format\": \"almanac\", \"version\": 1}"));
    }

    @Test
    void entriesThatDoNotBelongThereAreRefused() throws IOException {
        Map<String, byte[]> entries = entries();
        entries.put("../evil.sh", new byte[] {1});
        refusedAs("it holds the entry ../evil.sh of 1 bytes", zip(entries));
        entries.remove("../evil.sh");
        entries.remove(TENSORS);
        refusedAs("it has no entry tensors.safetensors", zip(entries));
    }

    @Test
    void anEntryThatWasReplacedIsRefused() throws IOException {
        Map<String, byte[]> entries = entries();
        entries.put(MANIFEST, "{}".getBytes(StandardCharsets.UTF_8));
        refusedAs("was edited: its entry sha256 does not match the others", zip(entries));
    }

    @Test
    void tensorsThatDoNotFitTheirHeaderAreRefused() throws IOException {
        refusedAs("the header of the tensors is cut off", withTensors("", 5));
        refusedAs("the header of the tensors is cut off", withTensors("{}", 3));
        refusedAs("the header of the tensors is cut off", withTensors("{}", -1));
        refusedAs("tensor t lies at 0 to 8, outside the file", withTensors("F64", "[1]", "[0, 8]"));
        refusedAs("tensor t lies at 8 to 0, outside the file", withTensors("F64", "[0]", "[8, 0]"));
        refusedAs("tensor t lies at -1 to -1, outside the file", withTensors("F64", "[0]", "[]"));
        refusedAs("a tensor F64[1] takes 8 bytes, got 0", withTensors("F64", "[1]", "[0, 0]"));
        refusedAs("a tensor can't have the shape [-1]", withTensors("F64", "[-1]", "[0, 0]"));
        refusedAs(
                "a tensor can't have the shape [2147483647, 2147483647, 2147483647]",
                withTensors("F64", "[2147483647, 2147483647, 2147483647]", "[0, 0]"));
        refusedAs("a tensor has the unknown type \"I64\"", withTensors("I64", "[0]", "[0, 0]"));
    }

    @Test
    void aReaderRefusesWhatTheModelDoesNotHave() throws IOException {
        ModelReader root = ModelReader.open(file);
        refused(" has no tensor other", () -> root.doubles("other", 1));
        refused(" has no tensor first/other", () -> root.child("first").floats("other", 1));
        refused(": tensor weights is F64[2, 3], expected F64[3, 2]", () -> root.doubles("weights", 3, 2));
        refused(": tensor weights is F64[2, 3], expected F32[2, 3]", () -> root.floats("weights", 2, 3));
        refused(" has no node third", () -> root.child("third"));
        refused(
                ": the node \"first/\" has no version",
                () -> root.child("first").state(1, State.class));
        refused(
                ": the state of combination has the version 3, this program reads 2; use a newer version of Almanac",
                () -> root.state(2, State.class));
        refused(": the state of combination has the version 3, this program reads 4", () -> root.state(4, State.class));
        refused(": the state can't be read: data is missing", () -> root.state(3, Origin.class));
        refused(": the provenance can't be read: ids is missing", () -> root.provenance(State.class, Origin.class));
    }

    @Test
    void aWriterRefusesWhatCanNotBeRead() {
        var writer = writer();
        invalid("tensor weights was added twice", () -> writer.floats("weights", new float[1], 1));
        invalid("node first was added twice", () -> writer.child("first"));
        invalid("a tensor F32[2] takes 8 bytes, got 4", () -> writer.floats("more", new float[1], 2));
        assertThrows(IllegalArgumentException.class, () -> writer.floats("a/b", new float[1], 1));
        assertThrows(IllegalArgumentException.class, () -> writer.child(""));
    }

    private Map<String, byte[]> entries() throws IOException {
        return entries(file);
    }

    static Map<String, byte[]> entries(Path file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (var zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    /** The file with another manifest and right checksums. */
    private byte[] forged(UnaryOperator<String> change) throws IOException {
        Map<String, byte[]> entries = entries();
        String manifest = new String(bytes(entries, MANIFEST), StandardCharsets.UTF_8);
        entries.put(MANIFEST, change.apply(manifest).getBytes(StandardCharsets.UTF_8));
        return checked(entries);
    }

    private byte[] withTensors(String type, String shape, String offsets) throws IOException {
        String header =
                "{\"t\": {\"dtype\": \"" + type + "\", \"shape\": " + shape + ", \"data_offsets\": " + offsets + "}}";
        return withTensors(header, header.length());
    }

    /** The file with other tensors, a header that states its length, and right checksums. */
    private byte[] withTensors(String header, long length) throws IOException {
        Map<String, byte[]> entries = entries();
        ByteBuffer tensors = ByteBuffer.allocate(Long.BYTES + header.length()).order(ByteOrder.LITTLE_ENDIAN);
        tensors.putLong(length).put(header.getBytes(StandardCharsets.US_ASCII));
        entries.put(TENSORS, tensors.array());
        return checked(entries);
    }

    /** The entries with right checksums. */
    static byte[] checked(Map<String, byte[]> entries) throws IOException {
        entries.remove("sha256");
        String checksums = new TreeMap<>(entries)
                .keySet().stream()
                        .map(name -> sha256(entries, name) + "  " + name + "\n")
                        .collect(Collectors.joining());
        entries.put("sha256", checksums.getBytes(StandardCharsets.UTF_8));
        return zip(entries);
    }

    /** A zip with the checksum of the whole in its comment, as the format has it. */
    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            zip.setComment("0".repeat(64));
            for (var one : entries.entrySet()) {
                var crc = new CRC32();
                crc.update(one.getValue());
                var entry = new ZipEntry(one.getKey());
                entry.setSize(one.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(one.getValue());
            }
        }
        return signed(bytes.toByteArray());
    }

    /** A zip whose comment of 64 zeros is replaced by the checksum. */
    static byte[] signed(byte[] whole) {
        byte[] comment = sha256(whole).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(comment, 0, whole, whole.length - comment.length, comment.length);
        return whole;
    }

    private static byte[] bytes(Map<String, byte[]> entries, String name) {
        return entries.getOrDefault(name, new byte[0]);
    }

    private static String sha256(Map<String, byte[]> entries, String name) {
        return sha256(bytes(entries, name));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void refusedAs(String reason, byte[] content) throws IOException {
        Files.write(file, content);
        // Whatever opens is asked for its root, which a forged manifest may lack.
        refused(reason, () -> ModelReader.open(file).forecaster());
    }

    private static void refused(String reason, org.junit.jupiter.api.function.Executable action) {
        String message =
                String.valueOf(assertThrows(ModelFileException.class, action).getMessage());
        assertTrue(message.contains(reason), message);
        assertTrue(message.contains("m.almanac"), message);
    }

    private static void invalid(String message, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
