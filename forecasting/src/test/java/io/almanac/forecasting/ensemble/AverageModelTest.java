package io.almanac.forecasting.ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AverageModelTest {

    @TempDir
    private Path folder;

    @Test
    void closingClosesAllMembers() {
        SortedSet<String> closed = new TreeSet<>();
        AverageModel fitted = fit();
        var members = new TreeMap<String, ForecastModel>();
        for (String label : List.of("a", "b", "c")) {
            members.put(label, new Closeable(fitted, () -> closed.add(label)));
        }
        new AverageModel(members, List.of(Blend.alone("a")), fitted.provenance()).close();
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
        refused("the members must be some of [a, b], were []", List.of(), List.of());
        refused("the members must be some of [a, b], were [c]", List.of("c"), List.of());
        refused("the blends must be of the members [a], were []", List.of("a"), List.of());
        Blend other = Blend.alone("b");
        refused("the blends must be of the members [a], were [" + other + "]", List.of("a"), List.of(other));
    }

    private record State(List<Blend> blends) {}

    private void refused(String message, List<String> members, List<Blend> blends) {
        Path file = folder.resolve("m.almanac");
        AverageModel fitted = fit();
        var writer = new ModelWriter();
        writer.header("average", fitted.provenance());
        writer.state(1, new State(blends));
        var error = assertThrows(ModelFileException.class, () -> {
            for (String member : members) {
                ModelStore.save(fitted.members().values().iterator().next(), writer.child(member));
            }
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
