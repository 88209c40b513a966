package io.almanac.core.files;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Records of plain values (numbers, texts, enums, lists, maps, other records) to JSON and back. An unknown key is
 * refused, so that a misspelt option never passes in silence.
 */
public final class RecordJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Without these four, Jackson makes 0 of an empty text and of null, 1 of 1.5, and an enum of 1.
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .withCoercionConfigDefaults(
                    coercion -> coercion.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            // A method isInteger() of a record is no component: what is written for it could not be read again.
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .addModule(new Jdk8Module())
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private RecordJson() {}

    /** The record as indented JSON with the components in their order. */
    public static String write(Record record) {
        try {
            return MAPPER.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not a record of plain values: " + record.getClass().getName(), e);
        }
    }

    /**
     * Reads a record from JSON.
     *
     * @throws IllegalArgumentException if the text is not the JSON of such a record, with the reason
     */
    public static <R extends Record> R read(String json, Class<R> type) {
        return read(MAPPER, json, type);
    }

    /**
     * Reads a record with a component that is declared as {@link Record}.
     *
     * @param nested what stands there
     */
    public static <R extends Record> R read(String json, Class<R> type, Class<? extends Record> nested) {
        var module = new SimpleModule();
        module.addDeserializer(Record.class, new JsonDeserializer<Record>() {
            @Override
            public Record deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                return context.readValue(parser, nested);
            }
        });
        return read(MAPPER.copy().registerModule(module), json, type);
    }

    private static <R extends Record> R read(ObjectMapper mapper, String json, Class<R> type) {
        try {
            R record = mapper.readValue(json, type);
            if (record == null) { // what Jackson makes of the text "null"
                throw new IllegalArgumentException("the text must be an object, was null");
            }
            return record;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    /** The record as a tree, for a larger document. */
    static ObjectNode tree(Record record) {
        return MAPPER.valueToTree(record);
    }

    /**
     * Any JSON as a tree.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    /** A tree as indented JSON. */
    static String text(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    /**
     * The record with some components replaced by what texts say, as on a command line: {@code layers=2}. A component
     * of a record within the record is named by its path, {@code encoder.layers=2}, or by its own name where no other
     * has that. A list is written with commas; a map of texts is set key by key, {@code settings.layers=2}.
     *
     * @throws IllegalArgumentException if there is no such component or the text does not fit it
     */
    public static <R extends Record> R with(R record, Map<String, String> settings) {
        ObjectNode node = MAPPER.valueToTree(record);
        Map<String, Class<?>> options = new LinkedHashMap<>();
        addOptions(record.getClass(), "", options);
        settings.forEach((name, text) -> set(node, option(name, options), options, text.strip()));
        try {
            @SuppressWarnings("unchecked") // the class of a record of type R
            Class<R> type = (Class<R>) record.getClass();
            return MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    /** The components that are no records, by their path. */
    private static void addOptions(Class<?> type, String prefix, Map<String, Class<?>> options) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType().isRecord()) {
                addOptions(component.getType(), prefix + component.getName() + ".", options);
            } else {
                options.put(prefix + component.getName(), component.getType());
            }
        }
    }

    /** The path of an option, and after it the key where it is a map. */
    private static String option(String name, Map<String, Class<?>> options) {
        if (options.containsKey(name)) {
            return name;
        }
        for (Map.Entry<String, Class<?>> option : options.entrySet()) {
            if (name.startsWith(option.getKey() + ".")) {
                if (Map.class.isAssignableFrom(option.getValue())) {
                    return name;
                }
                throw new IllegalArgumentException(option.getKey() + " is one value, was set as " + name);
            }
        }
        List<String> parts = options.keySet().stream()
                .filter(path -> path.startsWith(name + "."))
                .toList();
        if (!parts.isEmpty()) {
            throw new IllegalArgumentException(name + " is set part by part: " + String.join(", ", parts));
        }
        List<String> found = options.keySet().stream()
                .filter(path -> path.endsWith("." + name))
                .toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException("option \"" + name + "\" may be any of " + found);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no option \"" + name + "\"; there "
                    + (options.isEmpty() ? "are none" : "are " + options.keySet()));
        }
        return found.get(0);
    }

    private static void set(ObjectNode node, String path, Map<String, Class<?>> options, String text) {
        String option = path;
        while (!options.containsKey(option)) { // the key of a map may have dots of its own
            option = option.substring(0, option.lastIndexOf('.'));
        }
        ObjectNode parent = node;
        String name = option;
        for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.')) {
            parent = parent.withObject("/" + name.substring(0, dot));
            name = name.substring(dot + 1);
        }
        Class<?> type = Objects.requireNonNull(options.get(option));
        if (option.length() < path.length()) {
            parent.withObject("/" + name).put(path.substring(option.length() + 1), text);
        } else if (Map.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(path + " is set key by key: " + path + ".KEY");
        } else if (Collection.class.isAssignableFrom(type)) {
            ArrayNode array = parent.putArray(name);
            for (String part : text.split(",", -1)) {
                array.add(part.strip());
            }
        } else {
            parent.put(name, text);
        }
    }

    /** What a record's own check says, where that is the cause; else the component, what it must be and what it was. */
    private static String reason(JsonProcessingException e) {
        if (e.getCause() instanceof IllegalArgumentException own && own.getMessage() != null) {
            return own.getMessage();
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "no option \"" + unknown.getPropertyName() + "\"; there are " + unknown.getKnownPropertyIds();
        }
        if (e instanceof MismatchedInputException mismatch) {
            String name = mismatch.getPath().stream()
                    .map(JsonMappingException.Reference::getFieldName)
                    .filter(Objects::nonNull)
                    .reduce("the text", (outer, inner) -> inner);
            if (mismatch.getOriginalMessage().startsWith("Missing creator property")) {
                return name + " is missing";
            }
            String was = mismatch instanceof InvalidFormatException wrong ? ", was \"" + wrong.getValue() + "\"" : "";
            return name + " must be " + form(mismatch.getTargetType()) + was;
        }
        JsonLocation at = e.getLocation();
        return e.getOriginalMessage()
                + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")");
    }

    /** What a person writes for a value of a type. */
    private static String form(@Nullable Class<?> type) {
        if (type == null || type.isRecord()) {
            return "an object";
        } else if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        } else if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        } else if (type == double.class || type == Double.class || type == OptionalDouble.class) {
            return "a number";
        } else if (type == int.class || type == Integer.class || type == OptionalInt.class) {
            return "a whole number up to " + Integer.MAX_VALUE;
        } else if (type == long.class || type == Long.class || type == OptionalLong.class) {
            return "a whole number";
        }
        return Map.class.isAssignableFrom(type)
                ? "an object"
                : "a " + type.getSimpleName().toLowerCase(Locale.ROOT);
    }
}
