package io.almanac.datasets.tables;

import io.almanac.core.backtest.Scored;
import io.almanac.core.forecast.Forecast;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What one label forecast in one fold, in a temporary file: one entry for each series in the order of the source, be it
 * a forecast or a refusal, so that the entries of all labels can be read side by side.
 */
final class ForecastPart {

    /** The forecast of one series; numbers are shaped (channel, step, column of the label). */
    @SuppressWarnings("ArrayRecordComponent") // lives for one row of the merge and is never compared
    record Entry(String id, String cutoff, String[] times, double[][] actual, double[][][] numbers) {}

    private ForecastPart() {}

    static void writeRefusal(DataOutputStream out) throws IOException {
        out.writeBoolean(false);
    }

    static void write(Scored scored, LabelColumns columns, DataOutputStream out) throws IOException {
        Forecast forecast = scored.forecast();
        out.writeBoolean(true);
        out.writeUTF(forecast.id());
        out.writeUTF(scored.history().axis().text(scored.history().length() - 1));
        out.writeInt(forecast.horizon());
        out.writeInt(forecast.channels());
        out.writeInt(columns.names().size());
        for (int step = 0; step < forecast.horizon(); step++) {
            out.writeUTF(forecast.axis().text(step));
        }
        for (int channel = 0; channel < forecast.channels(); channel++) {
            for (int step = 0; step < forecast.horizon(); step++) {
                out.writeDouble(scored.actual(channel, step));
                for (double number : columns.numbers(forecast, channel, step)) {
                    out.writeDouble(number);
                }
            }
        }
    }

    /** Reads the entries of a part, one after the other. */
    static final class Reader implements AutoCloseable {

        private final DataInputStream in;

        /** A reader that stands before the first entry. A part that is not there has no entries. */
        Reader(Path file) throws IOException {
            in = new DataInputStream(new BufferedInputStream(
                    Files.exists(file) ? Files.newInputStream(file) : InputStream.nullInputStream()));
        }

        /** Whether there is another entry. */
        boolean hasNext() throws IOException {
            in.mark(1);
            boolean more = in.read() >= 0;
            in.reset();
            return more;
        }

        /** The next entry, empty if it is a refusal. */
        Optional<Entry> next() throws IOException {
            if (!in.readBoolean()) {
                return Optional.empty();
            }
            String id = in.readUTF();
            String cutoff = in.readUTF();
            int horizon = in.readInt();
            int channels = in.readInt();
            int columns = in.readInt();
            String[] times = new String[horizon];
            for (int step = 0; step < horizon; step++) {
                times[step] = in.readUTF();
            }
            double[][] actual = new double[channels][horizon];
            double[][][] numbers = new double[channels][horizon][columns];
            for (int channel = 0; channel < channels; channel++) {
                for (int step = 0; step < horizon; step++) {
                    actual[channel][step] = in.readDouble();
                    for (int column = 0; column < columns; column++) {
                        numbers[channel][step][column] = in.readDouble();
                    }
                }
            }
            return Optional.of(new Entry(id, cutoff, times, actual, numbers));
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
