package io.almanac.forecasting.neural.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitProgress;
import io.almanac.forecasting.neural.NativeEngine;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;

/**
 * Trains the weights of a network: AdamW with a schedule and norm clipping, the weights averaged if the plan says
 * so, stopped early by the validation loss, with the best weights put back at the end. For one thread, which holds the
 * engine's training lock.
 *
 * <p>Native memory does not grow with updates: whatever an update makes belongs to a manager of its own.
 */
public final class TrainingLoop {

    private static final long REPORT_NANOS = 250_000_000;

    private final NativeEngine.Training engine;
    private final TrainingTask task;
    private final TrainingPlan plan;
    private final FitListener listener;
    private final List<NDArray> weights;

    /**
     * A loop that has not begun.
     *
     * @param network initialised; its parameters that require gradients are trained, the others must be constant
     */
    public TrainingLoop(
            NativeEngine.Training engine, Block network, TrainingTask task, TrainingPlan plan, FitListener listener) {
        this.engine = engine;
        this.task = task;
        this.plan = plan;
        this.listener = listener;
        weights = network.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .map(Parameter::getArray)
                .toList();
    }

    /** Trains as {@link #run(NDManager, Checkpoint)} does, and keeps no checkpoint. */
    public TrainingResult run(NDManager manager) {
        return run(manager, Checkpoint.NONE);
    }

    /**
     * Trains, or goes on with a training that was killed; then the listener hears of the epochs before it once more.
     * Where the engine's random generator stands afterwards is not defined.
     *
     * @param manager parent of everything that lives as long as the training, such as the optimiser's moments
     * @throws CancellationException           if the listener asks to stop
     * @throws DivergedException               if the loss or the gradient is no longer finite
     * @throws java.io.UncheckedIOException if the checkpoint can't be written or read
     */
    public TrainingResult run(NDManager manager, Checkpoint checkpoint) {
        weights.forEach(weight -> weight.setRequiresGradient(true));
        try (NDManager own = manager.newSubManager()) {
            return NativeEngine.withoutGradients(() -> run(own, new TrainingState(weights, plan, own), checkpoint));
        } finally {
            Gradients.zero(weights);
        }
    }

    private TrainingResult run(NDManager manager, TrainingState state, Checkpoint checkpoint) {
        if (checkpoint.restore(state, plan)) {
            listener.resumed(state.epochs());
            state.curve().forEach(listener::progress);
        }
        while (state.epochs() < plan.epochs() && !state.stalled(plan.patience())) {
            int epoch = state.epochs() + 1;
            engine.reseed(plan.seed(), epoch);
            task.startEpoch(epoch);
            double trainingLoss = trainEpoch(manager, state, epoch);
            long updates = state.optimiser().updates();
            state.average().exchange();
            OptionalDouble validation = task.validationLoss();
            FitProgress report = progress(epoch, updates, trainingLoss, validation.orElse(Double.NaN), true);
            listener.progress(report);
            validation.ifPresent(loss -> checkFinite("the validation loss", loss, updates));
            state.ended(report);
            state.average().exchange();
            checkpoint.save(state, plan);
        }
        return state.finish();
    }

    private double trainEpoch(NDManager manager, TrainingState state, int epoch) {
        double sum = 0;
        long reported = System.nanoTime();
        for (int batch = 0; batch < plan.updatesPerEpoch(); batch++) {
            long updates = state.optimiser().updates();
            if (listener.cancelled()) {
                throw new CancellationException("training was cancelled after update " + updates);
            }
            sum += update(manager, state.optimiser(), batch);
            state.average().approach(1 - plan.averagingAt(updates + 1));
            long now = System.nanoTime();
            if (now - reported > REPORT_NANOS) {
                reported = now;
                listener.progress(progress(epoch, updates + 1, sum / (batch + 1), Double.NaN, false));
            }
        }
        return sum / plan.updatesPerEpoch();
    }

    private double update(NDManager manager, AdamW optimiser, int batch) {
        long update = optimiser.updates() + 1;
        double rate = plan.learningRate().at(update);
        try (NDManager scope = manager.newSubManager()) {
            double value = backward(scope, batch, update);
            if (plan.sharpness() > 0) {
                var here = new WeightCopy(weights, scope);
                gradients(scope, update).climb(weights, plan.sharpness());
                Gradients.zero(weights);
                backward(scope, batch, update);
                here.putBack();
            }
            Gradients gradients = gradients(scope, update);
            optimiser.update(gradients.arrays(), Gradients.clipScale(gradients.norm(), plan.clipNorm()), rate);
            return value;
        }
    }

    /** Adds the gradient of a batch's loss to those of the weights; gives the loss. */
    private double backward(NDManager scope, int batch, long update) {
        try (GradientCollector collector = engine.collector()) {
            NDArray loss = task.loss(scope, batch);
            double value = loss.getFloat();
            checkFinite("the loss", value, update);
            collector.backward(loss);
            return value;
        }
    }

    private Gradients gradients(NDManager scope, long update) {
        Gradients gradients = Gradients.of(weights, scope);
        checkFinite("the norm of the gradients", gradients.norm(), update);
        return gradients;
    }

    private void checkFinite(String what, double value, long update) {
        if (!Double.isFinite(value)) {
            String cause = update <= 1
                    ? "the input or the first weights are not finite or far too large"
                    : "most likely the learning rate is too high or the warm-up too short";
            throw new DivergedException(what, value, update, plan.learningRate().at(update), cause);
        }
    }

    private FitProgress progress(
            int epoch, long update, double trainingLoss, double validationLoss, boolean endOfEpoch) {
        return new FitProgress(
                epoch,
                plan.epochs(),
                update,
                (long) plan.epochs() * plan.updatesPerEpoch(),
                trainingLoss,
                validationLoss,
                plan.learningRate().at(update),
                endOfEpoch);
    }
}
