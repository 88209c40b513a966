package io.almanac.datasets.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackerTest {

    private static final byte[] ZEROS = new byte[3 << 20];

    @TempDir
    private Path folder;

    @Test
    void onlyWhatTheCardNamesIsUnpacked() throws IOException {
        byte[] zip = Sets.zip("a/", "", "a/x.csv", "one", "a/y.csv", "two", "__MACOSX/x.csv", "three");
        Map<String, String> hashes = unpack(zip, "s.zip", "a/x.csv");
        assertEquals(Map.of("x.csv", Sets.sha256(Sets.text("one"))), hashes);
        assertEquals("one", Files.readString(folder.resolve("out").resolve("x.csv")));
        try (var files = Files.list(folder.resolve("out"))) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void theEndOfThePathWillDo() throws IOException {
        unpack(Sets.zip("deep/er/xx.csv", "no", "deep/er/x.csv", "yes"), "s.zip", "x.csv");
        assertEquals("yes", Files.readString(folder.resolve("out").resolve("x.csv")));
    }

    @Test
    void gzipIsUnpackedUnderTheNameOnTheCard() throws IOException {
        unpack(Sets.gzip(Sets.text("one")), "s.gz", "x.csv");
        assertEquals("one", Files.readString(folder.resolve("out").resolve("x.csv")));
    }

    @ParameterizedTest(name = "a file {0} is refused, and all of the archive with it")
    @ValueSource(
            strings = {
                "../x.csv",
                "a/../../x.csv",
                "/etc/passwd",
                "C:/x.csv",
                "c:x.csv",
                "..\\x.csv",
                "\\\\server\\x",
                "a/..",
                "x\0.csv"
            })
    void namesThatLeadOutAreRefused(String name) throws IOException {
        assertFails(DataError.UNSAFE_ARCHIVE, Sets.zip(name, "x", "x.csv", "y"), "s.zip");
        try (var files = Files.list(folder)) {
            assertEquals(1, files.filter(Files::isRegularFile).count()); // the archive
        }
    }

    @Test
    void bombsAreRefusedBeforeTheyFillTheDisk() throws IOException {
        String zeros = new String(ZEROS, StandardCharsets.ISO_8859_1);
        DataException failed = assertFails(DataError.UNSAFE_ARCHIVE, Sets.zip("x.csv", zeros), "s.zip");
        assertTrue(Sets.message(failed).contains("unpacks to more than 200 times its size"), Sets.message(failed));
        assertFails(DataError.UNSAFE_ARCHIVE, Sets.zip("other", zeros, "x.csv", "y"), "s.zip");
        assertFails(DataError.UNSAFE_ARCHIVE, Sets.gzip(ZEROS), "s.gz");
        try (var files = Files.list(folder.resolve("out"))) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void archivesOfVeryManyFilesAreRefused() throws IOException {
        String[] entries = IntStream.range(0, 2002)
                .mapToObj(i -> i % 2 == 0 ? "f" + i : "")
                .toArray(String[]::new);
        assertFails(DataError.UNSAFE_ARCHIVE, Sets.zip(entries), "s.zip");
    }

    @Test
    void twoFilesOfOneNameAreRefused() throws IOException {
        byte[] zip = Sets.zip("x.csv", "one", "y.csv", "two");
        String text = new String(zip, StandardCharsets.ISO_8859_1).replace("y.csv", "x.csv");
        assertFails(DataError.UNSAFE_ARCHIVE, text.getBytes(StandardCharsets.ISO_8859_1), "s.zip");
    }

    @Test
    void whatIsDamagedOrLacksTheFileIsRefused() throws IOException {
        byte[] zip = Sets.zip("x.csv", "a text that is long enough to be cut off in the middle of its bytes");
        assertFails(DataError.DAMAGED_ARCHIVE, Arrays.copyOf(zip, 50), "s.zip");
        byte[] gzip = Sets.gzip(Sets.text("a text that is long enough to be cut off in the middle of its bytes"));
        assertFails(DataError.DAMAGED_ARCHIVE, Arrays.copyOf(gzip, gzip.length - 10), "s.gz");
        gzip[gzip.length - 6] ^= 1; // of its checksum
        assertFails(DataError.DAMAGED_ARCHIVE, gzip, "s.gz");
        assertFails(DataError.DAMAGED_ARCHIVE, Sets.text("not gzip"), "s.gz");
        assertTrue(Sets.message(assertFails(DataError.DAMAGED_ARCHIVE, Sets.text("<html>"), "s.zip"))
                .endsWith("is no zip file"));
        assertTrue(Sets.message(assertFails(DataError.DAMAGED_ARCHIVE, Sets.zip("z.csv", ""), "s.zip"))
                .endsWith("does not hold x.csv"));
    }

    private Map<String, String> unpack(byte[] archive, String name, String held) throws IOException {
        Path file = Files.write(folder.resolve(name), archive);
        return Unpacker.unpack(
                file, Sets.file(name, archive, Sets.held(held)), Files.createDirectories(folder.resolve("out")));
    }

    private DataException assertFails(DataError error, byte[] archive, String name) {
        DataException failed = assertThrows(DataException.class, () -> unpack(archive, name, "x.csv"));
        assertEquals(error, failed.error(), Sets.message(failed));
        return failed;
    }
}
