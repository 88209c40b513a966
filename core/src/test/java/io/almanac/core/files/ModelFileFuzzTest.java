package io.almanac.core.files;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever bytes a model file has, it is read or makes a {@link ModelFileException}. The last 64 bytes of an input give
 * way to the checksum that belongs there, or nearly every input would end at that.
 */
class ModelFileFuzzTest {

    private static final int CHECKSUM = 64;

    private record Nothing() {}

    @TempDir
    private static Path folder;

    @FuzzTest
    void anyBytesMakeAModelOrAnError(byte[] input) throws IOException, NoSuchAlgorithmException {
        Path file = folder.resolve("model.almanac");
        Files.write(file, input);
        read(file);
        if (input.length >= CHECKSUM) {
            byte[] whole = input.clone();
            Arrays.fill(whole, whole.length - CHECKSUM, whole.length, (byte) '0');
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(whole);
            byte[] text = HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, whole, whole.length - CHECKSUM, CHECKSUM);
            Files.write(file, whole);
            read(file);
        }
    }

    private static void read(Path file) throws IOException {
        try {
            visit(ModelReader.open(file));
        } catch (ModelFileException e) {
            assertFalse(String.valueOf(e.getMessage()).isBlank());
        }
    }

    private static void visit(ModelReader node) throws IOException {
        for (String child : node.children()) {
            visit(node.child(child));
        }
        node.forecaster();
        node.state(1, Nothing.class);
    }
}
