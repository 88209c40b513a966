package io.almanac.datasets.checks;

import io.almanac.core.series.DataReport.Finding;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.FindingKind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How well the frequency fits: the distances of neighbouring steps that have a value. Of data at their frequency most
 * neighbours are one step apart. A frequency is weak where that holds for less than half of them: then it was guessed
 * from a few, or given and too fine.
 */
final class FrequencyCheck implements Check {

    private static final double LEAST = 0.5;
    private static final int MOST_DISTANCES = 10_000; // kept apart; data are not all gaps

    private final Map<Integer, Long> counts = new HashMap<>();
    private final Frequency frequency;
    private long neighbours;
    private String example = "";

    FrequencyCheck(Frequency frequency) {
        this.frequency = frequency;
    }

    @Override
    public void series(TimeSeries series) {
        int before = -1;
        long ones = 0;
        for (int step = 0; step < series.length(); step++) {
            if (isEmpty(series, step)) {
                continue;
            }
            if (before >= 0) {
                neighbours++;
                int distance = step - before;
                if (distance == 1) {
                    ones++;
                } else if (counts.size() < MOST_DISTANCES || counts.containsKey(distance)) {
                    counts.merge(distance, 1L, Long::sum);
                }
                if (distance > 1 && example.isEmpty()) {
                    example = "series " + series.id() + ": " + series.axis().text(step) + " follows "
                            + series.axis().text(before);
                }
            }
            before = step;
        }
        counts.merge(1, ones, Long::sum);
    }

    static boolean isEmpty(TimeSeries series, int step) {
        for (int channel = 0; channel < series.schema().channels().size(); channel++) {
            if (!Double.isNaN(series.value(channel, step))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<Finding> findings() {
        long ones = counts.getOrDefault(1, 0L);
        if (neighbours == 0 || ones >= LEAST * neighbours) {
            return List.of();
        }
        Map.Entry<Integer, Long> next = counts.entrySet().stream()
                .filter(one -> one.getKey() > 1)
                .max(Map.Entry.<Integer, Long>comparingByValue()
                        .thenComparing(Map.Entry.<Integer, Long>comparingByKey().reversed()))
                .orElseThrow();
        return List.of(FindingKind.WEAK_FREQUENCY.finding(
                FindingKind.WEAK_FREQUENCY.text() + " " + frequency,
                neighbours - ones,
                example,
                String.format(
                        Locale.ROOT,
                        "%.0f%% of neighbours are one step apart, %.0f%% are %d; give another --frequency, or"
                                + " --aggregate to a coarser one",
                        100.0 * ones / neighbours,
                        100.0 * next.getValue() / neighbours,
                        next.getKey())));
    }
}
