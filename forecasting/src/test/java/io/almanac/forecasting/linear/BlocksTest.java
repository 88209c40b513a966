package io.almanac.forecasting.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlocksTest {

    private final Random random = new Random(1);

    /** Each fit on windows that are really made before the block, each forecast and its errors one by one. */
    @Test
    void lossesAreThoseOfFitsOnWhatIsBeforeEachBlock() {
        List<Channel> channels = List.of(channel(80, t -> t % 4), channel(80, t -> 2 * (t % 3)));
        double[][] losses = blocks(RidgeConfig.defaults(), channels, 3, 5).losses(3, Form.MEAN, new double[] {0.1, 2});
        for (int block = 0; block < 4; block++) {
            int start = 80 - 8 * (4 - block); // a tenth of 80 steps each
            double[][] gram = new double[3][3];
            double[][] cross = new double[3][5];
            for (Channel channel : channels) {
                for (int t = 3; t + 5 <= start; t++) {
                    double[] x = centred(channel, t);
                    for (int i = 0; i < 3; i++) {
                        for (int j = 0; j < 3; j++) {
                            gram[i][j] += x[i] * x[j];
                        }
                        for (int h = 0; h < 5; h++) {
                            cross[i][h] += x[i] * (channel.values()[t + h] - x[3]);
                        }
                    }
                }
            }
            for (int p = 0; p < 2; p++) {
                double[][] weights = new NormalEquations(gram, cross).solve(p == 0 ? 0.1 : 2);
                double sum = 0;
                double sizes = 0;
                int count = 0;
                for (Channel channel : channels) {
                    for (int t = start; t < start + 8; t++) {
                        double[] x = centred(channel, t);
                        for (int h = 0; h < 5 && t + h < start + 8; h++) {
                            double error = channel.values()[t + h] - x[3];
                            for (int i = 0; i < 3; i++) {
                                error -= weights[i][h] * x[i];
                            }
                            sum += error * error;
                            sizes += Math.abs(error);
                            count++;
                        }
                    }
                }
                assertEquals(Math.sqrt(sum / count) * sizes / count, losses[p][block], 1e-12);
            }
        }
    }

    /** Three steps less their mean, and the mean. */
    private static double[] centred(Channel channel, int t) {
        double[] x = Arrays.copyOfRange(channel.values(), t - 3, t + 1);
        x[3] = (x[0] + x[1] + x[2]) / 3;
        for (int i = 0; i < 3; i++) {
            x[i] -= x[3];
        }
        return x;
    }

    @Test
    void aRandomWalkIsForecastFromItsLastValue() {
        double[] values = new double[600];
        for (int t = 1; t < values.length; t++) {
            values[t] = values[t - 1] + random.nextGaussian();
        }
        Choices choices = choose(RidgeConfig.defaults(), List.of(SeriesOf.channel(values, 600)), 24, 12);
        assertTrue(choices.forms().containsKey(Form.NAIVE), choices.forms().toString());
    }

    @Test
    void whatHasASteadySeasonIsForecastLessItsProfile() {
        List<Channel> channels = List.of(channel(400, t -> 5 * (t % 4) * (t % 4)));
        Choices choices = choose(RidgeConfig.defaults(), channels, 4, 4);
        assertEquals(Set.of(Form.PROFILE), choices.forms().keySet());
        RidgeConfig never = RidgeConfig.defaults().withProfile(RidgeConfig.Choice.NEVER);
        assertFalse(choose(never, channels, 4, 4).forms().containsKey(Form.PROFILE));
        RidgeConfig always = RidgeConfig.defaults().withProfile(RidgeConfig.Choice.ALWAYS);
        List<Channel> brief = List.of(channel(60, t -> t % 4)); // fifteen seasons: too few unless it is asked for
        assertFalse(choose(RidgeConfig.defaults(), brief, 4, 4).forms().containsKey(Form.PROFILE));
        assertEquals(Set.of(Form.PROFILE), choose(always, brief, 4, 4).forms().keySet());
    }

    @Test
    void channelsOfUnlikeDynamicsDeviate() {
        double[] rising = new double[600];
        double[] flipping = new double[600];
        for (int t = 1; t < 600; t++) {
            rising[t] = 0.9 * rising[t - 1] + random.nextGaussian();
            flipping[t] = -0.9 * flipping[t - 1] + random.nextGaussian();
        }
        List<Channel> channels = List.of(SeriesOf.channel(rising, 600), SeriesOf.channel(flipping, 600));
        Choices choices = choose(RidgeConfig.defaults(), channels, 4, 3);
        assertEquals(1, choices.deviation());
        assertTrue(choices.stiffness() < 1, choices.toString());
        RidgeConfig never = RidgeConfig.defaults().withDeviations(RidgeConfig.Choice.NEVER);
        assertEquals(0, choose(never, channels, 4, 3).deviation());
        // Alike channels share their map unless it is asked for.
        List<Channel> alike = List.of(channels.get(0), channels.get(0));
        RidgeConfig always = RidgeConfig.defaults().withDeviations(RidgeConfig.Choice.ALWAYS);
        assertEquals(1, choose(always, alike, 4, 3).deviation());
    }

    @Test
    void theLossIsAsConfigured() {
        List<Channel> channels = List.of(channel(200, t -> t % 5));
        for (RidgeConfig.Loss loss : RidgeConfig.Loss.values()) {
            double huber = choose(RidgeConfig.defaults().withLoss(loss), channels, 4, 3)
                    .huber();
            switch (loss) {
                case SQUARED -> assertEquals(0, huber);
                case HUBER -> assertEquals(1, huber);
                case BOTH -> assertEquals(0.5, huber);
                case CHOSEN -> assertTrue(Set.of(0.0, 0.5, 1.0).contains(huber));
            }
        }
    }

    @Test
    void choosingStopsWhereTheCheckThrows() {
        var blocks = new Blocks(RidgeConfig.defaults(), List.of(channel(200, t -> t % 5)), List.of(4), 3, () -> {
            throw new CancellationException();
        });
        assertThrows(CancellationException.class, blocks::choose);
    }

    private Channel channel(int length, IntToDoubleFunction value) {
        return SeriesOf.channel(
                IntStream.range(0, length)
                        .mapToDouble(t -> value.applyAsDouble(t) + random.nextGaussian())
                        .toArray(),
                length,
                0,
                4);
    }

    private static Choices choose(RidgeConfig config, List<Channel> channels, int context, int horizon) {
        return blocks(config, channels, context, horizon).choose();
    }

    private static Blocks blocks(RidgeConfig config, List<Channel> channels, int context, int horizon) {
        return new Blocks(config, channels, List.of(context), horizon, () -> {});
    }
}
