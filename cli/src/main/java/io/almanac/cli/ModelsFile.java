package io.almanac.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Forecasters from a YAML file, for runs whose options would fill a line:
 *
 * <pre>{@code
 * small:
 *   forecaster: transformer
 *   layers: 1
 * seasonal-naive: {}
 * }</pre>
 *
 * <p>A key is a label; {@code forecaster} is the id, the label itself when not given.
 *
 * @param ids      forecaster ids by label, in the order of the file
 * @param settings options by label
 */
record ModelsFile(Map<String, String> ids, Map<String, Map<String, String>> settings) {

    private static final String ID = "forecaster";

    static boolean isOne(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is not of that form, with line and column
     */
    static ModelsFile read(Path file) throws IOException {
        Map<String, String> ids = new LinkedHashMap<>();
        Map<String, Map<String, String>> settings = new LinkedHashMap<>();
        try {
            Map<String, Map<String, String>> labels =
                    new YAMLMapper().readValue(Files.readString(file), new TypeReference<>() {});
            labels.forEach((label, options) -> {
                Map<String, String> own = new LinkedHashMap<>(options);
                String id = own.remove(ID);
                ids.put(label, id == null ? label : id);
                settings.put(label, own);
            });
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : ", line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new IllegalArgumentException(
                    file + place + ": a label has options, and each a plain value (" + e.getOriginalMessage() + ")", e);
        }
        return new ModelsFile(ids, settings);
    }
}
