package io.almanac.cli;

import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.Trial;
import io.almanac.core.forecast.Refusal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps the first refusals of each label, and says how many there were. */
final class FirstRefusals implements BacktestSink {

    private static final int SHOWN = 5;

    private final Map<String, List<String>> first = new LinkedHashMap<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();

    @Override
    public void scored(Trial trial) {}

    @Override
    public void refused(String label, int fold, Refusal refusal) {
        counts.merge(label, 1L, Long::sum);
        List<String> some = first.computeIfAbsent(label, key -> new ArrayList<>());
        if (some.size() < SHOWN) {
            some.add(refusal.id() + " in fold " + (fold + 1) + ": " + refusal.reason());
        }
    }

    void print(PrintWriter err) {
        first.forEach((label, some) -> {
            some.forEach(one -> err.println("no forecast by " + label + " of " + one));
            long more = counts.getOrDefault(label, 0L) - some.size();
            if (more > 0) {
                err.println("… and " + more + " more by " + label);
            }
        });
    }
}
