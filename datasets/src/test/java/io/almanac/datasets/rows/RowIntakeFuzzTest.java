package io.almanac.datasets.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.DataHash;
import io.almanac.core.series.Frequency;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/**
 * Whatever rows hold, they make series or a {@link DataException}, and rows that go to disk make the same. The first two
 * bytes of an input choose the options; the rest are lines of fields between commas.
 */
class RowIntakeFuzzTest {

    private static final List<String> FREQUENCIES = List.of("s", "15min", "h", "D", "B", "W", "M", "Q", "Y", "step");

    @FuzzTest
    void rowsInMemoryAndOnDiskMakeTheSame(byte[] input) throws IOException {
        if (input.length < 2) {
            return;
        }
        TableOptions options = options(input[0], input[1]);
        String text = new String(input, 2, input.length - 2, StandardCharsets.UTF_8);
        String inMemory = result(text, options, Long.MAX_VALUE);
        assertEquals(inMemory, result(text, options, 300));
        assertFalse(inMemory.isBlank());
        assertFalse(inMemory.contains("\u001b"));
    }

    static TableOptions options(byte one, byte two) {
        CovariateOptions covariates = CovariateOptions.none();
        if ((one & 1) != 0) {
            covariates = covariates.with(Covariate.Kind.FUTURE, List.of("x"));
        }
        if ((one & 2) != 0) {
            covariates = covariates.with(Covariate.Kind.STATIC, List.of("z"));
        }
        if ((one & 4) != 0) {
            covariates = covariates.withDelay(Duration.ofHours(6)).withActual(CovariateOptions.Vintage.FIRST);
        }
        TableOptions options = TableOptions.defaults().withMaxInserted(1_000).withCovariates(covariates);
        if ((one & 8) != 0) {
            options = options.withZone(ZoneId.of("Europe/Berlin"));
        }
        int frequency = two & 15;
        if (frequency < FREQUENCIES.size()) {
            options = options.withFrequency(Frequency.parse(FREQUENCIES.get(frequency)));
        }
        return (two & 64) == 0 ? options : options.withDecimalComma(true);
    }

    private static String result(String text, TableOptions options, long memory) throws IOException {
        try {
            var intake = new RowIntake(Origin.ofLines("data.csv"), options, "data", memory);
            int line = 1;
            for (String row : text.split("\n", -1)) {
                String[] fields = row.split(",", -1);
                if (line == 1) {
                    intake.columns(Arrays.asList(fields), line++);
                    continue;
                }
                intake.begin(line++);
                for (int column = 0; column < fields.length; column++) {
                    intake.text(column, fields[column].toCharArray(), 0, fields[column].length());
                }
                intake.end();
            }
            Dataset data = intake.dataset();
            return data.report() + " " + DataHash.of(data.series()) + " " + DataHash.of(data.series());
        } catch (DataException e) {
            return e.error() + ": " + e.getMessage();
        }
    }
}
