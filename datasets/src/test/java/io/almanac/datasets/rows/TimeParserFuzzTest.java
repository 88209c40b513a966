package io.almanac.datasets.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parser reads the times of its language as a regular expression and java.time do, and nothing else. */
class TimeParserFuzzTest {

    private static final Pattern TIME = Pattern.compile(
            "(?<year>\\d{4})(?:(?<separator>[-/])(?<month>\\d{1,2})(?:\\k<separator>(?<day>\\d{1,2})(?<long>.*))?"
                    + "|(?<month2>\\d\\d)(?<day2>\\d\\d)(?<basic>.*))?",
            Pattern.DOTALL);
    private static final Pattern CLOCK = Pattern.compile("[Tt ](?<hour>\\d{1,2}):(?<minute>\\d\\d)"
            + "(?::(?<second>\\d\\d)(?:\\.0+)?)?"
            + "(?: ?(?:[Zz]|(?<sign>[+-])(?<hours>\\d\\d):?(?<minutes>\\d\\d)?))?");

    @FuzzTest
    void timesAreThoseOfThePlatform(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        char[] buffer = ("1" + text + "1").toCharArray(); // what stands around a field must not matter
        var dates = new TimeParser(TimeParser.Kind.DATES);
        boolean read = dates.parse(buffer, 1, buffer.length - 1);
        OptionalLong expected = expected(text);
        assertEquals(expected.isPresent(), read, text);
        if (read) {
            assertEquals(expected.getAsLong(), dates.tick() - dates.offset(), text);
        } else {
            assertFalse(dates.problem().isBlank());
        }
        var integers = new TimeParser(TimeParser.Kind.INTEGERS);
        boolean integer = integers.parse(buffer, 1, buffer.length - 1);
        assertEquals(text.matches("[+-]?[0-9]{1,18}"), integer, text);
        if (integer) {
            assertEquals(Long.parseLong(text), integers.tick(), text);
        }
        var unknown = new TimeParser(TimeParser.Kind.UNKNOWN);
        boolean either = unknown.parse(buffer, 1, buffer.length - 1);
        assertEquals(unknown.kind() == TimeParser.Kind.INTEGERS ? integer : read, either, text);
    }

    /** The instant of a time, or the wall clock where it has no offset, in seconds. */
    private static OptionalLong expected(String text) {
        Matcher date = TIME.matcher(text);
        if (!date.matches()) {
            return OptionalLong.empty();
        }
        int year = Integer.parseInt(date.group("year"));
        String month = first(date.group("month"), date.group("month2"));
        String day = first(date.group("day"), date.group("day2"));
        String rest = first(date.group("long"), date.group("basic"));
        Matcher clock = CLOCK.matcher(rest);
        try {
            LocalDateTime midnight =
                    LocalDateTime.of(year, month.isEmpty() ? 1 : number(month), day.isEmpty() ? 1 : number(day), 0, 0);
            if (rest.isEmpty()) {
                return OptionalLong.of(midnight.toEpochSecond(ZoneOffset.UTC));
            }
            if (!clock.matches()) {
                return OptionalLong.empty();
            }
            String second = first(clock.group("second"), "");
            LocalDateTime time = midnight.withHour(number(clock.group("hour")))
                    .withMinute(number(clock.group("minute")))
                    .withSecond(second.isEmpty() ? 0 : number(second));
            return OptionalLong.of(time.toEpochSecond(offset(clock)));
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private static ZoneOffset offset(Matcher clock) {
        if (clock.group("sign") == null) {
            return ZoneOffset.UTC;
        }
        String minutes = first(clock.group("minutes"), "");
        return ZoneOffset.of(clock.group("sign") + clock.group("hours") + ":" + (minutes.isEmpty() ? "00" : minutes));
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    @SuppressWarnings("NullAway") // groups that did not take part are null
    private static String first(String one, String other) {
        return one != null ? one : other != null ? other : "";
    }
}
