package io.almanac.core.forecast;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Saves models to files {@code NAME.almanac} and loads them again, whatever forecaster made them. */
public final class ModelStore {

    private ModelStore() {}

    /** Writes a model to one file, whole or not at all. */
    public static void save(ForecastModel model, Path file) throws IOException {
        var root = new ModelWriter();
        save(model, root);
        root.writeTo(file);
    }

    /** Writes a model into a node: how a combination saves its members. */
    public static void save(ForecastModel model, ModelWriter node) throws IOException {
        node.header(model.provenance().forecaster(), model.provenance());
        model.save(node);
    }

    /**
     * Loads a model; the caller closes it.
     *
     * @param device {@code cpu} or {@code gpu:N}
     * @throws ModelFileException if the file is missing, damaged, edited, too new, or of a forecaster that is not on
     *                            the class path, with the reason
     */
    public static ForecastModel load(Path file, String device) throws IOException {
        return load(ModelReader.open(file), device);
    }

    /** Loads a model from a node: how a combination loads its members. */
    public static ForecastModel load(ModelReader node, String device) throws IOException {
        ForecasterProvider<?> provider;
        try {
            provider = Forecasters.find(node.forecaster());
        } catch (IllegalArgumentException e) {
            throw new ModelFileException("the model can't be read: " + e.getMessage(), e);
        }
        Class<? extends Record> config = provider.defaults().getClass();
        return provider.load(node, node.provenance(ModelProvenance.class, config), device);
    }
}
