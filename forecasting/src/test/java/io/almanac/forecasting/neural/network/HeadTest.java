package io.almanac.forecasting.neural.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.almanac.core.forecast.PointKind;
import io.almanac.forecasting.neural.NativeEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeadTest {

    private static final List<Double> QUANTILES = List.of(0.1, 0.25, 0.5, 0.9);
    private static final Shape SHAPE = new Shape(3, 2, 4); // (B, C, H)
    private static final int CELLS = 24;

    private final NativeEngine engine = NativeEngine.start();
    private final NDManager manager = engine.newManager(Device.cpu());
    private final Random random = new Random(3);
    private final float[] actuals = numbers(CELLS);
    private final float[] counted = new float[CELLS];

    HeadTest() {
        for (int i = 0; i < CELLS; i++) {
            counted[i] = random.nextInt(4) > 0 ? 1 : 0;
        }
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private NDArray array(float[] numbers, Shape shape) {
        return manager.create(numbers, shape);
    }

    /** A frame that takes nothing off. */
    private Frame plain() {
        NDArray zeros = manager.zeros(new Shape(3, 2, 1));
        return new Frame(zeros, zeros.onesLike(), zeros.onesLike(), zeros, zeros, zeros);
    }

    /** A frame with all that there may be; gains of both signs. */
    private Frame frame() {
        NDArray gain = array(new float[] {2, -3, 0.5f, 1, -1, 4}, new Shape(3, 2, 1));
        return new Frame(
                array(numbers(6), new Shape(3, 2, 1)),
                array(numbers(6), new Shape(3, 2, 1)).abs().add(0.1f),
                gain,
                array(numbers(6), new Shape(3, 2, 1)),
                manager.zeros(new Shape(3, 2, 1)),
                array(numbers(CELLS), SHAPE));
    }

    private NDArray outputs(Loss loss) {
        int each = Head.outputs(loss, QUANTILES.size());
        return array(numbers(CELLS * each), new Shape(3, 2, 4, each));
    }

    /** One loss of one step, as the books have it. */
    private static double loss(Loss loss, float[] outputs, int at, double actual) {
        double error = actual - outputs[at];
        return switch (loss) {
            case MSE -> error * error;
            case MAE -> Math.abs(error);
            // Huber 1964: e^2 / 2 up to delta, delta (|e| - delta / 2) beyond.
            case HUBER ->
                Math.abs(error) <= 0.15 ? error * error / 2 : 0.15 * (Math.abs(error) - 0.15 / 2);
            case PINBALL -> {
                double sum = 0;
                for (int q = 0; q < QUANTILES.size(); q++) {
                    double over = actual - outputs[at + q];
                    sum += over > 0 ? QUANTILES.get(q) * over : (QUANTILES.get(q) - 1) * over;
                }
                yield sum;
            }
            case STUDENT_T ->
                Math.log(outputs[at + 1])
                        - new TDistribution(null, outputs[at + 2]).logDensity(error / outputs[at + 1]);
        };
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void theLossIsTheSumOfThoseOfTheStepsThatCount(Loss loss) {
        Head head = Head.of(loss, QUANTILES, manager);
        NDArray outputs = head.undo(outputs(loss), plain());
        float[] numbers = outputs.toFloatArray();
        int each = numbers.length / CELLS;
        double expected = 0;
        double points = 0;
        for (int i = 0; i < CELLS; i++) {
            if (counted[i] > 0) {
                expected += loss(loss, numbers, i * each, actuals[i]);
                points += loss == Loss.PINBALL ? QUANTILES.size() : 1;
            }
        }

        NDArray sum = head.sum(outputs, array(actuals, SHAPE), array(counted, SHAPE));

        assertEquals(expected, sum.getFloat(), 1e-5 * Math.abs(expected) + 1e-5);
        assertEquals(points, head.points(array(counted, SHAPE)).getFloat());
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void gradientsAreFiniteAlsoFarAwayAndPointUphill(Loss loss) {
        Head head = Head.of(loss, QUANTILES, manager);
        float[] far = outputs(loss).toFloatArray();
        for (int i = 0; i < far.length; i += 5) {
            far[i] *= 1e3f;
        }
        int each = far.length / CELLS;
        NDArray outputs = array(far, new Shape(3, 2, 4, each));
        outputs.setRequiresGradient(true);
        NDArray truth = array(actuals, SHAPE);
        NDArray counts = array(counted, SHAPE);
        try (NativeEngine.Training lock = engine.training();
                GradientCollector collector = lock.collector()) {
            collector.backward(head.sum(head.undo(outputs, plain()), truth, counts));
        }
        float[] gradient = outputs.getGradient().toFloatArray();

        for (int i = 0; i < gradient.length; i++) {
            assertTrue(Float.isFinite(gradient[i]), loss + " at " + far[i]);
            if (counted[i / each] == 0) {
                assertEquals(0, Math.abs(gradient[i]));
            }
        }
        // Down the gradient, by a thousandth where it is steepest, the loss falls.
        NDArray slope = array(gradient, outputs.getShape());
        NDArray lower = array(far, outputs.getShape()).sub(slope.mul(1e-3f / slope.abs().max().getFloat()));
        assertTrue(head.sum(head.undo(lower, plain()), truth, counts).getFloat()
                < head.sum(head.undo(outputs, plain()), truth, counts).getFloat());
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void whatTheFrameTookOffComesBackOnEveryOutput(Loss loss) {
        Head head = Head.of(loss, QUANTILES, manager);
        Frame frame = frame();
        NDArray outputs = outputs(loss);
        NDArray before = head.undo(outputs, plain());
        int each = Head.outputs(loss, QUANTILES.size());

        NDArray undone = head.undo(outputs, frame);

        for (int b = 0; b < 3; b++) {
            for (int c = 0; c < 2; c++) {
                double stretch = frame.scale().getFloat(b, c, 0) / frame.gain().getFloat(b, c, 0);
                for (int h = 0; h < 4; h++) {
                    for (int o = 0; o < each; o++) {
                        double said = before.getFloat(b, c, h, o);
                        double place = (said + frame.horizonCycle().getFloat(b, c, h) - frame.offset().getFloat(b, c, 0))
                                        * stretch
                                + frame.centre().getFloat(b, c, 0);
                        // Of Student's t the second is a width and the third a shape.
                        double expected = loss != Loss.STUDENT_T || o == 0
                                ? place
                                : o == 1 ? said * Math.abs(stretch) : said;
                        assertEquals(expected, undone.getFloat(b, c, h, o), 1e-4 * (1 + Math.abs(expected)));
                    }
                }
            }
        }
    }

    @Test
    void theWidthIsAboveZeroAndThereIsAVariance() {
        Head head = Head.of(Loss.STUDENT_T, QUANTILES, manager);
        NDArray low = manager.ones(new Shape(1, 1, 1, 3)).mul(-100);
        NDArray zero = manager.zeros(new Shape(1, 1, 1));
        var frame = new Frame(zero, zero.onesLike(), zero.onesLike(), zero, zero, zero);

        float[] step = head.undo(low, frame).toFloatArray();

        // softplus(-100) is 0: the least width and the least degrees of freedom.
        assertArrayEquals(new float[] {-100, 1e-3f, 2}, step, 1e-6f);
    }

    @ParameterizedTest
    @EnumSource(
            value = Loss.class,
            names = {"PINBALL", "STUDENT_T"})
    void quantilesNeverCross(Loss loss) {
        Head head = Head.of(loss, QUANTILES, manager);
        float[] outputs = head.undo(outputs(loss), frame()).toFloatArray();
        int each = outputs.length / CELLS;
        for (int i = 0; i < CELLS; i++) {
            double[] quantiles = new double[QUANTILES.size()];

            double point = head.read(outputs, i * each, quantiles);

            for (int q = 1; q < quantiles.length; q++) {
                assertTrue(quantiles[q - 1] <= quantiles[q], Arrays.toString(quantiles));
            }
            assertEquals(point, quantiles[2], 1e-6 * (1 + Math.abs(point))); // the median; Student's t is symmetric
        }
    }

    @Test
    void studentsQuantilesAndProbabilitiesAreInverse() {
        float[] step = {5, 2, 3.5f};
        for (double probability : new double[] {0.01, 0.3, 0.5, 0.99}) {
            assertEquals(probability, StudentHead.probability(step, 0, StudentHead.quantile(step, 0, probability)), 1e-6);
        }
        // t of 0.975 at 10 degrees of freedom is 2.228, as in every table.
        assertEquals(5 + 2 * 2.228, StudentHead.quantile(new float[] {5, 2, 10}, 0, 0.975), 2e-3);
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void thePointIsNamedForWhatItIs(Loss loss) {
        PointKind expected = loss == Loss.MSE || loss == Loss.STUDENT_T ? PointKind.MEAN : PointKind.MEDIAN;

        assertEquals(expected, Head.of(loss, QUANTILES, manager).pointKind());
    }
}
