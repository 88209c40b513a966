package io.almanac.datasets;

/**
 * Data that can't be read or that a user asked for under a wrong name. The message is for that user: it names the
 * file, the line, the column and the offending text as far as they are known, and what can be done.
 */
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final DataError error;

    public DataException(DataError error, String message) {
        super(message);
        this.error = error;
    }

    public DataException(DataError error, String message, Throwable cause) {
        super(message, cause);
        this.error = error;
    }

    /** Which kind of trouble it is. */
    public DataError error() {
        return error;
    }
}
