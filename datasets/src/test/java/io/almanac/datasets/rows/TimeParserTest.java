package io.almanac.datasets.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeParserTest {

    private TimeParser parser = new TimeParser(TimeParser.Kind.DATES);

    @Test
    void datesOfAllFormsAreRead() {
        assertTime("2016-07-01T00:00", "2016-07-01");
        assertTime("2016-07-01T00:00", "2016/07/01");
        assertTime("2016-07-01T00:00", "2016/7/1");
        assertTime("2016-07-01T00:00", "20160701");
        assertTime("2016-07-01T00:00", "2016-07");
        assertTime("2016-01-01T00:00", "2016");
        assertTime("1958-03-29T00:00", "1958-03-29");
        assertTime("2024-02-29T00:00", "2024-02-29");
    }

    @Test
    void timesOfDayFollowTheDate() {
        assertTime("2016-07-01T13:05", "2016-07-01T13:05");
        assertTime("2016-07-01T13:05", "2016-07-01 13:05:00");
        assertTime("2016-07-01T13:05:59", "2016/7/1 13:05:59.000");
        assertTime("1990-01-01T00:00", "1990/1/1 0:00");
        assertTime("2016-07-01T13:05", "20160701T13:05");
    }

    @Test
    void offsetsFollowTheTimeOfDay() {
        assertOffset(0, "2016-07-01T13:05Z");
        assertOffset(7200, "2016-07-01T13:05:00+02:00");
        assertOffset(-12_600, "2016-07-01 13:05-0330");
        assertOffset(3600, "2016-07-01 13:05:00 +01");
        assertTime("2016-07-01T13:05", "2016-07-01T13:05");
        assertFalse(parser.hasOffset());
    }

    @Test
    void timesAreReadAsTheyArePrinted() {
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            var time =
                    LocalDateTime.ofEpochSecond(random.nextLong(-30_000_000_000L, 30_000_000_000L), 0, ZoneOffset.UTC);
            assertTime(time.toString(), DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time));
        }
    }

    @Test
    void otherTextIsNoTime() {
        for (String text : new String[] {
            "",
            "x",
            "201",
            "2016-",
            "2016-07-",
            "2016-07-01T",
            "2016-07-01x",
            "2016-07/01",
            "01.07.2016",
            "07/01/2016",
            "2016-07-01T13",
            "2016-07-01T13:5",
            "2016-07-01T13:05:",
            "2016-07-01T13:05:00.",
            "2016-07-01T13:05:00 ",
            "2016-07-01T13:05x",
            "2016-07-01T13:05+2",
            "2016-07-01T13:05+02:00x",
            "2016-07-01T13:05+19:00",
            "201607",
            "2016-07-01T13:05+02:60"
        }) {
            assertFalse(parse(text), text);
            assertEquals("is not a time; times are written " + TimeParser.FORMS, parser.problem(), text);
        }
    }

    @Test
    void whatTheCalendarOrTheClockDoesNotHaveIsSaid() {
        for (String text :
                new String[] {"2023-02-29", "2023-13-01", "2023-00-01", "2023-04-31", "20230431", "2023-13"}) {
            assertFalse(parse(text), text);
            assertEquals("is not a day of the calendar", parser.problem(), text);
        }
        assertFalse(parse("2023-01-01T24:00"));
        assertEquals("has a time of day after 23:59:59", parser.problem());
        assertFalse(parse("2023-01-01T23:00:00.5"));
        assertEquals("has a fraction of a second, and the finest step is a second", parser.problem());
    }

    @Test
    void theFirstTimeSaysWhatAllAre() {
        assertKind(TimeParser.Kind.DATES, "2016");
        assertKind(TimeParser.Kind.DATES, "20160701");
        assertKind(TimeParser.Kind.INTEGERS, "1");
        assertKind(TimeParser.Kind.INTEGERS, "-2016");
        assertKind(TimeParser.Kind.INTEGERS, "20161301"); // there is no such day
        assertKind(TimeParser.Kind.INTEGERS, "1467331200");
    }

    @Test
    void integersStayIntegers() {
        parser = new TimeParser(TimeParser.Kind.UNKNOWN);
        assertTrue(parse("999"));
        assertTrue(parse("1000"));
        assertEquals(1000, parser.tick());
        assertTrue(parse("-7"));
        assertEquals(-7, parser.tick());
        assertFalse(parse("2016-01-01"));
        assertEquals("is not an integer, as the first time of the file is", parser.problem());
        assertFalse(parse("1234567890123456789"));
        assertEquals("is an integer of more than 18 digits", parser.problem());
    }

    private void assertKind(TimeParser.Kind expected, String first) {
        parser = new TimeParser(TimeParser.Kind.UNKNOWN);
        assertTrue(parse(first), first);
        assertEquals(expected, parser.kind(), first);
    }

    private void assertTime(String expected, String text) {
        assertTrue(parse(text), () -> text + " " + parser.problem());
        assertEquals(LocalDateTime.parse(expected).toEpochSecond(ZoneOffset.UTC), parser.tick(), text);
    }

    private void assertOffset(int expected, String text) {
        assertTime("2016-07-01T13:05", text);
        assertTrue(parser.hasOffset(), text);
        assertEquals(expected, parser.offset(), text);
    }

    private boolean parse(String text) {
        char[] padded = ("1:" + text + "0Z").toCharArray(); // what surrounds the field is not read
        return parser.parse(padded, 2, 2 + text.length());
    }
}
