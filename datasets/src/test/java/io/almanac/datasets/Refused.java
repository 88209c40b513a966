package io.almanac.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** Data that must be refused. */
public final class Refused {

    private Refused() {}

    /**
     * Reads and compares.
     *
     * @param message all of it, or its beginning and then {@code …}
     */
    public static void assertRefused(DataError error, String message, Executable reading) {
        DataException thrown = assertThrows(DataException.class, reading);
        String said = String.valueOf(thrown.getMessage());
        if (message.endsWith("…")) {
            assertEquals(message, said.substring(0, Math.min(said.length(), message.length() - 1)) + "…");
        } else {
            assertEquals(message, said);
        }
        assertEquals(error, thrown.error());
    }
}
