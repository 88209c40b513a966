package io.almanac.forecasting.neural.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.almanac.core.forecast.PointKind;
import java.util.List;

/**
 * What the numbers that a network says of a step mean, and the loss that makes them mean it.
 *
 * <p>Letters: B windows, C channels, H steps, O numbers for each step.
 */
public abstract sealed class Head permits PointHead, QuantileHead, StudentHead {

    /**
     * The head of a loss.
     *
     * @param quantiles ascending, the median among them
     * @param manager   keeps arrays of the head
     */
    public static Head of(Loss loss, List<Double> quantiles, NDManager manager) {
        return switch (loss) {
            case MSE, MAE, HUBER -> new PointHead(loss, manager);
            case PINBALL -> new QuantileHead(quantiles, manager);
            case STUDENT_T -> new StudentHead(quantiles, manager);
        };
    }

    /** How many numbers a network says of each step: O. */
    static int outputs(Loss loss, int quantiles) {
        return switch (loss) {
            case MSE, MAE, HUBER -> 1;
            case PINBALL -> quantiles;
            case STUDENT_T -> StudentHead.OUTPUTS;
        };
    }

    /** Puts back what was taken off the windows: {@code (B, C, H, O)} both. */
    abstract NDArray undo(NDArray outputs, Frame frame);

    /** The point of each step {@code (B, C, H)}, before or after {@link #undo}. */
    abstract NDArray point(NDArray outputs);

    /**
     * The sum of the losses of all outputs.
     *
     * @param outputs after {@link #undo} {@code (B, C, H, O)}
     * @param actuals {@code (B, C, H)}
     * @param counted 1 where an actual counts, else 0 {@code (B, C, H)}
     * @return one number, to be divided by {@link #points}
     */
    abstract NDArray sum(NDArray outputs, NDArray actuals, NDArray counted);

    /** How many losses {@link #sum} adds up. */
    NDArray points(NDArray counted) {
        return counted.sum();
    }

    /** What {@link #point} is. */
    abstract PointKind pointKind();

    /** Whether the outputs tell quantiles; else they come from errors in validation. */
    abstract boolean distribution();

    /**
     * The point and the quantiles of one step, on the heap.
     *
     * @param outputs after {@link #undo}, those of the step from {@code at} on
     * @param into    receives the quantiles, ascending; left alone where there is no {@link #distribution}
     * @return the point
     */
    abstract double read(float[] outputs, int at, double[] into);
}
