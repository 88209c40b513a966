package io.almanac.benchmarks.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariantTest {

    @Test
    void labelsAndSettingsAreData() {
        assertEquals(
                List.of(
                        new Variant("naive", "naive", Map.of()),
                        new Variant("short", "transformer", Map.of("training.epochs", "5", "a", "b=c"))),
                Variant.parse(
                        List.of("naive", "short=transformer"), List.of("short.training.epochs=5", "short.a=b=c")));
    }

    @Test
    void whatHasAnotherFormIsRefused() {
        assertEquals("labels must be unique, a stands twice", refused(List.of("a", "a"), List.of()));
        assertEquals(
                "label must have letters, digits, _ and - only, was \"a.b\"", refused(List.of("a.b=c"), List.of()));
        assertEquals(
                "settings must be LABEL.OPTION=VALUE with a label of a, b, were [c.x=1, a.x]",
                refused(List.of("a", "b"), List.of("c.x=1", "b.x=1", "a.x")));
    }

    private static String refused(List<String> models, List<String> settings) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Variant.parse(models, settings))
                .getMessage());
    }
}
