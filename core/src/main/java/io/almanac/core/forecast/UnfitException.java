package io.almanac.core.forecast;

/** Data from which a forecaster can learn nothing: too short, or missing what its configuration names. */
public final class UnfitException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** An exception whose message names the forecaster, what it needs and what it got. */
    public UnfitException(String message) {
        super(message);
    }
}
