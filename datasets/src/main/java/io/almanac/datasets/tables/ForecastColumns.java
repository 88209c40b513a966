package io.almanac.datasets.tables;

import io.almanac.core.forecast.PointKind;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.rows.MessageText;
import io.almanac.datasets.rows.TableOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each column of a table of forecasts is for, found from its header.
 *
 * <p>A column {@code NAME-lo-80}, {@code NAME-hi-80}, {@code NAME-q-0.1} or {@code NAME-median} is a quantile of the label
 * NAME if NAME is a label, too: has a column of its own, or a median beside other quantiles. Otherwise it is a label of
 * that name, and so is one that the options name.
 *
 * @param id      the position of the id column, or -1 where the table is of one series
 * @param channel of the channel column, or -1
 * @param time    of the column of times, or of steps
 * @param steps   whether that counts steps from 1
 * @param cutoff  of the column of cutoffs, or -1
 * @param actual  of the column of actual values, or -1
 * @param groups  of the columns of groups
 */
record ForecastColumns(
        int id,
        int channel,
        int time,
        boolean steps,
        int cutoff,
        int actual,
        List<Integer> groups,
        List<Label> labels) {

    static final int NONE = -1;
    static final String STEP = "step";

    private static final String MEDIAN = "-median";

    private static final Pattern QUANTILE =
            Pattern.compile("(.+)-(?:(lo|hi)-([0-9]+(?:\\.[0-9]+)?)|(q)-([0-9]*\\.?[0-9]+)|(median))");

    /**
     * The columns of one label.
     *
     * @param point     of the point forecast
     * @param kind      what the point is
     * @param quantiles ascending
     * @param columns   of the quantiles
     */
    record Label(String name, int point, PointKind kind, List<Double> quantiles, List<Integer> columns) {}

    /**
     * Finds the columns.
     *
     * @param place where the header is, for messages
     */
    static ForecastColumns of(List<String> names, ForecastTableOptions options, String place) {
        var finder = new Finder(names, options, place);
        return finder.find();
    }

    /** A quantile column as its name reads. */
    private record Suffix(String label, double quantile, boolean median) {}

    private static Optional<Suffix> suffix(String name) {
        Matcher matcher = QUANTILE.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double quantile = 0.5;
        if (matcher.group(3) != null) {
            double level = Double.parseDouble(matcher.group(3));
            quantile = matcher.group(2).equals("lo") ? (100 - level) / 200 : (100 + level) / 200;
        } else if (matcher.group(5) != null) {
            quantile = Double.parseDouble(matcher.group(5));
        }
        return quantile > 0 && quantile < 1
                ? Optional.of(new Suffix(matcher.group(1), quantile, matcher.group(6) != null))
                : Optional.empty();
    }

    private static final class Finder {

        private final List<String> names;
        private final ForecastTableOptions options;
        private final String place;
        private final Set<Integer> taken = new HashSet<>();

        Finder(List<String> names, ForecastTableOptions options, String place) {
            this.names = names;
            this.options = options;
            this.place = place;
        }

        ForecastColumns find() {
            TableOptions csv = options.csv();
            int id = csv.layout() == TableOptions.Layout.WIDE ? NONE : take(names.indexOf(csv.id()));
            if (id == NONE && csv.layout() == TableOptions.Layout.LONG) {
                throw missing(csv.id(), "series ids");
            }
            int time = take(names.indexOf(csv.time()));
            boolean standard = csv.time().equals(TableOptions.defaults().time());
            boolean steps = time == NONE && standard && names.contains(STEP);
            if (steps) {
                time = take(names.indexOf(STEP));
            } else if (time == NONE && id == NONE && standard) {
                time = take(0);
            } else if (time == NONE) {
                throw missing(csv.time(), "times");
            }
            int channel = take(names.indexOf("channel"));
            int cutoff = take(names.indexOf("cutoff"));
            int actual = take(names.indexOf(csv.target()));
            if (actual == NONE && !csv.target().equals(TableOptions.defaults().target())) {
                throw missing(csv.target(), "actual values");
            }
            List<Integer> groups = options.groups().stream()
                    .map(group -> take(find(group, "groups of series")))
                    .toList();
            for (String ignored : csv.ignore()) {
                int column = names.indexOf(ignored);
                if (column == NONE
                        && options.history().isEmpty()
                        && options.actual().isEmpty()) {
                    throw missing(ignored, "a column to ignore");
                }
                take(column); // with other tables beside this one, it may be theirs
            }
            csv.covariates().columns().forEach(covariate -> take(names.indexOf(covariate.name()))); // likewise
            return new ForecastColumns(id, channel, time, steps, cutoff, actual, groups, labels());
        }

        private int take(int column) {
            if (column != NONE) {
                taken.add(column);
            }
            return column;
        }

        private int find(String name, String what) {
            int column = names.indexOf(name);
            if (column == NONE) {
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

        private List<Label> labels() {
            Map<String, Integer> free =
                    new LinkedHashMap<>(); // by name, without the nameless one of a data frame's index
            for (int column = 0; column < names.size(); column++) {
                if (!taken.contains(column) && !names.get(column).isEmpty()) {
                    free.put(names.get(column), column);
                }
            }
            Map<String, List<Suffix>> quantiles = new LinkedHashMap<>();
            Map<String, Map<Double, Integer>> columns = new LinkedHashMap<>();
            free.forEach((name, column) -> {
                Optional<Suffix> bound = bound(name, free.keySet());
                String label = bound.map(Suffix::label).orElse(name);
                Map<Double, Integer> ofLabel = columns.computeIfAbsent(label, key -> new LinkedHashMap<>());
                bound.ifPresent(suffix -> {
                    quantiles.computeIfAbsent(label, key -> new ArrayList<>()).add(suffix);
                    Integer other = ofLabel.put(suffix.quantile(), column);
                    if (other != null) {
                        throw new DataException(
                                DataError.REPEATED_QUANTILE,
                                place + ": the columns \"" + names.get(other) + "\" and \"" + name
                                        + "\" both are the quantile " + suffix.quantile() + " of " + label);
                    }
                });
            });
            List<String> wanted = options.labels().isEmpty() ? List.copyOf(columns.keySet()) : options.labels();
            List<Label> labels = new ArrayList<>();
            for (String label : wanted) {
                Map<Double, Integer> ofLabel = columns.get(label);
                if (ofLabel == null) {
                    throw new DataException(
                            DataError.NO_SUCH_LABEL,
                            place + ": there is no label \"" + label + "\"; there are "
                                    + (columns.isEmpty() ? "none" : String.join(", ", columns.keySet())));
                }
                labels.add(label(label, free, ofLabel));
            }
            return labels;
        }

        private Label label(String name, Map<String, Integer> free, Map<Double, Integer> quantiles) {
            Integer own = free.get(name);
            Integer median = quantiles.get(0.5);
            PointKind kind = own == null ? PointKind.MEDIAN : median != null ? PointKind.MEAN : options.points();
            int point = own != null ? own : median == null ? NONE : median;
            Map<Double, Integer> all = new LinkedHashMap<>(quantiles);
            if (kind == PointKind.MEDIAN && !all.isEmpty()) {
                all.put(0.5, point);
            }
            List<Double> sorted = all.keySet().stream().sorted().toList();
            return new Label(
                    name, point, kind, sorted, sorted.stream().map(all::get).toList());
        }

        /** The quantile that a column holds, if it is one. */
        private Optional<Suffix> bound(String name, Set<String> all) {
            return options.labels().contains(name)
                    ? Optional.empty()
                    : suffix(name)
                            .filter(suffix ->
                                    isLabel(suffix.label(), all) || (suffix.median() && isMedian(suffix.label(), all)));
        }

        private boolean isLabel(String name, Set<String> all) {
            String median = name + MEDIAN;
            boolean ownColumn = all.contains(name) && bound(name, all).isEmpty();
            return ownColumn || (all.contains(median) && !options.labels().contains(median) && isMedian(name, all));
        }

        /** Whether the median of a label without a column of its own has other quantiles beside it. */
        private static boolean isMedian(String label, Set<String> all) {
            return all.stream()
                    .flatMap(name -> suffix(name).stream())
                    .anyMatch(suffix -> suffix.label().equals(label) && !suffix.median());
        }
    }
}
