package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import io.almanac.forecasting.neural.training.EpochSampler;
import io.almanac.forecasting.neural.training.Pinball;
import io.almanac.forecasting.neural.training.TrainingTask;
import io.almanac.forecasting.neural.training.WindowTable;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Trains a {@link ForecastNetwork} on windows by the pinball loss. */
final class ForecastTask implements TrainingTask {

    private final ForecastNetwork network;
    private final WindowTable windows;
    private final Pinball pinball;
    private final NDManager manager;
    private final TransformerConfig config;
    private final long seed;
    private int[] epoch = {}; // the starts of all windows of the epoch, batch after batch

    /** @param manager keeps what belongs to the task, and every batch of the validation in turn */
    ForecastTask(
            ForecastNetwork network,
            WindowTable windows,
            List<Double> quantiles,
            TransformerConfig config,
            long seed,
            NDManager manager) {
        this.network = network;
        this.windows = windows;
        this.config = config;
        this.seed = seed;
        this.manager = manager;
        pinball = new Pinball(quantiles, manager);
    }

    @Override
    public void startEpoch(int number) {
        int[] all = windows.training();
        epoch = EpochSampler.draw(all.length, config.updatesPerEpoch() * config.batch(), seed, number);
        for (int i = 0; i < epoch.length; i++) {
            epoch[i] = all[epoch[i]];
        }
    }

    @Override
    public NDArray loss(NDManager scope, int batch) {
        int from = batch * config.batch();
        int[] starts = Arrays.copyOfRange(epoch, from, from + config.batch());
        NDList targets = windows.targets(scope, starts);
        NDArray counted = targets.get(1);
        return sum(scope, starts, targets, true).div(pinball.points(counted));
    }

    private NDArray sum(NDManager scope, int[] starts, NDList targets, boolean training) {
        var pass = new Pass(new ParameterStore(scope, false), training, false);
        NDArray forecasts = network.forecast(pass, windows.contexts(scope, starts));
        return pinball.sum(forecasts, targets.get(0), targets.get(1));
    }

    @Override
    public OptionalDouble validationLoss() {
        int[] all = windows.validation();
        if (all.length == 0) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        double points = 0;
        for (int from = 0; from < all.length; from += config.batch()) {
            int[] starts = Arrays.copyOfRange(all, from, Math.min(all.length, from + config.batch()));
            try (NDManager scope = manager.newSubManager()) {
                NDList targets = windows.validationTargets(scope, starts);
                sum += sum(scope, starts, targets, false).getFloat();
                points += pinball.points(targets.get(1)).getFloat();
            }
        }
        return OptionalDouble.of(sum / points);
    }
}
