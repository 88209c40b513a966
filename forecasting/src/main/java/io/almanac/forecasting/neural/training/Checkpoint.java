package io.almanac.forecasting.neural.training;

import ai.djl.ndarray.NDArray;
import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.files.RecordJson;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.provenance.Environment;
import io.almanac.core.series.SeriesSet;
import io.almanac.forecasting.neural.NativeEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where a training keeps its state after each epoch. One that was killed is begun again with the same checkpoint, goes
 * on after the last epoch that had ended, and gives the same bits as one that was never killed.
 *
 * <p>The file is a model file, written whole or not at all, with checksums. Its name is a hash of everything on which
 * the training depends, so that no other training takes it; a damaged one is reported, and the training begins anew. It
 * stays when the training has ended: a fit that was killed after one of several trainings does not repeat that one. Who
 * gave the folder deletes it; see {@link FitOptions#checkpoints}. Immutable.
 */
public final class Checkpoint {

    /** Keeps nothing. */
    public static final Checkpoint NONE = new Checkpoint(Optional.empty(), "");

    private static final System.Logger LOG = System.getLogger(Checkpoint.class.getName());
    private static final int VERSION = 1;

    private final Optional<Path> folder;
    private final String key;

    private Checkpoint(Optional<Path> folder, String key) {
        this.folder = folder;
        this.key = key;
    }

    /** What a training depends on beside its plan: all that the provenance of the model will say. */
    private record Key(ModelProvenance fit, String part) {}

    /**
     * What a training does.
     *
     * @param learningRates at the first and at the last update of each epoch: the plan as JSON has none
     */
    private record Course(TrainingPlan plan, List<Double> learningRates) {

        static Course of(TrainingPlan plan) {
            List<Double> rates = new ArrayList<>();
            for (long epoch = 0; epoch < plan.epochs(); epoch++) {
                rates.add(plan.learningRate().at(epoch * plan.updatesPerEpoch() + 1));
                rates.add(plan.learningRate().at((epoch + 1) * plan.updatesPerEpoch()));
            }
            return new Course(plan, rates);
        }
    }

    /**
     * What the file holds beside the arrays.
     *
     * @param key   the hash that names the file too
     * @param curve see {@link TrainingState#curve}
     */
    private record Content(String key, List<FitProgress> curve) {}

    /**
     * The checkpoint of a training within a fit, in the folder that the options name; {@link #NONE} if they name none.
     *
     * @param part which training it is, where one fit has several; else empty
     */
    public static Checkpoint of(
            Forecaster forecaster, SeriesSet training, FitOptions options, NativeEngine engine, String part) {
        if (options.checkpoints().isEmpty()) {
            return NONE;
        }
        var environment = Environment.current().withEngine(engine.facts());
        var fit = ModelProvenance.of(forecaster, training, options, List.of(), environment);
        return at(options.checkpoints().get(), RecordJson.write(new Key(fit, part)));
    }

    /** @param key a text that is another one for each training that the folder may see */
    static Checkpoint at(Path folder, String key) {
        return new Checkpoint(Optional.of(folder), key);
    }

    /**
     * Sets a state to what the file holds.
     *
     * @return whether there was a file, whole and of this training; if not, the state is left as it was
     */
    boolean restore(TrainingState state, TrainingPlan plan) {
        if (folder.isEmpty()) {
            return false;
        }
        String hash = hash(plan);
        Path file = file(hash);
        try {
            if (!Files.exists(file)) {
                return false;
            }
            ModelReader reader = ModelReader.open(file);
            Content content = reader.state(VERSION, Content.class);
            if (!content.key().equals(hash)) {
                throw new ModelFileException(file + " is the checkpoint of another training");
            }
            List<Runnable> writes = new ArrayList<>(); // not before all is read
            for (var group : state.arrays().entrySet()) {
                ModelReader node = reader.child(group.getKey());
                for (int i = 0; i < group.getValue().size(); i++) {
                    NDArray array = group.getValue().get(i);
                    float[] values =
                            node.floats(Integer.toString(i), array.getShape().getShape());
                    writes.add(() -> NativeEngine.write(values, array));
                }
            }
            writes.forEach(Runnable::run);
            state.resume(content.curve());
            return true;
        } catch (ModelFileException e) {
            LOG.log(System.Logger.Level.WARNING, "training begins anew: {0}", e.getMessage());
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the file by one of this state. */
    void save(TrainingState state, TrainingPlan plan) {
        if (folder.isEmpty()) {
            return;
        }
        String hash = hash(plan);
        var writer = new ModelWriter();
        writer.state(VERSION, new Content(hash, state.curve()));
        state.arrays().forEach((name, arrays) -> {
            ModelWriter node = writer.child(name);
            IntStream.range(0, arrays.size())
                    .forEach(i -> node.floats(
                            Integer.toString(i),
                            arrays.get(i).toFloatArray(),
                            arrays.get(i).getShape().getShape()));
        });
        try {
            writer.writeTo(file(hash));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String hash) {
        return folder.orElseThrow().resolve(hash.substring(0, 16) + ".checkpoint");
    }

    private String hash(TrainingPlan plan) {
        try {
            byte[] text = (key + RecordJson.write(Course.of(plan))).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
