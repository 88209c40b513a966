package io.almanac.core.files;

import java.io.IOException;

/** A model file that can't be read, with the reason: damaged, edited, of a newer version, or of the wrong shape. */
public final class ModelFileException extends IOException {

    private static final long serialVersionUID = 1;

    public ModelFileException(String message) {
        super(message);
    }

    public ModelFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
