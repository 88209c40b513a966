package io.almanac.datasets.rows;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Reads timestamps from a buffer of characters without making objects for them.
 *
 * <p>A date is {@code 2016-07-01}, {@code 2016/7/1}, {@code 20160701}, {@code 2016-07} or {@code 2016}; a time of day
 * may follow after {@code T} or a space: {@code 13:00}, {@code 13:00:00}, {@code 13:00:00.000}; and an offset after
 * that: {@code Z}, {@code +02:00}, {@code +0200}, {@code +02}. Other integers are positions on an axis without dates.
 * The first time of a file says whether its times are dates or integers.
 */
public final class TimeParser {

    /** What the times of a file are. */
    public enum Kind {
        UNKNOWN,
        DATES,
        INTEGERS
    }

    public static final String FORMS =
            "2016-07-01, 2016-07-01T13:00:00, 2016-07-01 13:00, 2016/07/01, 20160701, 2016-07, 2016"
                    + ", an offset such as Z or +02:00 after a time of day, or an integer";

    private static final int SECONDS_OF_DAY = 86_400;
    private static final int MAX_OFFSET_MINUTES = 18 * 60; // what java.time.ZoneOffset allows

    private final boolean roundsUp;
    private Kind kind;
    private char[] buffer = {};
    private int at;
    private int end;
    private long tick;
    private boolean hasOffset;
    private int offset;
    private String problem = "";

    public TimeParser(Kind kind) {
        this(kind, false);
    }

    private TimeParser(Kind kind, boolean roundsUp) {
        this.kind = kind;
        this.roundsUp = roundsUp;
    }

    /** A parser for times that need not be steps: a fraction of a second becomes a whole one. */
    static TimeParser roundingUp(Kind kind) {
        return new TimeParser(kind, true);
    }

    public Kind kind() {
        return kind;
    }

    /** The time read last: an integer, or seconds of the wall clock since 1970-01-01T00:00. */
    public long tick() {
        return tick;
    }

    /** Whether the time read last had an offset. */
    public boolean hasOffset() {
        return hasOffset;
    }

    /** The offset of the time read last in seconds east of Greenwich. */
    public int offset() {
        return offset;
    }

    /** What is wrong with the text read last, if {@link #parse} returned false; goes on the text itself. */
    public String problem() {
        return problem;
    }

    /** Reads {@code buffer[from, to)}; false if that is no time. */
    public boolean parse(char[] characters, int from, int to) {
        buffer = characters;
        at = from;
        end = to;
        hasOffset = false;
        offset = 0;
        if (kind == Kind.UNKNOWN) {
            kind = kindOf(from, to);
        }
        return kind == Kind.INTEGERS ? integer() : date();
    }

    /**
     * Takes a time that is known already, as if it had been read.
     *
     * @param seconds of the wall clock since 1970-01-01T00:00, or of UTC
     * @param utc     whether they are of UTC: then the time counts as one with the offset 0
     * @return false if the times are integers
     */
    boolean take(long seconds, boolean utc) {
        if (kind == Kind.INTEGERS) {
            return fail("is a date, and the times are integers");
        }
        kind = Kind.DATES;
        tick = seconds;
        hasOffset = utc;
        offset = 0;
        return true;
    }

    /**
     * Takes an integer that is known already.
     *
     * @return false if the times are dates
     */
    boolean take(long integer) {
        if (kind == Kind.DATES) {
            return fail("is an integer, and the times are dates");
        }
        kind = Kind.INTEGERS;
        tick = integer;
        hasOffset = false;
        offset = 0;
        return true;
    }

    private Kind kindOf(int from, int to) {
        boolean sign = from < to && (buffer[from] == '-' || buffer[from] == '+');
        for (int i = sign ? from + 1 : from; i < to; i++) {
            if (buffer[i] < '0' || buffer[i] > '9') {
                return Kind.DATES;
            }
        }
        if (!sign && to - from == 4) {
            return Kind.DATES;
        }
        return !sign && to - from == 8 && dayOf(number(from, 4), number(from + 4, 2), number(from + 6, 2))
                ? Kind.DATES
                : Kind.INTEGERS;
    }

    private boolean integer() {
        boolean negative = at < end && buffer[at] == '-';
        if (at < end && (negative || buffer[at] == '+')) {
            at++;
        }
        int digits = end - at;
        long value = 0;
        while (at < end && buffer[at] >= '0' && buffer[at] <= '9') {
            value = value * 10 + buffer[at++] - '0';
        }
        if (digits == 0 || at < end) {
            return fail("is not an integer, as the first time of the file is");
        }
        if (digits > 18) {
            return fail("is an integer of more than 18 digits");
        }
        tick = negative ? -value : value;
        return true;
    }

    private boolean date() {
        int year = digits(4, 4);
        if (year < 0) {
            return noTime();
        }
        if (at == end) {
            return dayOf(year, 1, 1);
        }
        char separator = buffer[at];
        if (separator >= '0' && separator <= '9') {
            int month = digits(2, 2);
            int day = digits(2, 2);
            return day < 0 ? noTime() : dayOf(year, month, day) ? timeOfDay() : noSuchDay();
        }
        if (separator != '-' && separator != '/') {
            return noTime();
        }
        at++;
        int month = digits(1, 2);
        if (month < 0) {
            return noTime();
        }
        if (at == end) {
            return dayOf(year, month, 1) || noSuchDay();
        }
        if (buffer[at++] != separator) {
            return noTime();
        }
        int day = digits(1, 2);
        return day < 0 ? noTime() : dayOf(year, month, day) ? timeOfDay() : noSuchDay();
    }

    private boolean timeOfDay() {
        if (at == end) {
            return true;
        }
        if (buffer[at] != 'T' && buffer[at] != 't' && buffer[at] != ' ') {
            return noTime();
        }
        at++;
        int hour = digits(1, 2);
        if (hour < 0 || !skip(':')) {
            return noTime();
        }
        int minute = digits(2, 2);
        if (minute < 0) {
            return noTime();
        }
        int second = 0;
        if (skip(':')) {
            second = digits(2, 2);
            if (second < 0) {
                return noTime();
            }
            if (skip('.')) {
                int zeros = at;
                while (at < end && buffer[at] == '0') {
                    at++;
                }
                if (at < end && buffer[at] >= '1' && buffer[at] <= '9') {
                    if (!roundsUp) {
                        return fail("has a fraction of a second, and the finest step is a second");
                    }
                    tick++;
                    while (at < end && buffer[at] >= '0' && buffer[at] <= '9') {
                        at++;
                    }
                }
                if (at == zeros) {
                    return noTime();
                }
            }
        }
        if (hour > 23 || minute > 59 || second > 59) {
            return fail("has a time of day after 23:59:59");
        }
        tick += hour * 3600L + minute * 60L + second;
        return zoneOffset();
    }

    private boolean zoneOffset() {
        skip(' ');
        if (at == end) {
            return buffer[at - 1] != ' ' || noTime();
        }
        hasOffset = true;
        if (skip('Z') || skip('z')) {
            return at == end || noTime();
        }
        boolean west = buffer[at] == '-';
        if (!west && buffer[at] != '+') {
            return noTime();
        }
        at++;
        int hours = digits(2, 2);
        skip(':');
        int minutes = at == end ? 0 : digits(2, 2);
        int total = hours * 60 + minutes;
        if (hours < 0 || minutes < 0 || minutes > 59 || at < end || total > MAX_OFFSET_MINUTES) {
            return noTime();
        }
        offset = (west ? -total : total) * 60;
        return true;
    }

    /** Sets the tick to midnight of a day; false if there is no such day. */
    private boolean dayOf(int year, int month, int day) {
        boolean inMonth = month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth());
        if (!inMonth) {
            return false;
        }
        tick = LocalDate.of(year, month, day).toEpochDay() * SECONDS_OF_DAY;
        return true;
    }

    private boolean skip(char character) {
        if (at < end && buffer[at] == character) {
            at++;
            return true;
        }
        return false;
    }

    /** The number that begins here and has {@code least} to {@code most} digits, or -1. */
    private int digits(int least, int most) {
        int from = at;
        int value = 0;
        while (at < end && at - from < most && buffer[at] >= '0' && buffer[at] <= '9') {
            value = value * 10 + buffer[at++] - '0';
        }
        return at - from < least ? -1 : value;
    }

    private int number(int from, int length) {
        int value = 0;
        for (int i = from; i < from + length; i++) {
            value = value * 10 + buffer[i] - '0';
        }
        return value;
    }

    private boolean noTime() {
        return fail("is not a time; times are written " + FORMS);
    }

    private boolean noSuchDay() {
        return fail("is not a day of the calendar");
    }

    private boolean fail(String what) {
        problem = what;
        return false;
    }
}
