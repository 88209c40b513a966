package io.almanac.datasets.rows;

import io.almanac.core.series.DataReport.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Collects the findings of one reading: counts, and the first example of each kind. */
final class Findings {

    private final Map<String, Finding> byKind = new LinkedHashMap<>();

    /** Counts trouble of one kind; the example is asked for only if it is the first. */
    void add(String what, long count, Supplier<String> example, String action) {
        if (count > 0) {
            Finding earlier = byKind.get(what);
            byKind.put(
                    what,
                    earlier == null
                            ? new Finding(what, count, example.get(), action)
                            : new Finding(what, earlier.count() + count, earlier.example(), action));
        }
    }

    List<Finding> list() {
        return List.copyOf(byKind.values());
    }
}
