package io.almanac.datasets.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.almanac.datasets.DataException;
import java.nio.charset.StandardCharsets;

/** Whatever a file says of how data are read, it is understood and can be written down again, or is an error. */
class ReadingFileFuzzTest {

    @FuzzTest
    void whatIsUnderstoodCanBeWrittenAndReadAgain(byte[] input) {
        ReadingFile file;
        try {
            file = ReadingFile.parse("data.yaml", new String(input, StandardCharsets.UTF_8));
        } catch (DataException e) {
            String message = String.valueOf(e.getMessage());
            assertTrue(message.startsWith("data.yaml"), message);
            return;
        }
        assertEquals(
                file.reading(), ReadingFile.parse("data.yaml", file.inline()).reading());
    }
}
