package io.almanac.datasets.checks;

import io.almanac.core.series.DataReport.Finding;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.FindingKind;
import java.util.List;
import java.util.Locale;

/** Series that end earlier than others: their last forecasts are of other days, and one may have stopped to exist. */
final class EndsCheck implements Check {

    private long series;
    private long atLatest;
    private long latest = Long.MIN_VALUE;
    private long earliest = Long.MAX_VALUE;
    private String latestText = "";
    private String example = "";

    @Override
    public void series(TimeSeries one) {
        if (one.length() == 0) {
            return;
        }
        series++;
        int last = one.length() - 1;
        long end = one.axis().instant(last);
        if (end > latest) {
            latest = end;
            latestText = one.axis().text(last);
            atLatest = 0;
        }
        if (end == latest) {
            atLatest++;
        }
        if (end < earliest) {
            earliest = end;
            example = "series " + one.id() + " ends at " + one.axis().text(last);
        }
    }

    @Override
    public List<Finding> findings() {
        return atLatest == series
                ? List.of()
                : List.of(FindingKind.DIFFERENT_ENDS.finding(
                        series - atLatest,
                        String.format(Locale.ROOT, "the earliest: %s, the latest end is %s", example, latestText),
                        "kept; cutoffs are counted from each series' end unless --cutoffs calendar"));
    }
}
