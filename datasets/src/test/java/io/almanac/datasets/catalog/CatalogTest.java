package io.almanac.datasets.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.datasets.DataException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The cards. Most rules are those of their types, so that reading them is the test. */
class CatalogTest {

    private static final Catalog CATALOG = Catalog.standard();

    @Test
    void everyFileOfCardsIsRead() throws IOException, URISyntaxException {
        Path folder = Path.of(Catalog.class.getResource("sets").toURI());
        try (var files = Files.list(folder)) {
            assertEquals(
                    Set.copyOf(Catalog.FAMILIES),
                    files.map(file -> String.valueOf(file.getFileName()).replace(".yaml", ""))
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void everyFileOfARepositoryIsPinnedToACommitAndHasItsLength() {
        for (CatalogEntry entry : CATALOG.entries()) {
            for (CatalogFile file : entry.files()) {
                if (file.url().getHost().equals("raw.githubusercontent.com")) {
                    assertTrue(file.url().getPath().matches("/[^/]+/[^/]+/[0-9a-f]{40}/.+"), file.url() + "");
                } else {
                    assertEquals("zenodo.org", file.url().getHost());
                }
                assertEquals(file.bytes().isPresent(), file.isVerifiable(), file.name());
            }
        }
    }

    @Test
    void everySetCanBeReadAsItsCardSays() {
        for (CatalogEntry entry : CATALOG.entries()) {
            assertEquals(entry.seasons(), entry.reading().table().seasons(), entry.name());
        }
    }

    @Test
    void bothBenchmarksOfTheTransformerAreThere() {
        CatalogEntry etth1 = CATALOG.entry("etth1");
        // Length and checksum as in dataset_infos.json of the data set ett in huggingface/datasets 2.4.
        CatalogFile file = etth1.files().get(0);
        assertEquals(2_589_657, file.bytes().orElseThrow());
        assertEquals(
                "f18de3ad269cef59bb07b5438d79bb3042d3be49bdeecf01c1cd6d29695ee066",
                file.sha256().orElseThrow());
        assertEquals("time: date, frequency: h, season: 24", etth1.reading().toString());
        assertEquals("CC BY-ND 4.0", etth1.licence());
        assertTrue(etth1.isVerifiable());
        assertEquals("2.6 MB", etth1.size());
        CatalogEntry weather = CATALOG.entry("weather");
        assertEquals(List.of("weather.csv"), weather.data());
        assertEquals("weather.zip", weather.origin("weather.csv").name());
    }

    @Test
    void whatIsNotKnownIsNotMadeUp() {
        CatalogEntry entry = CATALOG.entry("m3-monthly");
        assertEquals("?", entry.size());
        assertEquals(
                "size not known, no checksum published", entry.files().get(0).facts());
    }

    @Test
    void aNameThatIsNotThereGetsSuggestions() {
        assertEquals(
                "there is no set \"ETT\" in the catalogue; did you mean etth1, etth2, ettm1, ettm2?",
                assertThrows(DataException.class, () -> CATALOG.entry("ETT")).getMessage());
        assertEquals(
                "there is no set \"zzz\" in the catalogue; almanac datasets list lists all "
                        + CATALOG.entries().size(),
                assertThrows(DataException.class, () -> CATALOG.entry("zzz")).getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> Catalog.of(List.of(CATALOG.entry("etth1"), CATALOG.entry("etth1"))));
    }

    /** If this fails, put the table of its message into {@code docs/catalog.md}. */
    @Test
    void theTableOfTheDocumentationIsThatOfTheCards() throws IOException {
        String table = "| name | what | freq | series | steps | size | horizons | licence as stated |\n"
                + "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
                + CATALOG.entries().stream().map(CatalogTest::row).collect(Collectors.joining());
        String documented = Files.readString(Path.of("..", "docs", "catalog.md"));
        assertTrue(documented.contains(table), () -> "docs/catalog.md lacks\n" + table);
    }

    private static String row(CatalogEntry entry) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %,d%s | %s | %s%s | %s | %s |%n",
                entry.name(),
                entry.title(),
                entry.frequency(),
                entry.series(),
                entry.channels() > 1 ? " x " + entry.channels() : "",
                entry.steps(),
                entry.size(),
                entry.isVerifiable() ? "" : " \\*",
                entry.horizons().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                entry.licence());
    }
}
