package io.almanac.forecasting.neural.training;

/** A training whose loss or gradient is no longer a finite number. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DivergedException(String what, double value, long update, double learningRate, String cause) {
        super(what + " is " + value + " at update " + update + " (learning rate "
                + String.format(java.util.Locale.ROOT, "%.3g", learningRate) + "): " + cause);
    }
}
