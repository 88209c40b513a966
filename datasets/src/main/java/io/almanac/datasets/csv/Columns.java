package io.almanac.datasets.csv;

import io.almanac.datasets.DataException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What each column of a table is for, found from its header and the options.
 *
 * @param names    of all columns
 * @param id       the position of the id column, or -1 in the wide layout
 * @param time     the position of the time column
 * @param channels for each column the channel that it holds, or -1
 */
record Columns(List<String> names, int id, int time, List<Integer> channels) {

    private static final int NONE = -1;

    Columns {
        names = List.copyOf(names);
        channels = List.copyOf(channels);
    }

    boolean isLong() {
        return id != NONE;
    }

    List<String> channelNames() {
        var result = new ArrayList<String>();
        for (int column = 0; column < names.size(); column++) {
            if (channels.get(column) != NONE) {
                result.add(names.get(column));
            }
        }
        return result;
    }

    /**
     * Finds the columns.
     *
     * @param place where the header is, for messages: {@code data.csv, line 1}
     */
    static Columns of(List<String> names, CsvOptions options, String place) {
        var finder = new Finder(names, options, place);
        finder.checkNames();
        return switch (options.layout()) {
            case LONG -> finder.inLong();
            case WIDE -> finder.inWide();
            case AUTO -> names.contains(options.id()) ? finder.inLong() : finder.inWide();
        };
    }

    private record Finder(List<String> names, CsvOptions options, String place) {

        void checkNames() {
            var seen = new HashSet<String>();
            for (String name : names) {
                if (!seen.add(name)) {
                    throw new DataException(place + ": two columns have the name \"" + name + "\"");
                }
            }
            options.ignore().forEach(ignored -> find(ignored, "a column to ignore"));
        }

        Columns inLong() {
            int id = find(options.id(), "series ids");
            int time = find(options.time(), "times");
            int target = find(options.target(), "values");
            var extra = new ArrayList<String>();
            var channels = new ArrayList<Integer>();
            for (int column = 0; column < names.size(); column++) {
                channels.add(column == target ? 0 : NONE);
                if (column != id && column != time && column != target && !isIgnored(column)) {
                    extra.add(names.get(column));
                }
            }
            if (!extra.isEmpty()) {
                throw new DataException(place + ": " + (extra.size() == 1 ? "column " : "columns ")
                        + String.join(", ", extra) + " beside " + options.id() + ", " + options.time() + " and "
                        + options.target() + "; covariates are not read, so list what is not needed to be ignored");
            }
            return new Columns(names, id, time, channels);
        }

        Columns inWide() {
            boolean first = options.time().equals(CsvOptions.DEFAULT_TIME) && !names.contains(options.time());
            int time = first ? 0 : find(options.time(), "times");
            var channels = new ArrayList<Integer>();
            int count = 0;
            for (int column = 0; column < names.size(); column++) {
                boolean channel = column != time && !isIgnored(column);
                if (channel && names.get(column).isEmpty()) {
                    throw new DataException(place + ": column " + (column + 1) + " has no name");
                }
                channels.add(channel ? count++ : NONE);
            }
            if (count == 0) {
                throw new DataException(place + ": there is only a column of times, \"" + names.get(time)
                        + "\"; if the fields are not separated by comma, semicolon or tab, give the delimiter");
            }
            return new Columns(names, NONE, time, channels);
        }

        private boolean isIgnored(int column) {
            return options.ignore().contains(names.get(column));
        }

        private int find(String name, String what) {
            int column = names.indexOf(name);
            if (column < 0) {
                throw missing(name, what);
            }
            return column;
        }

        private DataException missing(String name, String what) {
            return new DataException(place + ": there is no column \"" + name + "\" (" + what + "); the columns are "
                    + String.join(", ", names));
        }
    }
}
