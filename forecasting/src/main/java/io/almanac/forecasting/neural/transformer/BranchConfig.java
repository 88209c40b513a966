package io.almanac.forecasting.neural.transformer;

/**
 * What runs beside the network.
 *
 * @param branch      under the network
 * @param branchFolds rolling folds that say how much of the network's correction of the branch is taken; each but the
 *                    first costs another training
 */
public record BranchConfig(Branch branch, int branchFolds) {

    /** What the network corrects. */
    public enum Branch {
        /** Nothing: the network forecasts alone. */
        NONE,
        /** The closed-form linear forecaster {@code ridge}. */
        LINEAR
    }

    public BranchConfig {
        if (branchFolds < 1) {
            throw new IllegalArgumentException("branchFolds must be at least 1, was " + branchFolds);
        }
    }

    public static BranchConfig defaults() {
        return new BranchConfig(Branch.LINEAR, 1);
    }
}
