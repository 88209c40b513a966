package io.almanac.datasets.tables;

import io.almanac.core.evaluation.ForecastEvaluation;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The values of all metrics as CSV: {@code label,metric,target,key,value,points}. The target is the kind of part, such
 * as {@code series}, the key says which one; the value is empty where no point was scored. An evaluation of very many
 * series has no rows of single ones.
 */
public final class MetricsTable {

    private MetricsTable() {}

    /** Writes or replaces a file. */
    public static void write(Path file, ForecastEvaluation evaluation) throws IOException {
        CsvTable.write(file, out -> {
            out.writeRecord("label", "metric", "target", "key", "value", "points");
            evaluation.forEach((id, value) -> out.writeRecord(
                    id.label(),
                    id.metric(),
                    id.target().kind(),
                    id.target().key(),
                    CsvTable.number(value.value()),
                    Long.toString(value.points())));
        });
    }
}
