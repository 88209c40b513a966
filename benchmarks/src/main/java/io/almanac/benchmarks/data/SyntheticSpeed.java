package io.almanac.benchmarks.data;

import io.almanac.datasets.synthetic.Family;
import io.almanac.datasets.synthetic.TrainingSample;
import io.almanac.datasets.synthetic.TrainingSamples;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;

/**
 * How many steps of synthetic series one thread makes in a second, for each family: histories of 3 to 2,048 steps,
 * log-uniform, and 48 steps of future, of all seasons; each median of nine runs of two million steps, after two that do
 * not count. Seconds are those that the processor worked for this thread, so that other programs on the machine matter
 * little. The sum of the values is the same in all runs, or it ends with an error.
 *
 * <pre>
 * mvn -q -Dquick -DskipTests -pl benchmarks -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp "benchmarks/target/quick/classes:$(cat benchmarks/target/classpath)" io.almanac.benchmarks.data.SyntheticSpeed
 * </pre>
 */
public final class SyntheticSpeed {

    private static final int LONGEST = 2_048;
    private static final int HORIZON = 48;
    private static final int STEPS = 2_000_000;
    private static final int UNCOUNTED = 2;
    private static final int RUNS = 9;

    private SyntheticSpeed() {}

    /** Prints a row for each family. */
    public static void main(String[] args) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        System.out.printf(
                Locale.ROOT,
                "JDK %s, %s, one thread%n%n| family | million steps a second | samples a second |%n|---|--:|--:|%n",
                Runtime.version(),
                System.getProperty("os.arch"));
        for (Family family : Family.values()) {
            var samples = TrainingSamples.of(
                    TrainingSamples.Options.of(1, HORIZON, LONGEST).withFamily(family));
            double[] seconds = new double[RUNS];
            Made expected = make(samples);
            for (int run = -UNCOUNTED; run < RUNS; run++) {
                long start = clock.getCurrentThreadCpuTime();
                Made made = make(samples);
                if (!made.equals(expected)) {
                    throw new IllegalStateException(family + " made " + made + ", before " + expected);
                }
                if (run >= 0) {
                    seconds[run] = (clock.getCurrentThreadCpuTime() - start) / 1e9;
                }
            }
            Arrays.sort(seconds);
            double median = seconds[RUNS / 2];
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %,.0f |%n",
                    family,
                    expected.steps / median / 1e6,
                    expected.samples / median);
        }
    }

    private record Made(long samples, long steps, double sum) {}

    private static Made make(TrainingSamples samples) {
        TrainingSample sample = samples.newBuffer();
        long steps = 0;
        long count = 0;
        double sum = 0;
        while (steps < STEPS) {
            samples.fill(count++, sample);
            steps += sample.length() + sample.future().length;
            sum += sample.future()[0];
        }
        return new Made(count, steps, sum);
    }
}
