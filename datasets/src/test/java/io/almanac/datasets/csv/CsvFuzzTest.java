package io.almanac.datasets.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.DataHash;
import io.almanac.core.series.Frequency;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.rows.CovariateOptions;
import io.almanac.datasets.rows.TableOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Whatever bytes a file has, they make series or a {@link DataException} with a message of one line, and the same when
 * read again. The first byte of an input chooses the options; the rest is the file.
 */
class CsvFuzzTest {

    private static final int LONGEST = 4_000;

    @FuzzTest
    void anyBytesMakeSeriesOrAnError(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        TableOptions options = options(input[0]);
        byte[] file = Arrays.copyOfRange(input, 1, input.length);
        assertEquals(result(file, options), result(file, options));
    }

    private static TableOptions options(byte choice) {
        TableOptions options = TableOptions.defaults().withMaxInserted(1_000);
        if ((choice & 1) != 0) {
            options = options.withCovariates(CovariateOptions.none().with(Covariate.Kind.FUTURE, List.of("x")));
        }
        if ((choice & 2) != 0) {
            options = options.withFrequency(Frequency.parse("D"));
        }
        if ((choice & 4) != 0) {
            options = options.withDelimiter(';').withDecimalComma(true);
        }
        return (choice & 8) == 0 ? options : options.withLayout(TableOptions.Layout.WIDE);
    }

    private static String result(byte[] file, TableOptions options) throws IOException {
        try {
            Dataset data = CsvReader.read("data.csv", () -> new ByteArrayInputStream(file), options);
            return data.report() + " " + DataHash.of(data.series());
        } catch (DataException e) {
            String message = String.valueOf(e.getMessage());
            assertTrue(message.startsWith("data.csv"), message);
            assertTrue(message.chars().noneMatch(Character::isISOControl), message);
            assertTrue(message.length() < LONGEST, message);
            return e.error() + message;
        }
    }
}
