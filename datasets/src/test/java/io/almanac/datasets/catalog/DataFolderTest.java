package io.almanac.datasets.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    private static final byte[] TABLE = Sets.text("day,y\n2026-01-01,1\n2026-01-02,2\n2026-01-03,4\n");

    @TempDir
    private Path root;

    @Test
    void theFolderIsTheOneOfTheUserOfTheSystemOrOfTheProgram() {
        assertEquals("/d", standard("Linux", Map.of("ALMANAC_DATA", "/d")));
        assertEquals("/h/.cache/almanac/datasets", standard("Linux", Map.of()));
        assertEquals("/h/.cache/almanac/datasets", standard("Linux", Map.of("ALMANAC_DATA", " ")));
        assertEquals("/c/almanac/datasets", standard("Linux", Map.of("XDG_CACHE_HOME", "/c")));
        // The XDG Base Directory Specification says that relative paths are to be ignored.
        assertEquals("/h/.cache/almanac/datasets", standard("Linux", Map.of("XDG_CACHE_HOME", "c")));
        assertEquals("/h/Library/Caches/almanac/datasets", standard("Mac OS X", Map.of()));
        assertEquals("/l/almanac/datasets", standard("Windows 11", Map.of("LOCALAPPDATA", "/l")));
        assertEquals("/h/AppData/Local/almanac/datasets", standard("Windows 11", Map.of()));
        var system = new Properties();
        system.setProperty("almanac.data", "/p");
        assertEquals(
                Path.of("/p"),
                DataFolder.standard(Map.of("ALMANAC_DATA", "/d"), system).path());
    }

    private static String standard(String os, Map<String, String> environment) {
        var system = new Properties();
        system.setProperty("os.name", os);
        system.setProperty("user.home", "/h");
        return DataFolder.standard(environment, system).path().toString().replace('\\', '/');
    }

    @Test
    void aSetIsReadAsItsCardSays() throws IOException {
        CatalogEntry entry = Sets.set(Sets.file("a.csv", TABLE));
        put("tiny/a.csv", TABLE);
        Dataset read = Datasets.read(entry, DataFolder.of(root), entry.reading().table());
        assertEquals(List.of(7), read.series().schema().seasons());
        assertEquals(4, read.inMemory().get(0).value(0, 2));
    }

    @Test
    void aFolderThatSomebodyFilledIsUsedAndCheckedOnce() throws IOException {
        CatalogEntry entry = Sets.set(Sets.file("a.csv", TABLE));
        DataFolder folder = DataFolder.of(root);
        assertFalse(folder.holds(entry));
        Path file = put("a.csv", TABLE);
        assertTrue(folder.holds(entry));
        assertEquals(List.of(file), folder.data(entry));
        // A file of the same length and time of change is not read again, which shows that it was written down.
        FileTime time = Files.getLastModifiedTime(file);
        Files.write(file, new byte[TABLE.length]);
        Files.setLastModifiedTime(file, time);
        assertEquals(List.of(file), folder.data(entry));
        Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 1000));
        assertEquals(DataError.WRONG_CHECKSUM, fails(folder, entry).error());
    }

    @Test
    void whatIsNotThereIsNotDownloaded() {
        assertEquals(
                "catalog:tiny is not in " + root + "; almanac datasets fetch tiny downloads it (45 B)",
                fails(DataFolder.of(root), Sets.set(Sets.file("a.csv", TABLE))).getMessage());
    }

    @Test
    void anArchiveIsUnpackedWhereThatHasNotBeenDone() throws IOException {
        byte[] zip = Sets.zip("in/a.csv", new String(TABLE, java.nio.charset.StandardCharsets.UTF_8));
        CatalogEntry entry = Sets.set(Sets.file("s.zip", zip, Sets.held("in/a.csv")), "a.csv");
        DataFolder folder = DataFolder.of(root);
        put("s.zip", zip);
        assertTrue(folder.holds(entry));
        Path data = root.resolve("tiny").resolve("a.csv");
        assertEquals(List.of(data), folder.data(entry));
        assertEquals(Sets.sha256(TABLE), Checksums.hash(data));
        Files.writeString(data, "day,y\n");
        DataException changed = fails(folder, entry);
        assertEquals(DataError.WRONG_CHECKSUM, changed.error());
        assertTrue(Sets.message(changed).endsWith("; delete it and fetch it again"), Sets.message(changed));
        Files.delete(data);
        assertEquals(List.of(data), folder.data(entry));
    }

    @Test
    void anUnpackedFileCountsAloneOnlyIfItsOwnChecksumIsKnown() throws IOException {
        byte[] zip = Sets.zip("a.csv", "other");
        put("a.csv", TABLE);
        DataFolder folder = DataFolder.of(root);
        CatalogEntry without = Sets.set(Sets.file("s.zip", zip, Sets.held("a.csv")), "a.csv");
        assertFalse(folder.holds(without));
        assertEquals(DataError.NOT_FETCHED, fails(folder, without).error());
        var held = new CatalogFile.Held("a.csv", Optional.of(Sets.sha256(TABLE)));
        CatalogEntry with = Sets.set(Sets.file("s.zip", zip, held), "a.csv");
        assertEquals(List.of(root.resolve("a.csv")), folder.data(with));
        // An archive that holds something else than the card says is not used.
        Files.delete(root.resolve("a.csv"));
        put("s.zip", zip);
        assertEquals(DataError.WRONG_CHECKSUM, fails(folder, with).error());
        assertFalse(Files.exists(root.resolve("tiny").resolve("a.csv")));
    }

    @Test
    void rowsOfSeriesAreJoinedFileByFile() throws IOException {
        byte[] train = Sets.text("\"V1\",\"V2\",\"V3\",\"V4\"\n\"H1\",\"1\",\"2\",\"3\"\n\"H2\",\"7\",\"\",\"\"\n");
        byte[] test = Sets.text("\"V1\",\"V2\"\n\"H1\",\"4\"\n\"H2\",\"8.5\"\n");
        put("tiny/train.csv", train);
        put("tiny/test.csv", test);
        CatalogEntry one = Sets.set(Sets.file("train.csv", train));
        var entry = new CatalogEntry(
                one.name(),
                one.title(),
                io.almanac.core.series.Frequency.parse("step"),
                2,
                1,
                "",
                List.of(),
                List.of(1),
                one.split(),
                one.source(),
                one.licence(),
                one.statedBy(),
                one.citation(),
                List.of(Sets.file("train.csv", train), Sets.file("test.csv", test)),
                List.of("train.csv", "test.csv"),
                io.almanac.datasets.rows.Reading.nothing()
                        .with(io.almanac.datasets.rows.Reading.Key.FREQUENCY, "step"));
        Dataset read = Datasets.read(entry, DataFolder.of(root), entry.reading().table());
        assertEquals(2, read.inMemory().size());
        assertEquals("1 to 4", read.report().first() + " to " + read.report().last());
        assertEquals(4, read.inMemory().get(0).value(0, 3));
        assertEquals(2, read.inMemory().get(1).length());
        assertEquals(8.5, read.inMemory().get(1).value(0, 1));
    }

    @Test
    void cardsAreChecked() {
        assertRefused("name of a file must be letters", () -> Sets.file("../a", TABLE));
        assertRefused(
                "sha256 of a must be 64 hexadecimal digits, was 12",
                () -> Sets.file("a", OptionalLong.empty(), Optional.of("12")));
        assertRefused("bytes of a must be at least 1, was 0", () -> Sets.file("a", new byte[0]));
        assertRefused("what holds other files must be .zip", () -> Sets.file("a.tar", TABLE, Sets.held("b")));
        assertRefused("tiny must read one or more of [a], was to read [b]", () -> Sets.set(Sets.file("a", TABLE), "b"));
        assertRefused("attempts must be at least 1, was 0", () -> {
            FetchOptions d = FetchOptions.defaults();
            new FetchOptions(d.mirror(), 0, d.backoff(), d.connect(), d.stall(), d.cap());
        });
    }

    private static void assertRefused(String start, org.junit.jupiter.api.function.Executable made) {
        String message = Sets.message(assertThrows(IllegalArgumentException.class, made));
        assertTrue(message.startsWith(start), message);
    }

    private static DataException fails(DataFolder folder, CatalogEntry entry) {
        return assertThrows(DataException.class, () -> folder.data(entry));
    }

    private Path put(String name, byte[] bytes) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }
}
