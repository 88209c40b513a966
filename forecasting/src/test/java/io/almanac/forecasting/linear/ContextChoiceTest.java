package io.almanac.forecasting.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextChoiceTest {

    @ParameterizedTest
    @CsvSource({
        // hours: two weeks, as much as half a year of data carries
        "24, 96, 1, 5000, 336",
        // quarter hours: a week; weeks: seven years
        "96, 96, 1, 50000, 672",
        "52, 13, 1, 5000, 364",
        // minutes: a day, the most there is
        "1440, 60, 1, 50000, 1440",
        // a sixth of 700 - 24 is 112, whole seasons of it 104
        "52, 24, 1, 700, 104",
        // a sixth of 84 - 12 is 12, but two seasons are wanted
        "12, 12, 1, 84, 24",
        // half of 50 - 12 is 19, which holds one season
        "12, 12, 1, 50, 12",
        // half of 30 - 12 is less than a season
        "12, 12, 1, 30, 9",
        // 400 such series carry more: half of 582
        "24, 48, 400, 630, 288",
        // nothing repeats
        "1, 10, 1, 5000, 96",
        "1, 6, 1, 20, 2",
        // too short for anything; the fit refuses it
        "12, 12, 1, 5, 2",
    })
    void theContextFollowsSeasonHorizonNumberAndLength(int season, int horizon, int series, int length, int context) {
        assertEquals(
                context,
                choice(new RidgeConfig(0), season, horizon, series, length).context());
    }

    @Test
    void theConfigurationComesFirst() {
        ContextChoice choice = choice(new RidgeConfig(7), 24, 96, 1, 5000);
        assertEquals(new ContextChoice(7, "context 7, as configured"), choice);
    }

    @Test
    void wrongContextsAreRefused() {
        for (int context : new int[] {-1, 1}) {
            var thrown = assertThrows(IllegalArgumentException.class, () -> new RidgeConfig(context));
            assertEquals("context must be 0 (chosen) or at least 2, was " + context, thrown.getMessage());
        }
    }

    private static ContextChoice choice(RidgeConfig config, int season, int horizon, int series, int length) {
        var schema = new Schema(Frequency.parse("step"), List.of(season), List.of("y"), List.of());
        var channel = new Channel(new double[length], length);
        return ContextChoice.of(config, schema, horizon, Collections.nCopies(series, channel));
    }
}
