package io.almanac.datasets;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One part of {@code docs/errors.md}: entries of a heading {@code ### `code`}, an example in an indented line, and text
 * with {@code **Cause.**} and {@code **Cure.**}. In an example {@code …} stands for what differs between machines.
 *
 * @param examples by code, in the order of the page
 * @param texts    the rest of each entry, by code
 */
record ErrorsPage(Map<String, String> examples, Map<String, String> texts) {

    private static final Path FILE = Path.of("..", "docs", "errors.md");
    private static final String INDENT = "    ";

    /** The part under a heading {@code ## title}. */
    static ErrorsPage part(String title) {
        try {
            String page = Files.readString(FILE);
            int from = page.indexOf("\n## " + title + "\n");
            assertTrue(from >= 0, FILE + " has no part " + title);
            int to = page.indexOf("\n## ", from + 1);
            return of(page.substring(from, to < 0 ? page.length() : to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ErrorsPage of(String part) {
        Map<String, String> examples = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (String entry : part.split("\n### `", -1)) {
            int end = entry.indexOf("`\n");
            if (end > 0 && entry.substring(0, end).matches("[a-z0-9-]+")) {
                List<String> example = new ArrayList<>();
                List<String> text = new ArrayList<>();
                entry.substring(end + 1)
                        .lines()
                        .forEach(line -> (line.startsWith(INDENT) ? example : text).add(line.strip()));
                String code = entry.substring(0, end);
                assertTrue(examples.put(code, String.join(" ", example)) == null, code + " is there twice");
                texts.put(code, String.join(" ", text));
            }
        }
        return new ErrorsPage(examples, texts);
    }

    /** Checks the entry of a code, and its example against what the program says. */
    void assertExample(String code, String said) {
        String example = examples.get(code);
        assertNotNull(example, () -> FILE + " has no entry ### `" + code + "`; the message is\n" + said);
        String pattern =
                Arrays.stream(example.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        String line = said.replaceAll("\\s*\n\\s*", " ");
        assertTrue(line.matches(pattern), () -> FILE + " has for " + code + "\n" + example + "\nbut it is\n" + said);
        String text = String.valueOf(texts.get(code));
        assertTrue(text.contains("**Cause.**") && text.contains("**Cure.**"), () -> code + " lacks cause or cure");
    }
}
