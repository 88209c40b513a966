package io.almanac.core.series;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The distance of two neighbouring steps: {@code multiple} units. Written {@code 15min}, {@code h},
 * {@code D}, {@code B}, {@code W}, {@code M}, {@code Q}, {@code Y}, or {@code step} for data without dates.
 *
 * @param multiple units between two steps, at least 1
 */
public record Frequency(int multiple, Unit unit) {

    /** What one unit is, from finest to coarsest; {@link #STEP} is a position without a date. */
    public enum Unit {
        /** A position on an integer axis. */
        STEP("step", 0, 1, 12),
        SECOND("s", 1, 3600, 60),
        MINUTE("min", 60, 1440, 60),
        HOUR("h", 3600, 24, 24),
        DAY("D", 86_400, 7, 14),
        /** Monday to Friday; holidays are not left out. */
        BUSINESS_DAY("B", 0, 5, 10),
        WEEK("W", 604_800, 52, 13),
        MONTH("M", 0, 12, 12),
        QUARTER("Q", 0, 4, 8),
        YEAR("Y", 0, 1, 6);

        private final String symbol;
        private final int seconds;
        private final int season;
        private final int horizon;

        Unit(String symbol, int seconds, int season, int horizon) {
            this.symbol = symbol;
            this.seconds = seconds;
            this.season = season;
            this.horizon = horizon;
        }

        /** Seconds of one unit, or 0 where the calendar decides. */
        int seconds() {
            return seconds;
        }

        /** Months of one unit, or 0. */
        int months() {
            return switch (this) {
                case MONTH -> 1;
                case QUARTER -> 3;
                case YEAR -> 12;
                default -> 0;
            };
        }

        /** Whether a step is a fixed time that passes, whatever the wall clock does: seconds, minutes, hours. */
        public boolean elapsed() {
            return this == SECOND || this == MINUTE || this == HOUR;
        }
    }

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})?\\s*([A-Za-z]+)");

    /** Spellings that other toolkits use, beside our own, in lower case: {@code m} is a month, {@code min} a minute. */
    private static final Map<String, Unit> ALIASES = Map.ofEntries(
            Map.entry("step", Unit.STEP),
            Map.entry("s", Unit.SECOND),
            Map.entry("min", Unit.MINUTE),
            Map.entry("t", Unit.MINUTE),
            Map.entry("h", Unit.HOUR),
            Map.entry("d", Unit.DAY),
            Map.entry("b", Unit.BUSINESS_DAY),
            Map.entry("w", Unit.WEEK),
            Map.entry("m", Unit.MONTH),
            Map.entry("ms", Unit.MONTH),
            Map.entry("me", Unit.MONTH),
            Map.entry("q", Unit.QUARTER),
            Map.entry("qs", Unit.QUARTER),
            Map.entry("qe", Unit.QUARTER),
            Map.entry("y", Unit.YEAR),
            Map.entry("ys", Unit.YEAR),
            Map.entry("ye", Unit.YEAR),
            Map.entry("a", Unit.YEAR));

    public Frequency {
        if (multiple < 1) {
            throw new IllegalArgumentException("multiple must be at least 1, was " + multiple);
        }
    }

    public static Frequency of(Unit unit) {
        return new Frequency(1, unit);
    }

    /**
     * Reads a frequency such as {@code h}, {@code 15min} or {@code 2W}.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static Frequency parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (matcher.matches()) {
            Unit unit = ALIASES.get(matcher.group(2).toLowerCase(Locale.ROOT));
            if (unit != null) {
                String multiple = matcher.group(1);
                return new Frequency(multiple == null ? 1 : Integer.parseInt(multiple), unit);
            }
        }
        throw new IllegalArgumentException("frequency must be a number and one of s, min, h, D, B, W, M, Q, Y, step"
                + " (15min, h, 2W), was \"" + text + "\"");
    }

    /** Whether the axis counts integers and has no dates. */
    public boolean isInteger() {
        return unit == Unit.STEP;
    }

    /**
     * The season that a model assumes when none is given: hours 24, quarter hours 96, days 7, business days 5,
     * weeks 52, months 12, quarters 4, else 1. A multiple divides it; 1 where it does not divide it evenly.
     */
    public int season() {
        return unit.season % multiple == 0 ? unit.season / multiple : 1;
    }

    /** The horizon that the command line takes when none is given. */
    public int horizon() {
        return unit == Unit.MINUTE && season() > 1 ? Math.min(season(), 96) : unit.horizon;
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return multiple == 1 ? unit.symbol : multiple + unit.symbol;
    }
}
