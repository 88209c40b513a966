package io.almanac.core.evaluation;

import io.almanac.core.forecast.PointKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a reader of an evaluation should know: forecasts that are missing or not a label's own, labels without a metric,
 * series without a scale, and points that are not of the kind that a metric rewards.
 */
final class EvaluationWarnings {

    private final List<String> labels;
    private final Map<String, LabelCounts> counts;
    private final List<MetricResult> results;
    private final int cells;
    private final List<String> sentences = new ArrayList<>();

    /** @param cells how many channels of series there are */
    EvaluationWarnings(List<String> labels, Map<String, LabelCounts> counts, List<MetricResult> results, int cells) {
        this.labels = labels;
        this.counts = counts;
        this.results = results;
        this.cells = cells;
        counts.forEach(this::refusals);
        lacking();
        scales();
        kinds(PointKind.MEAN, PointKind.MEDIAN);
        kinds(PointKind.MEDIAN, PointKind.MEAN);
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }

    private void refusals(String label, LabelCounts count) {
        if (count.refusals == 0) {
            return;
        }
        long out = count.refusals - count.standIns;
        String stands = count.standIns == 0 ? "" : "; at " + count.standIns + " another forecast stands in";
        String leaves = out == 0 ? "" : "; " + out + (out == 1 ? " is" : " are") + " left out for every label";
        sentences.add(label + " refused " + count.refusals + (count.refusals == 1 ? " forecast" : " forecasts") + stands
                + leaves + ".");
    }

    /** Labels that lack what a metric needs, while others have it. */
    private void lacking() {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (MetricResult result : results) {
            if (result.points() == 0) {
                continue;
            }
            result.without().stream().forEach(label -> {
                String what = result.metric().needs().ofForecast();
                String why = labels.get(label)
                        + (what.isEmpty() || nowhere(label) ? " has no forecast at all" : " has no " + strip(what));
                byReason.computeIfAbsent(why, key -> new ArrayList<>())
                        .add(result.metric().name());
            });
        }
        byReason.forEach((why, names) -> sentences.add(
                why.endsWith("at all")
                        ? why + ", so it takes no point from the others."
                        : why + ", so it is without " + String.join(", ", names) + "."));
    }

    private boolean nowhere(int label) {
        LabelCounts count = counts.get(labels.get(label));
        return count == null || count.kinds.isEmpty();
    }

    private static String strip(String needs) {
        return needs.startsWith("the ") ? needs.substring(4) : needs;
    }

    /** Series that a scaled metric had to leave out, while it has others. */
    private void scales() {
        Map<Long, Set<String>> byCount = new LinkedHashMap<>();
        for (MetricResult result : results) {
            long out = result.unscored();
            if (out > 0 && result.points() > 0 && result.metric().needs().history()) {
                byCount.computeIfAbsent(out, key -> new LinkedHashSet<>())
                        .add(plain(result.metric().name()));
            }
        }
        byCount.forEach((out, names) -> sentences.add(String.format(
                Locale.ROOT,
                "%d of %d series (each channel is one) %s left out of %s: no point is common, or the scale is 0 or unknown.",
                out,
                cells,
                out == 1 ? "is" : "are",
                String.join(", ", names))));
    }

    private void kinds(PointKind kind, PointKind rewarded) {
        List<String> such = counts.entrySet().stream()
                .filter(entry -> entry.getValue().kinds.contains(kind))
                .map(Map.Entry::getKey)
                .toList();
        List<String> names = results.stream()
                .filter(result -> result.points() > 0
                        && result.metric().bestFor().filter(rewarded::equals).isPresent())
                .map(result -> plain(result.metric().name()))
                .distinct()
                .toList();
        if (!such.isEmpty() && !names.isEmpty()) {
            sentences.add("The points of " + String.join(", ", such) + " are " + plural(kind) + "; "
                    + String.join(", ", names) + (names.size() == 1 ? " rewards " : " reward ") + plural(rewarded)
                    + ".");
        }
    }

    /** A name without dialect, parameters and pooling, all of which follow a bracket or a comma. */
    private static String plain(String name) {
        return name.split(" \\(|, ", 2)[0];
    }

    private static String plural(PointKind kind) {
        return kind.name().toLowerCase(Locale.ROOT) + "s";
    }
}
