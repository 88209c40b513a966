package io.almanac.forecasting.arima;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.forecasting.local.InformationCriterion;
import org.junit.jupiter.api.Test;

class ArimaFormTest {

    @Test
    void formsAreReadAsTheyAreWritten() {
        for (String text : new String[] {
            "(2,1,1)(0,1,1)[12]", "(0,1,1)(0,0,0)[12] with drift", "(1,0,0)(0,0,0)[12] with non-zero mean"
        }) {
            assertEquals(
                    "ARIMA" + text.replace("(0,0,0)[12]", ""),
                    ArimaForm.parse(text, 12).toString());
        }
        assertEquals(
                "ARIMA(0,1,1)(0,1,1)[7]", ArimaForm.parse("(0,1,1)(0,1,1)", 7).toString());
    }

    @Test
    void wrongFormsAreRefusedByName() {
        assertMessage(
                "orders must be auto or like (0,1,1), (0,1,1)(0,1,1), (0,1,1) with drift,"
                        + " (1,0,0) with non-zero mean, was 2,1",
                "2,1");
        assertMessage("a constant needs at most one difference, were 2", "(0,2,0) with drift");
        assertMessage("a drift needs one difference, a mean none: (0,0,0) with drift", "(0,0,0) with drift");
        assertMessage("a seasonal part needs a season of at least 2, was 1", "(0,0,0)(1,0,0)");
        assertEquals(
                "season must not be negative, was -1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new ArimaConfig(-1, "auto", InformationCriterion.AICC, true))
                        .getMessage());
    }

    private static void assertMessage(String message, String orders) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> ArimaForm.parse(orders, 1))
                        .getMessage());
    }
}
