package io.almanac.datasets.checks;

import io.almanac.core.repair.Repair;
import io.almanac.core.series.DataReport.Finding;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.FindingKind;
import io.almanac.datasets.csv.CsvReader;
import io.almanac.datasets.rows.TableOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Data that a test writes down, and what is found in them. */
final class CheckedText {

    /** When tests look at data. */
    static final Clock NOW = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private CheckedText() {}

    static Dataset read(TableOptions options, List<String> lines) {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            return CsvReader.read("data.csv", () -> new ByteArrayInputStream(bytes), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Finding> findings(Dataset data, Preparation preparation) {
        return preparation.prepare(data, NOW).report().findings();
    }

    static List<Finding> findings(TableOptions options, String... lines) {
        return findings(read(options, List.of(lines)), Preparation.none());
    }

    static List<Finding> findings(TimeSeries... series) {
        return DataChecks.of(SeriesSet.of(series[0].schema(), List.of(series)), NOW, Repair.NONE);
    }

    static Optional<Finding> find(List<Finding> findings, FindingKind kind) {
        return findings.stream()
                .filter(finding -> finding.code().equals(kind.code()))
                .findFirst();
    }

    static TimeSeries steps(int season, double... values) {
        return named("a", season, values);
    }

    static TimeSeries named(String id, int season, double... values) {
        var schema = new Schema(Frequency.parse("step"), List.of(season), List.of("y"), List.of());
        return TimeSeries.of(id, schema, TimeAxis.integers(0, values.length), new double[][] {values});
    }

    static TimeSeries dated(String frequency, String start, double... values) {
        return TimeSeries.of(
                "a",
                Schema.univariate(Frequency.parse(frequency)),
                TimeAxis.of(Frequency.parse(frequency), LocalDateTime.parse(start), values.length),
                new double[][] {values});
    }

    /** A known part and normal noise of deviation 1. */
    static double[] noisy(int length, long seed, IntToDoubleFunction known) {
        var random = new Random(seed);
        double[] values = new double[length];
        Arrays.setAll(values, t -> known.applyAsDouble(t) + random.nextGaussian());
        return values;
    }

    /** The same with one value at the steps {@code [from, to)}. */
    static double[] stuck(double[] values, int from, int to) {
        double[] copy = values.clone();
        Arrays.fill(copy, from, to, copy[from]);
        return copy;
    }

    /** Three years of hours as clocks in Berlin show them, without a zone: an hour is missing each spring. */
    static TimeSeries localHours() {
        LocalDateTime start = LocalDateTime.parse("2022-01-01T00:00");
        double[] values = noisy(3 * 8760, 1, t -> 0);
        for (String skipped : List.of("2022-03-27T02:00", "2023-03-26T02:00", "2024-03-31T02:00")) {
            values[(int) Duration.between(start, LocalDateTime.parse(skipped)).toHours()] = Double.NaN;
        }
        return dated("h", start.toString(), values);
    }
}
