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
        // Two seasons of 24 against three horizons of 12.
        "h, 2000, 12, 48",
        // Three horizons of 96.
        "h, 17420, 96, 288",
        // 144 - 12 steps to train on: three horizons of 12.
        "M, 144, 12, 36",
        // 30 - 6 for validation - 6 for the horizon leaves 18, two thirds are 12.
        "M, 30, 6, 12",
        // Nothing is left; there is no window then, but no error here.
        "M, 5, 6, 2"
    })
    void theContextCoversSeasonAndHorizonAsFarAsTheSeriesGo(String frequency, int length, int horizon, int context) {
        assertEquals(context, choice(frequency, length, horizon, Map.of()).state().rules().context());
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
