package io.almanac.core.repair;

import io.almanac.core.series.TimeSeries;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which series are left out. Written {@code constant,empty,shorter-than-50}. It is decided on the whole series, the steps
 * that a backtest forecasts included.
 *
 * @param constant    those with one and the same value wherever there is one, in all channels
 * @param empty       those without any value
 * @param shorterThan those with fewer steps; 0 for none
 */
public record DropRule(boolean constant, boolean empty, int shorterThan) {

    /** Leaves out nothing. */
    public static final DropRule NONE = new DropRule(false, false, 0);

    private static final Pattern SHORTER = Pattern.compile("shorter-than-(\\d{1,9})");

    /** Why a series is left out. */
    public enum Reason {
        CONSTANT,
        EMPTY,
        SHORT
    }

    public DropRule {
        if (shorterThan < 0) {
            throw new IllegalArgumentException("shorterThan must not be negative, was " + shorterThan);
        }
    }

    /**
     * Reads {@code constant,empty,shorter-than-50}.
     *
     * @throws IllegalArgumentException if the text is no such thing
     */
    public static DropRule parse(String text) {
        DropRule rule = NONE;
        for (String part : text.split(",", -1)) {
            Matcher shorter = SHORTER.matcher(part);
            if (part.equals("constant")) {
                rule = new DropRule(true, rule.empty, rule.shorterThan);
            } else if (part.equals("empty")) {
                rule = new DropRule(rule.constant, true, rule.shorterThan);
            } else if (shorter.matches()) {
                rule = new DropRule(rule.constant, rule.empty, Integer.parseInt(shorter.group(1)));
            } else {
                throw new IllegalArgumentException(
                        "what is dropped must be constant, empty or shorter-than-N, was \"" + part + "\"");
            }
        }
        return rule;
    }

    /** Why a series is left out, if it is. */
    public Optional<Reason> reason(TimeSeries series) {
        if (series.length() < shorterThan) {
            return Optional.of(Reason.SHORT);
        }
        if (!constant && !empty) {
            return Optional.empty();
        }
        boolean some = false;
        for (int channel = 0; channel < series.schema().channels().size(); channel++) {
            double first = Double.NaN;
            for (int step = 0; step < series.length(); step++) {
                double value = series.value(channel, step);
                if (Double.isNaN(value)) {
                    continue;
                }
                if (!Double.isNaN(first) && value != first) {
                    return Optional.empty();
                }
                first = value;
                some = true;
            }
        }
        return some
                ? constant ? Optional.of(Reason.CONSTANT) : Optional.empty()
                : empty ? Optional.of(Reason.EMPTY) : Optional.empty();
    }
}
