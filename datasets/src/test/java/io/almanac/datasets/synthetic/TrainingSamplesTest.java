package io.almanac.datasets.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.datasets.synthetic.TrainingSamples.Options;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bounds are five standard errors; seeds are fixed. */
class TrainingSamplesTest {

    private static final Options SHORT = Options.of(1, 8, 60);

    @Test
    void lengthsOfHistoriesAreLogUniform() {
        TrainingSamples samples = TrainingSamples.of(SHORT.withFamily(Family.OU).withSeasons(List.of(1, 4)));
        TrainingSample sample = samples.newBuffer();
        int many = 60_000;
        int[] counts = new int[61];
        for (int i = 0; i < many; i++) {
            samples.fill(i, sample);
            counts[sample.length()]++;
        }
        assertEquals(0, counts[0] + counts[1] + counts[2]);
        for (int k = 3; k <= 60; k++) {
            double probability = Math.log((k + 1.0) / k) / Math.log(61 / 3.0);
            double error = Math.sqrt(probability * (1 - probability) / many);
            assertEquals(probability, counts[k] / (double) many, 5 * error, k + " steps");
        }
    }

    @Test
    void oneSeasonInTenIsWrongAndSaysSo() {
        TrainingSamples samples = TrainingSamples.of(SHORT);
        TrainingSample sample = samples.newBuffer();
        int many = 20_000;
        int wrong = 0;
        int[] seasons = new int[169];
        Set<Family> families = EnumSet.noneOf(Family.class);
        for (int i = 0; i < many; i++) {
            samples.fill(i, sample);
            wrong += sample.wrongSeason() ? 1 : 0;
            seasons[sample.season()]++;
            families.add(sample.family());
            assertTrue(TrainingSamples.SEASONS.contains(sample.toldSeason()));
        }
        assertEquals(0.1, wrong / (double) many, 5 * 0.3 / Math.sqrt(many));
        for (int season : TrainingSamples.SEASONS) {
            assertEquals(1 / 9.0, seasons[season] / (double) many, 5 * 0.315 / Math.sqrt(many), "season " + season);
        }
        assertEquals(EnumSet.complementOf(EnumSet.of(Family.MIXED, Family.EFFECTS)), families);
    }

    @Test
    void aSampleIsTheSameInAnyOrderByAnyThreadAndInAUsedBuffer() {
        TrainingSamples samples = TrainingSamples.of(SHORT);
        double[][] inOrder = new double[500][];
        TrainingSample reused = samples.newBuffer();
        for (int i = 0; i < 500; i++) {
            inOrder[i] = numbers(samples, i, reused);
        }
        double[][] byThreads = new double[500][];
        IntStream.range(0, 500).parallel().forEach(i -> byThreads[i] = numbers(samples, i, samples.newBuffer()));
        assertTrue(Arrays.deepEquals(inOrder, byThreads));
    }

    /** A sample as one array. */
    private static double[] numbers(TrainingSamples samples, long index, TrainingSample buffer) {
        samples.fill(index, buffer);
        double[] numbers = Arrays.copyOf(buffer.history(), buffer.length() + buffer.future().length + 2);
        System.arraycopy(buffer.future(), 0, numbers, buffer.length(), buffer.future().length);
        numbers[numbers.length - 2] = buffer.season();
        numbers[numbers.length - 1] = buffer.toldSeason();
        return numbers;
    }

    @Test
    void otherSeedsGiveOtherSamples() {
        TrainingSamples one = TrainingSamples.of(SHORT);
        TrainingSamples two = TrainingSamples.of(Options.of(2, 8, 60));
        int same = 0;
        for (int i = 0; i < 100; i++) {
            same += Arrays.equals(numbers(one, i, one.newBuffer()), numbers(two, i, two.newBuffer())) ? 1 : 0;
        }
        assertEquals(0, same);
    }

    @Test
    void historiesHaveMissingRunsAndFuturesHaveNone() {
        TrainingSamples samples = TrainingSamples.of(SHORT);
        TrainingSample sample = samples.newBuffer();
        int gaps = 0;
        int many = 5_000;
        for (int i = 0; i < many; i++) {
            samples.fill(i, sample);
            double[] history = Arrays.copyOf(sample.history(), sample.length());
            long missing = Arrays.stream(history).filter(Double::isNaN).count();
            gaps += missing > 0 ? 1 : 0;
            assertTrue(missing < sample.length(), "something is observed");
            assertTrue(Arrays.stream(history).noneMatch(Double::isInfinite));
            assertTrue(Arrays.stream(sample.future()).allMatch(Double::isFinite));
        }
        // One of five has runs; of those a short history may be spared.
        assertTrue(gaps > 0.07 * many && gaps < 0.22 * many, gaps + " of " + many);
    }

    @Test
    void noGapIsMadeWhereNoneIsAskedFor() {
        TrainingSamples samples = TrainingSamples.of(SHORT.withMissing(0).withWrongSeason(0));
        TrainingSample sample = samples.newBuffer();
        for (int i = 0; i < 500; i++) {
            samples.fill(i, sample);
            assertTrue(Arrays.stream(sample.history(), 0, sample.length()).allMatch(Double::isFinite));
            assertEquals(sample.season(), sample.toldSeason());
        }
    }

    @Test
    void optionsAreChecked() {
        assertMessage("horizon must be at least 1, was 0", () -> Options.of(1, 0, 60));
        assertMessage("shortest and longest must be at least 1 and in order, were 3 and 2", () -> Options.of(1, 8, 2));
        assertMessage("seasons must be at least 1 each and not empty, was [0]", () -> SHORT.withSeasons(List.of(0)));
        assertMessage("missing must be in [0, 1], was 2.0", () -> SHORT.withMissing(2));
        assertMessage(
                "wrongSeason wants two seasons to choose from, was [7, 7]", () -> SHORT.withSeasons(List.of(7, 7)));
        TrainingSample other = TrainingSamples.of(Options.of(1, 9, 60)).newBuffer();
        assertMessage(
                "the buffer is for 60 and 9 steps, the samples have up to 60 and 8",
                () -> TrainingSamples.of(SHORT).fill(0, other));
    }

    private static void assertMessage(String expected, org.junit.jupiter.api.function.Executable wrong) {
        assertEquals(
                expected, assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }
}
