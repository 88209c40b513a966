package io.almanac.forecasting.neural.recurrent;

import io.almanac.forecasting.neural.network.HeadConfig;
import io.almanac.forecasting.neural.network.NormalConfig;
import io.almanac.forecasting.neural.training.TrainingConfig;
import io.almanac.forecasting.neural.window.WindowConfig;

/**
 * The options of the {@code lstm}, part by part; all but {@code encoder} are those of the {@code transformer}.
 *
 * @param window   what is read of a series
 * @param normal   what is taken off a window and put back
 * @param encoder  the layers of cells
 * @param head     what is said of each step
 * @param training how the weights come about
 */
public record LstmConfig(
        WindowConfig window, NormalConfig normal, RecurrentConfig encoder, HeadConfig head, TrainingConfig training) {

    /** As the {@code transformer}'s, but for a higher learning rate: cells learn slowly at that one. */
    public static LstmConfig defaults() {
        return new LstmConfig(
                WindowConfig.defaults(),
                NormalConfig.defaults(),
                RecurrentConfig.defaults(),
                HeadConfig.defaults(),
                TrainingConfig.defaults().withLearningRate(1e-2));
    }
}
