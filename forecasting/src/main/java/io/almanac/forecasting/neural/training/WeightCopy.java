package io.almanac.forecasting.neural.training;

import ai.djl.ndarray.NDArray;
import io.almanac.forecasting.neural.NativeEngine;
import java.util.List;

/** The values of weights on the heap: what early stopping goes back to. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WeightCopy(float[][] values) {

    static WeightCopy of(List<NDArray> weights) {
        var copy = new WeightCopy(new float[weights.size()][]);
        copy.copyFrom(weights);
        return copy;
    }

    void copyFrom(List<NDArray> weights) {
        for (int i = 0; i < values.length; i++) {
            values[i] = weights.get(i).toFloatArray();
        }
    }

    void copyTo(List<NDArray> weights) {
        for (int i = 0; i < values.length; i++) {
            NativeEngine.write(values[i], weights.get(i));
        }
    }
}
