package io.almanac.datasets.rows;

import io.almanac.core.series.Covariate;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What each column of a table is for, found from its header and the options.
 *
 * @param names      of all columns
 * @param id         the position of the id column, or -1 in the wide layout
 * @param time       the position of the time column, or -1 if there are no times
 * @param channels   for each column the channel that it holds, or -1
 * @param covariates for each column the covariate that it holds, as the options count them, or -1
 * @param issued     the position of the column of issue times, or -1
 */
record Columns(List<String> names, int id, int time, List<Integer> channels, List<Integer> covariates, int issued) {

    private static final int NONE = -1;

    Columns {
        names = List.copyOf(names);
        channels = List.copyOf(channels);
        covariates = List.copyOf(covariates);
    }

    boolean isLong() {
        return id != NONE;
    }

    boolean isVersioned() {
        return issued != NONE;
    }

    /** The names of the channels, in their order. */
    List<String> channelNames() {
        return IntStream.range(0, names.size())
                .filter(column -> channels.get(column) != NONE)
                .boxed()
                .sorted(Comparator.comparing(channels::get))
                .map(names::get)
                .toList();
    }

    /**
     * Finds the columns.
     *
     * @param place where the header is, for messages: {@code data.csv, line 1}
     */
    static Columns of(List<String> names, TableOptions options, String place) {
        var finder = new Finder(names, options, place);
        return switch (options.layout()) {
            case LONG -> finder.inLong();
            case WIDE -> finder.inWide();
            case AUTO -> names.contains(options.id()) ? finder.inLong() : finder.inWide();
        };
    }

    private static final class Finder {

        private final List<String> names;
        private final TableOptions options;
        private final String place;
        private final int issued;
        private final Set<String> taken = new HashSet<>(); // names of columns that hold nothing to be forecast

        Finder(List<String> names, TableOptions options, String place) {
            this.names = names;
            this.options = options;
            this.place = place;
            var seen = new HashSet<String>();
            for (String name : names) {
                if (!seen.add(name)) {
                    throw new DataException(
                            DataError.REPEATED_COLUMN,
                            place + ": two columns have the name \"" + MessageText.of(name) + "\"");
                }
            }
            options.ignore().forEach(ignored -> find(ignored, "a column to ignore"));
            this.issued = issued();
            taken.addAll(options.ignore());
            options.covariates().columns().forEach(covariate -> taken.add(covariate.name()));
            if (issued != NONE) {
                taken.add(names.get(issued));
            }
        }

        Columns inLong() {
            int id = find(options.id(), "series ids");
            int time = options.timed() ? find(options.time(), "times") : NONE;
            List<Integer> targets = options.targets().stream()
                    .map(target -> find(target, "values"))
                    .toList();
            var extra = new ArrayList<String>();
            var channels = new ArrayList<Integer>();
            for (int column = 0; column < names.size(); column++) {
                channels.add(targets.indexOf(column));
                if (column != id && column != time && !targets.contains(column) && isFree(column)) {
                    extra.add(names.get(column));
                }
            }
            if (!extra.isEmpty()) {
                throw new DataException(
                        DataError.UNEXPECTED_COLUMNS,
                        place + ": " + (extra.size() == 1 ? "column " : "columns ")
                                + MessageText.list(extra) + " beside " + options.id() + ", " + options.time() + " and "
                                + String.join(", ", options.targets())
                                + "; name them as past, future or static covariates, or ignore them");
            }
            return columns(id, time, channels);
        }

        Columns inWide() {
            boolean first = options.time().equals(TableOptions.DEFAULT_TIME) && !names.contains(options.time());
            int time = !options.timed() ? NONE : first ? 0 : find(options.time(), "times");
            var channels = new ArrayList<Integer>();
            int count = 0;
            for (int column = 0; column < names.size(); column++) {
                boolean channel = column != time && isFree(column);
                if (channel && names.get(column).isEmpty()) {
                    throw new DataException(
                            DataError.UNNAMED_COLUMN, place + ": column " + (column + 1) + " has no name");
                }
                channels.add(channel ? count++ : NONE);
            }
            if (count == 0) {
                throw new DataException(
                        DataError.NOTHING_TO_FORECAST,
                        place + ": "
                                + (names.size() == 1 && time != NONE
                                        ? "there is only a column of times, \"" + MessageText.of(names.get(time))
                                                + "\"; if the fields are not separated by comma, semicolon or tab, give the"
                                                + " delimiter"
                                        : "no column is left to be forecast; the columns are "
                                                + MessageText.list(names)));
            }
            return columns(NONE, time, channels);
        }

        private Columns columns(int id, int time, List<Integer> channels) {
            var covariates = new ArrayList<>(Collections.nCopies(names.size(), NONE));
            List<Covariate> wanted = options.covariates().columns();
            for (int i = 0; i < wanted.size(); i++) {
                String kind = wanted.get(i).kind().name().toLowerCase(Locale.ROOT);
                int column = find(wanted.get(i).name(), "a " + kind + " covariate");
                if (column == id
                        || column == time
                        || column == issued
                        || channels.get(column) != NONE
                        || options.ignore().contains(names.get(column))) {
                    throw new DataException(
                            DataError.COLUMN_USED_TWICE,
                            place + ": column \"" + names.get(column) + "\" can't be a covariate and something else");
                }
                covariates.set(column, i);
            }
            if (issued != NONE && (issued == id || issued == time || channels.get(issued) != NONE)) {
                throw new DataException(
                        DataError.COLUMN_USED_TWICE,
                        place + ": column \"" + names.get(issued) + "\" can't hold issue times and something else");
            }
            if (issued == NONE && options.covariates().delaySeconds() > 0) {
                throw new DataException(
                        DataError.DELAY_WITHOUT_ISSUE_TIMES,
                        place + ": a delay was given, but there is no column of issue times; the columns are "
                                + MessageText.list(names));
            }
            return new Columns(names, id, time, channels, covariates, issued);
        }

        private int issued() {
            if (options.covariates().issuedAt().isPresent()) {
                return find(options.covariates().issuedAt().get(), "issue times");
            }
            return options.ignore().contains(CovariateOptions.DEFAULT_ISSUED_AT)
                    ? NONE
                    : names.indexOf(CovariateOptions.DEFAULT_ISSUED_AT);
        }

        /** Whether a column may hold what is forecast. */
        private boolean isFree(int column) {
            return !taken.contains(names.get(column));
        }

        private int find(String name, String what) {
            int column = names.indexOf(name);
            if (column < 0) {
                throw missing(name, what);
            }
            return column;
        }

        private DataException missing(String name, String what) {
            return new DataException(
                    DataError.NO_SUCH_COLUMN,
                    place + ": there is no column \"" + name + "\" (" + what + "); the columns are "
                            + MessageText.list(names));
        }
    }
}
