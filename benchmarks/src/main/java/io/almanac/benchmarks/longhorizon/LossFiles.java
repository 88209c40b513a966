package io.almanac.benchmarks.longhorizon;

import io.almanac.core.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The squared and absolute loss of each window, one text file for each cell: what comparisons of two labels need. Lines
 * {@code mse,mae}, oldest window first.
 */
final class LossFiles {

    private static final String HEADER = "mse,mae";

    private final Path folder;

    LossFiles(Path folder) {
        this.folder = folder;
    }

    void write(CellId id, WindowLosses losses) throws IOException {
        var text = new StringBuilder(HEADER).append('\n');
        for (int window = 0; window < losses.windows(); window++) {
            text.append(losses.squared(window))
                    .append(',')
                    .append(losses.absolute(window))
                    .append('\n');
        }
        AtomicFile.write(file(id), text.toString());
    }

    /** The squared losses of a cell; empty where the file is not in the folder. */
    Optional<double[]> squared(CellId id) throws IOException {
        Path file = file(id);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return Optional.of(lines.stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.substring(0, line.indexOf(','))))
                .toArray());
    }

    /** Named after the cell; two configurations of a label have two hashes. */
    private Path file(CellId id) {
        int hash = String.join("|", id.forecaster(), id.config(), id.data(), Integer.toString(id.fitted()))
                .hashCode();
        return folder.resolve(String.format(
                Locale.ROOT,
                "%s-%s-%d-%s-%d-%08x.csv",
                id.set(),
                id.part().replace(' ', '-'),
                id.horizon(),
                id.label(),
                id.seed(),
                hash));
    }
}
