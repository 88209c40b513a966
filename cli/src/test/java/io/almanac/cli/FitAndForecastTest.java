package io.almanac.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FitAndForecastTest {

    @TempDir
    private static Path folder;

    private static Path model;

    @BeforeAll
    static void fit() {
        model = folder.resolve("m.almanac");
        Run run = Run.of(
                "fit",
                "bundled:air-passengers",
                "--models",
                "transformer",
                "--set",
                "transformer.epochs=2",
                "--horizon",
                "6",
                "--out",
                model.toString());
        assertEquals(0, run.exitCode(), run.err());
    }

    @Test
    void aNewProcessForecastsTheSameNumbersBitForBit() throws IOException, InterruptedException {
        Run here = Run.of("forecast", model.toString(), "bundled:air-passengers");
        assertEquals(0, here.exitCode(), here.err());
        assertEquals(7, here.out().lines().count(), here.out()); // a header and six steps

        assertEquals(here.out(), inNewProcess("forecast", model.toString(), "bundled:air-passengers"));
    }

    /** Doubles are written so that they read back to the same bits, so equal text means equal bits. */
    private static String inNewProcess(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String property : new String[] {
            "ai.djl.offline", "OPT_OUT_TRACKING", "ai.djl.pytorch.num_threads", "ai.djl.pytorch.num_interop_threads"
        }) {
            command.add("-D" + property + "=" + System.getProperty(property));
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Main.class.getName());
        command.addAll(Arrays.asList(args));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return out;
    }

    @Test
    void aConformalModelIsSavedWithTheModelWithinIt() {
        String file = folder.resolve("conformal.almanac").toString();
        Run fit = Run.of(
                "fit", "bundled:co2-weekly", "--models", "seasonal-naive", "--intervals", "conformal", "--out", file);
        assertEquals(0, fit.exitCode(), fit.err());

        Run forecast = Run.of("forecast", file, "bundled:co2-weekly");

        assertEquals(0, forecast.exitCode(), forecast.err());
        assertTrue(forecast.out().startsWith("unique_id,ds,"), forecast.out());
        assertTrue(forecast.out().contains("-lo-95"), forecast.out());
    }

    @Test
    void aShorterHorizonIsTheStartOfTheLongerOne() {
        Run whole = Run.of("forecast", model.toString(), "bundled:air-passengers");
        Run start = Run.of("forecast", model.toString(), "bundled:air-passengers", "--horizon", "2");

        assertEquals(whole.out().lines().limit(3).toList(), start.out().lines().toList());
    }

    @Test
    void aCutOffFileIsRefusedWithAReason() throws IOException {
        byte[] bytes = Files.readAllBytes(model);
        Path cut = folder.resolve("cut.almanac");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));

        refused(cut, "was cut off");
    }

    @Test
    void anEditedFileIsRefusedWithAReason() throws IOException {
        byte[] bytes = Files.readAllBytes(model);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("\"horizon\" : 6");
        assertTrue(at > 0);
        bytes[at + 12] = '7';
        Path edited = folder.resolve("edited.almanac");
        Files.write(edited, bytes);

        refused(edited, "damaged or edited");
    }

    private static void refused(Path file, String reason) {
        Run run = Run.of("forecast", file.toString(), "bundled:air-passengers");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains(reason), run.err());
    }

    @Test
    void dataWithOtherChannelsAreRefused() throws IOException {
        Path wide = folder.resolve("wide.csv");
        Files.writeString(wide, "date,a,b\n2020-01-01,1,2\n2020-02-01,2,3\n2020-03-01,3,4\n");

        Run run = Run.of("forecast", model.toString(), wide.toString());

        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("has [a, b] at M"), run.err());
    }

    @Test
    void aHorizonBeyondTheModelsIsRefused() {
        Run run = Run.of("forecast", model.toString(), "bundled:air-passengers", "--horizon", "7");

        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("--horizon must be in [1, 6]"), run.err());
    }
}
