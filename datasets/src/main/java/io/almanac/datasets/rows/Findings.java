package io.almanac.datasets.rows;

import io.almanac.core.series.DataReport.Finding;
import io.almanac.datasets.FindingKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Collects the findings of one reading: counts, and the first example of each kind. */
final class Findings {

    private final Map<String, Finding> byText = new LinkedHashMap<>();

    /** Counts trouble of one kind; the example is asked for only if it is the first. */
    void add(FindingKind kind, long count, Supplier<String> example, String action) {
        add(kind, kind.text(), count, example, action);
    }

    /** The same in other words than the kind's own, where they name what it is about: a covariate. */
    void add(FindingKind kind, String what, long count, Supplier<String> example, String action) {
        if (count > 0) {
            Finding earlier = byText.get(what);
            byText.put(
                    what,
                    earlier == null
                            ? kind.finding(what, count, example.get(), action)
                            : kind.finding(what, earlier.count() + count, earlier.example(), action));
        }
    }

    List<Finding> list() {
        return List.copyOf(byText.values());
    }
}
