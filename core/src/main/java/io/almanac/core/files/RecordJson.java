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
     * The record with some components replaced by what texts say, as on a command line: {@code layers=2}. A list is
     * written with commas; a map of texts is set key by key, {@code settings.layers=2}.
     *
     * @throws IllegalArgumentException if there is no such component or the text does not fit it
     */
    public static <R extends Record> R with(R record, Map<String, String> settings) {
        ObjectNode node = MAPPER.valueToTree(record);
        List<String> names = Arrays.stream(record.getClass().getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        settings.forEach((name, text) -> {
            int dot = name.indexOf('.');
            String component = dot < 0 ? name : name.substring(0, dot);
            if (!names.contains(component)) {
                throw new IllegalArgumentException(
                        "no option \"" + name + "\"; there " + (names.isEmpty() ? "are none" : "are " + names));
            }
            Class<?> type = record.getClass()
                    .getRecordComponents()[names.indexOf(component)]
                    .getType();
            boolean map = Map.class.isAssignableFrom(type);
            if (map != dot > 0) {
                throw new IllegalArgumentException(
                        map
                                ? component + " is set key by key: " + component + ".KEY"
                                : component + " is one value, was set as " + name);
            }
            if (map) {
                node.withObject("/" + component).put(name.substring(dot + 1), text.strip());
            } else if (Collection.class.isAssignableFrom(type)) {
                ArrayNode array = node.putArray(name);
                for (String part : text.split(",", -1)) {
                    array.add(part.strip());
                }
            } else {
                node.put(name, text.strip());
            }
        });
        try {
            @SuppressWarnings("unchecked") // the class of a record of type R
            Class<R> type = (Class<R>) record.getClass();
            return MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(reason(e), e);
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
