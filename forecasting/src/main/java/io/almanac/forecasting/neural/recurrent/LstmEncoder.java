package io.almanac.forecasting.neural.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.almanac.forecasting.neural.NativeEngine;
import java.util.Arrays;

/**
 * Layers of LSTM cells over steps, and what the topmost knows after the last step. A cell of state c and output h reads x:
 *
 * <pre>
 * i = s(Wi x + Ui h + bi)     f = s(Wf x + Uf h + bf)     o = s(Wo x + Uo h + bo)     g = tanh(Wg x + Ug h + bg)
 * c' = f c + i g              h' = o tanh(c')
 * </pre>
 *
 * with s the logistic function and products of vectors number by number. Both are zeros before the first step.
 *
 * <p>Source: Hochreiter and Schmidhuber 1997, "Long Short-Term Memory"; the forget gate f is of Gers, Schmidhuber and
 * Cummins 2000, "Learning to Forget". Letters: B windows, T steps, F numbers in a step, E width.
 */
final class LstmEncoder extends AbstractBlock {

    private static final byte VERSION = 1;

    private final int width;
    private final float dropout;
    private final LSTM cells;

    LstmEncoder(RecurrentConfig config) {
        super(VERSION);
        width = config.width();
        dropout = (float) config.dropout();
        cells = addChildBlock(
                "cells",
                LSTM.builder()
                        .setStateSize(width)
                        .setNumLayers(config.layers())
                        .optDropRate(dropout)
                        .build());
        cells.setInitializer(this::eachGate, Parameter.Type.WEIGHT);
        for (int layer = 0; layer < config.layers(); layer++) {
            cells.getDirectParameters().get("l_" + layer + "_i2h_BIAS").setInitializer(this::remembering);
        }
    }

    /**
     * Weights of the gates as in Glorot and Bengio 2010, equation 16. All four lie in one matrix, which an initialiser
     * that knows only its shape would take for one map to as many outputs.
     */
    private NDArray eachGate(NDManager manager, Shape shape, DataType type) {
        float bound = (float) Math.sqrt(6.0 / (width + shape.get(1)));
        return manager.randomUniform(-bound, bound, shape, type);
    }

    /**
     * Biases of the gates i, f, g and o: 1 for f, so that a cell keeps what it knows until it learns to forget.
     * Jozefowicz et al. 2015, "An Empirical Exploration of Recurrent Network Architectures", section 2.2.
     */
    private NDArray remembering(NDManager manager, Shape shape, DataType type) {
        float[] biases = new float[4 * width];
        Arrays.fill(biases, width, 2 * width, 1);
        NDArray array = manager.zeros(shape, type);
        NativeEngine.write(biases, array);
        return array;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray steps = inputs.singletonOrThrow(); // (B, T, F)
        // A list of its own: DJL's block adds the states before the first step to the one that it is given.
        NDArray outputs = cells.forward(store, new NDList(steps), training).singletonOrThrow(); // (B, T, E)
        NDArray last = outputs.get(new NDIndex(":, -1")); // (B, E)
        return training && dropout > 0 ? Dropout.dropout(last, dropout, true) : new NDList(last);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        cells.initialize(manager, type, inputs);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), width)};
    }
}
