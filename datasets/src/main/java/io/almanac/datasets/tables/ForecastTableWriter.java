package io.almanac.datasets.tables;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.Scored;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Schema;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the forecasts of a backtest as CSV with a row for each fold, series, channel and step, in that order, and the
 * labels side by side: {@code unique_id[,channel],ds,cutoff,y,<label>,<label>-lo-80,…}. A label that refused a series
 * has empty cells; a series that all refused has no rows.
 *
 * <p>Results come label by label, so they wait in a folder beside the file, one part for each label and fold;
 * {@link #finish} merges them. Memory is bounded by one series' forecasts, whatever the number of series. A writer that
 * is closed unfinished, because a backtest failed, leaves nothing.
 */
public final class ForecastTableWriter implements BacktestSink, AutoCloseable {

    private record Part(String label, int fold) {}

    private final Path file;
    private final Schema schema;
    private final Path folder;
    private final Map<String, Optional<LabelColumns>> labels = new LinkedHashMap<>(); // empty while all is refused
    private final Map<Part, Path> parts = new LinkedHashMap<>();
    private int folds;
    private @Nullable Part current;
    private @Nullable DataOutputStream out;

    /** A writer of one file, which appears when the table is finished. */
    public ForecastTableWriter(Path file, Schema schema) throws IOException {
        this.file = file;
        this.schema = schema;
        folder = file.toAbsolutePath().resolveSibling("." + file.getFileName() + ".parts");
        deleteFolder(); // of a run that was killed
        Files.createDirectories(folder);
    }

    @Override
    public void scored(Scored scored) {
        Optional<LabelColumns> known = labels.getOrDefault(scored.label(), Optional.empty());
        LabelColumns columns = known.orElseGet(
                () -> new LabelColumns(scored.label(), scored.forecast().quantiles()));
        columns.check(scored.forecast());
        labels.put(scored.label(), Optional.of(columns));
        try {
            ForecastPart.write(scored, columns, part(scored.label(), scored.fold()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void refused(String label, int fold, Refusal refusal) {
        labels.putIfAbsent(label, Optional.empty());
        try {
            ForecastPart.writeRefusal(part(label, fold));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The part to write to. Only one is open at a time; an earlier one is gone on with when series come in chunks. */
    private DataOutputStream part(String label, int fold) throws IOException {
        var part = new Part(label, fold);
        if (out == null || !part.equals(current)) {
            closePart();
            Path path = parts.computeIfAbsent(part, p -> folder.resolve("part-" + parts.size()));
            out = new DataOutputStream(new BufferedOutputStream(
                    Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
            current = part;
            folds = Math.max(folds, fold + 1);
        }
        return out;
    }

    private void closePart() throws IOException {
        if (out != null) {
            out.close();
            out = null;
        }
    }

    /** Merges the parts into the file; to be called once, after the last forecast. */
    public void finish() throws IOException {
        closePart();
        CsvTable.write(file, this::merge);
    }

    /** Deletes the parts. */
    @Override
    public void close() throws IOException {
        closePart();
        deleteFolder();
    }

    private void deleteFolder() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path one : files.toList()) {
                    Files.delete(one);
                }
            }
            Files.delete(folder);
        }
    }

    private void merge(CsvWriter csv) throws IOException {
        var header = new ArrayList<>(ForecastTable.keys(schema));
        Collections.addAll(header, "ds", "cutoff", "y");
        labels.forEach((label, columns) ->
                header.addAll(columns.map(LabelColumns::names).orElse(List.of(label))));
        csv.writeRecord(header);
        for (int fold = 0; fold < folds; fold++) {
            mergeFold(fold, csv);
        }
    }

    private void mergeFold(int fold, CsvWriter csv) throws IOException {
        var readers = new ArrayList<ForecastPart.Reader>();
        try {
            for (String label : labels.keySet()) {
                Path none = folder.resolve("none");
                readers.add(new ForecastPart.Reader(parts.getOrDefault(new Part(label, fold), none)));
            }
            while (true) {
                boolean more = false;
                var entries = new ArrayList<Optional<ForecastPart.Entry>>();
                for (ForecastPart.Reader reader : readers) {
                    boolean hasNext = reader.hasNext();
                    more |= hasNext;
                    entries.add(hasNext ? reader.next() : Optional.empty());
                }
                if (!more) {
                    return;
                }
                writeSeries(entries, csv);
            }
        } finally {
            for (ForecastPart.Reader reader : readers) {
                reader.close();
            }
        }
    }

    /** Writes the forecasts of all labels for one series. */
    private void writeSeries(List<Optional<ForecastPart.Entry>> entries, CsvWriter csv) {
        Optional<ForecastPart.Entry> any =
                entries.stream().flatMap(Optional::stream).findFirst();
        if (any.isEmpty()) {
            return;
        }
        ForecastPart.Entry first = any.get();
        for (Optional<ForecastPart.Entry> entry : entries) {
            if (entry.isPresent() && !entry.get().id().equals(first.id())) {
                throw new IllegalStateException("labels have their series in different orders: " + first.id() + ", "
                        + entry.get().id());
            }
        }
        var row = new ArrayList<String>();
        for (int channel = 0; channel < first.actual().length; channel++) {
            for (int step = 0; step < first.times().length; step++) {
                row.clear();
                row.add(first.id());
                if (schema.channels().size() > 1) {
                    row.add(schema.channels().get(channel));
                }
                row.add(first.times()[step]);
                row.add(first.cutoff());
                row.add(CsvTable.number(first.actual()[channel][step]));
                addNumbers(entries, channel, step, row);
                csv.writeRecord(row);
            }
        }
    }

    private void addNumbers(List<Optional<ForecastPart.Entry>> entries, int channel, int step, List<String> row) {
        int i = 0;
        for (Optional<LabelColumns> columns : labels.values()) {
            Optional<ForecastPart.Entry> entry = entries.get(i++);
            if (entry.isPresent()) {
                for (double number : entry.get().numbers()[channel][step]) {
                    row.add(CsvTable.number(number));
                }
            } else {
                int empty = columns.map(c -> c.names().size()).orElse(1);
                row.addAll(Collections.nCopies(empty, ""));
            }
        }
    }
}
