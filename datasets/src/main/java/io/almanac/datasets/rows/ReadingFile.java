package io.almanac.datasets.rows;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.almanac.core.series.DataReport;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.FindingKind;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The small YAML file that says how the data beside it are read, {@code sales.yaml} for {@code sales.csv}:
 *
 * <pre>{@code
 * columns: [shop, day, sold]
 * season: 7
 * future: [promotion, price]
 * static: [town]
 * }</pre>
 *
 * <p>The keys are the options of the command line; lists may be in brackets or one below the other. A key that is not
 * known or comes twice, and a value that a key can't have, are refused with line and column.
 *
 * @param source where it was said, for messages: the name of the file
 */
public record ReadingFile(String source, Reading reading) {

    private static final List<String> ENDINGS = List.of(".yaml", ".yml");

    /** A file larger than this is no such file. */
    private static final long LARGEST = 1 << 20;

    /**
     * The file beside a table, if there is one: its name with {@code .yaml} or {@code .yml} in the place of the last
     * ending, before which {@code .gz} does not count.
     *
     * @throws DataException if there are two, or it can't be understood
     */
    public static Optional<ReadingFile> beside(Path table) {
        String name = String.valueOf(table.getFileName()).replaceFirst("\\.gz$", "");
        String base = name.lastIndexOf('.') > 0 ? name.substring(0, name.lastIndexOf('.')) : name;
        List<Path> found = ENDINGS.stream()
                .map(ending -> table.resolveSibling(base + ending))
                .filter(Files::isRegularFile)
                .toList();
        if (found.size() > 1) {
            throw new DataException(
                    DataError.TWO_READING_FILES,
                    table + ": both " + found.get(0).getFileName() + " and "
                            + found.get(1).getFileName() + " are beside it; keep one of them");
        }
        return found.stream().findFirst().map(ReadingFile::of);
    }

    /**
     * Reads a file.
     *
     * @throws DataException if there is none, or it can't be understood
     */
    public static ReadingFile of(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new DataException(
                        DataError.NOT_YAML,
                        file + " has " + Files.size(file) + " bytes, more than the " + LARGEST
                                + " of a file that says how data are read");
            }
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new DataException(DataError.NO_SUCH_FILE, file + ": there is no such file", e);
        } catch (MalformedInputException e) {
            throw new DataException(DataError.NOT_YAML, file + " is not UTF-8", e);
        } catch (IOException e) {
            throw new DataException(DataError.UNREADABLE, file + " can't be read: " + e, e);
        }
    }

    /**
     * Reads YAML.
     *
     * @param source for messages
     * @throws DataException if it can't be understood
     */
    public static ReadingFile parse(String source, String yaml) {
        try (JsonParser parser = new YAMLFactory().createParser(yaml)) {
            return new ReadingFile(source, new Parse(source, parser).reading());
        } catch (JsonProcessingException e) {
            throw new DataException(
                    DataError.NOT_YAML,
                    source + place(e.getLocation()) + ": this is not YAML: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        } catch (IOException e) {
            throw new IllegalStateException("a text can always be read", e);
        }
    }

    private static String place(@Nullable JsonLocation at) {
        return at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** A report of data that were read by this, which says so. */
    public DataReport noteIn(DataReport report) {
        if (reading.isEmpty()) {
            return report;
        }
        List<DataReport.Finding> findings = new ArrayList<>(report.findings());
        findings.add(
                0,
                FindingKind.READING_FILE.finding(
                        "options in " + source,
                        reading.said().size(),
                        reading.texts().get(0),
                        "used where the command line says nothing else"));
        return report.withFindings(findings);
    }

    /** The same as YAML on one line, in braces: {@code {"season":"7"}}. */
    public String inline() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        reading.said().forEach((key, values) -> {
            if (values.size() == 1) {
                node.put(key.option(), values.get(0));
            } else {
                ArrayNode list = node.putArray(key.option());
                values.forEach(list::add);
            }
        });
        return node.toString();
    }

    /** One file under way. */
    private record Parse(String source, JsonParser parser) {

        Reading reading() throws IOException {
            JsonToken start = parser.nextToken();
            if (start == null) {
                return Reading.nothing();
            }
            if (start != JsonToken.START_OBJECT) {
                throw bad(
                        DataError.NOT_YAML,
                        parser.currentTokenLocation(),
                        "lines \"key: value\" are wanted; " + keys());
            }
            Map<Reading.Key, JsonLocation> seen = new EnumMap<>(Reading.Key.class);
            Map<Reading.Key, List<String>> said = new EnumMap<>(Reading.Key.class);
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonLocation at = parser.currentTokenLocation();
                Reading.Key key = key(name, at);
                JsonLocation earlier = seen.putIfAbsent(key, at);
                if (earlier != null) {
                    throw bad(
                            DataError.REPEATED_KEY,
                            at,
                            "the key \"" + name + "\" is there already, in line " + earlier.getLineNr());
                }
                said.put(key, values(key));
            }
            if (parser.nextToken() != null) {
                throw bad(DataError.NOT_YAML, parser.currentTokenLocation(), "a second document begins");
            }
            return new Reading(said);
        }

        private Reading.Key key(String name, JsonLocation at) {
            return Reading.Key.of(name)
                    .orElseThrow(() -> bad(DataError.UNKNOWN_KEY, at, "there is no key \"" + name + "\"; " + keys()));
        }

        private static String keys() {
            return "there are " + Reading.Key.options();
        }

        private List<String> values(Reading.Key key) throws IOException {
            JsonToken token = parser.nextToken();
            JsonLocation at = parser.currentTokenLocation();
            List<String> values = new ArrayList<>();
            if (token == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    values.add(scalar(key));
                }
            } else {
                values.add(scalar(key));
            }
            try {
                return new Reading(Map.of(key, values)).values(key);
            } catch (IllegalArgumentException e) {
                throw bad(DataError.BAD_SETTING, at, String.valueOf(e.getMessage()));
            }
        }

        private String scalar(Reading.Key key) throws IOException {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_NULL || !token.isScalarValue()) {
                throw bad(
                        DataError.BAD_SETTING,
                        parser.currentTokenLocation(),
                        key.option() + " has " + (token == JsonToken.VALUE_NULL ? "no value" : "values within values"));
            }
            return parser.getText();
        }

        private DataException bad(DataError error, JsonLocation at, String message) {
            return new DataException(error, source + place(at) + ": " + message);
        }
    }
}
