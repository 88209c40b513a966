package io.almanac.benchmarks.data;

import io.almanac.core.provenance.PeakMemory;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.csv.CsvReader;
import io.almanac.datasets.rows.TableOptions;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Reads a long CSV file that is larger than memory, and goes through its series once more. The file is made first, in
 * the folder of temporary files, and deleted in the end; 2,000,000 series of 200 steps take 10 GB there and 5 GB more
 * for the rows that go to disk. Rows are grouped by series, or {@code mixed}: each step has a row of each series. A heap
 * that is too small ends it.
 *
 * <pre>
 * mvn -q -Dquick -DskipTests -pl benchmarks -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -Xmx512m -cp "benchmarks/target/quick/classes:$(cat benchmarks/target/classpath)" \
 *     io.almanac.benchmarks.data.CsvScale SERIES STEPS grouped|mixed
 * </pre>
 */
public final class CsvScale {

    private static final long SEED = 1;

    private CsvScale() {}

    /** Runs it and prints rows, seconds and memory. */
    public static void main(String[] args) throws IOException {
        int series = Integer.parseInt(args[0]);
        int steps = Integer.parseInt(args[1]);
        boolean mixed = args[2].equals("mixed");
        Path file = Files.createTempFile("almanac-scale-", ".csv");
        try {
            long start = System.nanoTime();
            long sum = write(file, series, steps, mixed);
            System.out.printf(
                    Locale.ROOT,
                    "%,d series x %,d steps, %s: %,d MB, written in %.0f s%n",
                    series,
                    steps,
                    args[2],
                    Files.size(file) >> 20,
                    seconds(start));
            start = System.nanoTime();
            long busy = busy();
            Dataset data = CsvReader.read(file, TableOptions.defaults());
            long rows = data.report().rows();
            double read = seconds(start);
            double worked = (busy() - busy) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "read: %,d rows in %.0f s, %,.0f rows/s, %,.0f MB/s; %.0f s of them at work, %,.0f rows/s%n",
                    rows,
                    read,
                    rows / read,
                    Files.size(file) / read / (1 << 20),
                    worked,
                    rows / worked);
            start = System.nanoTime();
            long found;
            try (Stream<TimeSeries> all = data.series().stream()) {
                found = all.mapToLong(CsvScale::hundredths).sum();
            }
            double again = seconds(start);
            System.out.printf(
                    Locale.ROOT,
                    "series once more: %.0f s, %,.0f rows/s; heap limit %,d MB, process at most %,d MB%n",
                    again,
                    rows / again,
                    Runtime.getRuntime().maxMemory() >> 20,
                    PeakMemory.now().bytes() >> 20);
            if (found != sum || data.report().series() != series) {
                throw new IllegalStateException(data.report() + " with the sum " + found + ", expected " + sum);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** The time of this thread on a core: on a busy machine less than what passes. */
    private static long busy() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long hundredths(TimeSeries series) {
        long sum = 0;
        for (int step = 0; step < series.length(); step++) {
            sum += Math.round(series.value(0, step) * 100);
        }
        return sum;
    }

    /** Writes the file and returns the sum of its values in hundredths. */
    private static long write(Path file, int series, int steps, boolean mixed) throws IOException {
        var random = new Random(SEED);
        byte[][] days = new byte[steps][];
        for (int step = 0; step < steps; step++) {
            days[step] = ("," + LocalDate.of(2024, 1, 1).plusDays(step) + ",").getBytes(StandardCharsets.US_ASCII);
        }
        long sum = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write("unique_id,ds,y\n".getBytes(StandardCharsets.US_ASCII));
            byte[] id = "s0000000".getBytes(StandardCharsets.US_ASCII);
            byte[] value = "000.00\n".getBytes(StandardCharsets.US_ASCII);
            for (long row = 0; row < (long) series * steps; row++) {
                int number = (int) (mixed ? row % series : row / steps);
                int step = (int) (mixed ? row / series : row % steps);
                int hundredths = random.nextInt(100_000);
                digits(number, id, 1, 7);
                digits(hundredths / 100, value, 0, 3);
                digits(hundredths % 100, value, 4, 2);
                out.write(id);
                out.write(days[step]);
                out.write(value);
                sum += hundredths;
            }
        }
        return sum;
    }

    private static void digits(int number, byte[] into, int from, int count) {
        int rest = number;
        for (int i = from + count - 1; i >= from; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
