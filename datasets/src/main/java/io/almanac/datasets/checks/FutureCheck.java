package io.almanac.datasets.checks;

import io.almanac.core.series.DataReport.Finding;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.FindingKind;
import java.time.Clock;
import java.util.List;

/**
 * Values at times that have not come yet: forecasts among the observations, or day and month changed over. Times
 * without a zone are taken for those of the place on Earth where it is latest, 14 hours before UTC.
 */
final class FutureCheck implements Check {

    private static final long FARTHEST_AHEAD = 14 * 3600L;

    private final long now;
    private final Tally steps = new Tally();

    FutureCheck(Clock clock) {
        now = clock.instant().getEpochSecond();
    }

    @Override
    public void series(TimeSeries series) {
        TimeAxis axis = series.axis();
        if (axis.frequency().isInteger()) {
            return;
        }
        long limit = axis.zone().isPresent() ? now : now + FARTHEST_AHEAD;
        int first = axis.stepsUntil(limit);
        for (int step = first; step < series.length(); step++) {
            int at = step;
            steps.add(
                    FrequencyCheck.isEmpty(series, step) ? 0 : 1, () -> "series " + series.id() + ", " + axis.text(at));
        }
    }

    @Override
    public List<Finding> findings() {
        return steps.isEmpty()
                ? List.of()
                : List.of(FindingKind.FUTURE_TIMES.finding(
                        steps.count(),
                        steps.example(),
                        "kept as if observed; leave them out, or say which column was known ahead by --future"));
    }
}
