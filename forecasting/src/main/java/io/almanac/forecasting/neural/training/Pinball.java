package io.almanac.forecasting.neural.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * The pinball loss, whose least value is at the quantile: Koenker and Bassett 1978, "Regression Quantiles". Mean over
 * all observed targets and all quantiles.
 *
 * <p>Letters: B windows, H steps, Q quantiles.
 */
public final class Pinball {

    private final NDArray quantiles; // (Q)
    private final NDArray below; // (Q): quantile - 1
    private final int count;

    /** @param manager keeps an array of the quantiles */
    public Pinball(List<Double> quantiles, NDManager manager) {
        count = quantiles.size();
        float[] values = new float[count];
        for (int q = 0; q < count; q++) {
            values[q] = quantiles.get(q).floatValue();
        }
        this.quantiles = manager.create(values);
        below = this.quantiles.sub(1);
    }

    /**
     * The sum of the losses over windows, steps and quantiles.
     *
     * @param forecasts {@code (B, H, Q)}
     * @param actuals   {@code (B, H)}
     * @param counted   1 where an actual counts, else 0 {@code (B, H)}
     * @return one number, to be divided by {@link #points}
     */
    public NDArray sum(NDArray forecasts, NDArray actuals, NDArray counted) {
        NDArray over = forecasts.neg().add(actuals.expandDims(2)); // (B, H, Q): actual - forecast
        // q * over where the forecast is too low, (q - 1) * over where it is too high: the larger of the two.
        NDArray loss = over.mul(quantiles).maximum(over.mul(below));
        return loss.sum(new int[] {2}).mul(counted).sum();
    }

    /** How many losses {@link #sum} adds up. */
    public NDArray points(NDArray counted) {
        return counted.sum().mul(count);
    }
}
