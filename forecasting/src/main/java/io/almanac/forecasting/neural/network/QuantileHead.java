package io.almanac.forecasting.neural.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.almanac.core.forecast.PointKind;
import java.util.Arrays;
import java.util.List;

/**
 * Quantiles of each step by the pinball loss, whose least value is at the quantile: Koenker and Bassett 1978,
 * "Regression Quantiles". The loss is the mean over all observed targets and all quantiles. Quantiles that cross are put
 * into order: Chernozhukov et al. 2010, which never makes the loss larger.
 */
final class QuantileHead extends Head {

    private final NDArray quantiles; // (O)
    private final NDArray below; // (O): quantile - 1
    private final int count;
    private final int median;

    /** @param manager keeps an array of the quantiles, the median among them */
    QuantileHead(List<Double> quantiles, NDManager manager) {
        count = quantiles.size();
        median = quantiles.indexOf(0.5);
        float[] values = new float[count];
        for (int q = 0; q < count; q++) {
            values[q] = quantiles.get(q).floatValue();
        }
        this.quantiles = manager.create(values);
        below = this.quantiles.sub(1);
    }

    @Override
    NDArray undo(NDArray outputs, Frame frame) {
        return frame.undo(outputs);
    }

    @Override
    NDArray point(NDArray outputs) {
        return outputs.get(new NDIndex(":, :, :, {}", median)); // (B, C, H)
    }

    @Override
    NDArray sum(NDArray outputs, NDArray actuals, NDArray counted) {
        NDArray over = outputs.neg().add(actuals.expandDims(3)); // (B, C, H, O): actual - forecast
        // q * over where the forecast is too low, (q - 1) * over where it is too high: the larger of the two.
        NDArray loss = over.mul(quantiles).maximum(over.mul(below));
        return loss.sum(new int[] {3}).mul(counted).sum();
    }

    @Override
    NDArray points(NDArray counted) {
        return counted.sum().mul(count);
    }

    @Override
    PointKind pointKind() {
        return PointKind.MEDIAN;
    }

    @Override
    boolean distribution() {
        return true;
    }

    @Override
    double read(float[] outputs, int at, double[] into) {
        for (int q = 0; q < count; q++) {
            into[q] = outputs[at + q];
        }
        Arrays.sort(into);
        return into[median];
    }
}
