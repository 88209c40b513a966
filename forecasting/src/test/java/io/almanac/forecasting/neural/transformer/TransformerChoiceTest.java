package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.CalendarFeatures.Field;
import io.almanac.forecasting.neural.network.NetworkState;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformerChoiceTest {

    private static TransformerChoice choice(String frequency, int length, int horizon, Map<String, String> settings) {
        Frequency steps = Frequency.parse(frequency);
        TimeAxis axis = TimeAxis.of(steps, LocalDateTime.of(2024, 1, 1, 0, 0), length);
        TimeSeries series = TimeSeries.of("s", Schema.univariate(steps), axis, new double[][] {new double[length]});
        var config =
                (TransformerConfig) Forecasters.create("transformer", settings).config();
        return TransformerChoice.of(config, SeriesSet.of(series), FitOptions.of(horizon));
    }

    @ParameterizedTest
    @CsvSource({
        // Fourteen days of hours; patches of a day.
        "h, 17420, 96, 336, 24",
        // Fourteen seasons of 96 are more than 720: seven days. Halves of a day make a dozen patches.
        "15min, 40000, 96, 672, 48",
        // Five days of 144 steps make 720; of 48 steps there are a dozen, of 72 there are ten.
        "10min, 40000, 96, 720, 48",
        // 676 - 60 steps to train on; a sixth of them is 102, but two years are 104. 104 / 12 = 8, and 4 goes into 52.
        "W, 676, 60, 104, 4",
        // A sixth of 132 is 22, but two years are 24; 24 / 12 = 2.
        "M, 144, 12, 24, 2",
        // 30 - 6 for validation - 6 for the horizon leaves 18, two thirds are 12.
        "M, 30, 6, 12, 1",
        // No season: 96 steps and patches of a power of two.
        "Y, 3000, 6, 96, 8",
        // Nothing is left; there is no window then, but no error here.
        "M, 5, 6, 2, 1"
    })
    void contextAndPatchFollowFromSeasonAndLength(String frequency, int length, int horizon, int context, int patch) {
        NetworkState state = choice(frequency, length, horizon, Map.of()).state();

        assertEquals(context, state.rules().context());
        assertEquals(patch, ((TransformerConfig) state.config()).token().patch());
    }

    @Test
    void aConfiguredContextStays() {
        TransformerChoice choice = choice("h", 100, 12, Map.of("context", "50"));

        assertEquals(50, choice.state().rules().context());
        assertEquals(13, choice.state().rules().minimumObserved()); // a quarter, rounded up
        assertEquals("context 50, as configured", choice.reasons().get(0));
    }

    @Test
    void onlyCyclesThatTrainingSawOftenAreFeatures() {
        // 30 days of hours: 30 days and 4 weeks, but no year four times.
        assertEquals(
                List.of(Field.TIME_OF_DAY, Field.DAY_OF_WEEK),
                choice("h", 30 * 24 + 12, 12, Map.of()).state().rules().features().calendar());
        assertEquals(
                List.of(Field.MONTH_OF_YEAR),
                choice("M", 144, 12, Map.of()).state().rules().features().calendar());
        assertEquals(
                List.of(),
                choice("M", 144, 12, Map.of("calendar", "false")).state().rules().features().calendar());
    }
}
