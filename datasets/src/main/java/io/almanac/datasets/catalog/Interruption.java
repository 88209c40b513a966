package io.almanac.datasets.catalog;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;

/** A download that went wrong in a way that may not happen again. */
final class Interruption extends Exception {

    private static final long serialVersionUID = 1L;

    private final DataError error;

    Interruption(DataError error, String message) {
        super(message);
        this.error = error;
    }

    Interruption(DataError error, String message, Throwable cause) {
        super(message, cause);
        this.error = error;
    }

    /** The same for the user, when no more attempts are made. */
    DataException last(String advice) {
        return new DataException(error, getMessage() + advice, this);
    }
}
