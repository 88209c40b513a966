package io.almanac.datasets.checks;

import io.almanac.core.repair.Aggregated;
import io.almanac.core.repair.Aggregation;
import io.almanac.core.repair.DropRule;
import io.almanac.core.repair.Dropped;
import io.almanac.core.repair.Repair;
import io.almanac.core.series.DataReport.Finding;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.FindingKind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is done to data between reading and a run: put together to coarser steps, series left out, all checked. Each
 * is told by a finding. The report keeps what it says of the data as they were read.
 *
 * @param repair what models see values through, inside each fold; here it is only said
 */
public record Preparation(Optional<Aggregation> aggregation, DropRule drop, Repair repair) {

    /** Checks and changes nothing. */
    public static Preparation none() {
        return new Preparation(Optional.empty(), DropRule.NONE, Repair.NONE);
    }

    public Preparation withAggregation(Aggregation newAggregation) {
        return new Preparation(Optional.of(newAggregation), drop, repair);
    }

    public Preparation withDrop(DropRule rule) {
        return new Preparation(aggregation, rule, repair);
    }

    public Preparation withRepair(Repair newRepair) {
        return new Preparation(aggregation, drop, newRepair);
    }

    /**
     * Prepares data. Times are checked as they were read, values as a run will have them.
     *
     * @throws IllegalArgumentException if the data can't be put together so, or no series is left
     */
    public Dataset prepare(Dataset read, Clock clock) {
        List<Finding> findings = new ArrayList<>(read.report().findings());
        findings.removeIf(finding -> finding.code().equals(FindingKind.GAPS.code())); // told of anew, with the longest
        SeriesSource source = read.series();
        boolean changed = aggregation.isPresent() || !drop.equals(DropRule.NONE);
        if (!changed) {
            findings.addAll(DataChecks.of(source, clock, repair));
            return new Dataset(source, read.report().withFindings(findings));
        }
        findings.addAll(DataChecks.ofTimes(source, clock));
        if (aggregation.isPresent()) {
            SeriesSource coarse = inMemoryIf(source, Aggregated.of(source, aggregation.get()));
            findings.add(aggregated(source, coarse, aggregation.get()));
            source = coarse;
        }
        if (!drop.equals(DropRule.NONE)) {
            findings.addAll(dropped(source));
            source = inMemoryIf(source, Dropped.of(source, drop));
        }
        findings.addAll(DataChecks.ofValues(source, repair));
        return new Dataset(source, read.report().withFindings(findings));
    }

    /** What comes of series in memory is kept there; what is streamed is put together anew each time. */
    private static SeriesSource inMemoryIf(SeriesSource before, SeriesSource after) {
        return before instanceof SeriesSet ? SeriesSet.copyOf(after) : after;
    }

    private static Finding aggregated(SeriesSource fine, SeriesSource coarse, Aggregation how) {
        long[] counts = new long[3];
        String[] example = {""};
        try (Stream<TimeSeries> all = fine.stream()) {
            all.forEachOrdered(series -> {
                counts[0]++;
                counts[1] += series.length();
                example[0] = example[0].isEmpty() ? "series " + series.id() + ": " + series.axis() : example[0];
            });
        }
        String[] became = {""};
        try (Stream<TimeSeries> all = coarse.stream()) {
            all.forEachOrdered(series -> {
                counts[2] += series.length();
                became[0] = became[0].isEmpty() ? " became " + series.axis() : became[0];
            });
        }
        if (counts[2] == 0) {
            throw new IllegalArgumentException(
                    "no series covers a whole step of " + coarse.schema().frequency());
        }
        return FindingKind.AGGREGATED.finding(
                "aggregated to " + how,
                counts[0],
                example[0] + became[0],
                String.format(
                        Locale.ROOT,
                        "%,d steps became %,d, without steps that are not whole; a step with a missing value is %s",
                        counts[1],
                        counts[2],
                        how.skipMissing() ? "made of the others" : "missing"));
    }

    private List<Finding> dropped(SeriesSource source) {
        Map<DropRule.Reason, Tally> reasons = new EnumMap<>(DropRule.Reason.class);
        long[] kept = {0};
        try (Stream<TimeSeries> all = source.stream()) {
            all.forEachOrdered(series -> {
                Optional<DropRule.Reason> reason = drop.reason(series);
                reason.ifPresent(why -> reasons.computeIfAbsent(why, one -> new Tally())
                        .add(1, () -> "series " + series.id() + " of " + series.length() + " steps"));
                kept[0] += reason.isPresent() ? 0 : 1;
            });
        }
        if (kept[0] == 0) {
            throw new IllegalArgumentException("all series are left out, none is left");
        }
        return reasons.entrySet().stream()
                .map(one -> FindingKind.DROPPED.finding(
                        "dropped: " + words(one.getKey()),
                        one.getValue().count(),
                        one.getValue().example(),
                        String.format(
                                Locale.ROOT,
                                "left out, by the whole series with its last steps; %,d are kept",
                                kept[0])))
                .toList();
    }

    private String words(DropRule.Reason reason) {
        return switch (reason) {
            case CONSTANT -> "constant";
            case EMPTY -> "no value at all";
            case SHORT -> "shorter than " + drop.shorterThan() + " steps";
        };
    }
}
