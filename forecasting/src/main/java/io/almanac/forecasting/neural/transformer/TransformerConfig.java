package io.almanac.forecasting.neural.transformer;

import io.almanac.forecasting.neural.network.HeadConfig;
import io.almanac.forecasting.neural.network.Loss;
import io.almanac.forecasting.neural.network.NormalConfig;
import io.almanac.forecasting.neural.training.TrainingConfig;
import io.almanac.forecasting.neural.transformer.DecoderConfig.Decoding;
import io.almanac.forecasting.neural.window.WindowConfig;

/**
 * The options of the {@code transformer}, part by part. On the command line an option is named alone, {@code layers=3},
 * or with its part, {@code encoder.layers=3}.
 *
 * @param window   what is read of a series
 * @param normal   what is taken off a window and put back
 * @param token    how a window becomes tokens
 * @param encoder  the stack of layers
 * @param decoder  how the encoded context becomes a forecast
 * @param head     what is said of each step
 * @param training how the weights come about
 * @param beside   what runs beside the network
 */
public record TransformerConfig(
        WindowConfig window,
        NormalConfig normal,
        TokenConfig token,
        EncoderConfig encoder,
        DecoderConfig decoder,
        HeadConfig head,
        TrainingConfig training,
        BranchConfig beside) {

    public TransformerConfig {
        if (decoder.decoding() != Decoding.FLAT && encoder.positions() == Positions.ROTARY) {
            throw new IllegalArgumentException("positions ROTARY tells a decoder nothing of the order of what was encoded:"
                    + " it needs decoding FLAT, was " + decoder.decoding());
        }
        if (decoder.decoding() == Decoding.AUTOREGRESSIVE
                && (head.loss() == Loss.PINBALL || head.loss() == Loss.STUDENT_T)) {
            throw new IllegalArgumentException("decoding AUTOREGRESSIVE reads the point of the step before and so needs"
                    + " the loss MSE, MAE or HUBER, was " + head.loss());
        }
    }

    public static TransformerConfig defaults() {
        return new TransformerConfig(
                WindowConfig.defaults(),
                NormalConfig.defaults(),
                TokenConfig.defaults(),
                EncoderConfig.defaults(),
                DecoderConfig.defaults(),
                HeadConfig.defaults(),
                TrainingConfig.defaults(),
                BranchConfig.defaults());
    }

    /** The network alone. */
    TransformerConfig alone() {
        var nothing = new BranchConfig(BranchConfig.Branch.NONE, beside.branchFolds());
        return new TransformerConfig(window, normal, token, encoder, decoder, head, training, nothing);
    }
}
