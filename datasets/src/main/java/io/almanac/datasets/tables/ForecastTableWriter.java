package io.almanac.datasets.tables;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.Scored;
import io.almanac.core.backtest.Trial;
import io.almanac.core.files.AtomicFile;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the forecasts of a backtest as CSV with a row for each fold, series, channel and step, in the order in which
 * they come, and the labels side by side: {@code unique_id[,channel],ds,cutoff,y,<label>,<label>-lo-80,…}. A label that
 * refused a series has empty cells, also where another forecast stood in; a series that all refused has no rows.
 *
 * <p>The file appears when the table is finished; a writer that is closed before, because a backtest failed, leaves
 * nothing.
 */
public final class ForecastTableWriter implements BacktestSink, AutoCloseable {

    private final Path file;
    private final Schema schema;
    private final Path unfinished;
    private final CsvWriter csv;
    private final Map<String, LabelColumns> labels = new LinkedHashMap<>();
    private boolean begun;
    private boolean finished;

    /** A writer of one file. */
    public ForecastTableWriter(Path file, Schema schema) throws IOException {
        this.file = file;
        this.schema = schema;
        Path place = file.toAbsolutePath();
        Files.createDirectories(place.getParent());
        unfinished = place.resolveSibling("." + place.getFileName() + ".unfinished"); // one that was killed is replaced
        csv = CsvTable.writer(Files.newBufferedWriter(unfinished));
    }

    @Override
    public void scored(Trial trial) {
        if (!begun) {
            trial.labels().forEach(label -> labels.put(label, new LabelColumns(label, trial.quantiles(label))));
            writeHeader();
        }
        List<Optional<Forecast>> forecasts = new ArrayList<>();
        labels.forEach((label, columns) -> {
            Optional<Forecast> own = trial.standsIn(label)
                    ? Optional.empty()
                    : trial.scored(label).map(Scored::forecast);
            own.ifPresent(columns::check);
            forecasts.add(own);
        });
        if (forecasts.stream().anyMatch(Optional::isPresent)) {
            write(trial, forecasts);
        }
    }

    private void write(Trial trial, List<Optional<Forecast>> forecasts) {
        TimeSeries history = trial.history();
        String cutoff = history.axis().text(history.length() - 1);
        var row = new ArrayList<String>();
        for (int channel = 0; channel < schema.channels().size(); channel++) {
            for (int step = 0; step < trial.axis().length(); step++) {
                row.clear();
                row.add(history.id());
                if (schema.channels().size() > 1) {
                    row.add(schema.channels().get(channel));
                }
                row.add(trial.axis().text(step));
                row.add(cutoff);
                row.add(CsvTable.number(trial.actual(channel, step)));
                int label = 0;
                for (LabelColumns columns : labels.values()) {
                    Optional<Forecast> forecast = forecasts.get(label++);
                    if (forecast.isPresent()) {
                        for (double number : columns.numbers(forecast.get(), channel, step)) {
                            row.add(CsvTable.number(number));
                        }
                    } else {
                        row.addAll(Collections.nCopies(columns.names().size(), ""));
                    }
                }
                csv.writeRecord(row);
            }
        }
    }

    private void writeHeader() {
        var header = new ArrayList<>(ForecastTable.keys(schema));
        Collections.addAll(header, "ds", "cutoff", "y");
        labels.values().forEach(columns -> header.addAll(columns.names()));
        csv.writeRecord(header);
        begun = true;
    }

    /** Moves the table into its place; to be called once, after the last forecast. */
    public void finish() throws IOException {
        if (!begun) {
            writeHeader();
        }
        try {
            csv.close();
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
        AtomicFile.move(unfinished, file);
        finished = true;
    }

    /** Deletes what is unfinished. */
    @Override
    public void close() throws IOException {
        if (!finished) {
            csv.close();
            Files.deleteIfExists(unfinished);
        }
    }
}
