package io.almanac.datasets;

/**
 * Data that can't be read or that a user asked for under a wrong name. The message is for that user: it names the
 * file, the line, the column and the offending text as far as they are known, and what can be done.
 */
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
