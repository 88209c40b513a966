package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        assertEquals(
                context,
                choice(frequency, length, horizon, Map.of()).state().rules().context());
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
                choice("h", 30 * 24 + 12, 12, Map.of())
                        .state()
                        .rules()
                        .features()
                        .calendar());
        assertEquals(
                List.of(Field.MONTH_OF_YEAR),
                choice("M", 144, 12, Map.of()).state().rules().features().calendar());
        assertEquals(
                List.of(),
                choice("M", 144, 12, Map.of("calendar", "false"))
                        .state()
                        .rules()
                        .features()
                        .calendar());
    }

    @ParameterizedTest
    @CsvSource({
        // A twelfth of the context, down to a power of two, at most sixteen; the stride is half of it.
        "336, 0, 0, 16, 8",
        "100, 0, 0, 8, 4",
        "20, 0, 0, 1, 1",
        // As configured; an odd patch has no half.
        "96, 12, 0, 12, 6",
        "96, 7, 0, 7, 7",
        "96, 12, 3, 12, 3",
        // A multiple of a configured stride, and one stride at least.
        "336, 0, 5, 15, 5",
        "48, 0, 6, 6, 6"
    })
    void patchAndStrideFollowFromTheContextWhereTheyAreOpen(int context, int asked, int step, int patch, int stride) {
        Map<String, String> settings = Map.of("context", "" + context, "patch", "" + asked, "stride", "" + step);

        TransformerChoice choice = choice("h", 2_000, 12, settings);

        TokenConfig token = ((TransformerConfig) choice.state().config()).token();
        assertEquals(patch, token.patch());
        assertEquals(stride, token.stride());
        assertEquals(
                "patches of " + patch + " steps, " + stride + " apart, "
                        + (asked == 0 ? "chosen from the context" : "as configured"),
                choice.reasons().get(1));
    }

    @ParameterizedTest
    @CsvSource({
        // Steps less 12 for validation and 11 that a horizon takes.
        "5022, 0, 2, 16, 32",
        "5023, 0, 2, 32, 64",
        "50023, 0, 2, 64, 128",
        // A multiple of the heads.
        "1000, 0, 3, 15, 30",
        "1000, 24, 3, 24, 48"
    })
    void theNetworkGrowsWithTheNumberOfWindows(int length, int asked, int heads, int width, int feedForward) {
        TransformerChoice choice = choice("h", length, 12, Map.of("width", "" + asked, "heads", "" + heads));

        EncoderConfig encoder = ((TransformerConfig) choice.state().config()).encoder();
        assertEquals(width, encoder.width());
        assertEquals(feedForward, encoder.feedForward());
    }

    @Test
    void theStateHoldsTheMedianTheSeasonAndHowChannelsAreRead() {
        NetworkState state = choice("h", 2_000, 12, Map.of("channels", "mixed", "cycle", "-1"))
                .state();

        assertEquals(FitOptions.of(12).quantiles(), state.quantiles());
        assertEquals(24, state.season());
        assertEquals(24, state.rules().cycle());
        assertTrue(state.rules().mixed());
        assertEquals(12, state.rules().horizon());
        assertEquals(FitOptions.of(12).validation(), state.rules().validation());
        assertEquals(1, choice("h", 2_000, 12, Map.of()).state().rules().cycle());
    }

    @Test
    void stepsCostTheSquareOfTheContextAndGetAShorterOne() {
        assertEquals(
                192,
                choice("h", 17_420, 96, Map.of("tokens", "step"))
                        .state()
                        .rules()
                        .context());
        assertEquals(512, choice("h", 17_420, 720, Map.of()).state().rules().context());
    }
}
