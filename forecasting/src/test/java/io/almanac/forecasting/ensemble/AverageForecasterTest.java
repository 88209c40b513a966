package io.almanac.forecasting.ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.SeriesSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AverageForecasterTest {

    /** A network that trains for four updates. */
    private static final Map<String, String> TINY = Map.of(
            "branch", "none",
            "context", "8",
            "width", "8",
            "layers", "1",
            "heads", "2",
            "feedForward", "8",
            "epochs", "2",
            "updatesPerEpoch", "2",
            "batch", "4",
            "warmup", "1");

    private final SeriesSet data = Fixtures.data();

    @Test
    void theForecastIsTheMeanOfTheMembersFittedAlone() {
        AverageForecaster average = Fixtures.average(
                Map.of("a", "naive", "b", "drift", "c", "ridge", "d", "ridge"),
                Map.of("c.contexts", "8", "d.contexts", "12"));
        double[][] alone = {
            alone("naive", Map.of()),
            alone("drift", Map.of()),
            alone("ridge", Map.of("contexts", "8")),
            alone("ridge", Map.of("contexts", "12"))
        };
        double[] expected = new double[alone[0].length];
        Arrays.setAll(expected, i -> (alone[0][i] + alone[1][i] + alone[2][i] + alone[3][i]) / 4);
        assertArrayEquals(expected, Fixtures.numbers(average.fit(data, Fixtures.OPTIONS)));
    }

    private double[] alone(String id, Map<String, String> settings) {
        return Fixtures.numbers(Forecasters.create(id, settings).fit(data, Fixtures.OPTIONS));
    }

    @Test
    void twoEqualTransformersDifferInTheirSeedAndInTheirCheckpoints(@TempDir Path folder) throws IOException {
        Map<String, String> settings = new HashMap<>();
        TINY.forEach((option, value) -> {
            settings.put("a." + option, value);
            settings.put("b." + option, value);
        });
        AverageForecaster average = Fixtures.average(Map.of("a", "transformer", "b", "transformer"), settings);
        FitOptions options = Fixtures.OPTIONS.withSeed(5);
        try (ForecastModel model = average.fit(data, options.withCheckpoints(folder));
                ForecastModel a = Forecasters.create("transformer", TINY).fit(data, options);
                ForecastModel b = Forecasters.create("transformer", TINY).fit(data, options.withSeed(6))) {
            double[] ofA = Fixtures.numbers(a);
            double[] ofB = Fixtures.numbers(b);
            assertFalse(Arrays.equals(ofA, ofB));
            double[] expected = new double[ofA.length];
            Arrays.setAll(expected, i -> (ofA[i] + ofB[i]) / 2);
            assertArrayEquals(expected, Fixtures.numbers(model));
            assertEquals(a.provenance().environment(), model.provenance().environment());
        }
        try (Stream<Path> checkpoints = Files.list(folder)) {
            assertEquals(2, checkpoints.count());
        }
    }

    @Test
    void seedsCountUpInTheOrderOfLabelsWhoeverIsUnfit() {
        AverageForecaster average =
                Fixtures.average(Map.of("c", "parrot", "a", "parrot", "b", "parrot"), Map.of("b.least", "1000"));
        AverageModel model = average.fit(data, Fixtures.OPTIONS.withSeed(7));
        assertEquals(List.of("a", "c"), List.copyOf(model.members().keySet()));
        assertEquals(
                List.of(7L, 9L),
                model.members().values().stream()
                        .map(one -> one.provenance().seed())
                        .toList());
        assertEquals(
                List.of(
                        "the mean of a, c; of a history that some of them refuse, that of the others",
                        "without b: parrot needs 1000 steps",
                        "a (parrot, seed 7): a parrot",
                        "c (parrot, seed 9): a parrot"),
                model.provenance().notes());
    }

    @Test
    void whereNoMemberCanBeFittedTheFirstSaysWhy() {
        AverageForecaster average =
                Fixtures.average(Map.of("a", "parrot", "b", "parrot"), Map.of("a.least", "1000", "b.least", "2000"));
        var unfit = assertThrows(UnfitException.class, () -> average.fit(data, Fixtures.OPTIONS));
        assertEquals("no member can be fitted; a: parrot needs 1000 steps", unfit.getMessage());
    }

    @Test
    void aHistoryThatAMemberRefusesGetsTheMeanOfTheOthers() {
        AverageForecaster average = Fixtures.average(
                Map.of("a", "parrot", "b", "naive"), Map.of("a.least", "75", "a.constant", "true", "a.spread", "1"));
        AverageModel model = average.fit(data, Fixtures.OPTIONS);
        ForecastModel naive = Forecasters.create("naive").fit(data, Fixtures.OPTIONS);
        double[] others = Fixtures.numbers(Fixtures.outcomes(naive).get(0));
        assertArrayEquals(others, Fixtures.numbers(Fixtures.outcomes(model).get(0)), "60 steps");
        others = Fixtures.numbers(Fixtures.outcomes(naive).get(2));
        assertFalse(
                Arrays.equals(others, Fixtures.numbers(Fixtures.outcomes(model).get(2))), "80 steps");
    }

    @Test
    void membersAreHeardAndTheirEpochsKeptOutOfTheTrainingCurve() {
        List<FitProgress> heard = new ArrayList<>();
        Fixtures.average(Map.of("a", "parrot", "b", "parrot"), Map.of())
                .fit(data, Fixtures.OPTIONS.withListener(heard::add));
        assertEquals(2, heard.size());
        assertTrue(heard.stream().noneMatch(FitProgress::endOfEpoch), heard.toString());
    }

    @Test
    void aFitStopsBetweenMembersThatDontAsk() {
        List<FitProgress> heard = new ArrayList<>();
        var listener = new FitListener() {

            @Override
            public void progress(FitProgress progress) {
                heard.add(progress);
            }

            @Override
            public boolean cancelled() {
                return !heard.isEmpty();
            }
        };
        AverageForecaster average = Fixtures.average(Map.of("a", "parrot", "b", "parrot"), Map.of());
        assertThrows(CancellationException.class, () -> average.fit(data, Fixtures.OPTIONS.withListener(listener)));
        assertEquals(1, heard.size());
    }

    @Test
    void capabilitiesAreThoseOfTheMembersTogether() {
        Capabilities local =
                Fixtures.average(Map.of("a", "naive", "b", "drift"), Map.of()).capabilities();
        assertEquals(Forecasters.create("naive").capabilities(), local);
        Capabilities mixed = Fixtures.average(Map.of("a", "naive", "b", "transformer"), Map.of())
                .capabilities();
        assertEquals(Capabilities.Scope.GLOBAL, mixed.scope());
        assertEquals(Forecasters.create("transformer").capabilities().covariates(), mixed.covariates());
        assertEquals(Set.of(Covariate.Kind.values()), mixed.covariates());
    }
}
