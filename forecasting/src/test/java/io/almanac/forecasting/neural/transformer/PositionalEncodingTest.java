package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionalEncodingTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final Pass pass = new Pass(new ParameterStore(manager, false), false, false);

    @AfterEach
    void close() {
        manager.close();
    }

    private PositionalEncoding encoding(Positions positions, int tokens, int width) {
        PositionalEncoding encoding = new PositionalEncoding(positions);
        encoding.initialize(manager, DataType.FLOAT32, new Shape(1, tokens, width));
        return encoding;
    }

    /** The table itself: what is added to zeros. */
    private float[] table(PositionalEncoding encoding, int tokens, int width) {
        return pass.through(encoding, manager.zeros(new Shape(1, tokens, width)))
                .toFloatArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6})
    void theSinusoidsAreThoseOfTheReference(int width) {
        NDArray table = manager.create(table(encoding(Positions.SINUSOIDAL, 40, width), 40, width));
        Reference.read("positions.json").assertClose(width == 5 ? "odd" : "even", table.reshape(40, width));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 24})
    void aFixedOffsetIsTheSameRotationAtEveryPosition(int offset) {
        int tokens = 100;
        int width = 8;
        float[] table = table(encoding(Positions.SINUSOIDAL, tokens, width), tokens, width);
        for (int pair = 0; pair < width; pair += 2) {
            double angle = offset / Math.pow(10_000, (double) pair / width);
            for (int position = 0; position + offset < tokens; position++) {
                double sin = table[position * width + pair];
                double cos = table[position * width + pair + 1];
                int later = (position + offset) * width + pair;
                assertEquals(sin * Math.cos(angle) + cos * Math.sin(angle), table[later], 1e-6);
                assertEquals(cos * Math.cos(angle) - sin * Math.sin(angle), table[later + 1], 1e-6);
            }
        }
    }

    /** What lets attention look "k steps back": one matrix for all positions, as no sine alone could have. */
    @Test
    void thePositionAFixedOffsetAheadIsALinearMapOfThePosition() {
        int tokens = 100;
        int width = 8;
        int offset = 7;
        NDArray table = pass.through(
                        encoding(Positions.SINUSOIDAL, tokens, width), manager.zeros(new Shape(1, tokens, width)))
                .squeeze(0); // (T, E)
        float[] map = new float[width * width];
        for (int pair = 0; pair < width; pair += 2) {
            double angle = offset / Math.pow(10_000, (double) pair / width);
            map[pair * width + pair] = (float) Math.cos(angle);
            map[pair * width + pair + 1] = (float) -Math.sin(angle);
            map[(pair + 1) * width + pair] = (float) Math.sin(angle);
            map[(pair + 1) * width + pair + 1] = (float) Math.cos(angle);
        }
        NDArray mapped = table.get("0:93").matMul(manager.create(map, new Shape(width, width)));
        assertArrayEquals(table.get("7:100").toFloatArray(), mapped.toFloatArray(), 1e-5f);
    }

    @ParameterizedTest
    @EnumSource(
            value = Positions.class,
            names = {"NONE", "ROTARY"})
    void withoutATableTheTokensAreLeftAlone(Positions positions) {
        NDArray x = manager.randomNormal(new Shape(2, 4, 6));
        PositionalEncoding none = encoding(positions, 4, 6);
        assertArrayEquals(x.toFloatArray(), pass.through(none, x).toFloatArray());
        assertEquals(0, none.getParameters().size());
    }

    @Test
    void onlyTheLearnableTableIsTrained() {
        PositionalEncoding both = encoding(Positions.BOTH, 4, 6);
        assertEquals(false, both.getParameters().get("sinusoids").requiresGradient());
        assertEquals(true, both.getParameters().get("learned").requiresGradient());
        assertEquals(false, both.getParameters().get("sinusoids").getArray().hasGradient());
    }

    @Test
    void theLearnableTableStartsSmallAndCentred() {
        Engine.getInstance().setRandomSeed(1);
        PositionalEncoding learnable = encoding(Positions.LEARNABLE, 100, 100);
        NDArray table = learnable.getParameters().get("learned").getArray();
        // 10,000 draws from normal(0, 0.02): the standard error of the mean is 0.0002, of the deviation 0.00014.
        assertEquals(0, table.mean().getFloat(), 0.001);
        assertEquals(0.02, Math.sqrt(table.mul(table).mean().getFloat()), 0.001);
    }

    @Test
    void bothIsTheSumOfTheTwoTables() {
        PositionalEncoding both = encoding(Positions.BOTH, 4, 6);
        NDArray sum = both.getParameters()
                .get("sinusoids")
                .getArray()
                .add(both.getParameters().get("learned").getArray());
        assertArrayEquals(sum.toFloatArray(), table(both, 4, 6), 1e-7f);
    }

    @ParameterizedTest
    @EnumSource(Positions.class)
    void aShorterInputTakesTheFirstRows(Positions positions) {
        PositionalEncoding encoding = encoding(positions, 9, 6);
        float[] whole = table(encoding, 9, 6);
        float[] part = table(encoding, 4, 6);
        assertArrayEquals(Arrays.copyOf(whole, 24), part);
    }

    @Test
    void aLongerInputIsRefused() {
        PositionalEncoding encoding = encoding(Positions.SINUSOIDAL, 4, 6);
        var e = assertThrows(IllegalArgumentException.class, () -> table(encoding, 5, 6));
        assertEquals(
                "tokens must be at most 4, the length that the positional encoding was made for, was 5",
                e.getMessage());
    }

    @Test
    void theEncodingDoesNotDependOnTheToken() {
        PositionalEncoding encoding = encoding(Positions.BOTH, 4, 6);
        NDArray x = manager.randomNormal(new Shape(3, 4, 6));
        NDArray added = pass.through(encoding, x).sub(x);
        NDArray first = added.get("0:1").broadcast(added.getShape());
        assertTrue(added.sub(first).abs().max().getFloat() < 1e-6);
    }
}
