package io.almanac.datasets.rows;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows in a temporary file, run after run; within a run series by series in ascending order. Times, offsets, issue times
 * and lines mostly keep their distance from row to row, so each is written as the change of its distance, in as few
 * bytes as that needs: one, mostly. The file has no name any more once it is open, so that nothing is left of it even if
 * the program is killed.
 */
final class RowSpill {

    private static final int BUFFER = 1 << 16;
    private static final int SMALLEST_BUFFER = 1 << 12;
    private static final int ALL_BUFFERS = 1 << 25; // of the runs that are read side by side
    private static final int LONGEST_NUMBER = 10;
    private static final int COLUMNS = 4; // times, offsets, issue times, lines

    private final SeriesRows.Shape shape;
    private final FileChannel file;
    private final List<Long> starts = new ArrayList<>(); // of the runs
    private long written;
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);

    /** No rows yet, in a file that is open for reading and writing. */
    RowSpill(SeriesRows.Shape shape, FileChannel file) {
        this.shape = shape;
        this.file = file;
    }

    /**
     * No rows yet, in a new file.
     *
     * @throws DataException if a folder takes none
     */
    static RowSpill create(SeriesRows.Shape shape, Path folder) {
        try {
            Path path = Files.createTempFile(folder, "almanac-", ".rows");
            try {
                return new RowSpill(
                        shape,
                        FileChannel.open(
                                path,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.DELETE_ON_CLOSE));
            } catch (IOException e) {
                Files.deleteIfExists(path);
                throw e;
            }
        } catch (IOException e) {
            throw noSpace(folder, e);
        }
    }

    /** The folder of temporary files. */
    static Path folder() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static DataException noSpace(Path folder, IOException reason) {
        return new DataException(
                DataError.NO_TEMPORARY_SPACE,
                "the data outgrow the memory and can't be kept in the folder of temporary files, " + folder + ": "
                        + reason + "; make room there, choose another folder with -Djava.io.tmpdir=FOLDER, or give"
                        + " more memory with -Xmx",
                reason);
    }

    /** Begins a run. */
    void begin() {
        starts.add(written);
    }

    /** Adds the rows of a series to the run. */
    void write(int number, SeriesRows rows) {
        number(number);
        number(rows.size());
        long[] distances = new long[COLUMNS];
        long[] last = new long[COLUMNS];
        rows.forEach((tick, offset, issued, line, values, from) -> {
            change(0, tick, last, distances);
            if (shape.withOffsets()) {
                change(1, offset, last, distances);
            }
            if (shape.withIssues()) {
                change(2, issued, last, distances);
            }
            change(3, line, last, distances);
            for (int i = 0; i < shape.width(); i++) {
                room(Double.BYTES);
                out.putDouble(values[from + i]);
            }
        });
    }

    /** Ends the run. */
    void end() {
        flush();
    }

    private void change(int column, long value, long[] last, long[] distances) {
        long distance = value - last[column];
        long change = distance - distances[column];
        number((change << 1) ^ (change >> 63)); // small negative ones are small, too
        last[column] = value;
        distances[column] = distance;
    }

    /** Seven bits a byte, the lowest first; the highest bit of a byte says that more follow. */
    private void number(long value) {
        room(LONGEST_NUMBER);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private void room(int bytes) {
        if (out.remaining() < bytes) {
            flush();
        }
    }

    private void flush() {
        out.flip();
        try {
            while (out.hasRemaining()) {
                written += file.write(out, written);
            }
        } catch (IOException e) {
            throw noSpace(folder(), e);
        }
        out.clear();
    }

    /** Reads the runs side by side from their beginnings. Several readers may read at a time. */
    Reader reader() {
        return new Reader();
    }

    /** Goes through all runs, series by series in ascending order. For one thread. */
    final class Reader {

        private final List<Run> runs = new ArrayList<>();

        private Reader() {
            int buffer = Math.max(SMALLEST_BUFFER, Math.min(BUFFER, ALL_BUFFERS / Math.max(1, starts.size())));
            for (int i = 0; i < starts.size(); i++) {
                try {
                    long end = i + 1 < starts.size() ? starts.get(i + 1) : written;
                    runs.add(new Run(starts.get(i), end, buffer));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        /** Adds all rows of a series, in the order in which they came. */
        void read(int number, SeriesRows into) {
            try {
                for (Run run : runs) {
                    if (run.series == number) {
                        run.read(into);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** One run as it is read. */
    private final class Run {

        private static final int ENDED = -1;

        private final ByteBuffer in;
        private final long end;
        private long position;
        private int series; // of the rows that come next

        Run(long start, long end, int buffer) throws IOException {
            this.in = ByteBuffer.allocate(buffer).limit(0);
            this.position = start;
            this.end = end;
            next();
        }

        private void next() throws IOException {
            series = position < end || in.hasRemaining() ? Math.toIntExact(number()) : ENDED;
        }

        void read(SeriesRows into) throws IOException {
            int rows = Math.toIntExact(number());
            long[] distances = new long[COLUMNS];
            long[] last = new long[COLUMNS];
            double[] values = new double[shape.width()];
            for (int row = 0; row < rows; row++) {
                long tick = change(0, last, distances);
                int offset = shape.withOffsets() ? Math.toIntExact(change(1, last, distances)) : 0;
                long issued = shape.withIssues() ? change(2, last, distances) : IssueTimes.ALWAYS;
                int line = Math.toIntExact(change(3, last, distances));
                for (int i = 0; i < values.length; i++) {
                    need(Double.BYTES);
                    values[i] = in.getDouble();
                }
                into.add(tick, offset, issued, line, values);
            }
            next();
        }

        private long change(int column, long[] last, long[] distances) throws IOException {
            long coded = number();
            distances[column] += (coded >>> 1) ^ -(coded & 1);
            last[column] += distances[column];
            return last[column];
        }

        private long number() throws IOException {
            need(LONGEST_NUMBER);
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte part = in.get();
                value |= (part & 0x7fL) << shift;
                if (part >= 0) {
                    return value;
                }
            }
        }

        /** Sees to it that so many bytes can be read, or all that are left. */
        private void need(int bytes) throws IOException {
            if (in.remaining() >= bytes || position == end) {
                return;
            }
            in.compact().limit((int) Math.min(in.capacity(), in.position() + end - position));
            while (in.hasRemaining()) {
                int read = file.read(in, position);
                if (read < 0) {
                    throw new IOException("the temporary file of rows ends too early");
                }
                position += read;
            }
            in.flip();
        }
    }
}
