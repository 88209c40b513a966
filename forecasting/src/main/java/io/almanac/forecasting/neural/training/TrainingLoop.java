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
 * Trains the weights of a network: AdamW with a schedule and norm clipping, stopped early by the validation loss, with
 * the best weights put back at the end. For one thread, which holds the engine's training lock.
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
     * @param network initialised; its parameters that require gradients are trained
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

    /**
     * Trains.
     *
     * @param manager parent of everything that lives as long as the training, such as the optimiser's moments
     * @throws CancellationException if the listener asks to stop
     * @throws DivergedException     if the loss or the gradient is no longer finite
     */
    public TrainingResult run(NDManager manager) {
        weights.forEach(weight -> weight.setRequiresGradient(true));
        try (NDManager own = manager.newSubManager()) {
            var optimiser = new AdamW(weights, plan.weightDecay(), own);
            return NativeEngine.withoutGradients(() -> run(own, optimiser));
        } finally {
            Gradients.zero(weights);
        }
    }

    private TrainingResult run(NDManager manager, AdamW optimiser) {
        WeightCopy best = WeightCopy.of(weights);
        OptionalDouble bestLoss = OptionalDouble.empty();
        int bestEpoch = 0;
        int epoch = 0;
        while (epoch < plan.epochs() && epoch - bestEpoch < patience(bestLoss)) {
            epoch++;
            engine.reseed(plan.seed(), epoch);
            task.startEpoch(epoch);
            double trainingLoss = trainEpoch(manager, optimiser, epoch);
            OptionalDouble validation = task.validationLoss();
            double loss = validation.orElse(Double.NaN);
            report(epoch, optimiser.updates(), trainingLoss, loss, true);
            if (validation.isPresent()) {
                checkFinite("the validation loss", loss, optimiser.updates());
                if (bestLoss.isEmpty() || loss < bestLoss.getAsDouble()) {
                    bestLoss = validation;
                    bestEpoch = epoch;
                    best.copyFrom(weights);
                }
            }
        }
        if (bestLoss.isEmpty()) {
            return new TrainingResult(epoch, epoch, optimiser.updates(), bestLoss);
        }
        best.copyTo(weights);
        return new TrainingResult(bestEpoch, epoch, optimiser.updates(), bestLoss);
    }

    /** Without a validation loss nothing stops early. */
    private int patience(OptionalDouble bestLoss) {
        return bestLoss.isPresent() ? plan.patience() : Integer.MAX_VALUE;
    }

    private double trainEpoch(NDManager manager, AdamW optimiser, int epoch) {
        double sum = 0;
        long reported = System.nanoTime();
        for (int batch = 0; batch < plan.updatesPerEpoch(); batch++) {
            if (listener.cancelled()) {
                throw new CancellationException("training was cancelled after update " + optimiser.updates());
            }
            sum += update(manager, optimiser, batch);
            long now = System.nanoTime();
            if (now - reported > REPORT_NANOS) {
                reported = now;
                report(epoch, optimiser.updates(), sum / (batch + 1), Double.NaN, false);
            }
        }
        return sum / plan.updatesPerEpoch();
    }

    private double update(NDManager manager, AdamW optimiser, int batch) {
        long update = optimiser.updates() + 1;
        double rate = plan.learningRate().at(update);
        try (NDManager scope = manager.newSubManager()) {
            double value;
            try (GradientCollector collector = engine.collector()) {
                NDArray loss = task.loss(scope, batch);
                value = loss.getFloat();
                checkFinite("the loss", value, update);
                collector.backward(loss);
            }
            Gradients gradients = Gradients.of(weights, scope);
            double norm = gradients.norm();
            checkFinite("the norm of the gradients", norm, update);
            optimiser.update(gradients.arrays(), Gradients.clipScale(norm, plan.clipNorm()), rate);
            return value;
        }
    }

    private void checkFinite(String what, double value, long update) {
        if (!Double.isFinite(value)) {
            String cause = update <= 1
                    ? "the input or the first weights are not finite or far too large"
                    : "most likely the learning rate is too high or the warm-up too short";
            throw new DivergedException(what, value, update, plan.learningRate().at(update), cause);
        }
    }

    private void report(int epoch, long update, double trainingLoss, double validationLoss, boolean endOfEpoch) {
        listener.progress(new FitProgress(
                epoch,
                plan.epochs(),
                update,
                (long) plan.epochs() * plan.updatesPerEpoch(),
                trainingLoss,
                validationLoss,
                plan.learningRate().at(update),
                endOfEpoch));
    }
}
