package io.almanac.forecasting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.Forecasters;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/models.md} says of options. */
class ModelsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "models.md"); // from the folder of the module

    /** Of these the page says in a sentence what they have, or another page has them. */
    private static final Set<String> WITHOUT_TABLE =
            Set.of("average", "conformal", "moving-average", "naive2", "parrot", "seasonal-naive");

    static Stream<String> ids() {
        return Forecasters.all().values().stream()
                .filter(provider -> provider.defaults().getClass().getRecordComponents().length > 0)
                .map(ForecasterProvider::id)
                .filter(id -> !WITHOUT_TABLE.contains(id));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void theTableHasAllOptionsWithTheirDefaultsAndNoOthers(String id) throws ReflectiveOperationException, IOException {
        Map<String, String> options = new TreeMap<>();
        addOptions(Forecasters.find(id).defaults(), options);

        assertEquals(options, documented(id));
    }

    /** The components that are no records, by the name that stands on the command line. */
    private static void addOptions(Record config, Map<String, String> options) throws ReflectiveOperationException {
        for (RecordComponent component : config.getClass().getRecordComponents()) {
            Object value = component.getAccessor().invoke(config);
            if (value instanceof Record part) {
                addOptions(part, options);
            } else {
                options.put(component.getName(), value.toString().replaceAll("\\.0$", ""));
            }
        }
    }

    /** The defaults in the column of a forecaster, by option; where it has none there is no code. */
    private static Map<String, String> documented(String id) throws IOException {
        Map<String, String> defaults = new TreeMap<>();
        int column = -1;
        for (String line : Files.readAllLines(PAGE)) {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            if (cells.size() < 3 || cells.get(1).equals("option")) {
                column = cells.indexOf("`" + id + "`"); // -1 outside of tables, and in those of others
            } else if (column > 0 && isCode(cells.get(1)) && isCode(cells.get(column))) {
                defaults.put(code(cells.get(1)), code(cells.get(column)));
            }
        }
        return defaults;
    }

    private static boolean isCode(String cell) {
        return cell.matches("`[^`]+`");
    }

    private static String code(String cell) {
        return cell.substring(1, cell.length() - 1);
    }
}
