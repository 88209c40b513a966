package io.almanac.forecasting.neural.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.almanac.forecasting.neural.NativeEngine;
import java.util.ArrayList;
import java.util.List;

/** A second set of values for weights, on their device: the best ones so far, or a moving average. */
final class WeightCopy {

    private final List<NDArray> weights;
    private final List<NDArray> values = new ArrayList<>();

    /**
     * A copy of what the weights are now.
     *
     * @param manager keeps the values
     */
    WeightCopy(List<NDArray> weights, NDManager manager) {
        this.weights = List.copyOf(weights);
        for (NDArray weight : weights) {
            values.add(manager.zeros(weight.getShape(), weight.getDataType()));
        }
        take();
    }

    /** Takes over the values of the weights. */
    void take() {
        for (int i = 0; i < values.size(); i++) {
            NativeEngine.copy(weights.get(i), values.get(i));
        }
    }

    /** Gives the weights these values. */
    void putBack() {
        for (int i = 0; i < values.size(); i++) {
            NativeEngine.copy(values.get(i), weights.get(i));
        }
    }

    /** Gives the weights these values, and keeps theirs. */
    void exchange() {
        for (int i = 0; i < values.size(); i++) {
            try (NDArray weight = weights.get(i).duplicate()) {
                NativeEngine.copy(values.get(i), weights.get(i));
                NativeEngine.copy(weight, values.get(i));
            }
        }
    }

    /**
     * Moves towards the weights.
     *
     * @param part of the way, in [0, 1]
     */
    void approach(double part) {
        for (int i = 0; i < values.size(); i++) {
            try (NDArray way = values.get(i).sub(weights.get(i))) {
                values.get(i).subi(way.muli((float) part));
            }
        }
    }

    /** The arrays themselves. */
    List<NDArray> values() {
        return List.copyOf(values);
    }
}
