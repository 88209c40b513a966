package io.almanac.forecasting.neural.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.almanac.core.forecast.PointKind;

/** One number for each step, by the squared, the absolute or Huber's loss. */
final class PointHead extends Head {

    /** Where Huber's loss turns from squared to absolute, in standard deviations of the series. */
    static final float DELTA = 0.15f;

    private final Loss loss;
    private final NDArray delta;
    private final NDArray half;

    PointHead(Loss loss, NDManager manager) {
        this.loss = loss;
        delta = manager.create(DELTA);
        half = manager.create(0.5f);
    }

    @Override
    NDArray undo(NDArray outputs, Frame frame) {
        return frame.undo(outputs);
    }

    @Override
    NDArray point(NDArray outputs) {
        return outputs.squeeze(3); // (B, C, H)
    }

    @Override
    NDArray sum(NDArray outputs, NDArray actuals, NDArray counted) {
        NDArray error = point(outputs).sub(actuals); // (B, C, H)
        NDArray each = switch (loss) {
            case MSE -> error.square();
            case MAE -> error.abs();
            default -> {
                // With m the smaller of |e| and delta: m (|e| - m / 2) is e^2 / 2 near and delta (|e| - delta / 2) far.
                NDArray size = error.abs();
                NDArray near = size.minimum(delta);
                yield near.mul(size.sub(near.mul(half)));
            }
        };
        return each.mul(counted).sum();
    }

    @Override
    PointKind pointKind() {
        return loss == Loss.MSE ? PointKind.MEAN : PointKind.MEDIAN;
    }

    @Override
    boolean distribution() {
        return false;
    }

    @Override
    double read(float[] outputs, int at, double[] into) {
        return outputs[at];
    }
}
