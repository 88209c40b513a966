package io.almanac.core.forecast;

/** A forecaster that can't run here at all, whatever the data: a native library is missing, say. The message says what to do. */
public class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    protected UnavailableException(String message) {
        super(message);
    }

    protected UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
