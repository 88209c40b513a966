package io.almanac.forecasting.ensemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.files.RecordJson;
import io.almanac.core.forecast.Forecasters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AverageConfigTest {

    @Test
    void aConfigurationComesBackFromJson() {
        var config = new AverageConfig(Rule.MEAN, Map.of("b", "ridge", "a", "naive"), Map.of("b.contexts", "8"));
        assertEquals(config, RecordJson.read(RecordJson.write(config), AverageConfig.class));
        assertEquals(List.of("a", "b"), List.copyOf(config.members().keySet()));
    }

    @Test
    void aForecasterIsMadeFromWhatACommandLineSays() {
        var forecaster = (AverageForecaster) Forecasters.create(
                "average",
                Map.of(
                        "members.a", "ridge",
                        "members.b", "average",
                        "settings.a.contexts", "8",
                        "settings.b.members.x", "naive",
                        "settings.b.members.y", "moving-average",
                        "settings.b.settings.y.window", "3"));
        var expected = new AverageConfig(
                Rule.MEAN,
                Map.of("a", "ridge", "b", "average"),
                Map.of(
                        "a.contexts", "8",
                        "b.members.x", "naive",
                        "b.members.y", "moving-average",
                        "b.settings.y.window", "3"));
        assertEquals(expected, forecaster.config());
        assertEquals(expected, new AverageForecaster("average", expected).config());
    }

    @Test
    void theReadyMadeCombinationIsTheMedianOfFourStatisticalMethods() {
        var provider = new CombinationProvider();
        assertEquals(Rule.MEDIAN, provider.defaults().rule());
        assertEquals(
                Map.of("arima", "arima", "ces", "ces", "ets", "ets", "theta", "dynamic-theta"),
                provider.defaults().members());
        assertTrue(provider.ready());
    }

    @Test
    void theDefaultsHaveNoMembersAndAreNotReady() {
        assertFalse(Forecasters.find("average").ready());
        refused(
                "average: members must be at least 2, each set as members.LABEL=ID, were []",
                () -> Forecasters.create("average"));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        refused(
                "average: members must be at least 2, each set as members.LABEL=ID, were [a]",
                () -> create(Map.of("members.a", "naive")));
        refused(
                "average: a label of members must have 1 to 100 letters, digits, '_' and '-', was \"a.b\"",
                () -> create(Map.of("members.a.b", "naive")));
        Map<String, String> members = Map.of("a", "naive", "b", "ridge");
        refused(
                "settings.c.context must be settings.LABEL.OPTION with one of the labels [a, b]",
                () -> new AverageConfig(Rule.MEAN, members, Map.of("c.context", "8")));
        refused(
                "settings.context must be settings.LABEL.OPTION with one of the labels [a, b]",
                () -> new AverageConfig(Rule.MEAN, members, Map.of("context", "8")));
        refused(
                "member b: ridge: no option \"width\"; there are [contexts, loss, profile, deviations]",
                () -> new AverageForecaster("average", new AverageConfig(Rule.MEAN, members, Map.of("b.width", "8"))));
        refused(
                "member b: ridge: contexts must be at least 2 and ascending, was [1]",
                () -> new AverageForecaster(
                        "average", new AverageConfig(Rule.MEAN, members, Map.of("b.contexts", "1"))));
        var unknown = new AverageConfig(Rule.MEAN, Map.of("a", "naive", "b", "prophet"), Map.of());
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> new AverageForecaster("average", unknown))
                        .getMessage());
        assertTrue(message.startsWith("member b: no forecaster \"prophet\"; there are ["), message);
    }

    private static void create(Map<String, String> settings) {
        Forecasters.create("average", settings);
    }

    private static void refused(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
