package io.almanac.core.repair;

import io.almanac.core.series.Frequency;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How steps are put together to steps of a coarser frequency. Written {@code D:sum}, or {@code D:sum,price=mean} where
 * one channel or covariate goes another way.
 *
 * @param how         for channels; covariates that are numbers have their mean, categories the last
 * @param byName      for the channels and covariates that go another way, by their names
 * @param skipMissing whether a step is made of the values that are there; else it is missing where one is
 * @param seasons     of the coarse steps; the frequency's own when empty
 */
public record Aggregation(
        Frequency frequency, How how, Map<String, How> byName, boolean skipMissing, List<Integer> seasons) {

    /** What is made of the values of a step, none of them missing. */
    public enum How {
        SUM,
        MEAN,
        /** The value of the last fine step; whether others are missing does not matter. */
        LAST,
        MAX;

        /** Of {@code [from, to)}; NaN where a value is missing, or all are and {@code skipMissing}. */
        double of(double[] values, int from, int to, boolean skipMissing) {
            if (this == LAST && !skipMissing) {
                return values[to - 1];
            }
            double result = this == MAX ? Double.NEGATIVE_INFINITY : 0;
            int count = 0;
            for (int i = from; i < to; i++) {
                double value = values[i];
                if (Double.isNaN(value)) {
                    if (skipMissing) {
                        continue;
                    }
                    return Double.NaN;
                }
                count++;
                result = switch (this) {
                    case SUM, MEAN -> result + value;
                    case LAST -> value;
                    case MAX -> Math.max(result, value);
                };
            }
            return count == 0 ? Double.NaN : this == MEAN ? result / count : result;
        }
    }

    public Aggregation {
        byName = Map.copyOf(byName);
        seasons = List.copyOf(seasons);
    }

    /**
     * Reads {@code D:sum,price=mean}.
     *
     * @throws IllegalArgumentException if the text is no such thing
     */
    public static Aggregation parse(String text) {
        String[] parts = text.split(",", -1);
        String[] first = parts[0].split(":", -1);
        if (first.length != 2) {
            throw new IllegalArgumentException(
                    "an aggregation is FREQUENCY:HOW, such as D:sum or D:sum,price=mean, was \"" + text + "\"");
        }
        Map<String, How> byName = new LinkedHashMap<>();
        for (String part : List.of(parts).subList(1, parts.length)) {
            int equals = part.lastIndexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "after the first comma an aggregation has NAME=HOW, such as price=mean, was \"" + part + "\"");
            }
            byName.put(part.substring(0, equals), how(part.substring(equals + 1)));
        }
        return new Aggregation(Frequency.parse(first[0]), how(first[1]), byName, false, List.of());
    }

    private static How how(String text) {
        return Arrays.stream(How.values())
                .filter(how -> how.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("an aggregation is sum, mean, last or max, was \"" + text + "\""));
    }

    public Aggregation withSkipMissing(boolean on) {
        return new Aggregation(frequency, how, byName, on, seasons);
    }

    public Aggregation withSeasons(List<Integer> newSeasons) {
        return new Aggregation(frequency, how, byName, skipMissing, newSeasons);
    }

    /** In words: {@code D by sum, price by mean}. */
    @Override
    public String toString() {
        return frequency + " by " + how.name().toLowerCase(Locale.ROOT)
                + byName.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(one -> ", " + one.getKey() + " by "
                                + one.getValue().name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining());
    }
}
