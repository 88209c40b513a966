package io.almanac.benchmarks.competition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.benchmarks.competition.CompetitionSet.Group;
import io.almanac.benchmarks.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompetitionTablesTest {

    @TempDir
    private Path folder;

    @Test
    void meansAreWeighedBySeriesAndByPoints() {
        // the published scores of Theta by group give its published scores over all, which are 12.762, 13.051 and 1.395
        double[] smape = {16.974, 8.956, 13.892, 4.410};
        double[] mase = {2.806, 1.087, 0.858, 1.904};
        List<Cell> cells = new ArrayList<>();
        List<Group> groups = CompetitionSet.find("m3").groups();
        for (int i = 0; i < groups.size(); i++) {
            cells.add(Made.cell("m3", groups.get(i), "mine", 99, 99)); // replaced by what comes later
            cells.add(Made.cell("m3", groups.get(i), "mine", smape[i], mase[i]));
            if (i > 0) {
                cells.add(Made.cell("m3", groups.get(i), "part", smape[i], mase[i]));
            }
        }
        String text = new CompetitionTables(cells, Published.bundled()).text();
        assertContains(
                text, "| mine | 16.974/2.806 | 8.956/1.087 | 13.892/0.858 | 4.410/1.904 | 12.762/1.395 | 13.051 |");
        assertContains(
                text, "| *Theta* | 16.974/2.806 | 8.956/1.087 | 13.892/0.858 | 4.410/1.904 | 12.762/1.395 | 13.051 |");
        assertContains(text, "| part | - | 8.956/1.087 | 13.892/0.858 | 4.410/1.904 | - | - |");
        assertContains(text, "| mine | not met | not met |");
        assertContains(text, "| part | - | - |");
        assertContains(
                text, "| mine | 81.3/NaN | 81.3/NaN | 81.3/NaN | 81.3/NaN | mean | 1 | 8 | 1,234 | 9.0 | 6.0 | 1 |");
        assertContains(text, "Run: `accuracy --data DATA`, 2026-11-25, commit 0123456789ab, 2 cores.");
        assertTrue(!text.contains("### m1"));
    }

    @Test
    void theOverallWeightedAverageIsThatOfTheOrganisers() {
        Group hourly = CompetitionSet.find("m4-hourly").groups().get(0);
        String text = new CompetitionTables(
                        List.of(Made.cell("m4-hourly", hourly, "mine", 9.328, 0.893)), Published.bundled())
                .text();
        // Smyl's scores give his OWA
        assertContains(text, "| mine | 9.328/0.893 | 0.440 |");
        assertContains(text, "| *Smyl (1)* | 9.328/0.893 | 0.440 |");
        assertContains(text, "| mine | met | not met |"); // 0.4401 is above the goal
    }

    @Test
    void publishedScoresOverAllFollowFromTheirGroups() {
        Published published = Published.bundled();
        CompetitionSet m3 = CompetitionSet.find("m3");
        for (String model : List.of("Theta", "ForecastPro", "Naive2")) {
            double smape = 0;
            double series = 0;
            for (Group group : m3.groups()) {
                Published.Row row = published.find("m3", group.name(), model).orElseThrow();
                smape += Double.parseDouble(row.smape()) * group.series() / 3003;
                series += group.series();
            }
            assertEquals(3003, series);
            Published.Row all = published.find("m3", Published.ALL, model).orElseThrow();
            assertEquals(Double.parseDouble(all.smapeOfSeries()), smape, 0.001);
        }
        for (String model : published.models("m4-hourly")) {
            Published.Row row = published.find("m4-hourly", "hourly", model).orElseThrow();
            double owa = published.owa(
                    "m4-hourly", "hourly", Double.parseDouble(row.smape()), Double.parseDouble(row.mase()));
            assertEquals(Double.parseDouble(row.owa()), owa, 0.001, model);
        }
    }

    @Test
    void cellsComeBackAsTheyWere() throws IOException {
        Cell cell = Made.cell("m1", Made.GROUP, "a", 0.1 + 0.2, Double.NaN);
        Ledger.open(folder.resolve("cells.csv"), Cell.FORMAT).append(cell);
        assertEquals(
                List.of(cell),
                Ledger.open(folder.resolve("cells.csv"), Cell.FORMAT).results());
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), () -> part + "\nis not in\n" + text);
    }
}
