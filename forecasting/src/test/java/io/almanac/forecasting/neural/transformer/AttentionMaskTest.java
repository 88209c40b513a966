package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AttentionMaskTest {

    private static final int BATCH = 3;
    private static final int TOKENS = 5;
    private static final float[] PRESENT = {
        1, 1, 1, 1, 1, //
        0, 0, 1, 1, 1, // padded on the left: the first two rows of a causal mask have nothing to attend to
        1, 0, 1, 0, 0,
    };

    private final NDManager manager = NDManager.newBaseManager();
    private final float[] scores = scores();

    private static float[] scores() {
        var random = new Random(9);
        float[] scores = new float[BATCH * TOKENS * TOKENS];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) random.nextGaussian();
        }
        return scores;
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private AttentionMask padding() {
        return AttentionMask.of(manager.create(PRESENT, new Shape(BATCH, 1, 1, TOKENS)));
    }

    private AttentionMask causal() {
        return AttentionMask.causal(manager, TOKENS);
    }

    private float[] weights(AttentionMask mask) {
        NDArray copy = manager.create(scores, new Shape(BATCH, 1, TOKENS, TOKENS));
        return mask.weights(copy).toFloatArray();
    }

    /** A plain loop: the softmax over the allowed cells of each row. */
    private float[] expected(boolean causal, boolean padded) {
        float[] weights = new float[scores.length];
        for (int b = 0; b < BATCH; b++) {
            for (int t = 0; t < TOKENS; t++) {
                double sum = 0;
                for (int pass = 0; pass < 2; pass++) {
                    for (int s = 0; s < TOKENS; s++) {
                        int cell = (b * TOKENS + t) * TOKENS + s;
                        boolean allowed = (!causal || s <= t) && (!padded || PRESENT[b * TOKENS + s] == 1);
                        if (allowed && pass == 0) {
                            sum += Math.exp(scores[cell]);
                        } else if (allowed) {
                            weights[cell] = (float) (Math.exp(scores[cell]) / sum);
                        }
                    }
                }
            }
        }
        return weights;
    }

    private void assertMask(float[] expected, AttentionMask mask) {
        float[] actual = weights(mask);
        assertArrayEquals(expected, actual, 1e-6f);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i] == 0, actual[i] == 0, "cell " + i);
        }
    }

    @Test
    void eachMaskIsTheSoftmaxOverWhatItAllows() {
        assertMask(expected(false, false), AttentionMask.none());
        assertMask(expected(true, false), causal());
        assertMask(expected(false, true), padding());
    }

    @Test
    void joinedMasksAllowWhatBothAllow() {
        assertMask(expected(true, true), causal().and(padding()));
        assertMask(expected(true, true), padding().and(causal()));
    }

    @Test
    void noMaskChangesNoOther() {
        assertMask(expected(true, false), AttentionMask.none().and(causal()));
        assertMask(expected(true, false), causal().and(AttentionMask.none()));
        assertMask(expected(false, true), padding().and(AttentionMask.none()));
        assertMask(expected(false, false), AttentionMask.none().and(AttentionMask.none()));
    }
}
