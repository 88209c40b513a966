package io.almanac.forecasting.neural.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.almanac.forecasting.neural.window.WindowBatch;
import java.util.function.UnaryOperator;

/**
 * A network that forecasts windows.
 *
 * <p>Letters: B windows, C channels, H steps of horizon, O outputs of a step; see {@link Head}.
 */
public interface WindowNetwork extends Block {

    /**
     * What a network says of some windows.
     *
     * @param outputs as the head undoes them with the frame {@code (B, C, H, O)}
     * @param frame   of what is forecast: that of differences where a base is corrected
     */
    record Answer(NDArray outputs, Frame frame) {}

    /** What a network that forecasts step by step reads as the step before; others do not ask. */
    sealed interface Before {

        /**
         * What really happened: teacher forcing, all steps at once.
         *
         * @param actuals  on the scale of the window's values, 0 where missing {@code (B, C, H)}
         * @param observed 1 where observed, else 0 {@code (B, C, H)}
         */
        record Known(NDArray actuals, NDArray observed) implements Before {}

        /** What follows from the outputs of one step {@code (B, C, 1, O)}: its value {@code (B, C, 1)}, both before undoing. */
        record Fed(UnaryOperator<NDArray> next) implements Before {}
    }

    /** Forecasts the windows of a batch. */
    Answer forecast(ParameterStore parameters, boolean training, WindowBatch window, Before before);
}
