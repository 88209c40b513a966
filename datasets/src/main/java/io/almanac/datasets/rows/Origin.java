package io.almanac.datasets.rows;

/**
 * Where rows come from, for messages.
 *
 * @param name the file, or whatever else was read
 * @param unit what a place counts, {@code line} or {@code row}
 */
public record Origin(String name, String unit) {

    /** A text file, of which lines count from 1. */
    public static Origin ofLines(String file) {
        return new Origin(file, "line");
    }

    /** What has no lines: rows count from 1. */
    public static Origin ofRows(String name) {
        return new Origin(name, "row");
    }

    /** {@code sales.csv, line 7}. */
    public String at(int place) {
        return name + ", " + unit + " " + place;
    }

    /** {@code sales.csv, lines 7 and 9}. */
    public String at(int place, int other) {
        return name + ", " + unit + "s " + place + " and " + other;
    }

    /** {@code sales.csv, line 7, column "y"}. */
    public String at(int place, String column) {
        return at(place) + ", column \"" + column + "\"";
    }
}
