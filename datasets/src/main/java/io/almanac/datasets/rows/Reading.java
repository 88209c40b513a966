package io.almanac.datasets.rows;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.Frequency;
import io.almanac.datasets.calendar.CalendarCovariates;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What somebody said about how data are to be read: a user by the options of a command or in a file beside the data, a
 * card of the bundled series or of the catalogue. What was not said is not there, so that one who is closer to the user
 * can be laid {@link #over} another.
 *
 * @param said the values of each key that was given, at least one, as they are written on a command line
 */
public record Reading(Map<Key, List<String>> said) {

    /** What can be said; {@link #option} is its name in files and, after two dashes, on the command line. */
    public enum Key {
        TIME(1),
        HEADER(1),
        COLUMNS,
        FREQUENCY(1),
        SEASON,
        ZONE(1),
        DELIMITER(1),
        DECIMAL_COMMA(1),
        DUPLICATES(1),
        IGNORE,
        PAST,
        FUTURE,
        STATIC,
        CATEGORICAL,
        ISSUED_AT(1),
        DELAY(1),
        SCORE(1),
        CALENDAR,
        HOLIDAYS;

        private final int count;

        Key() {
            this(0);
        }

        Key(int count) {
            this.count = count;
        }

        /** The name that a user writes: {@code decimal-comma}. */
        public String option() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The key of that name, if there is one. */
        public static Optional<Key> of(String option) {
            return Arrays.stream(values())
                    .filter(key -> key.option().equals(option))
                    .findFirst();
        }

        /** All names, for messages. */
        static String options() {
            return Arrays.stream(values()).map(Key::option).collect(Collectors.joining(", "));
        }

        private List<String> checked(List<String> values) {
            if (values.isEmpty() || (count > 0 && values.size() != count)) {
                throw new IllegalArgumentException(option() + " wants "
                        + (count == 0 ? "at least one value" : count == 1 ? "one value" : count + " values")
                        + ", was " + values);
            }
            if (this == COLUMNS && values.size() < 3) {
                throw new IllegalArgumentException("columns wants ID,TIME,VALUE,…, was " + values);
            }
            for (String value : values) {
                if (value.isEmpty()) {
                    throw new IllegalArgumentException(option() + " must not be empty");
                }
                check(value);
            }
            return List.copyOf(values);
        }

        private void read(String column) {
            if (CalendarCovariates.isMade(column)) {
                throw new IllegalArgumentException(option() + " wants columns, was " + column
                        + ", which is made of the calendar; ask for it by calendar or holidays");
            }
        }

        private void check(String value) {
            switch (this) {
                case FREQUENCY -> Frequency.parse(value);
                case SEASON -> season(value);
                case ZONE -> zone(value);
                case DELIMITER -> character(value);
                case DECIMAL_COMMA, HEADER -> flag(this, value);
                case DUPLICATES -> Duplicates.parse(value);
                case DELAY -> duration(value);
                case SCORE -> vintage(value);
                case CALENDAR -> CalendarCovariates.of(List.of(value), List.of());
                case HOLIDAYS -> CalendarCovariates.of(List.of(), List.of(value));
                case PAST, FUTURE, STATIC -> read(value);
                case TIME, COLUMNS, IGNORE, CATEGORICAL, ISSUED_AT -> {} // any column
            }
        }
    }

    /** What stands for the column of times where there is none. */
    private static final String NO_TIME = "none";

    /** What says what a column is for: who names a column under one of them takes it away from the others. */
    private static final Set<Key> ROLES =
            Collections.unmodifiableSet(EnumSet.of(Key.IGNORE, Key.PAST, Key.FUTURE, Key.STATIC));

    private static final Pattern DELAY = Pattern.compile("(\\d{1,9})(s|min|h|d)");

    private static final Reading NOTHING = new Reading(Map.of());

    /** Checks each value on its own; whether they go together is seen by {@link #table}. */
    public Reading {
        var checked = new EnumMap<Key, List<String>>(Key.class);
        said.forEach((key, values) -> checked.put(key, key.checked(values)));
        said = Collections.unmodifiableMap(checked);
    }

    /** Nothing was said. */
    public static Reading nothing() {
        return NOTHING;
    }

    /**
     * The same and one thing more, in place of what was said about it.
     *
     * @param values none says nothing
     * @throws IllegalArgumentException if they are not what the key wants, with its name, the rule and the value
     */
    public Reading with(Key key, List<String> values) {
        if (values.isEmpty()) {
            return this;
        }
        var all = new EnumMap<Key, List<String>>(Key.class);
        all.putAll(said);
        all.put(key, values);
        return new Reading(all);
    }

    /** As {@link #with(Key, List)}, of a key with one value. */
    public Reading with(Key key, String value) {
        return with(key, List.of(value));
    }

    public boolean isEmpty() {
        return said.isEmpty();
    }

    /**
     * This, and what another says where this says nothing. A column that this one ignores or makes a covariate of some
     * kind is no more what the other made of it.
     */
    public Reading over(Reading other) {
        var all = new EnumMap<Key, List<String>>(Key.class);
        all.putAll(other.said);
        if (said.containsKey(Key.COLUMNS)) {
            all.remove(Key.TIME); // which is one of the columns
        }
        Set<String> named =
                ROLES.stream().flatMap(role -> values(role).stream()).collect(Collectors.toSet());
        ROLES.forEach(role -> remove(named, role, all));
        remove(new HashSet<>(values(Key.IGNORE)), Key.CATEGORICAL, all);
        all.putAll(said);
        return new Reading(all);
    }

    private static void remove(Set<String> names, Key key, Map<Key, List<String>> all) {
        all.computeIfPresent(key, (k, values) -> {
            List<String> left =
                    values.stream().filter(value -> !names.contains(value)).toList();
            return left.isEmpty() ? null : left;
        });
    }

    /** The values of a key; empty where it was not said. */
    public List<String> values(Key key) {
        return said.getOrDefault(key, List.of());
    }

    private Optional<String> value(Key key) {
        return values(key).stream().findFirst();
    }

    /**
     * How a table is read by that.
     *
     * @throws IllegalArgumentException if what was said does not go together
     */
    public TableOptions table() {
        TableOptions options = TableOptions.defaults();
        List<String> columns = values(Key.COLUMNS);
        if (!columns.isEmpty()) {
            options = options.withColumns(columns.get(0), columns.get(1), columns.subList(2, columns.size()));
        }
        if (said.containsKey(Key.TIME)) {
            String time = values(Key.TIME).get(0);
            options = time.equals(NO_TIME) ? options.withoutTimes() : options.withTime(time);
        }
        if (said.containsKey(Key.FREQUENCY)) {
            options =
                    options.withFrequency(Frequency.parse(values(Key.FREQUENCY).get(0)));
        }
        if (said.containsKey(Key.ZONE)) {
            options = options.withZone(zone(values(Key.ZONE).get(0)));
        }
        if (said.containsKey(Key.DELIMITER)) {
            options = options.withDelimiter(character(values(Key.DELIMITER).get(0)));
        }
        if (!said(Key.HEADER, true)) {
            options = options.withoutHeader();
        }
        return options.withDecimalComma(said(Key.DECIMAL_COMMA, false))
                .withSeasons(values(Key.SEASON).stream().map(Reading::season).toList())
                .withDuplicates(value(Key.DUPLICATES).map(Duplicates::parse).orElse(Duplicates.ERROR))
                .withIgnore(values(Key.IGNORE))
                .withCovariates(covariates());
    }

    private CovariateOptions covariates() {
        CovariateOptions options = CovariateOptions.none()
                .with(Covariate.Kind.PAST, values(Key.PAST))
                .with(Covariate.Kind.FUTURE, values(Key.FUTURE))
                .with(Covariate.Kind.STATIC, values(Key.STATIC))
                .withCategorical(values(Key.CATEGORICAL))
                .withDelay(value(Key.DELAY).map(Reading::duration).orElse(Duration.ZERO))
                .withActual(value(Key.SCORE).map(Reading::vintage).orElse(CovariateOptions.Vintage.LAST));
        return value(Key.ISSUED_AT).map(options::withIssuedAt).orElse(options);
    }

    /** The covariates that need no column. */
    public CalendarCovariates calendar() {
        return CalendarCovariates.of(values(Key.CALENDAR), values(Key.HOLIDAYS));
    }

    private static int season(String text) {
        if (text.matches("[1-9][0-9]{0,8}")) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("season wants whole numbers of steps, at least 1, was \"" + text + "\"");
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "zone wants a time zone, such as Europe/Berlin, was \"" + text + "\"", e);
        }
    }

    private static char character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("delimiter wants one character, was \"" + text + "\"");
        }
        return text.charAt(0);
    }

    private boolean said(Key key, boolean otherwise) {
        return value(key).map(text -> flag(key, text)).orElse(otherwise);
    }

    private static boolean flag(Key key, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(key.option() + " wants true or false, was \"" + text + "\"");
        }
        return text.equals("true");
    }

    private static CovariateOptions.Vintage vintage(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "first" -> CovariateOptions.Vintage.FIRST;
            case "last" -> CovariateOptions.Vintage.LAST;
            default -> throw new IllegalArgumentException("score wants first or last, was \"" + text + "\"");
        };
    }

    /** Reads {@code 2h} and whatever ISO 8601 allows. */
    private static Duration duration(String text) {
        Matcher matcher = DELAY.matcher(text.toLowerCase(Locale.ROOT));
        try {
            if (matcher.matches()) {
                long count = Long.parseLong(matcher.group(1));
                return switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "min" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                };
            }
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "delay wants a number of s, min, h or d, such as 2h, or PT2H, was \"" + text + "\"", e);
        }
    }

    /** What was said, key by key, as one would write it: {@code season: [24, 168]}. */
    public List<String> texts() {
        return said.entrySet().stream()
                .map(one -> one.getKey().option() + ": "
                        + (one.getValue().size() == 1 ? one.getValue().get(0) : one.getValue()))
                .toList();
    }

    @Override
    public String toString() {
        return String.join(", ", texts());
    }
}
