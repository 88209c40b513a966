package io.almanac.datasets.rows;

import java.util.ArrayList;
import java.util.List;

/**
 * Text of a table as a message shows it: short, and on one line. What would break the line, move the cursor of a
 * terminal or can't be seen is written as in Java, {@code \n} or {@code \u001b}.
 */
public final class MessageText {

    private static final int LONGEST = 80;
    private static final int MOST_NAMES = 50;

    private MessageText() {}

    /** At most 80 characters of a text; the rest is counted. */
    public static String of(String text) {
        int shown = Math.min(text.length(), LONGEST);
        var line = new StringBuilder(shown);
        for (int i = 0; i < shown; i++) {
            append(text.charAt(i), line);
        }
        return text.length() == shown ? line.toString() : line + "… (" + text.length() + " characters)";
    }

    private static void append(char character, StringBuilder to) {
        switch (character) {
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            case '\t' -> to.append("\\t");
            default -> {
                if (Character.isISOControl(character) || Character.getType(character) == Character.FORMAT) {
                    to.append("\\u");
                    for (int shift = 12; shift >= 0; shift -= 4) {
                        to.append(Character.forDigit((character >> shift) & 0xf, 16));
                    }
                } else {
                    to.append(character);
                }
            }
        }
    }

    /** At most 50 names, separated by commas; the rest is counted. */
    public static String list(List<String> names) {
        List<String> shown = new ArrayList<>();
        names.stream().limit(MOST_NAMES).map(MessageText::of).forEach(shown::add);
        if (names.size() > MOST_NAMES) {
            shown.add("… (" + names.size() + " in all)");
        }
        return String.join(", ", shown);
    }
}
