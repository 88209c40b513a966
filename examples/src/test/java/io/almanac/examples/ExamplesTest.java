package io.almanac.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the programs that users copy, and holds the README to them. */
final class ExamplesTest {

    @Test
    void theExamplePrintsATableOfBothForecasters() {
        String table = printed(() -> BacktestCsv.main(new String[0]));
        assertTrue(table.contains("\ntransformer") && table.contains("\nseasonal-naive"), table);
        assertTrue(table.contains("MASE (season 52)"), table);
    }

    @Test
    void aTrainerOfTribuoIsBacktested() {
        String table = printed(() -> BacktestTribuo.main(new String[0]));
        assertTrue(table.contains("huber   seasonal-naive") && table.contains("MASE (season 52)"), table);
    }

    /** 70 days end at 2024-03-10; the weekday of the first forecast, Monday, has no extra visitors, and the trend is 1. */
    @Test
    void arraysAreForecast() {
        String printed = printed(() -> ForecastArrays.main(new String[0]));
        assertTrue(printed.startsWith("2024-03-11 170.") || printed.startsWith("2024-03-11 169."), printed);
        assertTrue(printed.lines().count() == 7, printed);
    }

    private static String printed(Runnable program) {
        PrintStream console = System.out;
        var out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(console);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theChartIsAnSvgOfTheForecast(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("chart.svg");

        DrawForecast.main(new String[] {file.toString()});

        String svg = Files.readString(file);
        assertTrue(svg.startsWith("<svg") && svg.contains("CO2 at Mauna Loa"), svg.substring(0, 200));
    }

    @Test
    void theReadmeShowsTheExampleAsItIs() throws IOException {
        List<String> source = Files.readAllLines(Path.of("src/main/java/io/almanac/examples/BacktestCsv.java"));
        String program =
                String.join("\n", source.subList(source.indexOf("public final class BacktestCsv {"), source.size()));

        assertTrue(Files.readString(Path.of("../README.md")).contains(program), "README.md differs from " + program);
        assertTrue(source.size() <= 30, "an example is short");
    }
}
