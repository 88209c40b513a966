package io.almanac.forecasting.neural.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.almanac.core.forecast.FitProgress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * All that a training is between two epochs: what a {@link Checkpoint} must hold. How far it has come is told by the
 * reports of its epochs alone.
 */
final class TrainingState {

    private final List<NDArray> weights;
    private final AdamW optimiser;
    private final WeightCopy average;
    private final WeightCopy best;
    private List<FitProgress> curve = List.of();

    /**
     * The state before the first epoch.
     *
     * @param weights with gradients attached
     * @param manager keeps all arrays but the weights
     */
    TrainingState(List<NDArray> weights, TrainingPlan plan, NDManager manager) {
        this.weights = weights;
        optimiser = new AdamW(weights, plan.weightDecay(), manager);
        average = new WeightCopy(plan.averaging() == 0 ? List.of() : weights, manager);
        best = new WeightCopy(weights, manager);
    }

    AdamW optimiser() {
        return optimiser;
    }

    /** The moving average of the weights; of none if there is no averaging. */
    WeightCopy average() {
        return average;
    }

    /** The last report of each epoch that has ended. */
    List<FitProgress> curve() {
        return curve;
    }

    /** Epochs that have ended. */
    int epochs() {
        return curve.size();
    }

    /** The first epoch with the lowest validation loss; 0 if none had one. */
    int bestEpoch() {
        int lowest = 0;
        for (int epoch = 1; epoch <= curve.size(); epoch++) {
            if (lowest == 0 ? !Double.isNaN(validationLoss(epoch)) : validationLoss(epoch) < validationLoss(lowest)) {
                lowest = epoch;
            }
        }
        return lowest;
    }

    private double validationLoss(int epoch) {
        return curve.get(epoch - 1).validationLoss();
    }

    /** Whether no epoch among so many was better than those before; never without validation. */
    boolean stalled(int patience) {
        return bestEpoch() > 0 && epochs() - bestEpoch() >= patience;
    }

    /** An epoch has ended; the weights are those that were validated. */
    void ended(FitProgress epoch) {
        var longer = new ArrayList<>(curve);
        longer.add(epoch);
        curve = List.copyOf(longer);
        if (bestEpoch() == curve.size()) {
            best.take();
        }
    }

    /** The training is over: the weights become the best ones, or without validation the averages of the last epoch. */
    TrainingResult finish() {
        if (bestEpoch() == 0) {
            average.putBack();
            return new TrainingResult(epochs(), epochs(), optimiser.updates(), OptionalDouble.empty());
        }
        best.putBack();
        return new TrainingResult(
                bestEpoch(), epochs(), optimiser.updates(), OptionalDouble.of(validationLoss(bestEpoch())));
    }

    /** Goes on after these epochs; the {@link #arrays} have been set to what they were then. */
    void resume(List<FitProgress> epochs) {
        curve = List.copyOf(epochs);
        optimiser.resume(curve.get(curve.size() - 1).update());
    }

    /** The arrays themselves, by what they are. */
    Map<String, List<NDArray>> arrays() {
        Map<String, List<NDArray>> arrays = new LinkedHashMap<>();
        arrays.put("weights", weights);
        arrays.put("firstMoments", optimiser.firstMoments());
        arrays.put("secondMoments", optimiser.secondMoments());
        arrays.put("average", average.values());
        arrays.put("best", best.values());
        return arrays;
    }
}
