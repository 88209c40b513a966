package io.almanac.core.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LossDifferenceTest {

    private static final ComparisonOptions OPTIONS =
            ComparisonOptions.defaults().withReplications(999);

    @Test
    void equalsAPlainLoopThatDrawsBlocksInACircle() {
        FoldLosses losses = Losses.reference(3, 1);
        double[] a = losses.complete("a");
        double[] d = losses.complete("d");
        var random = new SplittableRandom(1);
        double[] means = new double[999];
        for (int draw = 0; draw < means.length; draw++) {
            double sum = 0;
            for (int block = 0; block < 20; block++) {
                int start = (int) (((random.nextLong() >>> 33) * 60) >>> 31);
                for (int i = start; i < start + 3; i++) {
                    sum += a[i % 60] - d[i % 60];
                }
            }
            means[draw] = sum / 60;
        }
        Arrays.sort(means);
        double tail = Resampling.expandedTail(0.05, 20);

        LossDifference difference = LossDifference.of(losses, "a", "d", OPTIONS);
        assertEquals(
                Arrays.stream(a).average().orElseThrow()
                        - Arrays.stream(d).average().orElseThrow(),
                difference.difference(),
                1e-12);
        assertEquals(Resampling.quantile(means, tail), difference.low(), 1e-12);
        assertEquals(Resampling.quantile(means, 1 - tail), difference.high(), 1e-12);
        assertEquals(20, difference.spaced());
    }

    @Test
    void holdsTheTrueDifferenceOfIndependentLossesAboutAsOftenAsItSays() {
        var random = new Random(11);
        int held = 0;
        for (int run = 0; run < 400; run++) {
            double[] a = random.doubles(40).toArray();
            double[] b = random.doubles(40).map(x -> x + 0.1).toArray();
            LossDifference difference = LossDifference.of(Losses.apart(a, b), "a", "b", OPTIONS.withReplications(299));
            held += difference.low() <= -0.1 && -0.1 <= difference.high() ? 1 : 0;
        }
        // 95 % of 400 runs are 380, with a standard deviation of 4.4; four of them either way
        assertEquals(380, held, 18);
    }

    @Test
    void turnsRoundWithTheLabelsAndSeesTheSameAsTheSkill() {
        var random = new Random(4);
        for (int run = 0; run < 30; run++) {
            double[] a = random.doubles(8 + random.nextInt(30)).toArray();
            double[] b = random.doubles(a.length).toArray();
            FoldLosses losses = Losses.apart(a, b);
            LossDifference forth = LossDifference.of(losses, "a", "b", OPTIONS);
            LossDifference back = LossDifference.of(losses, "b", "a", OPTIONS);
            assertEquals(-forth.difference(), back.difference(), 1e-12);
            assertEquals(-forth.low(), back.high(), 1e-9);
            assertTrue(forth.low() < forth.difference() && forth.difference() < forth.high());
            SkillInterval skill = SkillInterval.of(losses, "a", "b", OPTIONS);
            assertEquals(skill.low() > 0, forth.high() < 0);
            assertEquals(skill.high() < 0, forth.low() > 0);
        }
    }

    @Test
    void withoutEnoughFoldsThereIsNoInterval() {
        var five = Losses.apart(new double[] {1, 1, 1, 1, 1}, new double[] {2, 2, 2, 2, 2});
        LossDifference difference = LossDifference.of(five, "a", "b", OPTIONS);
        assertEquals(new LossDifference(-1, Double.NaN, Double.NaN, 5), difference);
        assertEquals("-1.000", difference.toString());
    }
}
