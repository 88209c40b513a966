package io.almanac.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsCommandTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void useAFolderOfItsOwn() {
        System.setProperty("almanac.data", folder.toString());
    }

    @AfterEach
    void useTheOneOfTheUser() {
        System.clearProperty("almanac.data");
    }

    @Test
    void listShowsWhatThereIsAndWhatIsHere() {
        Run run = Run.of("datasets", "list");
        assertEquals(0, run.exitCode());
        assertTrue(run.out().contains("bundled:air-passengers"), run.out());
        String etth1 = run.out()
                .lines()
                .filter(line -> line.startsWith("catalog:etth1"))
                .findFirst()
                .orElseThrow();
        assertEquals("catalog:etth1 h 1 x 7 17,420 2.6 MB CC BY-ND 4.0", etth1.replaceAll(" +", " "));
        assertTrue(run.out().endsWith("Folder: " + folder + System.lineSeparator()), run.out());
    }

    @Test
    void listAsJsonHasTheSame() {
        String json = Run.of("datasets", "list", "--json").out();
        assertTrue(json.contains("\"name\" : \"catalog:etth1\""), json);
        assertFalse(json.contains("\"size\" : null"), json);
    }

    @Test
    void showIsTheCard() {
        String card = Run.of("datasets", "show", "etth1").out();
        assertTrue(card.contains("licence    CC BY-ND 4.0 (stated by: LICENSE of zhouhaoyi/ETDataset)"), card);
        assertTrue(card.contains("horizons   96, 192, 336, 720"), card);
        assertTrue(
                card.contains(
                        "2,589,657 bytes, SHA-256 f18de3ad269cef59bb07b5438d79bb3042d3be49bdeecf01c1cd6d29695ee066"),
                card);
        assertTrue(card.contains("here       no; almanac datasets fetch etth1 brings it"), card);
        assertTrue(Run.of("datasets", "show", "bundled:air-passengers").out().contains("Public domain"));
    }

    @Test
    void whatWasNotFetchedIsNotDownloaded() {
        Run run = Run.of("inspect", "catalog:etth1");
        assertEquals(2, run.exitCode());
        assertTrue(
                run.err()
                        .endsWith("catalog:etth1 is not in " + folder
                                + "; almanac datasets fetch etth1 downloads it (2.6 MB) (not-fetched)"
                                + System.lineSeparator()),
                run.err());
    }

    @Test
    void fetchRefusesWhatIsNotTheFile(@TempDir Path mirror) throws IOException {
        Files.writeString(mirror.resolve("ETTh1.csv"), "date,OT\n");
        Run run = Run.of("datasets", "fetch", "catalog:etth1", "--mirror", mirror.toString());
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("has 8 bytes, the file should have 2,589,657 (wrong-size)"), run.err());
        assertEquals(2, Run.of("datasets", "fetch", "etth9").exitCode());
        assertEquals(2, Run.of("datasets").exitCode());
    }

    @Test
    void aSetWithoutAChecksumIsTakenAsItComesAndSaidSo(@TempDir Path mirror) throws IOException {
        // The card of epf-pjm has neither length nor checksum, so that any table can stand for it here.
        Files.writeString(mirror.resolve("PJM.csv"), """
                Date, Zonal COMED price, System load forecast, Zonal COMED load foecast
                2013-01-01 00:00:00,25.4,85049,11509
                2013-01-01 01:00:00,24.3,82128,11129
                2013-01-01 02:00:00,23.1,80729,10825
                """);
        Run run = Run.of("datasets", "fetch", "epf-pjm", "--mirror", mirror.toString());
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(
                run.out()
                        .contains(
                                ", fetched, not verified: no checksum is published, this one counts from now on: SHA-256 "),
                run.out());
        assertTrue(Run.of("datasets", "fetch", "epf-pjm").out().contains(", was here, checked"));
        String read = Run.of("inspect", "catalog:epf-pjm").out();
        assertTrue(read.contains("steps      3"), read);
        assertTrue(read.contains("season     24, 168 steps"), read);
        assertTrue(read.contains("future System load forecast"), read);
    }

    @Test
    void progressHasABarWhereTheLengthIsKnown() {
        assertEquals(
                "a.zip [##########..........] 1.0 of 2.0 MB, 0.5 MB/s",
                FetchProgress.text("a.zip", 1_000_000, 2_000_000, 500_000));
        assertEquals("a.zip 1.0 MB, 0.5 MB/s", FetchProgress.text("a.zip", 1_000_000, -1, 500_000));
    }
}
