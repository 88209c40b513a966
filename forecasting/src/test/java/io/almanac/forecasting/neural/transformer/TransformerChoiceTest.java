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
        // A dozen patches or more, of a length that goes into the season of 24, side by side.
        "336, 0, 0, 24, 24",
        "100, 0, 0, 8, 8",
        "20, 0, 0, 1, 1",
        // As configured.
        "96, 12, 0, 12, 12",
        "96, 7, 0, 7, 7",
        "96, 12, 3, 12, 3",
        // A multiple of a configured stride, and one stride at least.
        "336, 0, 5, 20, 5",
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
                        + (asked == 0 ? "chosen: 12 or more, even parts of a season" : "as configured"),
                choice.reasons().get(1));
    }

    @ParameterizedTest
    @CsvSource({
        // Steps less 12 for validation and 11 that a horizon takes.
        "10022, 0, 2, 16, 32",
        "10023, 0, 2, 32, 64",
        "200023, 0, 2, 64, 128",
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
        assertEquals(336, choice("h", 17_420, 720, Map.of()).state().rules().context());
    }
}
