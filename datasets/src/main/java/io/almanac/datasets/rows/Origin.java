package io.almanac.datasets.rows;

import java.util.ArrayList;
import java.util.List;

/**
 * Where rows come from, for messages. A place is the number of a line or row, from 1; in a table of many files it goes
 * on counting from file to file. Mutable while the files are read.
 */
public final class Origin {

    private final String name;
    private final String unit;
    private final List<String> files = new ArrayList<>(); // empty: there is one, of the origin's name
    private String note = "";
    private final List<Integer> before = new ArrayList<>(); // for each file, the last place of the one before it

    private Origin(String name, String unit) {
        this.name = name;
        this.unit = unit;
    }

    /** A text file, of which lines count from 1. */
    public static Origin ofLines(String file) {
        return new Origin(file, "line");
    }

    /** What has no lines: rows count from 1. */
    public static Origin ofRows(String name) {
        return new Origin(name, "row");
    }

    /**
     * Says that the places after one are those of another file.
     *
     * @param last the last place of the files before it, 0 for the first
     */
    public void file(String file, long last) {
        files.add(file);
        before.add(Math.toIntExact(last));
    }

    /** The file, or whatever else was read. */
    public String name() {
        return name;
    }

    /** What the data say of themselves, for the report: {@code horizon 18 as stated}. */
    public void note(String text) {
        note = text;
    }

    String note() {
        return note;
    }

    /** {@code line 7}; with its file where there are many. */
    public String where(int place) {
        return files.isEmpty() ? unit + " " + place : at(place);
    }

    /** {@code sales.csv, line 7}. */
    public String at(int place) {
        int file = file(place);
        return (file < 0 ? name : files.get(file)) + ", " + unit + " " + line(place, file);
    }

    /** {@code sales.csv, lines 7 and 9}. */
    public String at(int place, int other) {
        int file = file(place);
        if (file != file(other)) {
            return at(place) + " and " + at(other);
        }
        return (file < 0 ? name : files.get(file)) + ", " + unit + "s " + line(place, file) + " and "
                + line(other, file);
    }

    /** {@code sales.csv, line 7, column "y"}. */
    public String at(int place, String column) {
        return at(place) + ", column \"" + MessageText.of(column) + "\"";
    }

    private int line(int place, int file) {
        return file < 0 ? place : place - before.get(file);
    }

    private int file(int place) {
        int low = 0;
        int high = files.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (before.get(middle) < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
