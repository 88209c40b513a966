package io.almanac.datasets.csv;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.rows.MessageText;
import io.almanac.datasets.rows.NumberParser;
import io.almanac.datasets.rows.TimeParser;
import io.almanac.datasets.rows.ZoneTimes;
import java.util.Arrays;
import java.util.List;

/**
 * The row of a table that is being looked at; the next one takes its place. Columns count from 0. What can't be
 * understood is a {@link DataException} with file, line, column and text.
 */
public final class CsvRow {

    private final String file;
    private final List<String> names;
    private final NumberParser numbers;
    private final TimeParser times;
    private final String[] texts; // the last of each column: neighbouring rows share theirs
    private final int[] ends;
    private char[] characters = new char[256];
    private int fields;
    private int line;
    private boolean begun; // whether a time has been read
    private boolean withOffsets;

    CsvRow(String file, List<String> names, NumberParser numbers, TimeParser times) {
        this.file = file;
        this.names = names;
        this.numbers = numbers;
        this.times = times;
        this.texts = new String[names.size()];
        this.ends = new int[names.size()];
        Arrays.fill(texts, "");
    }

    void begin(int newLine) {
        line = newLine;
        fields = 0;
    }

    /** Adds the next field, {@code buffer[from, to)}; those that the header has no names for are not kept. */
    void add(char[] buffer, int from, int to) {
        if (fields == ends.length) {
            return;
        }
        int start = from;
        int end = to;
        while (start < end && buffer[start] <= ' ') {
            start++;
        }
        while (end > start && buffer[end - 1] <= ' ') {
            end--;
        }
        int at = from(fields);
        int next = at + end - start;
        if (next > characters.length) {
            characters = Arrays.copyOf(characters, Math.max(characters.length * 2, next));
        }
        System.arraycopy(buffer, start, characters, at, end - start);
        ends[fields++] = next;
    }

    private int from(int column) {
        return column == 0 ? 0 : ends[column - 1];
    }

    /** The line of the file in which the row begins, from 1. */
    public int line() {
        return line;
    }

    public boolean isEmpty(int column) {
        return ends[column] == from(column);
    }

    /** A field without the spaces around it. */
    public String text(int column) {
        int from = from(column);
        int length = ends[column] - from;
        String last = texts[column];
        boolean same = last.length() == length;
        for (int i = 0; same && i < length; i++) {
            same = last.charAt(i) == characters[from + i];
        }
        if (!same) {
            texts[column] = String.valueOf(characters, from, length);
        }
        return texts[column];
    }

    /** A field as a number; NaN where it is missing. */
    public double number(int column) {
        return switch (numbers.parse(characters, from(column), ends[column])) {
            case NUMBER, MISSING -> numbers.value();
            case INFINITE -> throw wrong(DataError.INFINITE_NUMBER, column, "is infinite; leave missing values empty");
            case NONE ->
                throw wrong(
                        DataError.BAD_NUMBER,
                        column,
                        "is not a number; leave missing values empty, or ignore the column");
        };
    }

    /** A field as a time. The first time of a table says whether all are dates or integers, and whether with offsets. */
    public CsvTime time(int column) {
        if (isEmpty(column)) {
            throw missing(DataError.MISSING_TIME, column, "the time");
        }
        if (!times.parse(characters, from(column), ends[column])) {
            throw wrong(DataError.BAD_TIME, column, times.problem());
        }
        if (begun && times.hasOffset() != withOffsets) {
            throw wrong(
                    DataError.MIXED_OFFSETS,
                    column,
                    withOffsets ? "has no offset, those before it have" : "has an offset, those before it have none");
        }
        begun = true;
        withOffsets = times.hasOffset();
        return new CsvTime(times.tick(), times.offset(), withOffsets);
    }

    /** A field as the tick of an axis. */
    public long tick(int column, CsvTimes axes) {
        try {
            return axes.tick(time(column));
        } catch (ZoneTimes.SkippedTimeException e) {
            throw wrong(
                    DataError.SKIPPED_TIME,
                    column,
                    "is a time that the clocks of the zone skipped; give the zone of the times, or none");
        }
    }

    /** An error at a field of this row; the problem goes on the text itself. */
    public DataException wrong(DataError error, int column, String problem) {
        return new DataException(error, at(column) + ": \"" + MessageText.of(text(column)) + "\" " + problem);
    }

    /** An error at an empty field of this row. */
    public DataException missing(DataError error, int column, String what) {
        return new DataException(error, at(column) + ": " + what + " is missing");
    }

    private String at(int column) {
        return file + ", line " + line + ", column \"" + MessageText.of(names.get(column)) + "\"";
    }
}
