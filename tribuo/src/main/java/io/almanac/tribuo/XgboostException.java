package io.almanac.tribuo;

/** XGBoost's native library can't be used here; the message says what to do about it. */
public final class XgboostException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public XgboostException(String message, Throwable cause) {
        super(message, cause);
    }
}
