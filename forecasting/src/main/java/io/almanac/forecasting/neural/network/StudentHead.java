package io.almanac.forecasting.neural.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Activation;
import io.almanac.core.forecast.PointKind;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Erf;

/**
 * Student's t of each step by its likelihood: place m, width s, degrees of freedom v above 2, so that there is a
 * variance. The loss is the mean of
 *
 * <pre>
 * log G(v/2) - log G((v+1)/2) + log(v pi)/2 + log s + (v+1)/2 log(1 + ((y-m)/s)^2 / v)
 * </pre>
 *
 * with G the gamma function: Lange, Little and Taylor 1989, "Robust Statistical Modeling Using the t Distribution".
 */
final class StudentHead extends Head {

    static final int OUTPUTS = 3;

    /** A narrower distribution than this part of the window's deviation is a spike that the likelihood runs after. */
    private static final float LEAST_WIDTH = 1e-3f;

    /** After a step of Newton's of this size the error is about its square. */
    private static final double SMALL_STEP = 1e-6;

    private final List<Double> quantiles;
    private final NDArray half;
    private final NDArray pi;

    StudentHead(List<Double> quantiles, NDManager manager) {
        this.quantiles = List.copyOf(quantiles);
        half = manager.create(0.5f);
        pi = manager.create((float) Math.PI);
    }

    private static NDArray column(NDArray outputs, int index) {
        return outputs.get(new NDIndex(":, :, :, {}", index)); // (B, C, H)
    }

    @Override
    NDArray undo(NDArray outputs, Frame frame) {
        NDArray place = frame.undo(slice(outputs, 0));
        NDArray width = frame.undoWidth(Activation.softPlus(slice(outputs, 1)).add(LEAST_WIDTH));
        NDArray freedom = Activation.softPlus(slice(outputs, 2)).add(2);
        return NDArrays.concat(new NDList(place, width, freedom), 3); // (B, C, H, 3)
    }

    private static NDArray slice(NDArray outputs, int index) {
        return outputs.get(new NDIndex(":, :, :, {}:{}", index, index + 1)); // (B, C, H, 1)
    }

    @Override
    NDArray point(NDArray outputs) {
        return column(outputs, 0);
    }

    @Override
    NDArray sum(NDArray outputs, NDArray actuals, NDArray counted) {
        NDArray width = column(outputs, 1);
        NDArray freedom = column(outputs, 2);
        NDArray z = column(outputs, 0).sub(actuals).div(width);
        NDArray more = freedom.add(1).mul(half); // (v + 1) / 2
        NDArray tails = z.square().div(freedom).add(1).log().mul(more);
        NDArray size = freedom.mul(pi).log().mul(half).add(width.log());
        NDArray gamma = freedom.mul(half).gammaln().sub(more.gammaln());
        return gamma.add(size).add(tails).mul(counted).sum();
    }

    @Override
    PointKind pointKind() {
        return PointKind.MEAN;
    }

    @Override
    boolean distribution() {
        return true;
    }

    @Override
    double read(float[] outputs, int at, double[] into) {
        for (int q = 0; q < into.length; q++) {
            into[q] = quantile(outputs, at, quantiles.get(q));
        }
        return outputs[at];
    }

    /** The quantile of one step, on the heap. */
    static double quantile(float[] outputs, int at, double probability) {
        return outputs[at] + outputs[at + 1] * standardQuantile(outputs[at + 2], probability);
    }

    /**
     * The quantile of place 0 and width 1, by Newton's method from the first term of the expansion in the quantile of the
     * normal distribution, Abramowitz and Stegun 1964, 26.7.5. Paths need thousands of them, and the library's own search
     * takes many times as long. To the right of 0 the distribution function is concave, so that from the second step on
     * each ends on the left of the root and nearer to it.
     */
    static double standardQuantile(double freedom, double probability) {
        if (probability < 0.5) {
            return -standardQuantile(freedom, 1 - probability);
        }
        var distribution = new TDistribution(null, freedom);
        double normal = Math.sqrt(2) * Erf.erfInv(2 * probability - 1);
        double x = normal + normal * (normal * normal + 1) / (4 * freedom);
        double step = 1;
        while (Math.abs(step) > SMALL_STEP * (1 + x)) {
            step = (probability - distribution.cumulativeProbability(x)) / distribution.density(x);
            x += step;
        }
        return x;
    }

    /** The probability of no more than a value at one step, on the heap. */
    static double probability(float[] outputs, int at, double value) {
        return new TDistribution(null, outputs[at + 2]).cumulativeProbability((value - outputs[at]) / outputs[at + 1]);
    }
}
