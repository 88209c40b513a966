package io.almanac.datasets.checks;

import io.almanac.core.repair.Repair;
import io.almanac.core.series.DataReport.Finding;
import io.almanac.datasets.FindingKind;
import java.util.List;
import java.util.Locale;

/** Runs of missing values, those at the ends included. What has no value at all is left to another check. */
final class GapCheck implements Check {

    private final Repair repair;
    private final Tally gaps = new Tally();
    private long missing;

    /**
     * Counts gaps.
     *
     * @param repair what models see values through
     */
    GapCheck(Repair repair) {
        this.repair = repair;
    }

    @Override
    public void channel(ChannelValues channel) {
        double[] values = channel.values();
        if (channel.present().length == values.length || channel.present().length == 0) {
            return;
        }
        missing += values.length - channel.present().length;
        int from = 0;
        for (int step = 0; step <= values.length; step++) {
            if (step < values.length && Double.isNaN(values[step])) {
                continue;
            }
            int first = from;
            int last = step - 1;
            gaps.add(
                    step > from ? 1 : 0,
                    step - from,
                    () -> "the longest of " + (last - first + 1) + (last == first ? " step" : " steps") + ": "
                            + channel.place(first)
                            + (last == first ? "" : " to " + channel.time(last)));
            from = step + 1;
        }
    }

    @Override
    public List<Finding> findings() {
        if (gaps.isEmpty()) {
            return List.of();
        }
        FindingKind kind = FindingKind.GAPS;
        String values = String.format(Locale.ROOT, "%,d %s", missing, missing == 1 ? "value" : "values");
        return List.of(
                repair.fills()
                        ? kind.cured(
                                gaps.count(),
                                gaps.example(),
                                values + " left missing in what is scored, filled for models by "
                                        + repair.name().toLowerCase(Locale.ROOT))
                        : kind.finding(
                                gaps.count(), gaps.example(), values + " left missing; --fill fills them for models"));
    }
}
