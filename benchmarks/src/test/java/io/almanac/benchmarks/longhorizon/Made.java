package io.almanac.benchmarks.longhorizon;

import io.almanac.benchmarks.ledger.FitFacts;
import io.almanac.benchmarks.ledger.Origin;
import io.almanac.core.series.Frequency;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Small sets and cells for tests. */
final class Made {

    /** 100 rows: 70 of training, 10 of validation, 20 of test. */
    static final BenchmarkSet SET = new BenchmarkSet(
            "made",
            "folder/made.csv",
            Frequency.of(Frequency.Unit.HOUR),
            LocalDateTime.of(2020, 1, 1, 0, 0),
            4,
            0,
            List.of(2, 5),
            List.of(19, 16));

    private Made() {}

    /** Writes a set's file, gzip where its name says so: random numbers from a seed. */
    static void write(Path folder, BenchmarkSet set, int rows, int channels) throws IOException {
        var random = new Random(3);
        var text = new StringBuilder("date");
        for (int c = 0; c < channels; c++) {
            text.append(",x (\uFFFD").append(c).append(')');
        }
        text.append("\r\n");
        for (int row = 0; row < rows; row++) {
            text.append("any time");
            for (int c = 0; c < channels; c++) {
                text.append(String.format(Locale.ROOT, ",%.3f", 100 * c + 10 * random.nextGaussian()));
            }
            text.append("\r\n");
        }
        write(folder, set, text.toString());
    }

    static void write(Path folder, BenchmarkSet set, String text) throws IOException {
        Path file = folder.resolve(set.file());
        Files.createDirectories(file.getParent());
        if (set.file().endsWith(".gz")) {
            try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
        } else {
            Files.writeString(file, text);
        }
    }

    static CellId id(String set, String part, int horizon, String label, long seed) {
        return new CellId(set, part, horizon, 720, label, seed, label, "{ \"a\" : 1 }", "abc");
    }

    /** With as many windows as eight that lie a horizon apart need. */
    static Cell cell(CellId id, double mse, double mae) {
        return new Cell(
                id,
                mse,
                mae,
                7 * id.horizon() + 1,
                10,
                "mean",
                1.5,
                new FitFacts(2.25, 3, 0.5, OptionalLong.of(1234), 1, "a note, with a comma; \"and quotes\""),
                new Origin("0123456789ab", "2 cores", "2026-11-25", "accuracy --data DATA"));
    }
}
