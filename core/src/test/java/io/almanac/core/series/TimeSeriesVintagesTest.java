package io.almanac.core.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Series of which some values were published in several versions. */
class TimeSeriesVintagesTest {

    private static final double NAN = Double.NaN;
    private static final Schema SCHEMA = new Schema(
            Frequency.of(Frequency.Unit.STEP),
            List.of(1),
            List.of("y", "z"),
            List.of(
                    Covariate.real("price", Covariate.Kind.PAST),
                    Covariate.real("temp", Covariate.Kind.FUTURE),
                    Covariate.real("store", Covariate.Kind.STATIC)));

    /** One version: of variable y 0, price 2 or temp 3. */
    private record Version(int variable, int step, int known, double value) {}

    @Test
    void aViewSeesTheNewestVersionKnownAtItsEnd() {
        // temp at step 3 was forecast as 20 (known after 1 step), as 21 (after 3), and measured as 22 (after 4).
        TimeSeries series = series(6, 2, List.of(v(3, 3, 1, 20), v(3, 3, 3, 21), v(3, 3, 4, 22)));
        assertEquals(0, series.asOf(0, 8).ahead(), "nothing was known at the start");
        assertEquals(20, series.asOf(1, 5).covariate(1, 3));
        assertEquals(20, series.asOf(2, 5).covariate(1, 3));
        assertEquals(21, series.asOf(3, 5).covariate(1, 3));
        assertEquals(22, series.asOf(4, 2).covariate(1, 3), "a past step: still the newest known by then");
        assertEquals(22, series.asOf(6, 0).covariate(1, 3));
        assertEquals(21, series.asOf(6, 0).asOf(3, 3).covariate(1, 3), "also from a view");
        assertEquals(21, series.last(4).asOf(1, 5).covariate(1, 1), "also where the oldest steps were dropped");
    }

    @Test
    void theSeriesItselfAnswersWithWhatItWasMadeOf() {
        TimeSeries series = series(4, 1, List.of(v(0, 2, 3, 7), v(3, 4, 1, 9)));
        assertEquals(2, series.value(0, 2));
        assertEquals(304, series.covariate(1, 4));
        assertEquals(2, series.last(2).value(0, 0));
        assertEquals(1, series.last(2).ahead());
        assertEquals(7, series.asOf(4, 1).value(0, 2), "but its state at its end is a view");
        assertEquals(9, series.asOf(4, 1).covariate(1, 4));
    }

    @Test
    void aRevisedChannelIsWhatWasPublishedAtTheCutoff() {
        // Each value is published a step late, and the first is revised once.
        TimeSeries series = series(4, 0, List.of(v(0, 0, 2, 10), v(0, 0, 4, 11), v(0, 1, 3, 20), v(0, 2, 4, 30)));
        assertArrayEquals(new double[] {NAN}, channel(series.asOf(1, 0), 0));
        assertArrayEquals(new double[] {10, NAN}, channel(series.asOf(2, 0), 0));
        assertArrayEquals(new double[] {10, 20, NAN}, channel(series.asOf(3, 0), 0));
        assertArrayEquals(new double[] {11, 20, 30, NAN}, channel(series.asOf(4, 0), 0));
        assertArrayEquals(new double[] {30, NAN}, channel(series.asOf(4, 0).last(2), 0));
        assertArrayEquals(new double[] {0, 1, 2, 3}, channel(series, 0));
        assertArrayEquals(new double[] {100, 101, 102}, channel(series.asOf(3, 0), 1), "z has no versions");
    }

    @Test
    void aheadEndsWithTheLastStepThatWasKnown() {
        TimeSeries series = series(5, 3, List.of(v(3, 2, 1, 1), v(3, 4, 2, 1), v(3, 7, 5, 1)));
        assertEquals(0, series.asOf(0, 8).ahead());
        assertEquals(2, series.asOf(1, 7).ahead());
        assertEquals(NAN, series.asOf(1, 7).covariate(1, 1));
        assertEquals(3, series.asOf(2, 3).ahead());
        assertEquals(1, series.asOf(2, 1).ahead(), "no more than asked for");
        assertEquals(3, series.asOf(5, 3).ahead());
        TimeSeries known = series.asOf(1, 7);
        assertThrows(IndexOutOfBoundsException.class, () -> known.covariate(1, 3));
        assertThrows(IllegalArgumentException.class, () -> known.asOf(1, 3));
    }

    @Test
    void aFutureCovariateWithoutVintagesIsKnownAsFarAsItGoes() {
        assertEquals(6, series(5, 3, List.of(v(0, 0, 1, 1))).asOf(2, 6).ahead());
    }

    @Test
    void whatAViewSeesIsWhatAPlainLoopFinds() {
        for (int seed = 0; seed < 40; seed++) {
            var random = new Random(seed);
            int length = random.nextInt(1, 15);
            int ahead = random.nextInt(4);
            List<Version> versions = versions(random, length, ahead);
            TimeSeries series = series(length, ahead, versions);
            for (int observed = 0; observed <= length; observed++) {
                int asked = random.nextInt(length + ahead - observed + 1);
                check(series.asOf(observed, asked), versions, observed, asked);
                int between = random.nextInt(observed, length + 1);
                TimeSeries nested = series.asOf(between, 0);
                check(nested.asOf(observed, 0), versions, observed, 0);
            }
        }
    }

    private static void check(TimeSeries view, List<Version> versions, int observed, int asked) {
        int reach = 0;
        for (int step = 0; step < observed + asked; step++) {
            double temp = newest(versions, 3, step, observed, 300);
            if (step >= observed && !Double.isNaN(temp)) {
                reach = step + 1 - observed;
            }
        }
        boolean plain = versions.stream().noneMatch(version -> version.variable() == 3);
        assertEquals(plain ? asked : reach, view.ahead());
        assertEquals(observed, view.length());
        double[] copied = channel(view, 0);
        for (int step = 0; step < observed; step++) {
            assertEquals(newest(versions, 0, step, observed, 0), view.value(0, step));
            assertEquals(view.value(0, step), copied[step]);
            assertEquals(100 + step, view.value(1, step));
            assertEquals(newest(versions, 2, step, observed, 200), view.covariate(0, step));
            assertEquals(5, view.covariate(2, step));
        }
        for (int step = 0; step < observed + view.ahead(); step++) {
            assertEquals(newest(versions, 3, step, observed, 300), view.covariate(1, step));
        }
        int dropped = observed / 3;
        TimeSeries last = view.last(observed - dropped);
        for (int step = 0; step < last.length(); step++) {
            assertEquals(view.value(0, step + dropped), last.value(0, step));
            assertEquals(view.covariate(1, step + dropped), last.covariate(1, step));
        }
    }

    private static double newest(List<Version> versions, int variable, int step, int observed, double base) {
        if (versions.stream().noneMatch(version -> version.variable() == variable)) {
            return base + step;
        }
        double value = NAN;
        for (Version version : versions) { // in the order in which they were published
            if (version.variable() == variable && version.step() == step && version.known() <= observed) {
                value = version.value();
            }
        }
        return value;
    }

    @Test
    void nothingThatIsPublishedLaterCanBeSeenFromAnEarlierView() {
        for (int seed = 100; seed < 140; seed++) {
            var random = new Random(seed);
            int length = random.nextInt(2, 15);
            int ahead = random.nextInt(4);
            List<Version> versions = versions(random, length, ahead);
            int cutoff = random.nextInt(1, length + 1);
            List<Version> changed = new ArrayList<>();
            for (Version version : versions) {
                if (version.known() <= cutoff) {
                    changed.add(version);
                } else if (random.nextBoolean()) { // else withdrawn
                    changed.add(new Version(version.variable(), version.step(), version.known(), -9));
                }
            }
            for (int variable : new int[] {0, 2, 3}) { // a later version of everything
                for (int step = 0; step < length; step++) {
                    changed.add(new Version(variable, step, cutoff + 1 + 2 * length, -8));
                }
            }
            for (int variable : variables(changed)) { // vintages stay vintages where all of them were withdrawn
                if (!variables(versions).contains(variable)) {
                    changed.removeIf(version -> version.variable() == variable);
                }
            }
            int asked = length + ahead - cutoff;
            TimeSeries before = series(length, ahead, versions).asOf(cutoff, asked);
            TimeSeries after = series(length, ahead, changed).asOf(cutoff, asked);
            assertEquals(before.ahead(), after.ahead());
            for (int observed = 0; observed <= cutoff; observed++) {
                TimeSeries one = before.asOf(observed, cutoff + before.ahead() - observed);
                TimeSeries other = after.asOf(observed, cutoff + before.ahead() - observed);
                assertEquals(hash(one), hash(other), "seed " + seed + ", after " + observed);
            }
        }
    }

    @Test
    void repairedValuesReplaceTheVintagesOfChannelsAlone() {
        TimeSeries known = series(4, 1, List.of(v(0, 1, 4, 7), v(3, 4, 3, 9), v(3, 4, 4, 10)))
                .asOf(4, 1);
        TimeSeries repaired = known.last(3).withValues(new double[][] {{5, 6, 7}, {1, 2, 3}});
        assertArrayEquals(new double[] {5, 6, 7}, channel(repaired, 0));
        assertArrayEquals(new double[] {5, 6}, channel(repaired.asOf(2, 2), 0));
        assertEquals(10, repaired.covariate(1, 3));
        assertEquals(9, repaired.asOf(2, 2).covariate(1, 3));
        TimeSeries plain = series(4, 1, List.of()).withValues(new double[][] {{5, 6, 7, 8}, {1, 2, 3, 4}});
        assertArrayEquals(new double[] {5, 6}, channel(plain.asOf(2, 3), 0));
        assertEquals(304, plain.asOf(2, 3).covariate(1, 4));
    }

    @Test
    void everyKindOfChangeOfVintagesChangesTheHash() {
        List<Version> versions = List.of(v(0, 1, 2, 7), v(2, 1, 2, 7), v(3, 2, 1, 5), v(3, 2, 3, 6), v(3, 5, 4, 8));
        Set<String> hashes = new HashSet<>();
        hashes.add(hash(series(5, 1, List.of())));
        hashes.add(hash(series(5, 1, versions)));
        List<UnaryOperator<Version>> changes = List.of(
                v -> new Version(v.variable(), v.step(), v.known(), v.value() + 1),
                v -> new Version(v.variable(), v.step(), v.known() + 1, v.value()),
                v -> new Version(v.variable(), v.step() - 1, v.known(), v.value()),
                v -> new Version(v.variable(), v.step(), v.known(), NAN));
        for (int i = 0; i < versions.size(); i++) {
            List<Version> without = new ArrayList<>(versions);
            Version one = without.remove(i);
            hashes.add(hash(series(5, 1, without)));
            for (UnaryOperator<Version> change : changes) {
                List<Version> changed = new ArrayList<>(versions);
                changed.set(i, change.apply(one));
                hashes.add(hash(series(5, 1, changed)));
            }
        }
        assertEquals(2 + 5 * (1 + changes.size()), hashes.size());
        assertEquals(
                hash(series(5, 1, versions).asOf(3, 2)),
                hash(series(5, 1, versions.subList(0, 4)).asOf(3, 2)));
        assertNotEquals(
                hash(series(5, 1, versions).asOf(5, 1)),
                hash(series(5, 1, versions.subList(0, 4)).asOf(5, 1)));
    }

    @Test
    void vintagesThatCannotBeAreRefused() {
        TimeSeries series = series(3, 1, List.of());
        refused(
                "series s: y: the steps of vintages must ascend within [0, 3), was 3 at position 0",
                () -> series.withVintages(0, new int[] {3}, new int[] {0}, new double[] {1}));
        refused(
                "series s: temp: the steps of vintages must ascend within [0, 4), was 0 at position 1",
                () -> series.withCovariateVintages(1, new int[] {1, 0}, new int[] {0, 0}, new double[] {1, 1}));
        refused(
                "series s: y: the vintages of step 1 must become known one after the other, was 2 at position 1",
                () -> series.withVintages(0, new int[] {1, 1}, new int[] {3, 2}, new double[] {1, 1}));
        refused(
                "series s: y: the vintages of step 1 must become known one after the other, was -1 at position 0",
                () -> series.withVintages(0, new int[] {1}, new int[] {-1}, new double[] {1}));
        refused(
                "series s: y: vintages must have as many steps, known and values, were 1, 1, 2",
                () -> series.withVintages(0, new int[] {1}, new int[] {1}, new double[] {1, 2}));
        refused(
                "series s: y is Infinity at step 0; NaN stands for missing",
                () -> series.withVintages(0, new int[] {1}, new int[] {1}, new double[] {1 / 0.0}));
        refused(
                "series s: store is static and has one value, not vintages",
                () -> series.withCovariateVintages(2, new int[] {0}, new int[] {0}, new double[] {1}));
        assertEquals(
                "series s: vintages belong to a whole series, not to a part",
                assertThrows(
                                IllegalStateException.class,
                                () -> series.last(2).withVintages(0, new int[] {}, new int[] {}, new double[] {}))
                        .getMessage());
    }

    private static void refused(String message, Runnable action) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }

    private static Version v(int variable, int step, int known, double value) {
        return new Version(variable, step, known, value);
    }

    private static Set<Integer> variables(List<Version> versions) {
        var variables = new HashSet<Integer>();
        versions.forEach(version -> variables.add(version.variable()));
        return variables;
    }

    private static List<Version> versions(Random random, int length, int ahead) {
        List<Version> versions = new ArrayList<>();
        for (int i = random.nextInt(80); i > 0; i--) {
            int variable = List.of(0, 2, 3).get(random.nextInt(3));
            int steps = variable == 3 ? length + ahead : length;
            versions.add(v(variable, random.nextInt(steps), random.nextInt(length + 3), random.nextInt(1000)));
        }
        versions.sort(Comparator.comparingInt(Version::known)); // the order in which they were published
        return versions;
    }

    /** y is the step, z 100 more, price 200 more and temp 300 more, unless they have versions. */
    private static TimeSeries series(int length, int ahead, List<Version> versions) {
        double[][] values = {ramp(0, length), ramp(100, length)};
        double[][] covariates = {ramp(200, length), ramp(300, length + ahead), {5}};
        TimeSeries series = TimeSeries.wrap("s", SCHEMA, TimeAxis.integers(0, length), values, covariates, ahead);
        for (int variable : new int[] {0, 2, 3}) {
            List<Version> own = versions.stream()
                    .filter(version -> version.variable() == variable)
                    .sorted(Comparator.comparingInt(Version::step))
                    .toList();
            if (!own.isEmpty()) {
                int[] steps = own.stream().mapToInt(Version::step).toArray();
                int[] known = own.stream().mapToInt(Version::known).toArray();
                double[] numbers = own.stream().mapToDouble(Version::value).toArray();
                series = variable == 0
                        ? series.withVintages(0, steps, known, numbers)
                        : series.withCovariateVintages(variable - 2, steps, known, numbers);
            }
        }
        return series;
    }

    private static double[] ramp(double base, int length) {
        double[] ramp = new double[length];
        for (int i = 0; i < length; i++) {
            ramp[i] = base + i;
        }
        return ramp;
    }

    private static double[] channel(TimeSeries series, int channel) {
        double[] values = new double[series.length()];
        series.copyTo(channel, 0, values);
        return values;
    }

    private static String hash(TimeSeries series) {
        return DataHash.of(SeriesSet.of(series));
    }
}
