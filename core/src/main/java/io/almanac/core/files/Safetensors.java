package io.almanac.core.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The safetensors format: eight bytes with the length of a JSON header (little-endian), the header with type, shape
 * and place of each tensor, then the numbers. Its definition: huggingface/safetensors, README, "Format".
 */
final class Safetensors {

    private Safetensors() {}

    static byte[] write(Map<String, Tensor> tensors) {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        long end = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", tensor.type().name());
            ArrayNode shape = node.putArray("shape");
            Arrays.stream(tensor.shape()).forEach(shape::add);
            node.putArray("data_offsets").add(end).add(end + tensor.bytes().length);
            end += tensor.bytes().length;
        }
        // Spaces pad the header so that the numbers begin at a multiple of eight.
        String text = header.toString();
        byte[] json = (text + " ".repeat(Math.floorMod(-text.getBytes(StandardCharsets.UTF_8).length, 8)))
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(Long.BYTES + json.length + end))
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(json.length).put(json);
        tensors.values().forEach(tensor -> out.put(tensor.bytes()));
        return out.array();
    }

    /**
     * Reads all tensors.
     *
     * @throws IllegalArgumentException if header and numbers do not fit together
     */
    static Map<String, Tensor> read(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long length = file.length < Long.BYTES ? -1 : in.getLong();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("the header of the tensors is cut off");
        }
        int start = Long.BYTES + (int) length;
        JsonNode header = RecordJson.tree(new String(file, Long.BYTES, (int) length, StandardCharsets.UTF_8));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        header.properties().forEach(entry -> {
            JsonNode node = entry.getValue();
            long from = node.path("data_offsets").path(0).asLong(-1);
            long to = node.path("data_offsets").path(1).asLong(-1);
            if (from < 0 || to < from || to > file.length - start) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT, "tensor %s lies at %d to %d, outside the file", entry.getKey(), from, to));
            }
            long[] shape = new long[node.path("shape").size()];
            Arrays.setAll(shape, i -> node.path("shape").path(i).asLong(-1));
            tensors.put(
                    entry.getKey(),
                    new Tensor(
                            type(node.path("dtype").asText()),
                            shape,
                            Arrays.copyOfRange(file, start + (int) from, start + (int) to)));
        });
        return tensors;
    }

    private static Tensor.Type type(String name) {
        return Arrays.stream(Tensor.Type.values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a tensor has the unknown type \"" + name + "\""));
    }
}
