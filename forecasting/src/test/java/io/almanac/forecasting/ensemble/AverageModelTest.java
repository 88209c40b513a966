package io.almanac.forecasting.ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AverageModelTest {

    private static final TimeAxis STEP = TimeAxis.integers(10, 1);

    @TempDir
    private Path folder;

    /** One channel, one step, the quantiles 0.1, 0.5, 0.9. */
    private static Forecast forecast(PointKind kind, double point, double... quantiles) {
        double[][][] values = new double[3][1][1];
        Arrays.setAll(values, q -> new double[][] {{quantiles[q]}});
        return Forecast.wrap("s", STEP, kind, new double[][] {{point}}, List.of(0.1, 0.5, 0.9), values);
    }

    private static Forecast mean(Outcome... outcomes) {
        return (Forecast) AverageModel.mean(List.of(outcomes));
    }

    @Test
    void pointsAndQuantilesAreAveragedEachForItself() {
        Forecast mean = mean(
                forecast(PointKind.MEAN, 2, -1, 1, 4),
                forecast(PointKind.MEAN, 5, 2, 5, 9),
                forecast(PointKind.MEAN, 8, 2, 9, 11));
        // (2 + 5 + 8) / 3; (-1 + 2 + 2) / 3; (1 + 5 + 9) / 3; (4 + 9 + 11) / 3
        assertArrayEquals(new double[] {5, 1, 5, 8}, Fixtures.numbers(mean));
        assertEquals("s", mean.id());
        assertEquals(STEP, mean.axis());
        assertEquals(0, mean.paths());
    }

    @Test
    void membersOfOneSpreadKeepItWhereverTheyLie() {
        Forecast mean = mean(forecast(PointKind.MEAN, 0, -1, 0, 2), forecast(PointKind.MEAN, 100, 99, 100, 102));
        assertArrayEquals(new double[] {50, 49, 50, 52}, Fixtures.numbers(mean));
    }

    @Test
    void aMeanLiesWithinTheMembersWhateverTheirOrderAndQuantilesDontCross() {
        var random = new Random(3);
        for (int trial = 0; trial < 50; trial++) {
            List<Outcome> members = new ArrayList<>();
            for (int m = 0; m < 2 + trial % 4; m++) {
                double[] quantiles = random.doubles(3, -9, 9).sorted().toArray();
                members.add(forecast(PointKind.MEDIAN, quantiles[1], quantiles));
            }
            double[] mean = Fixtures.numbers(AverageModel.mean(members));
            for (int i = 0; i < mean.length; i++) {
                double sum = 0;
                double least = Double.POSITIVE_INFINITY;
                double most = Double.NEGATIVE_INFINITY;
                for (Outcome member : members) {
                    double own = Fixtures.numbers(member)[i];
                    sum += own;
                    least = Math.min(least, own);
                    most = Math.max(most, own);
                }
                assertEquals(sum / members.size(), mean[i], 1e-12);
                assertTrue(mean[i] >= least - 1e-12 && mean[i] <= most + 1e-12);
            }
            assertTrue(mean[1] <= mean[2] && mean[2] <= mean[3]);
            Collections.reverse(members);
            assertArrayEquals(mean, Fixtures.numbers(AverageModel.mean(members)), 1e-12);
        }
    }

    @Test
    void pointsOfOneKindStayOfItAndOthersAreMeans() {
        Forecast mean = forecast(PointKind.MEAN, 0, 0, 0, 0);
        Forecast median = forecast(PointKind.MEDIAN, 0, 0, 0, 0);
        assertEquals(PointKind.MEDIAN, mean(median, median).pointKind());
        assertEquals(PointKind.MEAN, mean(mean, mean).pointKind());
        assertEquals(PointKind.MEAN, mean(median, mean).pointKind());
        assertEquals(PointKind.MEAN, mean(mean, median).pointKind());
    }

    @Test
    void aQuantileThatAMemberLacksIsLeftOut() {
        Forecast few = Forecast.wrap(
                "s", STEP, PointKind.MEAN, new double[][] {{0}}, List.of(0.5, 0.8), new double[][][] {{{0}}, {{1}}});
        Forecast mean = mean(forecast(PointKind.MEAN, 2, 1, 2, 3), few);
        assertEquals(List.of(0.5), mean.quantiles());
        assertArrayEquals(new double[] {1, 1}, Fixtures.numbers(mean));
    }

    @Test
    void aRefusalIsLeftOutUnlessAllRefuse() {
        var first = new Refusal("s", STEP, "too short");
        var second = new Refusal("s", STEP, "too flat");
        assertArrayEquals(
                new double[] {3, 2, 3, 4},
                Fixtures.numbers(mean(
                        first, forecast(PointKind.MEAN, 2, 1, 2, 3), second, forecast(PointKind.MEAN, 4, 3, 4, 5))));
        assertSame(first, AverageModel.mean(List.of(first, second)));
    }

    @Test
    void closingClosesAllMembers() {
        SortedSet<String> closed = new TreeSet<>();
        AverageModel fitted = fit();
        var members = new TreeMap<String, ForecastModel>();
        for (String label : List.of("a", "b", "c")) {
            members.put(label, new Closeable(fitted, () -> closed.add(label)));
        }
        new AverageModel(members, fitted.provenance()).close();
        assertEquals(Set.of("a", "b", "c"), closed);
    }

    /** A model that tells when it is closed. */
    private record Closeable(ForecastModel model, Runnable closed) implements ForecastModel {

        @Override
        public List<Outcome> forecast(List<TimeSeries> histories, int horizon) {
            return model.forecast(histories, horizon);
        }

        @Override
        public void save(ModelWriter out) throws IOException {
            model.save(out);
        }

        @Override
        public ModelProvenance provenance() {
            return model.provenance();
        }

        @Override
        public void close() {
            closed.run();
        }
    }

    @Test
    void aLoadedModelForecastsTheSameBits() throws IOException {
        Path file = folder.resolve("m.almanac");
        AverageModel model = fit();
        ModelStore.save(model, file);
        try (ForecastModel loaded = ModelStore.load(file, "cpu")) {
            assertEquals(model.provenance(), loaded.provenance());
            assertArrayEquals(Fixtures.numbers(model), Fixtures.numbers(loaded));
        }
        ModelReader root = ModelReader.open(file);
        assertEquals(List.of("a", "b"), root.children());
        assertEquals("ridge", root.child("b").forecaster());
    }

    @Test
    void twoFitsGiveEqualBytes() throws IOException {
        ModelStore.save(fit(), folder.resolve("1.almanac"));
        ModelStore.save(fit(), folder.resolve("2.almanac"));
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("1.almanac")), Files.readAllBytes(folder.resolve("2.almanac")));
    }

    @Test
    void aFileWithMembersThatTheConfigurationLacksIsRefused() {
        refused("the members must be some of [a, b], were []", Set.of());
        refused("the members must be some of [a, b], were [a, c]", Set.of("a", "c"));
    }

    private record State(Set<String> members) {}

    private void refused(String message, Set<String> members) {
        Path file = folder.resolve("m.almanac");
        var writer = new ModelWriter();
        writer.header("average", fit().provenance());
        writer.state(1, new State(new TreeSet<>(members)));
        var error = assertThrows(ModelFileException.class, () -> {
            writer.writeTo(file);
            ModelStore.load(file, "cpu");
        });
        assertEquals(message, error.getMessage());
    }

    private static AverageModel fit() {
        return Fixtures.average(Map.of("a", "drift", "b", "ridge"), Map.of("b.contexts", "8"))
                .fit(Fixtures.data(), Fixtures.OPTIONS);
    }
}
