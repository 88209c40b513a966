package io.almanac.datasets.tables;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.series.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Forecasts of what is not known yet, as CSV: {@code unique_id[,channel],ds,<label>,<label>-lo-80,…}, with the channel
 * where there are several. Series without a forecast have no rows.
 */
public final class ForecastTable {

    private ForecastTable() {}

    /** Writes or replaces a file. */
    public static void write(Path file, String label, List<Outcome> outcomes, Schema schema) throws IOException {
        CsvTable.write(file, rows(label, outcomes, schema));
    }

    /** The same as text. */
    public static String text(String label, List<Outcome> outcomes, Schema schema) {
        return CsvTable.text(rows(label, outcomes, schema));
    }

    private static CsvTable.Rows rows(String label, List<Outcome> outcomes, Schema schema) {
        List<Forecast> forecasts = outcomes.stream()
                .filter(Forecast.class::isInstance)
                .map(Forecast.class::cast)
                .toList();
        var columns = new LabelColumns(
                label, forecasts.isEmpty() ? List.of() : forecasts.get(0).quantiles());
        forecasts.forEach(columns::check);
        return out -> {
            var header = new ArrayList<>(keys(schema));
            header.add("ds");
            header.addAll(columns.names());
            out.writeRecord(header);
            for (Forecast forecast : forecasts) {
                write(forecast, columns, schema, out);
            }
        };
    }

    private static void write(Forecast forecast, LabelColumns columns, Schema schema, CsvWriter out) {
        var row = new ArrayList<String>();
        for (int channel = 0; channel < forecast.channels(); channel++) {
            for (int step = 0; step < forecast.horizon(); step++) {
                row.clear();
                row.add(forecast.id());
                if (schema.channels().size() > 1) {
                    row.add(schema.channels().get(channel));
                }
                row.add(forecast.axis().text(step));
                for (double number : columns.numbers(forecast, channel, step)) {
                    row.add(CsvTable.number(number));
                }
                out.writeRecord(row);
            }
        }
    }

    /** The columns that name a series and, where there are several, a channel. */
    static List<String> keys(Schema schema) {
        return schema.channels().size() > 1 ? List.of("unique_id", "channel") : List.of("unique_id");
    }
}
