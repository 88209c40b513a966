package io.almanac.core.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HolmTest {

    @Test
    void agreesWithStatsmodels() {
        // statsmodels 0.15 multipletests([0.01, 0.04, 0.03, 0.005], method="holm") in comparison_reference.py
        assertArrayEquals(
                new double[] {0.03, 0.06, 0.06, 0.02}, Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}), 1e-15);
    }

    @Test
    void whatWasNotTestedDoesNotCount() {
        assertArrayEquals(
                new double[] {Double.NaN, 0.04, 0.05}, Holm.adjust(new double[] {Double.NaN, 0.02, 0.05}), 1e-15);
        assertArrayEquals(new double[0], Holm.adjust(new double[0]));
    }

    @Test
    void rejectsWhatTheStepDownProcedureRejects() {
        var random = new Random(2);
        for (int run = 0; run < 500; run++) {
            double[] p =
                    random.doubles(1 + random.nextInt(6)).map(u -> u * u * u).toArray();
            double[] adjusted = Holm.adjust(p);
            boolean[] rejected = new boolean[p.length];
            // the procedure as it is told: take the smallest left, compare with alpha / how many are left, stop at
            // failure
            for (int left = p.length; left > 0; left--) {
                int smallest = -1;
                for (int i = 0; i < p.length; i++) {
                    if (!rejected[i] && (smallest < 0 || p[i] < p[smallest])) {
                        smallest = i;
                    }
                }
                if (p[smallest] > 0.05 / left) {
                    break;
                }
                rejected[smallest] = true;
            }
            for (int i = 0; i < p.length; i++) {
                assertEquals(rejected[i], adjusted[i] <= 0.05);
            }
        }
    }

    @Test
    void errorsNameTheValue() {
        FoldLossesTest.assertMessage(
                "p value must be in [0, 1] or NaN, was 1.5", () -> Holm.adjust(new double[] {0.1, 1.5}));
    }
}
