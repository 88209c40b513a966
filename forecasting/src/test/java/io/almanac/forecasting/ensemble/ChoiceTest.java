package io.almanac.forecasting.ensemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    private static final double NAN = Double.NaN;

    @Test
    void candidatesWithinOneStandardErrorOfTheBestAreKept() {
        // Differences from a: b 1, -1, 1, 0 (mean 0.25, standard error sqrt(2.75 / 3 / 4) = 0.479); c 1, 1, 1, 2 (mean
        // 1.25, standard error 0.25). The mean loss of a is 2.
        Choice choice = Choice.of(
                new TreeMap<>(Map.of(
                        "a", List.of(1.0, 2.0, 2.0, 3.0),
                        "b", List.of(2.0, 1.0, 3.0, 3.0),
                        "c", List.of(2.0, 3.0, 3.0, 5.0))),
                "");
        assertEquals("a", choice.best());
        assertEquals(List.of("a", "b"), choice.kept());
        assertEquals(
                List.of(
                        "a best: mean scaled error 2.000 over 4 trials",
                        "b as good: +12.5 %, standard error 23.9 %",
                        "c out: +62.5 %, standard error 12.5 %"),
                choice.reasons());
    }

    @Test
    void theStandardIsKeptUpToTwoStandardErrors() {
        // Differences 1, -1, 3, 1: mean 1, standard error sqrt(8 / 3 / 4) = 0.816.
        var losses = new TreeMap<String, List<Double>>(
                Map.of("a", List.of(1.0, 2.0, 2.0, 3.0), "b", List.of(2.0, 1.0, 5.0, 4.0)));
        assertEquals(List.of("a"), Choice.of(losses, "").kept());
        assertEquals(List.of("a", "b"), Choice.of(losses, "b").kept());
        assertEquals(Map.of("a", 2.0, "b", 3.0), Choice.of(losses, "b").means());
    }

    @Test
    void aCandidateThatOftenHasNoForecastIsOutAndTheOthersAreComparedWhereAllHaveOne() {
        List<Double> a = new ArrayList<>();
        List<Double> b = new ArrayList<>();
        List<Double> c = new ArrayList<>();
        for (int trial = 0; trial < 20; trial++) {
            a.add(trial == 3 ? NAN : 1.0 + trial % 2);
            b.add(trial == 3 ? 1000.0 : 3.0 + trial % 2); // without that trial 2 worse, and always by 2
            c.add(trial < 3 ? NAN : 0.1);
        }
        Choice choice = Choice.of(new TreeMap<>(Map.of("a", a, "b", b, "c", c)), "");
        assertEquals(List.of("a"), choice.kept());
        assertEquals(
                "c out: it has forecasts in 17 of 20 trials", choice.reasons().get(0));
        assertTrue(
                choice.reasons().get(1).endsWith("over 19 trials"),
                choice.reasons().get(1));
    }

    @Test
    void withTooFewTrialsNothingIsChosen() {
        Choice two = Choice.of(new TreeMap<>(Map.of("a", List.of(1.0, 2.0), "b", List.of(1.0, 3.0))), "");
        assertEquals("", two.best());
        assertEquals(List.of("2 trials are too few to choose by, 3 are needed"), two.reasons());
        assertEquals(List.of(), Choice.of(new TreeMap<>(), "").kept());
    }

    @Test
    void theBestIsAlwaysKeptAndTheOrderOfTrialsMeansNothing() {
        var random = new Random(2);
        for (int round = 0; round < 50; round++) {
            var losses = new TreeMap<String, List<Double>>();
            for (String label : List.of("a", "b", "c", "d")) {
                losses.put(label, random.doubles(10, 0.5, 2).boxed().toList());
            }
            Choice choice = Choice.of(losses, "");
            assertTrue(choice.kept().contains(choice.best()));
            var turned = new TreeMap<String, List<Double>>();
            losses.forEach((label, own) -> {
                List<Double> reversed = new ArrayList<>(own);
                java.util.Collections.reverse(reversed);
                turned.put(label, reversed);
            });
            assertEquals(choice.kept(), Choice.of(turned, "").kept());
        }
    }
}
