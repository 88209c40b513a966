package io.almanac.datasets.tsf;

import io.almanac.core.series.Frequency;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.rows.MessageText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the data.
 *
 * @param attributes of a series, in the order of a line
 * @param frequency  the distance of steps
 * @param horizon    the steps that are to be forecast, as it is written
 */
record TsfHeader(List<Attribute> attributes, Optional<Frequency> frequency, Optional<String> horizon) {

    /** What stands in a line before the values. */
    record Attribute(String name, Type type) {}

    /** What an attribute is. */
    enum Type {
        STRING,
        NUMERIC,
        DATE
    }

    private static final Pattern WORD = Pattern.compile("(?:(\\d{1,6})_|(half|quarter)_)?(\\w+)");

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("seconds", "s"),
            Map.entry("secondly", "s"),
            Map.entry("minutes", "min"),
            Map.entry("minutely", "min"),
            Map.entry("hours", "h"),
            Map.entry("hourly", "h"),
            Map.entry("days", "D"),
            Map.entry("daily", "D"),
            Map.entry("weeks", "W"),
            Map.entry("weekly", "W"),
            Map.entry("months", "M"),
            Map.entry("monthly", "M"),
            Map.entry("quarterly", "Q"),
            Map.entry("yearly", "Y"));

    TsfHeader {
        attributes = List.copyOf(attributes);
    }

    /** Reads to the line after {@code @data}. */
    static TsfHeader read(String file, TsfText text) throws IOException {
        List<Attribute> attributes = new ArrayList<>();
        Optional<Frequency> frequency = Optional.empty();
        Optional<String> horizon = Optional.empty();
        while (text.toLine()) {
            boolean tooLong = !text.token('\n', '\n');
            String[] words = tooLong ? new String[] {""} : text.text().split("\\s+", 4);
            String place = file + ", line " + text.line();
            switch (words[0].toLowerCase(Locale.ROOT)) {
                case "@data" -> {
                    return new TsfHeader(attributes, frequency, horizon);
                }
                case "@attribute" -> attributes.add(attribute(place, words));
                case "@frequency" -> frequency = Optional.of(frequency(place, word(place, words)));
                case "@horizon" -> horizon = Optional.of(word(place, words));
                default -> {
                    if (!words[0].startsWith("@")) {
                        throw new DataException(
                                DataError.BAD_TSF,
                                place + ": before @data each line begins with @ or #, as in \"@frequency monthly\"");
                    }
                }
            }
        }
        throw new DataException(DataError.BAD_TSF, file + " has no line @data; a .tsf file has its series after it");
    }

    private static Attribute attribute(String place, String[] words) {
        if (words.length == 3) {
            for (Type type : Type.values()) {
                if (type.name().equalsIgnoreCase(words[2])) {
                    return new Attribute(words[1], type);
                }
            }
        }
        throw new DataException(
                DataError.BAD_TSF,
                place + ": \"" + MessageText.of(String.join(" ", words))
                        + "\" is no attribute; they are written \"@attribute NAME string\", numeric or date");
    }

    private static String word(String place, String[] words) {
        if (words.length != 2) {
            throw new DataException(
                    DataError.BAD_TSF,
                    place + ": " + MessageText.of(words[0]) + " wants one word, has " + (words.length - 1));
        }
        return words[1];
    }

    /** {@code 10_minutes}, {@code half_hourly}, {@code monthly}. */
    private static Frequency frequency(String place, String word) {
        Matcher matcher = WORD.matcher(word.toLowerCase(Locale.ROOT));
        if (matcher.matches() && UNITS.containsKey(matcher.group(3))) {
            String unit = UNITS.get(matcher.group(3));
            if (matcher.group(2) == null) {
                return Frequency.parse((matcher.group(1) == null ? "" : matcher.group(1)) + unit);
            }
            if ("h".equals(unit)) {
                return Frequency.parse(matcher.group(2).equals("half") ? "30min" : "15min");
            }
        }
        throw new DataException(
                DataError.BAD_TSF,
                place + ": \"" + MessageText.of(word)
                        + "\" is no frequency; they are written 4_seconds, minutely, 10_minutes,"
                        + " half_hourly, hourly, daily, weekly, monthly, quarterly, yearly");
    }

    /** The place of an attribute in a line, -1 if there is none. */
    int indexOf(String name) {
        for (int i = 0; i < attributes.size(); i++) {
            if (attributes.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
