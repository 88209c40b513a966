package io.almanac.forecasting.neural.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.almanac.forecasting.neural.network.WindowNetwork.Answer;
import io.almanac.forecasting.neural.network.WindowNetwork.Before;
import io.almanac.forecasting.neural.training.EpochSampler;
import io.almanac.forecasting.neural.training.TrainingConfig;
import io.almanac.forecasting.neural.training.TrainingTask;
import io.almanac.forecasting.neural.window.WindowSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Trains a {@link WindowNetwork} on windows by the loss of a head. */
public final class WindowTask implements TrainingTask {

    private final WindowNetwork network;
    private final WindowSource windows;
    private final WindowTargets targets;
    private final Head head;
    private final NDManager manager;
    private final TrainingConfig config;
    private final long seed;
    private final WindowGroups groups;
    private final List<Batch> validation = new ArrayList<>(); // as soon as it has been asked for
    private int[] epoch = {}; // the groups of the epoch, batch after batch

    /** A batch of the validation: targets on the heap, as a base may be slow to ask. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Batch(int[] starts, Shape shape, float[] targets, float[] counted) {}

    /** @param manager keeps every batch of the validation in turn */
    public WindowTask(
            WindowNetwork network,
            WindowTargets targets,
            Head head,
            TrainingConfig config,
            long seed,
            NDManager manager) {
        this.network = network;
        this.windows = targets.windows();
        this.targets = targets;
        this.head = head;
        this.config = config;
        this.seed = seed;
        this.manager = manager;
        groups = targets.groups();
    }

    /** Groups in a batch: as many as fit, but two windows at least. */
    private int groupsInBatch() {
        int size = Math.max(1, Math.round((float) windows.training().length / groups.count()));
        return Math.max(size == 1 ? 2 : 1, config.batch() / size);
    }

    @Override
    public void startEpoch(int number) {
        epoch = EpochSampler.draw(groups.count(), config.updatesPerEpoch() * groupsInBatch(), seed, number);
    }

    @Override
    public NDArray loss(NDManager scope, int batch) {
        int[] starts = Arrays.stream(epoch, batch * groupsInBatch(), (batch + 1) * groupsInBatch())
                .flatMap(group -> Arrays.stream(groups.get(group)))
                .toArray();
        NDList wanted = targets.of(scope, starts);
        return sum(scope, starts, wanted, true).div(head.points(wanted.get(1)).maximum(1));
    }

    private NDArray sum(NDManager scope, int[] starts, NDList wanted, boolean training) {
        Before before = training ? new Before.Known(wanted.get(0), wanted.get(1)) : new Before.Fed(head::point);
        Answer answer =
                network.forecast(new ParameterStore(scope, false), training, windows.contexts(scope, starts), before);
        return head.sum(head.undo(answer.outputs(), answer.frame()), wanted.get(0), wanted.get(1));
    }

    @Override
    public OptionalDouble validationLoss() {
        if (windows.validation().length == 0) {
            return OptionalDouble.empty();
        }
        if (validation.isEmpty()) {
            prepareValidation();
        }
        double sum = 0;
        double points = 0;
        for (Batch batch : validation) {
            try (NDManager scope = manager.newSubManager()) {
                var wanted = new NDList(
                        scope.create(batch.targets(), batch.shape()), scope.create(batch.counted(), batch.shape()));
                sum += sum(scope, batch.starts(), wanted, false).getFloat();
                points += head.points(wanted.get(1)).getFloat();
            }
        }
        return OptionalDouble.of(sum / points);
    }

    private void prepareValidation() {
        int[] all = windows.validation();
        for (int from = 0; from < all.length; from += config.batch()) {
            int[] starts = Arrays.copyOfRange(all, from, Math.min(all.length, from + config.batch()));
            try (NDManager scope = manager.newSubManager()) {
                NDList wanted = targets.ofValidation(scope, starts);
                validation.add(new Batch(
                        starts,
                        wanted.get(0).getShape(),
                        wanted.get(0).toFloatArray(),
                        wanted.get(1).toFloatArray()));
            }
        }
    }
}
