package io.almanac.forecasting.ensemble;

import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One forecast made of several of the same history. Points are made of points, and a quantile of the members' quantiles of
 * that probability, where all give it. So members that agree about the spread and not about the place keep their spread,
 * which a mixture of their distributions would widen. Paths are not passed on: those of two members don't belong together.
 *
 * <p>The points are of the members' kind, and means where the kinds differ. Members that refuse are left out; where all do,
 * the reason of the first is given.
 *
 * <p>Source of the mean of quantiles, called Vincentization: Ratcliff 1979, "Group Reaction Time Distributions and an
 * Analysis of Distribution Statistics"; against the mean of distributions: Lichtendahl et al. 2013, "Is It Better to
 * Average Probabilities or Quantiles?". Quantiles made by a median don't cross either: it keeps the order of sorted rows.
 *
 * @param label   for tables and messages
 * @param members labels of those that are blended
 * @param median  whether the middle one is taken, of which weights know nothing
 * @param weights of the members in their order, at least 0 and not all 0
 */
record Blend(String label, List<String> members, boolean median, List<Double> weights) {

    Blend {
        members = List.copyOf(members);
        weights = List.copyOf(weights);
        if (members.isEmpty() || weights.size() != members.size()) {
            throw new IllegalArgumentException("weights must be one for each of " + members + ", were " + weights);
        }
        if (!weights.stream().allMatch(w -> w >= 0 && w < Double.POSITIVE_INFINITY)
                || weights.stream().allMatch(w -> w == 0)) {
            throw new IllegalArgumentException("weights must be at least 0 and not all 0, were " + weights);
        }
    }

    /** All count the same. */
    static Blend mean(String label, List<String> members) {
        return new Blend(label, members, false, members.stream().map(m -> 1.0).toList());
    }

    /** The middle one. */
    static Blend median(String label, List<String> members) {
        return new Blend(label, members, true, members.stream().map(m -> 1.0).toList());
    }

    /** One member as it is. */
    static Blend alone(String member) {
        return mean(member, List.of(member));
    }

    /** The blend of those members that there are; empty if there are none. */
    Optional<Blend> among(Set<String> there) {
        List<Integer> places = IntStream.range(0, members.size())
                .filter(m -> there.contains(members.get(m)))
                .boxed()
                .toList();
        return places.isEmpty()
                ? Optional.empty()
                : Optional.of(new Blend(
                        label,
                        places.stream().map(members::get).toList(),
                        median,
                        places.stream().map(weights::get).toList()));
    }

    /**
     * Blends the outcomes of one history.
     *
     * @param outcomes of the members in their order
     */
    Outcome of(List<Outcome> outcomes) {
        List<Forecast> forecasts = new ArrayList<>();
        List<Double> weightsOfThem = new ArrayList<>();
        for (int m = 0; m < outcomes.size(); m++) {
            if (outcomes.get(m) instanceof Forecast forecast && weights.get(m) > 0) {
                forecasts.add(forecast);
                weightsOfThem.add(weights.get(m));
            }
        }
        if (forecasts.isEmpty()) {
            return outcomes.get(0);
        }
        if (forecasts.size() == 1) {
            return forecasts.get(0);
        }
        Forecast first = forecasts.get(0);
        boolean alike = forecasts.stream().allMatch(one -> one.pointKind() == first.pointKind());
        List<Double> quantiles = first.quantiles().stream()
                .filter(p -> forecasts.stream().allMatch(one -> one.quantiles().contains(p)))
                .toList();
        var numbers = new Numbers(
                forecasts, weightsOfThem.stream().mapToDouble(w -> w).toArray(), median);
        return Forecast.wrap(
                first.id(),
                first.axis(),
                alike ? first.pointKind() : PointKind.MEAN,
                numbers.each(Forecast::point),
                quantiles,
                quantiles.stream()
                        .map(p -> numbers.each((one, channel, step) ->
                                one.quantile(one.quantiles().indexOf(p), channel, step)))
                        .toArray(double[][][]::new));
    }

    @FunctionalInterface
    private interface Value {
        double of(Forecast forecast, int channel, int step);
    }

    @SuppressWarnings("ArrayRecordComponent") // lives for one call
    private record Numbers(List<Forecast> forecasts, double[] weights, boolean median) {

        /** Shaped (channel, step). */
        double[][] each(Value value) {
            Forecast first = forecasts.get(0);
            double[][] blended = new double[first.channels()][first.horizon()];
            double[] own = new double[weights.length];
            for (int channel = 0; channel < blended.length; channel++) {
                for (int step = 0; step < blended[channel].length; step++) {
                    for (int m = 0; m < own.length; m++) {
                        own[m] = value.of(forecasts.get(m), channel, step);
                    }
                    blended[channel][step] = median ? middle(own) : mean(own);
                }
            }
            return blended;
        }

        private double mean(double[] own) {
            double sum = 0;
            double total = 0;
            for (int m = 0; m < own.length; m++) {
                sum += weights[m] * own[m];
                total += weights[m];
            }
            return sum / total;
        }

        private static double middle(double[] own) {
            Arrays.sort(own);
            int half = own.length / 2;
            return own.length % 2 == 1 ? own[half] : (own[half - 1] + own[half]) / 2;
        }
    }

    /** What it is, in words. */
    String describe() {
        if (members.size() == 1) {
            return members.get(0);
        }
        boolean equal = weights.stream().distinct().count() == 1;
        double total = weights.stream().mapToDouble(w -> w).sum();
        return (median ? "the median of " : "the mean of ")
                + String.join(
                        ", ",
                        IntStream.range(0, members.size())
                                .mapToObj(m -> members.get(m)
                                        + (equal ? "" : " (" + Math.round(100 * weights.get(m) / total) + " %)"))
                                .toList());
    }
}
