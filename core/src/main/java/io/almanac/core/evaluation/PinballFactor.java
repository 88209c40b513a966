package io.almanac.core.evaluation;

/** By what the pinball loss is multiplied: toolkits differ. */
public enum PinballFactor {
    /** As defined by Koenker and Bassett; utilsforecast and sktime. At 0.5 it is half the absolute error. */
    X1(1),
    /** GluonTS, AutoGluon, fev and Darts. At 0.5 it is the absolute error. */
    X2(2);

    private final int times;

    PinballFactor(int times) {
        this.times = times;
    }

    int times() {
        return times;
    }

    @Override
    public String toString() {
        return "x" + times;
    }
}
