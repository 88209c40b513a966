package io.almanac.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** Data that must be refused. */
public final class Refused {

    private Refused() {}

    public static void assertRefused(DataError error, String message, Executable reading) {
        DataException thrown = assertThrows(DataException.class, reading);
        assertEquals(message, thrown.getMessage());
        assertEquals(error, thrown.error());
    }
}
