package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;

/** From the encoded context to the outputs of all steps of the horizon. */
sealed interface HorizonHead extends Block permits FlatHead, DecoderHead {

    /** The outputs {@code (B, C, H, O)}: windows, channels, steps, outputs of a step. */
    NDArray outputs(Pass pass, Encoded encoded);
}
