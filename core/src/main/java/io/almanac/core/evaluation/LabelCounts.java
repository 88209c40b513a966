package io.almanac.core.evaluation;

import io.almanac.core.forecast.PointKind;
import java.util.EnumSet;
import java.util.Set;

/** What happened to the forecasts of one label. */
final class LabelCounts {

    /** Forecasts that were refused. */
    long refusals;

    /** Refused forecasts for which another forecaster's stands in. */
    long standIns;

    /** What the points of its forecasts are. */
    final Set<PointKind> kinds = EnumSet.noneOf(PointKind.class);

    void add(LabelCounts other) {
        refusals += other.refusals;
        standIns += other.standIns;
        kinds.addAll(other.kinds);
    }
}
