package io.almanac.benchmarks;

import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.csv.CsvReader;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Reads a long CSV file of about 100 MB, 2.2 million rows, into series.
 *
 * <p>The fork's heap is 128 MB. With {@code -jvmArgs -Xmx72m}, four times the values' own 17.6 MB, it must get through
 * as well: an out-of-memory error would say that rows are kept in more room than they need.
 *
 * <pre>
 * mvn -q -Dquick -DskipTests -pl benchmarks -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp "benchmarks/target/quick/classes:$(cat benchmarks/target/classpath)" org.openjdk.jmh.Main CsvReadBenchmark
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx128m")
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class CsvReadBenchmark {

    private static final int ROWS = 2_200_000;

    /** How many series the rows belong to. */
    @Param({"1", "500", "44000"})
    private int series;

    private Path file = Path.of("unset");
    private double sum;

    /** Writes the file and adds its values up. */
    @Setup(Level.Trial)
    public void write() throws IOException {
        file = Files.createTempFile("almanac-benchmark-", ".csv");
        var random = new Random(1);
        int steps = ROWS / series;
        var start = LocalDateTime.parse("2000-01-01T00:00");
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write("unique_id,ds,y\n");
            for (int s = 0; s < series; s++) {
                for (int step = 0; step < steps; step++) {
                    double value = random.nextInt(100_000_000) / 1e4;
                    sum += value;
                    out.write("store-" + (100_000 + s) + ',' + start.plusHours(step) + ":00," + value + '\n');
                }
            }
        }
    }

    /** Deletes the file. */
    @TearDown(Level.Trial)
    public void delete() throws IOException {
        Files.delete(file);
    }

    /** Reads the file and checks every value by their sum. */
    @Benchmark
    public void read(Blackhole blackhole) throws IOException {
        Dataset data = CsvReader.read(file, TableOptions.defaults());
        SeriesSet set = data.inMemory();
        double found = 0;
        for (TimeSeries one : set.asList()) {
            for (int step = 0; step < one.length(); step++) {
                found += one.value(0, step);
            }
        }
        if (found != sum || set.size() != series || data.report().rows() != ROWS) {
            throw new IllegalStateException(data.report() + " with the sum " + found + ", expected " + sum);
        }
        blackhole.consume(data);
    }
}
