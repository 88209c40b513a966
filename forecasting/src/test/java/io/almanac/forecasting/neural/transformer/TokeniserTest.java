package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.almanac.core.series.Covariate;
import io.almanac.core.window.CalendarFeatures.Field;
import io.almanac.forecasting.neural.NativeEngine;
import io.almanac.forecasting.neural.network.HeadConfig;
import io.almanac.forecasting.neural.network.NetworkState;
import io.almanac.forecasting.neural.window.WindowBatch;
import io.almanac.forecasting.neural.window.WindowFeatures;
import io.almanac.forecasting.neural.window.WindowFeatures.Column;
import io.almanac.forecasting.neural.window.WindowRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TokeniserTest {

    private static final int ROUNDS = 60;

    private final NDManager manager = NativeEngine.start().newManager(Device.cpu());
    private final Random random = new Random(17);

    @AfterEach
    void close() {
        manager.close();
    }

    /** Shapes and options at random. */
    private final class Round {

        final boolean mixed;
        final int batch = 1 + random.nextInt(3);
        final int channels = 1 + random.nextInt(3);
        final int context = 2 + random.nextInt(13);
        final int stride = 1 + random.nextInt(3);
        final int patch = stride * (1 + random.nextInt(4)); // may be longer than the context
        final int calendar = random.nextInt(3);
        final int covariates = random.nextInt(3);
        final int statics = random.nextInt(3);
        final boolean flag = random.nextBoolean();
        final boolean embedding;
        final Tokens tokens;

        Round(Tokens tokens) {
            this.tokens = tokens;
            mixed = tokens == Tokens.CHANNEL || random.nextBoolean();
            embedding = (tokens == Tokens.CHANNEL || !mixed) && random.nextBoolean();
        }

        int perWindow() {
            return mixed ? channels : 1;
        }

        int features() {
            return 2 * calendar + covariates;
        }

        Tokeniser tokeniser() {
            List<Column> columns = new ArrayList<>();
            for (int c = 0; c < covariates; c++) {
                columns.add(new Column(c, "p" + c, Covariate.Kind.PAST, 0, 0, 1));
            }
            for (int c = 0; c < statics; c++) {
                columns.add(new Column(covariates + c, "s" + c, Covariate.Kind.STATIC, 0, 0, 1));
            }
            List<Field> fields = List.of(Field.TIME_OF_DAY, Field.DAY_OF_WEEK).subList(0, calendar);
            var rules = new WindowRules(context, 2, 0, 1, mixed, 1, new WindowFeatures(fields, columns));
            var state = new NetworkState(
                    rules, channels, 1, List.of(0.5), HeadConfig.defaults(), false, TransformerConfig.defaults());
            Channels how = mixed ? Channels.MIXED : Channels.INDEPENDENT;
            return new Tokeniser(state, new TokenConfig(tokens, patch, stride, how, embedding), flag);
        }

        WindowBatch window() {
            float[] seen = new float[batch * perWindow() * context];
            for (int i = 0; i < seen.length; i++) {
                seen[i] = random.nextInt(3) > 0 ? 1 : 0;
            }
            long[] of = new long[batch * perWindow()];
            for (int i = 0; i < of.length; i++) {
                of[i] = mixed ? i % channels : random.nextInt(channels);
            }
            NDArray observed = manager.create(seen, new Shape(batch, perWindow(), context));
            return new WindowBatch(
                    numbers(batch, perWindow(), context).mul(observed),
                    observed,
                    manager.zeros(new Shape(batch, perWindow(), 1)),
                    numbers(batch, context, features()),
                    manager.zeros(new Shape(0)),
                    numbers(batch, statics),
                    manager.create(of, new Shape(batch, perWindow())),
                    manager.create(new long[batch], new Shape(batch, 1)),
                    false);
        }

        private NDArray numbers(long... shape) {
            float[] numbers = new float[(int) new Shape(shape).size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) random.nextGaussian();
            }
            return manager.create(numbers, new Shape(shape));
        }

        @Override
        public String toString() {
            return tokens + " " + batch + " windows of " + channels + " channels, mixed " + mixed + ", context "
                    + context + ", patch " + patch + "/" + stride + ", calendar " + calendar + ", covariates "
                    + covariates;
        }
    }

    /** Whether a token says anything, and what: number by number. */
    private record Token(boolean allowed, List<Float> numbers) {}

    /** Steps side by side, counted back from a whole number of strides; after the last step comes the last step. */
    private static Token patch(Round round, WindowBatch window, int b, int token) {
        int patch = round.tokens == Tokens.PATCH ? round.patch : 1;
        int stride = round.tokens == Tokens.PATCH ? round.stride : 1;
        int whole = Math.max(round.context, patch);
        while (whole % stride > 0) {
            whole++;
        }
        int before = whole - round.context;
        List<Float> numbers = new ArrayList<>();
        float[] cycles = new float[2 * round.calendar];
        boolean allowed = false;
        for (int i = 0; i < patch; i++) {
            int step = Math.min(token * stride + i - before, round.context - 1);
            for (int c = 0; c < round.perWindow(); c++) {
                numbers.add(step < 0 ? 0 : window.values().getFloat(b, c, step));
                allowed |= step >= 0 && window.observed().getFloat(b, c, step) > 0;
            }
            for (int c = 0; c < round.perWindow() && round.flag; c++) {
                numbers.add(step < 0 ? 0 : window.observed().getFloat(b, c, step));
            }
            for (int p = 0; p < round.features(); p++) {
                float number = step < 0 ? 0 : window.past().getFloat(b, step, p);
                if (p < 2 * round.calendar) {
                    cycles[p] += number / patch;
                } else {
                    numbers.add(number);
                }
            }
        }
        for (float cycle : cycles) {
            numbers.add(cycle);
        }
        addShared(round, window, b, 0, numbers);
        return new Token(allowed, numbers);
    }

    /** A whole context: of a channel, then of the calendar and the covariates. */
    private static Token variable(Round round, WindowBatch window, int b, int token) {
        List<Float> numbers = new ArrayList<>();
        boolean channel = token < round.channels;
        boolean allowed = !channel;
        for (int t = 0; t < round.context; t++) {
            numbers.add(
                    channel
                            ? window.values().getFloat(b, token, t)
                            : window.past().getFloat(b, t, token - round.channels));
        }
        for (int t = 0; t < round.context; t++) {
            float observed = channel ? window.observed().getFloat(b, token, t) : 1;
            allowed |= observed > 0;
            if (round.flag) {
                numbers.add(observed);
            }
        }
        addShared(round, window, b, token, numbers);
        return new Token(allowed, numbers);
    }

    private static void addShared(Round round, WindowBatch window, int b, int row, List<Float> numbers) {
        for (int s = 0; s < round.statics; s++) {
            numbers.add(window.statics().getFloat(b, s));
        }
        for (int c = 0; c < round.channels && round.embedding; c++) {
            numbers.add(row < round.perWindow() && window.channels().getLong(b, row) == c ? 1f : 0f);
        }
    }

    @ParameterizedTest
    @EnumSource(Tokens.class)
    void tokensAreThoseOfNaiveLoops(Tokens tokens) {
        for (int i = 0; i < ROUNDS; i++) {
            var round = new Round(tokens);
            WindowBatch window = round.window();
            Tokeniser tokeniser = round.tokeniser();

            Tokeniser.Tokenised tokenised = tokeniser.of(window, window.values());

            Shape shape = new Shape(round.batch, tokeniser.count(), tokeniser.width());
            assertEquals(shape, tokenised.features().getShape(), round.toString());
            for (int b = 0; b < round.batch; b++) {
                for (int m = 0; m < tokeniser.count(); m++) {
                    Token expected =
                            tokens == Tokens.CHANNEL ? variable(round, window, b, m) : patch(round, window, b, m);
                    float[] actual = tokenised.features().get(b, m).toFloatArray();
                    String where = round + ", window " + b + ", token " + m;
                    assertEquals(expected.allowed() ? 1 : 0, tokenised.allowed().getFloat(b, m), where);
                    assertEquals(expected.numbers().size(), actual.length, where);
                    for (int f = 0; f < actual.length; f++) {
                        assertEquals(expected.numbers().get(f), actual[f], 1e-6, where + ", number " + f);
                    }
                }
            }
        }
    }

    private static Tokeniser patches(int context, int patch, int stride) {
        var rules = new WindowRules(context, 1, 0, 1, false, 1, WindowFeatures.NONE);
        var state =
                new NetworkState(rules, 1, 1, List.of(0.5), HeadConfig.defaults(), false, TransformerConfig.defaults());
        return new Tokeniser(state, new TokenConfig(Tokens.PATCH, patch, stride, Channels.INDEPENDENT, false), false);
    }

    @ParameterizedTest
    @CsvSource({
        // Nie et al. 2023, section 3.1: floor((L - P) / S) + 2, whose published L 336 and 512 give 42 and 64 "words".
        "336, 16, 8, 42",
        "512, 16, 8, 64",
        // Patches side by side: a context of 10 is 12 steps with two zeros before, and nothing is repeated.
        "10, 4, 4, 3",
        // A patch longer than the context: one of it and one a stride on.
        "3, 8, 4, 2",
        // Patches of one step are steps; nothing is repeated.
        "7, 1, 1, 7"
    })
    void thereAreAsManyPatchesAsInThePaper(int context, int patch, int stride, int count) {
        assertEquals(count, patches(context, patch, stride).count());
    }

    @Test
    void aPatchOfTheRepeatedLastStepIsMaskedOnlyWhereThatStepIsMissing() {
        // Strides of one step: in the last patch the last step comes twice.
        Tokeniser tokeniser = patches(6, 2, 1);
        NDArray values = manager.create(new float[] {1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 0}, new Shape(2, 1, 6));
        NDArray none = manager.zeros(new Shape(0));
        NDArray rows = manager.create(new long[2], new Shape(2, 1));
        var window = new WindowBatch(
                values, values.gt(0).toType(values.getDataType(), false), none, none, none, none, rows, rows, false);

        Tokeniser.Tokenised tokenised = tokeniser.of(window, values);

        assertArrayEquals(new float[] {6, 6}, tokenised.features().get(0, 5).toFloatArray());
        assertArrayEquals(
                new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0},
                tokenised.allowed().toFloatArray());
    }

    @ParameterizedTest
    @EnumSource(
            value = Tokens.class,
            names = {"STEP", "PATCH"})
    void aTokenOfAllChannelsHasNoEmbeddingOfOne(Tokens tokens) {
        var e = assertThrows(IllegalArgumentException.class, () -> new TokenConfig(tokens, 0, 0, Channels.MIXED, true));

        assertEquals(
                "channelEmbedding needs channels INDEPENDENT or tokens CHANNEL: a " + tokens
                        + " of channels MIXED is of all of them",
                e.getMessage());
    }
}
