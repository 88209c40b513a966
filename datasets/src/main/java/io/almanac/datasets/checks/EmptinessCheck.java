package io.almanac.datasets.checks;

import io.almanac.core.series.DataReport.Finding;
import io.almanac.datasets.FindingKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Channels with no value, with few, or with one and the same. Few are fewer than {@value #FEW}, or a value at less than
 * one step in ten.
 */
final class EmptinessCheck implements Check {

    private static final int FEW = 5;
    private static final double SHARE = 0.1;

    private final Tally empty = new Tally();
    private final Tally nearEmpty = new Tally();
    private final Tally constant = new Tally();

    @Override
    public void channel(ChannelValues channel) {
        int count = channel.present().length;
        int steps = channel.values().length;
        if (count == 0) {
            empty.add(1, channel::name);
        } else if (count < FEW || count < SHARE * steps) {
            nearEmpty.add(1, () -> channel.name() + " has values at " + count + " of " + steps + " steps");
        } else if (channel.isConstant()) {
            constant.add(1, () -> channel.name() + " is always " + channel.present()[0]);
        }
    }

    @Override
    public List<Finding> findings() {
        List<Finding> found = new ArrayList<>();
        if (!empty.isEmpty()) {
            found.add(FindingKind.NO_VALUE_AT_ALL.finding(
                    empty.count(), empty.example(), "kept; it can't be forecast, --drop empty leaves such series out"));
        }
        if (!nearEmpty.isEmpty()) {
            found.add(FindingKind.NEAR_EMPTY.finding(
                    nearEmpty.count(),
                    nearEmpty.example(),
                    "kept; models learn little from it, --drop shorter-than-N leaves short series out"));
        }
        if (!constant.isEmpty()) {
            found.add(FindingKind.CONSTANT.finding(
                    constant.count(),
                    constant.example(),
                    "kept; scaled errors are not defined for it, --drop constant leaves such series out"));
        }
        return found;
    }
}
