package io.almanac.forecasting.conformal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import org.junit.jupiter.api.Test;

class CutoffRuleTest {

    private static final Schema HOURS = Schema.univariate(Frequency.parse("h"));

    private static CutoffRule rule(ConformalConfig config, long needed) {
        return CutoffRule.of(config, needed, 96, HOURS);
    }

    @Test
    void cutoffsLieASeasonApartWhereHalfOfTheSeriesHoldsThem() {
        // 59 cutoffs a day apart and a horizon of 96: 58 times 24 + 96 = 1488 steps, so 2976 of a series.
        CutoffRule rule = rule(ConformalConfig.around("naive"), 19);
        assertEquals(59, rule.count());
        assertEquals(24, rule.stride(2976));
        assertEquals(1, rule.stride(2975));
        assertEquals(1488, rule.withheld(2976));
    }

    @Test
    void atMostHalfOfASeriesIsWithheld() {
        // One step apart: 58 + 96 = 154 steps.
        CutoffRule rule = rule(ConformalConfig.around("naive"), 19);
        assertEquals(154, rule.withheld(1000));
        assertEquals(50, rule.withheld(101));
        assertEquals(0, rule.withheld(1));
    }

    @Test
    void thereAreAsManyCutoffsAsTheHighestLevelNeeds() {
        assertEquals(99, rule(ConformalConfig.around("naive"), 99).count());
        assertEquals(
                20, rule(ConformalConfig.around("naive").withCutoffs(20, 0), 99).count());
    }

    @Test
    void aStrideThatIsGivenIsTaken() {
        assertEquals(
                5, rule(ConformalConfig.around("naive").withCutoffs(0, 5), 19).stride(10));
    }
}
