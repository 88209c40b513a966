package io.almanac.core.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SkillIntervalTest {

    private static final ComparisonOptions OPTIONS =
            ComparisonOptions.defaults().withReplications(999);

    @Test
    void equalsAPlainLoopOverTheResamples() {
        FoldLosses losses = Losses.reference(3, 1);
        SkillInterval interval = SkillInterval.of(losses, "a", "d", OPTIONS);

        double[] a = losses.complete("a");
        double[] d = losses.complete("d");
        int[][] drawn = Resampling.draw(60, 3, 999, 1);
        double[] skills = new double[999];
        for (int r = 0; r < 999; r++) {
            double above = 0;
            double below = 0;
            for (int i : drawn[r]) {
                above += a[i];
                below += d[i];
            }
            skills[r] = 1 - above / below;
        }
        Arrays.sort(skills);
        double tail = Resampling.expandedTail(0.05, 20);
        assertEquals(1 - Arrays.stream(a).sum() / Arrays.stream(d).sum(), interval.skill(), 1e-12);
        assertEquals(Resampling.quantile(skills, tail), interval.low(), 1e-12);
        assertEquals(Resampling.quantile(skills, 1 - tail), interval.high(), 1e-12);
        assertEquals(60, interval.folds());
    }

    @Test
    void containsTheSkillAndIsScaleFree() {
        var random = new Random(4);
        for (int run = 0; run < 30; run++) {
            double[] a = random.doubles(8 + random.nextInt(30)).toArray();
            double[] b = random.doubles(a.length).toArray();
            SkillInterval plain = SkillInterval.of(Losses.apart(a, b), "a", "b", OPTIONS);
            assertTrue(plain.low() < plain.skill() && plain.skill() < plain.high());
            assertEquals(
                    plain,
                    SkillInterval.of(Losses.apart(Losses.times(a, 0.125), Losses.times(b, 0.125)), "a", "b", OPTIONS));
        }
    }

    @Test
    void anEqualLabelHasSkillZeroForSure() {
        double[] a = new Random(5).doubles(10).toArray();
        assertEquals(new SkillInterval(0, 0, 0, 10), SkillInterval.of(Losses.apart(a, a), "a", "b", OPTIONS));
    }

    @Test
    void withoutEnoughFoldsThereIsNoInterval() {
        var five = Losses.apart(new double[] {1, 1, 1, 1, 1}, new double[] {2, 2, 2, 2, 2});
        assertEquals(new SkillInterval(0.5, Double.NaN, Double.NaN, 5), SkillInterval.of(five, "a", "b", OPTIONS));
        assertEquals("0.500", SkillInterval.of(five, "a", "b", OPTIONS).toString());
        var none = Losses.apart(Map.of("a", new double[] {Double.NaN}, "b", new double[] {1}));
        assertEquals(Double.NaN, SkillInterval.of(none, "a", "b", OPTIONS).skill());
    }

    @Test
    void aPerfectBaselineLeavesNoSkill() {
        var losses = Losses.apart(new Random(5).doubles(10).toArray(), new double[10]);
        assertEquals(Double.NaN, SkillInterval.of(losses, "a", "b", OPTIONS).skill());
        assertEquals(Double.NaN, SkillInterval.of(losses, "a", "b", OPTIONS).high());
    }
}
