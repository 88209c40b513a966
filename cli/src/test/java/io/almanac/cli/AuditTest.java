package io.almanac.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditTest {

    @TempDir
    private Path folder;

    private Run backtest(String... more) {
        List<String> all = new ArrayList<>(
                List.of("backtest", "bundled:air-passengers", "--folds", "3", "--out", folder.toString()));
        all.addAll(List.of(more));
        return Run.of(all.toArray(String[]::new));
    }

    @Test
    void anHonestForecasterPassesAndTheProvenanceSaysSo() throws IOException {
        Run run = backtest("--models", "seasonal-naive,drift", "--audit", "--fill", "linear", "--fallback", "naive");

        assertEquals(0, run.exitCode(), run.err());
        String lines = """
                audit: seasonal-naive passed 10 changes in 2 folds
                audit: drift passed 10 changes in 2 folds
                audit: fallback naive passed 10 changes in 2 folds
                """;
        assertTrue(run.out().endsWith(lines), run.out());
        assertTrue(run.err().contains("audit of drift, fold 3: fitting\n"), run.err());
        String provenance = Files.readString(folder.resolve("provenance.json"));
        assertTrue(provenance.contains("\"verdict\" : \"PASSED\""), provenance);
        assertTrue(provenance.contains("code that keeps its own copy of the data"), provenance);
    }

    @Test
    void aForecasterThatWasBuiltToCheatEndsWithOneAndIsNamed() throws IOException {
        Run run = backtest("--models", "peeking,naive", "--audit");

        assertEquals(1, run.exitCode(), run.err());
        assertTrue(
                run.out().contains("audit: peeking FAILED: what came after the cutoff moved its forecasts, by"),
                run.out());
        assertTrue(run.out().contains("audit: naive passed 10 changes in 2 folds"), run.out());
        String provenance = Files.readString(folder.resolve("provenance.json"));
        assertTrue(provenance.contains("\"verdict\" : \"LEAKS\""), provenance);
        assertTrue(Files.exists(folder.resolve("report.html")), "results are written all the same");
    }

    @Test
    void withoutTheOptionNothingIsAudited() throws IOException {
        Run run = backtest("--models", "peeking");

        assertEquals(0, run.exitCode(), run.err());
        assertFalse(run.out().contains("audit"), run.out());
        assertTrue(Files.readString(folder.resolve("provenance.json")).contains("\"audit\" : null"));
    }

    @Test
    void standardOutputStaysJsonWhereThatIsAskedFor() {
        Run run = backtest("--models", "naive", "--audit", "--json");

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().strip().startsWith("{") && run.out().strip().endsWith("}"), run.out());
        assertTrue(run.out().contains("\"verdict\" : \"PASSED\""), run.out());
        assertTrue(run.err().contains("audit: naive passed 10 changes in 2 folds"), run.err());
    }

    @Test
    void aBacktestWithAnAuditCanBeReplayed() {
        Run run = backtest("--models", "naive", "--audit");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(
                "identical\n",
                Run.of("replay", folder.resolve("provenance.json").toString()).out());
    }
}
