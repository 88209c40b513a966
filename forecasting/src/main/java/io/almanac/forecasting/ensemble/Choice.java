package io.almanac.forecasting.ensemble;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which candidates are within one standard error of the best: differences that the trials can't tell from none.
 *
 * <p>The best has the least mean loss over the trials in which all candidates have one. Another is kept if the mean of the
 * differences of its losses and those of the best is at most their standard error (of paired differences, taken as
 * independent). One candidate, the standard, is left only for what is better beyond doubt: it is kept up to two standard
 * errors. A candidate without a loss in more than a tenth of the trials is out, since it would refuse as much later.
 * Source of the rule: Breiman et al. 1984, "Classification and Regression Trees", section 3.4.3.
 *
 * @param best    empty where there are too few trials to choose by
 * @param kept    labels of those within a standard error, with the best
 * @param means   mean losses of those that were compared, by label
 * @param reasons one for each candidate, in words
 */
record Choice(String best, List<String> kept, SortedMap<String, Double> means, List<String> reasons) {

    private static final int FEWEST = 3;
    private static final double MOST_MISSING = 0.1;
    private static final int ERRORS_OF_STANDARD = 2;

    Choice {
        kept = List.copyOf(kept);
        means = Collections.unmodifiableSortedMap(new TreeMap<>(means));
        reasons = List.copyOf(reasons);
    }

    /**
     * Chooses.
     *
     * @param losses   by label, in the order of trials, NaN = none
     * @param standard a label, or empty where no candidate is the standard
     */
    static Choice of(SortedMap<String, List<Double>> losses, String standard) {
        List<String> reasons = new ArrayList<>();
        SortedMap<String, List<Double>> able = new TreeMap<>();
        int most = losses.values().stream()
                .mapToInt(
                        own -> (int) own.stream().filter(loss -> !loss.isNaN()).count())
                .max()
                .orElse(0);
        losses.forEach((label, own) -> {
            long known = own.stream().filter(loss -> !loss.isNaN()).count();
            if (known > 0 && known >= (1 - MOST_MISSING) * most) {
                able.put(label, own);
            } else {
                reasons.add(label + " out: it has forecasts in " + known + " of " + most + " trials");
            }
        });
        int[] trials = IntStream.range(
                        0, losses.values().stream().mapToInt(List::size).max().orElse(0))
                .filter(i -> able.values().stream().noneMatch(own -> own.get(i).isNaN()))
                .toArray();
        if (able.isEmpty() || trials.length < FEWEST) {
            reasons.add(trials.length + " trials are too few to choose by, " + FEWEST + " are needed");
            return new Choice("", List.of(), new TreeMap<>(), reasons);
        }
        SortedMap<String, Double> means = new TreeMap<>();
        able.forEach((label, own) -> means.put(
                label, IntStream.of(trials).mapToDouble(own::get).average().orElseThrow()));
        String best = means.entrySet().stream()
                .min(java.util.Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        List<String> kept = new ArrayList<>();
        double least = means.getOrDefault(best, Double.NaN);
        able.forEach((label, own) -> {
            List<Double> ofBest = able.getOrDefault(best, List.of());
            double[] differences = IntStream.of(trials)
                    .mapToDouble(i -> own.get(i) - ofBest.get(i))
                    .toArray();
            double mean = IntStream.range(0, differences.length)
                    .mapToDouble(i -> differences[i])
                    .average()
                    .orElseThrow();
            double error = standardError(differences, mean);
            boolean within = mean <= (label.equals(standard) ? ERRORS_OF_STANDARD : 1) * error;
            if (within) {
                kept.add(label);
            }
            reasons.add(
                    label.equals(best)
                            ? String.format(
                                    Locale.ROOT,
                                    "%s best: mean scaled error %.4g over %d trials",
                                    label,
                                    least,
                                    trials.length)
                            : String.format(
                                    Locale.ROOT,
                                    "%s %s: %+.1f %%, standard error %.1f %%",
                                    label,
                                    within ? "as good" : "out",
                                    100 * mean / least,
                                    100 * error / least));
        });
        return new Choice(best, kept, means, reasons);
    }

    private static double standardError(double[] differences, double mean) {
        double squares = 0;
        for (double difference : differences) {
            squares += (difference - mean) * (difference - mean);
        }
        return Math.sqrt(squares / (differences.length - 1.0) / differences.length);
    }
}
