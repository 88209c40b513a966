package io.almanac.datasets.checks;

import io.almanac.core.series.DataReport.Finding;
import io.almanac.datasets.FindingKind;
import java.util.Arrays;
import java.util.List;

/**
 * Stretches of one and the same value, as a stuck sensor or a filled gap leaves them. A stretch is reported if it is at
 * least {@value #LEAST} steps long and longer than {@value #TIMES} times what is usual: the run of equal values in which
 * a step lies that 80 of 100 steps don't exceed. Nights without sun and demand that is mostly 0 have long runs usually,
 * so they are no finding. Of a 0 that is the least value of the channel, where nothing happened and not only was not measured,
 * it takes {@value #LEAST_ZEROS} steps; the greatest value is no finding, where a gauge is full. A missing value ends a run. The rule and its numbers are ours.
 */
final class StretchCheck implements Check {

    static final int LEAST = 10;
    static final int LEAST_ZEROS = 24;
    static final int TIMES = 4;
    private static final double USUAL = 0.8;

    private final Tally stretches = new Tally();

    @Override
    public void channel(ChannelValues channel) {
        double[] values = channel.values();
        if (channel.isConstant() || channel.present().length < 2 * LEAST) {
            return;
        }
        int longest = longest(values);
        if (longest < LEAST) {
            return;
        }
        int[] runs = new int[values.length]; // the length of each run, at its end
        for (int step = 0; step < values.length; step++) {
            boolean same = step > 0 && values[step] == values[step - 1];
            runs[step] = Double.isNaN(values[step]) ? 0 : same ? runs[step - 1] + 1 : 1;
        }
        for (int step = 0; step < values.length - 1; step++) {
            runs[step] = runs[step + 1] > 1 ? 0 : runs[step];
        }
        int least = Math.max(LEAST, TIMES * usual(runs, channel.present().length, longest) + 1);
        boolean floor = Arrays.stream(channel.present()).noneMatch(value -> value < 0);
        double most = Arrays.stream(channel.present()).max().orElseThrow();
        for (int step = 0; step < values.length; step++) {
            int last = step;
            int length = runs[step];
            boolean zeros = floor && values[step] == 0;
            stretches.add(
                    values[step] < most && length >= (zeros ? Math.max(least, LEAST_ZEROS) : least) ? 1 : 0,
                    length,
                    () -> "the longest of " + length + " steps: " + channel.place(last - length + 1) + " to "
                            + channel.time(last) + ", always " + values[last]);
        }
    }

    private static int longest(double[] values) {
        int longest = 0;
        int run = 1;
        for (int step = 1; step < values.length; step++) {
            run = values[step] == values[step - 1] ? run + 1 : 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /** The length of the run in which the step at the quantile lies, when steps are ordered by that. */
    private static int usual(int[] runs, int steps, int longest) {
        long[] stepsInRunsOf = new long[longest + 1];
        Arrays.stream(runs).forEach(run -> stepsInRunsOf[run] += run);
        long below = 0;
        int length = 0;
        while (below < USUAL * steps) {
            length++;
            below += stepsInRunsOf[length];
        }
        return length;
    }

    @Override
    public List<Finding> findings() {
        return stretches.isEmpty()
                ? List.of()
                : List.of(FindingKind.CONSTANT_STRETCHES.finding(
                        stretches.count(),
                        stretches.example(),
                        "kept; where nothing was measured, leave the values out of the data"));
    }
}
