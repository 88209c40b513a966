package io.almanac.datasets.checks;

import io.almanac.core.repair.Bounds;
import io.almanac.core.repair.Repair;
import io.almanac.core.series.DataReport.Finding;
import io.almanac.datasets.FindingKind;
import java.util.List;
import java.util.Locale;

/** Values outside the bounds of {@link Bounds}, which is where {@code --cap} moves them to. */
final class OutlierCheck implements Check {

    private static final int DIGITS = 7;
    private static final int BOUND_DIGITS = 4;

    private final Repair repair;
    private final Tally outliers = new Tally();

    /**
     * Counts outliers.
     *
     * @param repair what models see values through
     */
    OutlierCheck(Repair repair) {
        this.repair = repair;
    }

    @Override
    public void channel(ChannelValues channel) {
        double[] values = channel.values();
        Bounds bounds = Bounds.of(values, channel.season());
        for (int t = 0; t < values.length; t++) {
            int step = t;
            double low = bounds.low(step);
            double high = bounds.high(step);
            if (values[step] < low || values[step] > high) {
                double times = Math.abs(values[step] - (low + high) / 2) / ((high - low) / 2);
                outliers.add(
                        1,
                        times,
                        () -> "the largest: " + channel.place(step) + " is "
                                + ChannelValues.text(values[step], DIGITS) + ", expected "
                                + ChannelValues.text(low, BOUND_DIGITS) + " to "
                                + ChannelValues.text(high, BOUND_DIGITS));
            }
        }
    }

    @Override
    public List<Finding> findings() {
        if (outliers.isEmpty()) {
            return List.of();
        }
        FindingKind kind = FindingKind.OUTLIERS;
        return List.of(
                repair.caps()
                        ? kind.cured(
                                outliers.count(),
                                outliers.example(),
                                "kept in what is scored, moved to the bound for models by "
                                        + repair.name().toLowerCase(Locale.ROOT))
                        : kind.finding(
                                outliers.count(),
                                outliers.example(),
                                "kept; --cap moves them to the bound for models"));
    }
}
