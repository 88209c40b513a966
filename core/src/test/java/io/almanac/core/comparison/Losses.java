package io.almanac.core.comparison;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Losses for tests. */
final class Losses {

    private Losses() {}

    /** The losses that {@code comparison_reference.py} wrote, 60 folds of a, b, c and d. */
    static FoldLosses reference(int horizon, int stride) {
        List<String> lines = lines("losses.csv");
        String[] labels = lines.get(0).split(",", -1);
        var byLabel = new LinkedHashMap<String, double[]>();
        for (int i = 0; i < labels.length; i++) {
            int column = i;
            byLabel.put(
                    labels[i],
                    lines.stream()
                            .skip(1)
                            .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[column]))
                            .toArray());
        }
        return FoldLosses.of(horizon, stride, byLabel);
    }

    /** The resamples that arch drew for them. */
    static int[][] resamples() {
        return lines("resamples.csv").stream()
                .map(line -> Arrays.stream(line.split(",", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray())
                .toArray(int[][]::new);
    }

    private static List<String> lines(String name) {
        var in = Objects.requireNonNull(Losses.class.getResourceAsStream(name));
        try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Folds a horizon apart. */
    static FoldLosses apart(Map<String, double[]> byLabel) {
        return FoldLosses.of(1, 1, byLabel);
    }

    static FoldLosses apart(double[] a, double[] b) {
        return apart(Map.of("a", a, "b", b));
    }

    /** Moving sums of standard normal shocks, scaled to variance 1. */
    static double[] overlapping(Random random, int folds, int perHorizon) {
        double[] shocks = random.doubles(folds + perHorizon - 1)
                .map(ignored -> random.nextGaussian())
                .toArray();
        double[] values = new double[folds];
        for (int i = 0; i < folds; i++) {
            for (int j = 0; j < perHorizon; j++) {
                values[i] += shocks[i + j] / Math.sqrt(perHorizon);
            }
        }
        return values;
    }

    static double[] plus(double[] values, double shift) {
        return Arrays.stream(values).map(v -> v + shift).toArray();
    }

    static double[] times(double[] values, double factor) {
        return Arrays.stream(values).map(v -> v * factor).toArray();
    }
}
