package io.almanac.forecasting.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class InformationCriterionTest {

    @Test
    void criteriaAreThoseOfTheirPapers() {
        // -2 · -10 + 2 · 3 = 26; with 20 values 26 + 24 / 16 = 27.5; 20 + 3 ln 20
        assertEquals(26, InformationCriterion.AIC.of(-10, 3, 20), 1e-12);
        assertEquals(27.5, InformationCriterion.AICC.of(-10, 3, 20), 1e-12);
        assertEquals(20 + 3 * Math.log(20), InformationCriterion.BIC.of(-10, 3, 20), 1e-12);
        assertEquals(Double.POSITIVE_INFINITY, InformationCriterion.AICC.of(-10, 3, 4));
    }
}
