package io.almanac.benchmarks.competition;

import io.almanac.benchmarks.competition.CompetitionSet.Group;
import io.almanac.benchmarks.ledger.FitFacts;
import io.almanac.benchmarks.ledger.Origin;
import io.almanac.core.series.Frequency;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Small sets and cells for tests. */
final class Made {

    /** Five quarterly series of 12 to 16 steps of training. */
    static final CompetitionSet SET = new CompetitionSet(
            "made",
            "made",
            false,
            List.of(new Group("quarterly", Frequency.of(Frequency.Unit.QUARTER), 4, 3, 5, 0, 0)));

    static final Group GROUP = SET.groups().get(0);

    private Made() {}

    /** Writes random series in the layout of the competitions. */
    static void write(Path folder) throws IOException {
        var random = new Random(5);
        var train = new StringBuilder("unique_id,ds,y\n");
        var test = new StringBuilder("unique_id,ds,y\n");
        for (int i = 0; i < GROUP.series(); i++) {
            int length = 12 + i;
            for (int t = 0; t < length + GROUP.horizon(); t++) {
                (t < length ? train : test)
                        .append(String.format(
                                Locale.ROOT,
                                "Q%d,%d-%02d-01,%.3f%n",
                                i,
                                1980 + t / 4,
                                1 + 3 * (t % 4),
                                100 + 10 * random.nextGaussian()));
            }
        }
        write(folder, "train", train.toString());
        write(folder, "test", test.toString());
    }

    static void write(Path folder, String part, String text) throws IOException {
        Path file = folder.resolve(SET.file(GROUP, part));
        Files.createDirectories(file.getParent());
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** With two refusals. */
    static Cell cell(String set, Group group, String label, double smape, double mase) {
        return new Cell(
                new CellId(set, group.name(), label, 1, label, "{ \"a\" : 1 }", "abc"),
                new GroupScores(
                        group.series(),
                        0,
                        2,
                        (long) group.series() * group.horizon(),
                        smape,
                        smape,
                        mase,
                        81.25,
                        Double.NaN),
                "mean",
                1.5,
                new FitFacts(2.25, 3, 0.5, OptionalLong.of(1234), 1, "a note, with a comma; \"and quotes\""),
                new Origin("0123456789ab", "2 cores", "2026-11-25", "accuracy --data DATA"));
    }
}
