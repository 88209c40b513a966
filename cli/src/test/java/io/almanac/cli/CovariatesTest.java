package io.almanac.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options of covariates and issue times; none of these runs needs an engine. */
final class CovariatesTest {

    private static final String TABLE = """
            unique_id,ds,issued_at,y,promo,sky
            a,2024-05-01,,1,0,
            a,2024-05-02,,2,1,
            a,2024-05-03,,3,0,
            a,2024-05-04,,4,0,
            a,2024-05-04,2024-05-02 09:00,,,rain
            a,2024-05-04,2024-05-03 09:00,,,clear
            a,2024-05-05,2024-05-03 09:00,,,mist
            """;

    @TempDir
    private Path folder;

    @Test
    void inspectShowsCovariatesAndVintages() throws IOException {
        String file = file("data.csv", TABLE);
        Run run = Run.of("inspect", file, "--past", "promo", "--future", "sky", "--delay", "2h", "--score", "first");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("covariate  past promo\n"), run.out());
        assertTrue(run.out().contains("covariate  future sky, 3 categories, 1 step ahead\n"), run.out());
        assertTrue(
                run.out()
                        .contains("vintages   3 rows issued from 2024-05-02T09:00:00 to 2024-05-03T09:00:00, there to"
                                + " be used PT2H later; the first version of a value counts\n"),
                run.out());
        Run json = Run.of("inspect", file, "--past", "promo", "--future", "sky", "--json");
        assertTrue(json.out().contains("\"first\" : \"2024-05-02T09:00:00\""), json.out());
    }

    @Test
    void aModelReadsTheCovariatesThatItWasFittedWith() throws IOException {
        String file = file("data.csv", TABLE);
        String model = folder.resolve("m.almanac").toString();
        Run fit = Run.of(
                "fit",
                file,
                "--past",
                "promo",
                "--future",
                "sky",
                "--models",
                "naive",
                "--horizon",
                "2",
                "--validation",
                "0",
                "--out",
                model);
        assertEquals(0, fit.exitCode(), fit.err());
        assertTrue(
                fit.err().contains("data: covariates: past promo; future sky, 3 categories, 1 step ahead"), fit.err());
        // Fewer categories than in the fit: their codes must be those of the model.
        String later = file("later.csv", TABLE.replace("rain", "mist").replace("clear", "mist"));
        Run forecast = Run.of("forecast", model, later);
        assertEquals(0, forecast.exitCode(), forecast.err());
        assertEquals(3, forecast.out().lines().count(), forecast.out());

        Run unknown = Run.of("forecast", model, file("snow.csv", TABLE.replace("mist", "snow")));
        assertEquals(2, unknown.exitCode());
        assertTrue(
                unknown.err().contains("line 8, column \"sky\": \"snow\" is none of the categories clear, mist, rain"),
                unknown.err());
        Run other = Run.of("forecast", model, later, "--past", "promo", "--future", "sky");
        assertEquals(2, other.exitCode());
        assertTrue(
                other.err()
                        .contains("the model was fitted with covariates [past promo, future sky [clear, mist, rain]], "
                                + later + " was read with [past promo, future sky [mist]]"),
                other.err());
    }

    @Test
    void delaysAreWrittenInTwoWays() throws IOException {
        String file = file("data.csv", TABLE);
        for (String delay : List.of("PT90M", "90min", "5400s", "PT1H30M")) {
            Run run = Run.of("inspect", file, "--future", "sky,promo", "--delay", delay);
            assertTrue(run.out().contains("there to be used PT1H30M later"), run.out());
        }
        assertTrue(Run.of("inspect", file, "--future", "sky,promo", "--delay", "1D")
                .out()
                .contains("PT24H"));
        for (String delay : List.of("2", "-2h", "soon", "2M")) {
            Run run = Run.of("inspect", file, "--delay=" + delay);
            assertEquals(2, run.exitCode());
            assertTrue(run.err().contains("--delay wants a number of s, min, h or d"), run.err());
        }
        Run negative = Run.of("inspect", file, "--delay=-PT2H");
        assertTrue(negative.err().contains("delay must be in [PT0S, PT876000H], was PT-2H"), negative.err());
    }

    @Test
    void theBacktestScoresTheVintageThatIsAskedFor() throws IOException {
        var text = new StringBuilder("unique_id,ds,y,issued_at\n");
        for (int step = 0; step < 30; step++) {
            text.append("a,")
                    .append(step)
                    .append(',')
                    .append(step % 7)
                    .append(',')
                    .append(step + 1)
                    .append('\n');
            text.append("a,")
                    .append(step)
                    .append(',')
                    .append(step % 7 + 50)
                    .append(',')
                    .append(99)
                    .append('\n');
        }
        String file = file("revised.csv", text.toString());
        assertTrue(actuals(file).allMatch(y -> y >= 50));
        assertTrue(actuals(file, "--score", "first").allMatch(y -> y < 7));
        assertTrue(actuals(file, "--score", "LAST").allMatch(y -> y >= 50));

        assertTrue(actuals(file, "--score", "first", "--issued-at", "issued_at").allMatch(y -> y < 7));
        String report = Files.readString(folder.resolve("out/report.html"));
        assertTrue(report.contains("60 rows issued from 1 to 99; the first version of a value counts"));
        Run replay = Run.of("replay", folder.resolve("out/provenance.json").toString());
        assertEquals("identical\n", replay.out(), replay.err());
    }

    private DoubleStream actuals(String file, String... more) throws IOException {
        Path out = folder.resolve("out");
        List<String> args = new ArrayList<>(List.of(
                "backtest", file, "--models", "naive", "--horizon", "3", "--folds", "2", "--out", out.toString()));
        args.addAll(List.of(more));
        Run run = Run.of(args.toArray(String[]::new));
        assertEquals(0, run.exitCode(), run.err());
        List<String> lines = Files.readAllLines(out.resolve("forecasts.csv"));
        int y = List.of(lines.get(0).split(",", -1)).indexOf("y");
        return lines.stream().skip(1).mapToDouble(line -> Double.parseDouble(line.split(",", -1)[y]));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
