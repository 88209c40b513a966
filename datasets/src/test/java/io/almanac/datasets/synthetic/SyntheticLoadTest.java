package io.almanac.datasets.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.csv.CsvReader;
import io.almanac.datasets.rows.CovariateOptions;
import io.almanac.datasets.rows.TableOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntheticLoadTest {

    @Test
    void theTableIsTheSameOnEveryMachine() throws NoSuchAlgorithmException {
        // The hash of what the generator made on JDK 17 and on JDK 25: a change of it is another series.
        assertEquals(
                "9887f8d3a0006989611e8bffae0db86fd728bb4420566ca615bc0275187a1f3e",
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(SyntheticLoad.csv())));
    }

    @Test
    void itIsReadWithItsCovariatesAWeekAhead() throws IOException {
        TimeSeries series = read();
        assertEquals(
                "17544 steps of h from 2023-01-01T00:00:00 to 2024-12-31T23:00:00",
                series.axis().toString());
        assertEquals(SyntheticLoad.AHEAD, series.ahead());
    }

    @Test
    void takingTheKnownEffectsAwayLeavesTheNoise() throws IOException {
        TimeSeries series = read();
        double[] noise = new double[series.length()];
        for (int step = 0; step < noise.length; step++) {
            noise[step] = series.value(0, step)
                    - SyntheticLoad.signal(series.axis().time(step), step, series.covariate(0, step));
        }
        double square = 0;
        double product = 0;
        for (int step = 1; step < noise.length; step++) {
            square += noise[step - 1] * noise[step - 1];
            product += noise[step - 1] * noise[step];
        }
        // AR(1): the coefficient is found within 4 sqrt((1 - 0.85²) / n) = 0.016; the variance is 9² / (1 - 0.85²) =
        // 292,
        // with a standard error of 292 sqrt(2 (1 + 0.85²) / (1 - 0.85²) / n) = 7.8. The rounding adds 0.1² / 12 only.
        assertEquals(0.85, product / square, 0.016);
        assertEquals(292, square / (noise.length - 1), 32);
    }

    @Test
    void theLoadIsPositiveAndHigherOnWorkingDays() throws IOException {
        TimeSeries series = read();
        double working = 0;
        double free = 0;
        for (int step = 0; step < series.length(); step++) {
            assertTrue(series.value(0, step) > 300, "step " + step);
            int weekday = series.axis().time(step).getDayOfWeek().getValue();
            if (weekday < 6) {
                working += series.value(0, step) / 5;
            } else {
                free += series.value(0, step) / 2;
            }
        }
        assertTrue(working > 1.05 * free);
    }

    private static TimeSeries read() throws IOException {
        Dataset data = CsvReader.read(
                "load",
                () -> new ByteArrayInputStream(SyntheticLoad.csv()),
                TableOptions.defaults()
                        .withCovariates(CovariateOptions.none()
                                .with(Covariate.Kind.FUTURE, List.of("temperature", "holiday"))));
        assertEquals(List.of(), data.report().findings());
        return data.inMemory().get(0);
    }
}
