package io.almanac.datasets.checks;

import io.almanac.core.repair.RunningMedian;
import io.almanac.core.series.DataReport.Finding;
import io.almanac.datasets.FindingKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Abrupt and lasting changes of the level. At each step the median of a long window after it is compared with that of
 * the window before it, both without the season; windows are an eighth of the series and whole seasons. A shift is reported where that difference
 *
 * <ul>
 *   <li>is farther than {@value #DEVIATIONS} scaled median absolute deviations from the usual difference of the series, its
 *       median: a trend has the same difference everywhere, a random walk has large ones everywhere;
 *   <li>is more than {@value #NOISE} standard deviations of the values around their running median; and
 *   <li>shows to {@value #ABRUPT} of itself in windows of a quarter of the length: it came at once.
 * </ul>
 *
 * <p>Series of fewer than {@value #LEAST} values or eight seasons are not looked at. The idea of comparing robust locations
 * of two windows is that of Fried (2007), "On the robust detection of edges in time series filtering"; that the
 * series' own differences are the yardstick, and the numbers, are ours.
 */
final class LevelShiftCheck implements Check {

    static final double DEVIATIONS = 6;
    static final double NOISE = 1.5;
    static final double ABRUPT = 0.8;
    static final int LEAST = 64;
    private static final int WINDOWS = 8;
    private static final int LONG = 4096;
    private static final int BLOCKS = 512;
    private static final double TO_DEVIATION = 1.4826; // of a normal, from its median absolute deviation

    private final Tally shifts = new Tally();

    @Override
    public void channel(ChannelValues channel) {
        double[] values = channel.present();
        int season = channel.season();
        int block = values.length > LONG ? wholeSeasons(values.length / BLOCKS, season) : 1;
        if (values.length / block < LEAST) {
            block = 1;
        }
        int period = block > 1 ? 1 : season;
        int window = wholeSeasons(values.length / block / WINDOWS, period);
        if (values.length / block < Math.max(LEAST, WINDOWS * period)) {
            return;
        }
        double[] z = block > 1 ? medians(values, block) : withoutSeason(values, period);
        double[] smooth = new RunningMedian(window).of(z);
        double[] difference = differences(smooth, window);
        double usual = median(difference);
        double[] away = Arrays.stream(difference).map(d -> Math.abs(d - usual)).toArray();
        double scale = TO_DEVIATION * median(away);
        if (scale == 0 || Arrays.stream(away).max().orElseThrow() <= DEVIATIONS * scale) {
            return; // as for almost all
        }
        int shortWindow = Math.max(3, wholeSeasons(window / 4, period));
        double[] abrupt = differences(new RunningMedian(shortWindow).of(z), shortWindow);
        double[] rest = new double[z.length];
        Arrays.setAll(rest, i -> Math.abs(z[i] - smooth[i]));
        double noise = TO_DEVIATION * median(rest);
        for (int i = 0; i < away.length; i++) {
            if (away[i] <= DEVIATIONS * scale || away[i] <= NOISE * noise || !isFirstLargestAround(away, i, window)) {
                continue;
            }
            double before = smooth[i + window / 2];
            double after = smooth[i + window + window / 2];
            int at = turn(z, i, i + 2 * window, before, after);
            int place = Math.min(Math.max(0, at - shortWindow), abrupt.length - 1);
            if (abrupt[place] * Math.signum(difference[i] - usual) >= ABRUPT * away[i]) {
                int step = channel.stepOf(at * block);
                shifts.add(
                        1,
                        away[i] / scale,
                        () -> String.format(
                                Locale.ROOT,
                                "the clearest: %s, from %.4g to %.4g",
                                channel.place(step),
                                before,
                                after));
            }
        }
    }

    /**
     * The first step after a change from one level to another, the one that makes the sum of absolute deviations least:
     * long medians hardly change while the change is within half a window of their place, so they can't say.
     */
    private static int turn(double[] z, int from, int to, double before, double after) {
        double sum = 0;
        double least = 0;
        int turn = from;
        for (int i = from; i < to; i++) {
            sum += Math.abs(z[i] - before) - Math.abs(z[i] - after);
            if (sum < least) {
                least = sum;
                turn = i + 1;
            }
        }
        return turn;
    }

    private static int wholeSeasons(int steps, int season) {
        return season <= 1 ? Math.max(1, steps) : Math.max(1, (steps + season / 2) / season) * season;
    }

    /** Without the median of each place in the season, of what the median of a season around it leaves over. */
    private static double[] withoutSeason(double[] values, int season) {
        if (season == 1) {
            return values;
        }
        double[] level = new RunningMedian(season).of(values);
        double[] without = new double[values.length];
        for (int place = 0; place < season; place++) {
            double[] rest = new double[(values.length - place + season - 1) / season];
            for (int i = 0; i < rest.length; i++) {
                rest[i] = values[place + i * season] - level[place + i * season];
            }
            double usual = median(rest);
            for (int i = 0; i < rest.length; i++) {
                without[place + i * season] = values[place + i * season] - usual;
            }
        }
        return without;
    }

    private static double[] medians(double[] values, int block) {
        double[] medians = new double[values.length / block];
        for (int i = 0; i < medians.length; i++) {
            medians[i] = median(Arrays.copyOfRange(values, i * block, (i + 1) * block));
        }
        return medians;
    }

    /** For each place with a whole window on both sides, the median after it less the median before it. */
    private static double[] differences(double[] smooth, int window) {
        double[] differences = new double[smooth.length - 2 * window + 1];
        Arrays.setAll(differences, i -> smooth[i + window + window / 2] - smooth[i + window / 2]);
        return differences;
    }

    private static boolean isFirstLargestAround(double[] values, int i, int window) {
        for (int k = Math.max(0, i - window); k < Math.min(values.length, i + window); k++) {
            if (values[k] > values[i] || (k < i && values[k] == values[i])) {
                return false;
            }
        }
        return true;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    @Override
    public List<Finding> findings() {
        return shifts.isEmpty()
                ? List.of()
                : List.of(FindingKind.LEVEL_SHIFTS.finding(
                        shifts.count(),
                        shifts.example(),
                        "kept; --train-length leaves out what came before the last one"));
    }
}
