package io.almanac.reports.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void numbersHaveFourSignificantDigits() {
        assertEquals("1.079", Numbers.text(1.0794));
        assertEquals("0.8100", Numbers.text(0.81));
        assertEquals("-0.002670", Numbers.text(-0.00267));
        assertEquals("10.00", Numbers.text(9.9999));
        assertEquals("999.9", Numbers.text(999.94));
        assertEquals("12,346", Numbers.text(12345.6));
        assertEquals("1.000e-05", Numbers.text(1e-5));
        assertEquals("2.500e+12", Numbers.text(2.5e12));
        assertEquals("0", Numbers.text(0.0));
        assertEquals("n/a", Numbers.text(Double.NaN));
        assertEquals("Infinity", Numbers.text(Double.POSITIVE_INFINITY));
    }

    @Test
    void pValuesStayOnTheirSideOfFivePercent() {
        assertEquals("0.013", Numbers.p(0.0129));
        assertEquals("0.04996", Numbers.p(0.04996));
        assertEquals("< 0.001", Numbers.p(0.00099));
        assertEquals("n/a", Numbers.p(Double.NaN));
    }

    @Test
    void differencesHaveASignAndNothingHasNone() {
        assertEquals("-1.4", Numbers.signed(-1.44));
        assertEquals("+10.0", Numbers.signed(9.96));
        assertEquals("0.0", Numbers.signed(-0.04));
    }

    @Test
    void countsAreSingularOrPlural() {
        assertEquals("1 fold", Numbers.count(1, "fold", "folds"));
        assertEquals("1,200 folds", Numbers.count(1200, "fold", "folds"));
    }

    @Test
    void thinningKeepsTheExtremesAndTheOrder() {
        var random = new Random(3);
        double[] y = random.doubles(12_345).toArray();
        y[7000] = 9;
        y[7001] = -9;
        y[42] = Double.NaN;
        int[] kept = LinePlot.thinned(y);
        assertTrue(kept.length <= 400, kept.length + " points");
        assertTrue(Arrays.stream(kept).anyMatch(i -> i == 7000)
                && Arrays.stream(kept).anyMatch(i -> i == 7001));
        assertTrue(Arrays.stream(kept).noneMatch(i -> i == 42), "a missing value hides none that is there");
        assertTrue(Arrays.equals(kept, Arrays.stream(kept).sorted().toArray()), "in order");
    }

    @Test
    void chartsBringTheirFont() {
        assertEquals("Liberation Sans", ReportFont.of(12).getFamily());
        String message =
                String.valueOf(ReportFont.failed(new InternalError("no fonts")).getMessage());
        assertTrue(message.contains("-Dsun.awt.fontconfig=FILE") && message.contains("no fonts"), message);
    }
}
