package io.almanac.forecasting.neural;

import io.almanac.core.forecast.UnavailableException;

/** The native engine can't be used here; the message says what to do about it. */
public final class NativeEngineException extends UnavailableException {

    private static final long serialVersionUID = 1;

    public NativeEngineException(String message) {
        super(message);
    }

    public NativeEngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
