package io.almanac.datasets.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.series.Frequency;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntheticOptionsTest {

    @Test
    void aFamilyAloneHasDefaults() {
        SyntheticOptions options = SyntheticOptions.parse("structural");
        assertEquals(SyntheticOptions.of(Family.STRUCTURAL), options);
        assertEquals("structural,seed=1,series=10,steps=200,season=12,frequency=M", options.toString());
    }

    @Test
    void everyKeyIsReadAndWrittenBack() {
        String text = "counts,seed=-7,series=3,steps=90,season=7,frequency=h,missing=0.25";
        assertEquals(text, SyntheticOptions.parse(text).toString());
        assertEquals(
                SyntheticOptions.parse(text),
                SyntheticOptions.parse("counts, frequency=h, missing=0.25, season=7, steps=90, series=3, seed=-7"));
    }

    @Test
    void seasonAndFrequencyGoWithEachOther() {
        assertEquals(
                Frequency.parse("h"), SyntheticOptions.parse("ou,season=168").frequency());
        assertEquals(
                Frequency.parse("step"), SyntheticOptions.parse("ou,season=17").frequency());
        assertEquals(24, SyntheticOptions.parse("ou,frequency=h").season());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "waves | family must be one of structural, regimes, arma, ou, kernel, steps, spikes, calendar, counts,"
                        + " intermittent, effects, mixed, was \"waves\"",
                "ou,seed | \"seed\" must be KEY=VALUE, each key once, with a key of seed, series, steps, season, frequency, missing",
                "ou,seed=1,seed=2 | \"seed=2\" must be KEY=VALUE, each key once, with a key of seed, series, steps, season,"
                        + " frequency, missing",
                "ou,sed=1 | there is no key \"sed\"; there are seed, series, steps, season, frequency, missing",
                "ou,steps=0 | steps must be a whole number from 1 to 100000000, was \"0\"",
                "ou,steps=x | steps must be a whole number from 1 to 100000000, was \"x\"",
                "ou,missing=x | missing must be a number, was \"x\"",
                "ou,missing=0.95 | missing must be in [0, 0.9], was 0.95",
                "ou,frequency=x | frequency must be a number and one of s, min, h, D, B, W, M, Q, Y, step (15min, h, 2W), was"
                        + " \"x\"",
            })
    void otherTextsAreRefusedWithWhatIsAllowed(String text, String message) {
        DataException refused = assertThrows(DataException.class, () -> SyntheticOptions.parse(text));
        assertEquals("synthetic:" + text + ": " + message, refused.getMessage());
        assertEquals(DataError.BAD_SYNTHETIC, refused.error());
    }
}
