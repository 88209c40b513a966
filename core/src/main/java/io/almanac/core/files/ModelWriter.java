package io.almanac.core.files;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Collects the state of a model, a tree of nodes, and writes it as one file: {@code manifest.json} with the tree,
 * {@code tensors.safetensors} with all numbers, {@code blobs/…} with what a library wrote in a format of its own, and
 * {@code sha256} with a checksum of each. Not for many threads.
 */
public final class ModelWriter {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,200}");

    /** Bytes of a blob at most: 1 GiB. */
    static final int BLOB_LIMIT = 1 << 30;

    private final String prefix;
    private final ObjectNode node;
    private final Map<String, Tensor> tensors; // of the whole tree, by full name
    private final Map<String, byte[]> blobs; // the same

    /** The root of a new tree. */
    public ModelWriter() {
        this("", JsonNodeFactory.instance.objectNode(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    private ModelWriter(String prefix, ObjectNode node, Map<String, Tensor> tensors, Map<String, byte[]> blobs) {
        this.prefix = prefix;
        this.node = node;
        this.tensors = tensors;
        this.blobs = blobs;
    }

    /** Names the forecaster of this node and says where its model comes from. */
    public void header(String forecaster, Record provenance) {
        node.put("forecaster", forecaster);
        node.set("provenance", RecordJson.tree(provenance));
    }

    /**
     * Sets what is not numbers in bulk.
     *
     * @param version raised when the state changes its form; a reader refuses a version that it does not know
     */
    public void state(int version, Record state) {
        node.put("version", version);
        node.set("state", RecordJson.tree(state));
    }

    /** Adds an array of floats, row by row. */
    public void floats(String name, float[] values, long... shape) {
        add(name, new Tensor(Tensor.Type.F32, shape.clone(), Tensor.bytes(values)));
    }

    /** Adds an array of doubles, row by row. */
    public void doubles(String name, double[] values, long... shape) {
        add(name, new Tensor(Tensor.Type.F64, shape.clone(), Tensor.bytes(values)));
    }

    private void add(String name, Tensor tensor) {
        check(name);
        if (tensors.putIfAbsent(prefix + name, tensor) != null) {
            throw new IllegalArgumentException("tensor " + prefix + name + " was added twice");
        }
    }

    /**
     * Adds what a library wrote in a format of its own: a boosted tree, say. Never Java serialisation, which runs code
     * on reading.
     *
     * @throws IllegalArgumentException if it is longer than 1 GiB
     */
    public void blob(String name, byte[] bytes) {
        check(name);
        if (bytes.length > BLOB_LIMIT) {
            throw new IllegalArgumentException(
                    "blob " + prefix + name + " must have at most " + BLOB_LIMIT + " bytes, has " + bytes.length);
        }
        if (blobs.putIfAbsent(prefix + name, bytes.clone()) != null) {
            throw new IllegalArgumentException("blob " + prefix + name + " was added twice");
        }
    }

    /** A new node below this one: a member of a combination, say. */
    public ModelWriter child(String name) {
        check(name);
        ObjectNode children = node.withObjectProperty("children");
        if (children.has(name)) {
            throw new IllegalArgumentException("node " + prefix + name + " was added twice");
        }
        return new ModelWriter(prefix + name + "/", children.putObject(name), tensors, blobs);
    }

    private static void check(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "a name in a model file must match " + NAME + " and not be only dots, was \"" + name + "\"");
        }
    }

    /** Whether tensors, blobs and nodes may be named so; dots alone would be folders to an unzip program. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches() && !name.matches("\\.+");
    }

    /** Writes the file, whole or not at all; to be called on the root. */
    public void writeTo(Path file) throws IOException {
        Archive.write(file, node, tensors, blobs);
    }
}
