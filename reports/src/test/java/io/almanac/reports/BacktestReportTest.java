package io.almanac.reports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.backtest.AuditChange;
import io.almanac.core.backtest.AuditResult;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class BacktestReportTest {

    private static final String SCRIPT = "<script>alert(\"1\")</script>&'";

    @TempDir
    private Path folder;

    @Test
    void namesOfTheUserAreEscapedEverywhere() throws IOException {
        String page = SampleRun.named(SCRIPT, SCRIPT)
                .with(SCRIPT, SampleRun.MODEL)
                .with("seasonal-naive", SampleRun.NAIVE)
                .page(SCRIPT, folder);
        assertFalse(page.contains("<script"), "a script element");
        // title, headline, notes, options, tables, charts and their titles
        assertTrue(all("&lt;script&gt;", page).size() > 20, "the names are shown");
    }

    @Test
    void everySvgIsWellFormed() throws Exception {
        List<String> drawings = all(
                "(?s)<svg.*?</svg>",
                SampleRun.named(SCRIPT, "y")
                        .with("a & b", SampleRun.MODEL)
                        .with("c", SampleRun.NAIVE)
                        .page("t", folder));
        // 2 series panels, 2 channels x 2 folds, 2 labels alone, steps, training, and the legends
        assertTrue(drawings.size() > 10, drawings.size() + " drawings");
        for (String svg : drawings) {
            var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            assertEquals(
                    "svg",
                    builder.parse(new InputSource(new StringReader(svg)))
                            .getDocumentElement()
                            .getTagName());
        }
    }

    @Test
    void idsAreUniqueAndReferencesLeadSomewhere() throws IOException {
        String page = monthly("a", "b").page("t", folder);
        List<String> ids = all("(?<=\\sid=\")[^\"]+", page);
        assertEquals(ids.size(), new HashSet<>(ids).size(), "ids " + ids);
        Set<String> known = Set.copyOf(ids);
        List<String> references = all("(?<=url\\(#)[^)]+", page);
        references.addAll(all("(?<=href=\"#)[^\"]+", page));
        assertTrue(references.size() > 20, references.size() + " references");
        references.forEach(reference -> assertTrue(known.contains(reference), reference));
    }

    @Test
    void thePageNeedsNothingFromElsewhere() throws IOException {
        String page = monthly("a").page("t", folder).replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
        for (String forbidden : List.of("http://", "https://", " src=", "@import", "<link", "<script", "xlink:")) {
            assertFalse(page.contains(forbidden), forbidden);
        }
        assertEquals(List.of(), all("url\\((?!#)", page));
    }

    @Test
    void theSameResultsGiveTheSameBytes() throws IOException {
        SampleRun run = monthly("a", "b");
        BacktestReport one = BacktestReport.of(run.plan());
        BacktestReport two = BacktestReport.of(run.plan());
        ReportInput input = run.run("t", one, two);
        one.write(folder.resolve("one.html"), input);
        two.write(folder.resolve("two.html"), input);
        one.write(folder.resolve("again.html"), input);
        byte[] bytes = Files.readAllBytes(folder.resolve("one.html"));
        assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("two.html")));
        assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("again.html")));
    }

    @Test
    void onlyTheFirstSeriesAndTheOuterFoldsAreDrawn() throws IOException {
        String page = monthly("one", "two", "three", "four").page("t", folder);
        for (String id : List.of("one", "two", "three")) {
            List<String> captions = all("(?<=<figcaption>)" + id + ", fold \\d of 5", page);
            assertEquals(List.of(id + ", fold 1 of 5", id + ", fold 5 of 5"), captions);
        }
        assertEquals(List.of(), all("<figcaption>[^<]*four", page));
        assertTrue(page.contains("Drawn are the first 3 series of the data, at the first and the last fold."), page);
    }

    @Test
    void aLongRunOfManyChannelsStaysSmall() throws IOException {
        String page = SampleRun.hourly()
                .with("transformer", SampleRun.MODEL)
                .with("seasonal-naive", SampleRun.NAIVE)
                .page("t", folder);
        assertTrue(page.length() < 2_000_000, page.length() + " characters");
        all("(?s)<svg.*?</svg>", page).forEach(svg -> assertTrue(svg.length() < 60_000, svg.length() + " characters"));
        assertTrue(page.contains("the first 3 of its 7 channels"), "says what is left out");
        assertTrue(page.contains("MASE (season 24) by channel"), "has a table by channel");
    }

    @Test
    void thePageTellsWhatWasRun() throws IOException {
        String page = monthly("a").page("air", folder);
        for (String text : List.of(
                "12 steps of one month",
                "5 cutoffs, 12 steps of one month apart, counted from the end of each series",
                "once, before the first fold",
                "./almanac backtest air",
                "seasons=4, width=0.6, epochs=20",
                "the time of day is read from the axis",
                "line 570: y is empty",
                "model was best after epoch 12 of 20",
                "Engine: threads")) {
            assertTrue(page.contains(text), text);
        }
    }

    @Test
    void refusalsAreListed() throws IOException {
        // Of 144 months none is left before the first cutoff of 13 folds of 12.
        String page = SampleRun.tooShort()
                .with("model", SampleRun.MODEL)
                .with("seasonal-naive", SampleRun.NAIVE)
                .page("t", folder);
        assertTrue(page.contains("forecasts could not be made"), "the heading counts");
        assertTrue(page.contains("<th scope=\"col\">Reason</th>"), "a table of reasons");
        assertEquals(
                2,
                all("<li>[^<]* refused 13 forecasts; 13 are left out for every label.</li>", page)
                        .size(),
                page);
    }

    @Test
    void theVerdictStandsBesideTheFoldsThatDecideIt() throws IOException {
        String page = SampleRun.hourly()
                .with("transformer", SampleRun.MODEL)
                .with("seasonal-naive", SampleRun.NAIVE)
                .page("t", folder);
        assertTrue(
                page.contains(
                        "<p class=\"lead\">transformer is shown to be better than seasonal-naive: its MASE (season 24)"),
                all("(?<=class=\"lead\">)[^<]*", page).toString());
        for (String text : List.of(
                "May be the best of all (model confidence set): transformer.",
                "95 % interval",
                "All 20 folds lie at least one horizon apart",
                "<figcaption>MASE (season 24) by fold",
                "<figcaption>The same minus that of seasonal-naive: below 0 is better")) {
            assertTrue(page.contains(text), text);
        }
    }

    @Test
    void tooFewFoldsAreCalledNotTestable() throws IOException {
        String page = monthly("a").page("t", folder);
        assertTrue(page.contains("Whether model is better than seasonal-naive is not testable"), "in the headline");
        assertTrue(page.contains("5 non-overlapping folds, at least 8 are needed."), "with the reason");
    }

    @Test
    void aLabelAloneIsComparedWithNothing() throws IOException {
        String page = SampleRun.monthly("a").with("model", SampleRun.MODEL).page("t", folder);
        assertTrue(page.contains("Only model was run"), "the headline");
        assertTrue(page.contains("Nothing was tested"), "the evidence");
    }

    @Test
    void anAuditThatFailedStandsBeforeTheHeadline() throws IOException {
        SampleRun run = monthly("a");
        BacktestReport report = BacktestReport.of(run.plan());
        ReportInput input = run.run("t", report);
        var finding = new AuditResult.Finding(4, AuditChange.VALUES, 1, "a", "y", 2, 0.5, "<point>");
        var label = new AuditResult.Label("model", AuditResult.Verdict.LEAKS, 8, 1, List.of(finding));
        var audit = new AuditResult(List.of(4), 1, 1, List.of(label), "It can't see all.");
        Path file = folder.resolve("audited.html");
        report.write(
                file,
                new ReportInput(
                        input.title(),
                        input.data(),
                        input.summary().withAudit(audit),
                        input.evaluation(),
                        input.evidence(),
                        input.command()));
        String page = Files.readString(file);
        int alert = page.indexOf("<p class=\"alert\" role=\"alert\">Leakage audit: model FAILED");
        assertTrue(alert > 0 && alert < page.indexOf("class=\"lead\""), "first");
        assertTrue(page.contains("but model failed the leakage audit."), "and in the headline");
        assertTrue(page.contains("Failed by model") && page.contains("It can't see all."), "with a section");
        assertTrue(page.contains("&lt;point&gt;") && !page.contains("<point>"), "escaped");
    }

    @Test
    void coverageHasLimitsAndIsDrawnByStep() throws IOException {
        String page = monthly("a", "b").page("t", folder);
        for (String text : List.of(
                "<figcaption>Share within the 80 % interval by step of the horizon",
                "<figcaption>Share within the 95 % interval by step of the horizon",
                "The limits hold the true share with 95 % confidence if the 5 folds are independent",
                "calibration error (%",
                "interval score 80",
                "CRPS (")) {
            assertTrue(page.contains(text), text);
        }
        assertFalse(page.toLowerCase(Locale.ROOT).contains("guarantee"), "nothing is guaranteed");
    }

    @Test
    void eachMetricStandsInOneTableOverEverything() throws IOException {
        String page = monthly("a", "b").page("t", folder);
        List<String> rows =
                all("(?<=<th scope=\"row\">)(MA|RM|sM|WA|MS|bias|SQL|wQL|CRPS|pinball|cali|interval|cover)[^<]*", page);
        assertTrue(rows.size() > 20, rows.toString());
        assertEquals(rows.size(), new HashSet<>(rows).size(), rows.toString());
    }

    @Test
    void timesAndMemoryAreToldAsTheyAreInTheSummary() throws IOException {
        SampleRun run = monthly("a");
        BacktestReport report = BacktestReport.of(run.plan());
        ReportInput input = run.run("t", report);
        report.write(folder.resolve("t.html"), input);
        String page = Files.readString(folder.resolve("t.html"));
        long megabytes = Math.round(input.summary().memory().bytes() / 1e6);
        assertTrue(page.contains(String.format(Locale.ROOT, "<dd>%,d MB, ", megabytes)), "the peak memory");
        double seconds = input.summary().fits().get(0).record().forecastSeconds();
        assertTrue(page.contains(String.format(Locale.ROOT, ">%.2f</td>", seconds)), "a time");
    }

    @Test
    void timesAreToldForTheFoldsThatAModelServed() throws IOException {
        String page = SampleRun.monthly("a")
                .refitEvery(2)
                .with("model", SampleRun.MODEL)
                .with("seasonal-naive", SampleRun.NAIVE)
                .page("t", folder);
        assertEquals(
                List.of("folds 1 to 2", "folds 3 to 4", "fold 5"),
                all("(?<=<th scope=\"row\">)folds? [\\d to]+(?=</th>)", page));
    }

    @Test
    void whatWasNotTestedAcrossSeriesIsSaidOnce() throws IOException {
        // six series of one calendar, five folds: too few to tell whether they go together
        String page = monthly("a", "b", "c", "d", "e", "f")
                .with("other", new Guess("transformer", new Guess.Config(2, 0.6, 0)))
                .page("t", folder);
        assertEquals(
                1,
                all("Across series nothing was tested: series share a calendar", page)
                        .size());
        assertTrue(page.contains("Whether any of 2 is better than seasonal-naive is not testable"), "the heading");
    }

    @Test
    void nothingCanBeDrawnOfNoSeries() {
        var plan = SampleRun.hourly().plan();
        assertEquals(
                "series and channels must be at least 1, were 0, 3",
                assertThrows(IllegalArgumentException.class, () -> BacktestReport.of(plan, 0, 3))
                        .getMessage());
    }

    private static SampleRun monthly(String... ids) {
        return SampleRun.monthly(ids).with("model", SampleRun.MODEL).with("seasonal-naive", SampleRun.NAIVE);
    }

    private static List<String> all(String pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
