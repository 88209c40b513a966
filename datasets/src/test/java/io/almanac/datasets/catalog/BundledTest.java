package io.almanac.datasets.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.rows.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BundledTest {

    private static final Path FILES = Path.of("src/main/resources/io/almanac/datasets/catalog");
    private static final Path PAGE = Path.of("..", "docs", "bundled.md");

    static List<String> names() {
        return Bundled.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachSeriesIsTheOneOnItsCard(String name) throws Exception {
        Bundled.Card card = Bundled.card(name);
        assertTrue(
                card.licence().startsWith("Public domain")
                        || (card.title().startsWith("Synthetic")
                                && card.licence().startsWith("Apache")),
                card.licence());
        try (InputStream in = Bundled.table(name)) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            assertEquals(card.sha256(), HexFormat.of().formatHex(digest));
        }
        TimeSeries series = Bundled.read(name).inMemory().get(0);
        assertEquals(name, series.id());
        assertEquals(card.frequency(), series.schema().frequency());
        assertEquals(card.channels(), series.schema().channels().size());
        assertEquals(card.steps(), series.length());
    }

    @Test
    void theFilesAreThoseOnCardsAndSmall() throws IOException {
        Set<String> wanted = new HashSet<>(Set.of("bundled.yaml"));
        names().stream().filter(name -> !name.startsWith("synthetic")).forEach(name -> wanted.add(name + ".csv"));
        long bytes = 0;
        Set<String> found = new HashSet<>();
        try (Stream<Path> files = Files.list(FILES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.add(String.valueOf(file.getFileName()));
                bytes += Files.size(file);
            }
        }
        assertEquals(wanted, found);
        assertTrue(bytes < 300_000, "bytes " + bytes);
    }

    @Test
    void sunspotsAreThoseOfZurich() throws IOException {
        TimeSeries series = Bundled.read("sunspots-monthly").inMemory().get(0);
        assertEquals(
                "3120 steps of M from 1749-01-01 to 2008-12-01", series.axis().toString());
        // The highest month of the old scale is October 1957.
        int october = 12 * (1957 - 1749) + 9;
        assertEquals(253.8, series.value(0, october));
        assertEquals(253.8, values(series).max().orElseThrow());
        // The years around the lowest month of 1913 and the highest of 1778 in sunspots_yearly.dat beside the table,
        // which
        // are means of days: 1.4 and 154.4.
        assertEquals(
                1.4, values(series).skip(12 * (1913 - 1749)).limit(12).average().orElseThrow(), 0.1);
        assertEquals(
                154.4,
                values(series).skip(12 * (1778 - 1749)).limit(12).average().orElseThrow(),
                0.1);
    }

    @Test
    void whatElseWasMeasuredInSeattleIsKnownUpToTheCutoff() throws IOException {
        TimeSeries series = Bundled.read("seattle-weather").inMemory().get(0);
        assertEquals(
                "1461 steps of D from 2012-01-01 to 2015-12-31", series.axis().toString());
        assertEquals(List.of("temp_max"), series.schema().channels());
        assertEquals(
                Stream.of("temp_min", "precipitation", "wind")
                        .map(name -> Covariate.real(name, Covariate.Kind.PAST))
                        .toList(),
                series.schema().covariates());
        // The first line of the file of vega-datasets: 2012-01-01,0.0,12.8,5.0,4.7,drizzle.
        assertEquals(
                List.of(12.8, 5.0, 0.0, 4.7),
                List.of(series.value(0, 0), series.covariate(0, 0), series.covariate(1, 0), series.covariate(2, 0)));
    }

    @Test
    void macroeconomicFiguresAreThoseOf2009() throws IOException {
        TimeSeries series = Bundled.read("us-macro").inMemory().get(0);
        assertEquals(
                "203 steps of Q from 1959-01-01 to 2009-07-01", series.axis().toString());
        // macrodata.csv of statsmodels, its first and its last line.
        assertEquals(
                List.of(2710.349, 1707.4, 286.898, 470.045, 5.8),
                IntStream.range(0, 5)
                        .mapToObj(channel -> series.value(channel, 0))
                        .toList());
        assertEquals(
                List.of(12990.341, 9256.0, 1486.398, 1044.088, 9.6),
                IntStream.range(0, 5)
                        .mapToObj(channel -> series.value(channel, 202))
                        .toList());
    }

    @Test
    void theSyntheticLoadKnowsItsCovariatesAWeekAhead() throws IOException {
        TimeSeries series = Bundled.read("synthetic-load").inMemory().get(0);
        assertEquals(168, series.ahead());
        assertEquals(List.of(24, 168), series.schema().seasons());
    }

    @Test
    void theCardStandsBesideTheData() {
        assertEquals(
                Bundled.card("us-macro").reading(),
                Datasets.reading("bundled:us-macro").orElseThrow().reading());
        assertEquals(Optional.empty(), Datasets.reading("bundled:co2-weekly"));
    }

    @Test
    void thePageShowsTheCards() throws IOException {
        String page = Files.readString(PAGE);
        String expected = table();
        assertTrue(page.contains(expected), PAGE + " must hold:\n" + expected);
    }

    private static java.util.stream.DoubleStream values(TimeSeries series) {
        return IntStream.range(0, series.length()).mapToDouble(step -> series.value(0, step));
    }

    /** The cards as Markdown: a table, and where each series comes from. */
    private static String table() {
        List<String> lines =
                new ArrayList<>(List.of("| `bundled:` | what | unit | steps | read by |", "|---|---|---|---|---|"));
        for (String name : names()) {
            Bundled.Card card = Bundled.card(name);
            Reading reading = card.reading();
            lines.add(String.format(
                    Locale.ROOT,
                    "| `%s` | %s | %s | %,d %s%s | %s |",
                    name,
                    card.title(),
                    card.unit(),
                    card.steps(),
                    card.frequency(),
                    card.channels() == 1 ? "" : ", " + card.channels() + " channels",
                    reading.isEmpty() ? "" : "`" + String.join("`, `", reading.texts()) + "`"));
        }
        lines.addAll(List.of("", "## Where they come from", ""));
        for (String name : names()) {
            Bundled.Card card = Bundled.card(name);
            lines.add("* `" + name + "`: " + card.source() + ". Here: " + card.made() + ". " + card.licence()
                    + ". SHA-256 `" + card.sha256() + "`.");
        }
        return String.join("\n", lines) + "\n";
    }
}
