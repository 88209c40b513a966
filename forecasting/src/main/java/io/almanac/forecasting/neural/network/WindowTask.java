package io.almanac.forecasting.neural.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import io.almanac.forecasting.neural.network.WindowNetwork.Answer;
import io.almanac.forecasting.neural.network.WindowNetwork.Before;
import io.almanac.forecasting.neural.training.EpochSampler;
import io.almanac.forecasting.neural.training.TrainingConfig;
import io.almanac.forecasting.neural.training.TrainingTask;
import io.almanac.forecasting.neural.window.WindowSource;
import java.util.Arrays;
import java.util.OptionalDouble;

/** Trains a {@link WindowNetwork} on windows by the loss of a head. */
public final class WindowTask implements TrainingTask {

    private final WindowNetwork network;
    private final WindowSource windows;
    private final Head head;
    private final NDManager manager;
    private final TrainingConfig config;
    private final long seed;
    private int[] epoch = {}; // the starts of all windows of the epoch, batch after batch

    /** @param manager keeps every batch of the validation in turn */
    public WindowTask(
            WindowNetwork network,
            WindowSource windows,
            Head head,
            TrainingConfig config,
            long seed,
            NDManager manager) {
        this.network = network;
        this.windows = windows;
        this.head = head;
        this.config = config;
        this.seed = seed;
        this.manager = manager;
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
        return sum(scope, starts, targets, true).div(head.points(targets.get(1)));
    }

    private NDArray sum(NDManager scope, int[] starts, NDList targets, boolean training) {
        Before before = training ? new Before.Known(targets.get(0), targets.get(1)) : new Before.Fed(head::point);
        Answer answer =
                network.forecast(new ParameterStore(scope, false), training, windows.contexts(scope, starts), before);
        return head.sum(head.undo(answer.outputs(), answer.frame()), targets.get(0), targets.get(1));
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
                points += head.points(targets.get(1)).getFloat();
            }
        }
        return OptionalDouble.of(sum / points);
    }
}
