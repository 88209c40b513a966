package io.almanac.core.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One node of a model file: what a {@link ModelWriter} wrote. Reading never runs anything that the file holds. */
public final class ModelReader {

    private final String path; // of the file, for messages
    private final String prefix;
    private final JsonNode node;
    private final Map<String, Tensor> tensors;
    private final Map<String, byte[]> blobs;

    private ModelReader(
            String path, String prefix, JsonNode node, Map<String, Tensor> tensors, Map<String, byte[]> blobs) {
        this.path = path;
        this.prefix = prefix;
        this.node = node;
        this.tensors = tensors;
        this.blobs = blobs;
    }

    /**
     * Opens the root of a file and checks the checksums.
     *
     * @throws ModelFileException if the file is missing, damaged, edited or of a newer format, with the reason
     */
    public static ModelReader open(Path file) throws IOException {
        Archive.Content content = Archive.read(file);
        return new ModelReader(file.toString(), "", content.root(), content.tensors(), content.blobs());
    }

    /** The id of the forecaster of this node. */
    public String forecaster() throws ModelFileException {
        return required("forecaster").asText();
    }

    /**
     * Where the model comes from.
     *
     * @param config the type of the forecaster's configuration within it
     */
    public <R extends Record> R provenance(Class<R> type, Class<? extends Record> config) throws ModelFileException {
        try {
            return RecordJson.read(required("provenance").toString(), type, config);
        } catch (IllegalArgumentException e) {
            throw wrong("provenance", e);
        }
    }

    /**
     * What is not numbers in bulk.
     *
     * @param version the version that the caller knows
     */
    public <R extends Record> R state(int version, Class<R> type) throws ModelFileException {
        checkVersion(version);
        try {
            return RecordJson.read(required("state").toString(), type);
        } catch (IllegalArgumentException e) {
            throw wrong("state", e);
        }
    }

    /**
     * The same of a record with a component that is declared as {@link Record}.
     *
     * @param nested what stands there
     */
    public <R extends Record> R state(int version, Class<R> type, Class<? extends Record> nested)
            throws ModelFileException {
        checkVersion(version);
        try {
            return RecordJson.read(required("state").toString(), type, nested);
        } catch (IllegalArgumentException e) {
            throw wrong("state", e);
        }
    }

    private void checkVersion(int version) throws ModelFileException {
        int found = required("version").asInt();
        if (found != version) {
            throw new ModelFileException(path + ": the state of " + forecaster() + " has the version " + found
                    + ", this program reads " + version
                    + (found > version ? "; use a newer version of Almanac" : ""));
        }
    }

    /** An array of floats of just this shape. */
    public float[] floats(String name, long... shape) throws ModelFileException {
        return tensor(name, Tensor.Type.F32, shape).floats();
    }

    /** An array of doubles of just this shape. */
    public double[] doubles(String name, long... shape) throws ModelFileException {
        return tensor(name, Tensor.Type.F64, shape).doubles();
    }

    private Tensor tensor(String name, Tensor.Type type, long[] shape) throws ModelFileException {
        Tensor tensor = tensors.get(prefix + name);
        if (tensor == null) {
            throw new ModelFileException(path + " has no tensor " + prefix + name);
        }
        if (tensor.type() != type || !Arrays.equals(tensor.shape(), shape)) {
            throw new ModelFileException(path + ": tensor " + prefix + name + " is " + tensor.type()
                    + Arrays.toString(tensor.shape()) + ", expected " + type + Arrays.toString(shape));
        }
        return tensor;
    }

    /** Bytes that a library wrote in a format of its own. */
    public byte[] blob(String name) throws ModelFileException {
        byte[] bytes = blobs.get(prefix + name);
        if (bytes == null) {
            throw new ModelFileException(path + " has no blob " + prefix + name);
        }
        return bytes.clone();
    }

    /** The names of the nodes below this one, in the order in which they were written. */
    public List<String> children() {
        List<String> names = new ArrayList<>();
        node.path("children").fieldNames().forEachRemaining(names::add);
        return List.copyOf(names);
    }

    /** A node below this one. */
    public ModelReader child(String name) throws ModelFileException {
        JsonNode child = node.path("children").path(name);
        if (!child.isObject()) {
            throw new ModelFileException(path + " has no node " + prefix + name);
        }
        return new ModelReader(path, prefix + name + "/", child, tensors, blobs);
    }

    private JsonNode required(String name) throws ModelFileException {
        JsonNode value = node.get(name);
        if (value == null) {
            throw new ModelFileException(path + ": the node \"" + prefix + "\" has no " + name);
        }
        return value;
    }

    private ModelFileException wrong(String what, IllegalArgumentException e) {
        return new ModelFileException(path + ": the " + what + " can't be read: " + e.getMessage(), e);
    }
}
