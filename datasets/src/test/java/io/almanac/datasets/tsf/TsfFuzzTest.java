package io.almanac.datasets.tsf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.almanac.core.series.DataHash;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whatever bytes a file has, they make series or a {@link DataException} of one line, and the same when read again. */
class TsfFuzzTest {

    private static final int LONGEST = 4_000;

    @FuzzTest
    void anyBytesMakeSeriesOrAnError(byte[] input) throws IOException {
        Path file = Files.createTempFile("fuzz", ".tsf");
        try {
            Files.write(file, input);
            assertEquals(result(file), result(file));
        } finally {
            Files.delete(file);
        }
    }

    private static String result(Path file) throws IOException {
        try {
            Dataset data = TsfReader.read(file, TableOptions.defaults());
            return data.report() + " " + DataHash.of(data.series());
        } catch (DataException e) {
            String message = String.valueOf(e.getMessage());
            assertTrue(message.contains(file.toString()), message);
            assertTrue(message.chars().noneMatch(Character::isISOControl), message);
            assertTrue(message.length() < LONGEST, message);
            return e.error() + message;
        }
    }
}
