package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One file that a script of {@code src/test/reference} wrote: weights of a block, inputs and outputs. */
public final class Reference {

    private final JsonNode root;

    private Reference(JsonNode root) {
        this.root = root;
    }

    static Reference read(String file) {
        return read(Reference.class, file);
    }

    /** A file beside a test. */
    public static Reference read(Class<?> test, String file) {
        try (InputStream in = Objects.requireNonNull(test.getResourceAsStream(file), file)) {
            return new Reference(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets every trainable parameter; the file must hold exactly those, by name without DJL's numbers, and shape. */
    public void loadInto(Block block) {
        Map<String, Parameter> trainable = new TreeMap<>();
        block.getParameters().forEach(entry -> {
            if (entry.getValue().requiresGradient()) {
                trainable.put(entry.getKey().replaceAll("(^|_)\\d\\d", "$1"), entry.getValue());
            }
        });
        JsonNode weights = root.required("weights");
        Set<String> stored = new TreeSet<>();
        weights.fieldNames().forEachRemaining(stored::add);
        assertEquals(stored, trainable.keySet());
        trainable.forEach((name, parameter) -> {
            JsonNode tensor = weights.required(name);
            assertEquals(shape(tensor), parameter.getShape(), name);
            parameter.getArray().set(FloatBuffer.wrap(data(tensor)));
        });
    }

    public NDArray tensor(NDManager manager, String name) {
        return manager.create(expected(name), shape(named(name)));
    }

    public float[] expected(String name) {
        return data(named(name));
    }

    public void assertClose(String name, NDArray actual) {
        assertEquals(shape(named(name)), actual.getShape(), name);
        assertArrayEquals(expected(name), actual.toFloatArray(), 1e-5f, name);
    }

    private JsonNode named(String name) {
        return root.required("tensors").required(name);
    }

    private static Shape shape(JsonNode tensor) {
        long[] shape = new long[tensor.required("shape").size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.required("shape").get(i).asLong();
        }
        return new Shape(shape);
    }

    private static float[] data(JsonNode tensor) {
        float[] data = new float[tensor.required("data").size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) tensor.required("data").get(i).asDouble();
        }
        return data;
    }
}
