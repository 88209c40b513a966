package io.almanac.forecasting.neural;

/** The native engine can't be used here; the message says what to do about it. */
public final class NativeEngineException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NativeEngineException(String message) {
        super(message);
    }

    public NativeEngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
