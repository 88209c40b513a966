package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.backtest.Scored;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricNeedsTest {

    @Test
    void whatIsThereMeetsTheNeeds() {
        Scorings scorings = Scorings.of(0, "s", new double[] {1}, 5);
        Scored quantiles =
                scored(scorings.label("a", scorings.forecast(List.of(0.1, 0.9), new double[] {4}, new double[] {6})));
        assertTrue(MetricNeeds.NOTHING.metBy(quantiles));
        assertTrue(MetricNeeds.quantiles(List.of(0.9)).withHistory().metBy(quantiles));
        assertFalse(MetricNeeds.quantiles(List.of(0.5, 0.9)).metBy(quantiles));
        assertFalse(MetricNeeds.paths(1).metBy(quantiles));
        Scorings bare = Scorings.of(0, "s", new double[] {}, 5).label("a", 5);
        assertTrue(MetricNeeds.NOTHING.metBy(scored(bare)));
        assertFalse(MetricNeeds.NOTHING.withHistory().metBy(scored(bare)));
    }

    @Test
    void theNeedsOfAForecastCanBeRead() {
        assertEquals("", MetricNeeds.NOTHING.withHistory().ofForecast());
        assertEquals("the quantile 0.1", MetricNeeds.quantiles(List.of(0.1)).ofForecast());
        assertEquals(
                "the quantiles 0.1, 0.9 and 2 sampled paths",
                new MetricNeeds(false, List.of(0.1, 0.9), 2).ofForecast());
        assertEquals("a sampled path", MetricNeeds.paths(1).ofForecast());
    }

    @Test
    void fewerThanNoPathsAreRefused() {
        assertEquals(
                "paths must not be negative, was -1",
                assertThrows(IllegalArgumentException.class, () -> MetricNeeds.paths(-1))
                        .getMessage());
    }

    private static Scored scored(Scorings scorings) {
        return scorings.trial().scored("a").orElseThrow();
    }
}
