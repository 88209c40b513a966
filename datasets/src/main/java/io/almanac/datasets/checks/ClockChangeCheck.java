package io.almanac.datasets.checks;

import io.almanac.core.series.DataReport.Finding;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.FindingKind;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Local times without their zone: the hours are missing that clocks skip in spring. Looked for in steps of at most an hour
 * without a zone, at the clock changes of {@link #ZONES}, which stand for all that change at the same wall-clock time.
 *
 * <p>An hour counts where the values before and after it are there. A zone is reported if at least four in five of its
 * skipped hours count, and chance would have done that in less than one series of a thousand: the share of missing
 * steps, to the power of the hours that count. Hours that clocks repeat in autumn are refused by the reader, as two rows
 * of one time; it says to give the zone.
 */
final class ClockChangeCheck implements Check {

    /** One of each rule of clock changes in use since 2007, the most common first. */
    static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/New_York",
            "Europe/London",
            "Europe/Athens",
            "Australia/Sydney",
            "Pacific/Auckland",
            "America/Sao_Paulo",
            "America/Santiago");

    private static final double LEAST = 0.8;
    private static final double CHANCE = 1e-3;
    private static final int HOUR = 3600;

    private final Tally series = new Tally();

    @Override
    public void series(TimeSeries one) {
        TimeAxis axis = one.axis();
        if (axis.zone().isPresent() || !axis.frequency().unit().elapsed() || one.length() < 2) {
            return;
        }
        long step = axis.tick(1) - axis.tick(0);
        if (step > HOUR) {
            return;
        }
        int missing = 0;
        for (int i = 0; i < one.length(); i++) {
            missing += FrequencyCheck.isEmpty(one, i) ? 1 : 0;
        }
        if (missing == 0) {
            return;
        }
        double share = (double) missing / one.length();
        Optional<Match> best = Optional.empty();
        for (String zone : ZONES) {
            Match match = match(one, zone);
            boolean clear = match.hits >= LEAST * match.changes && Math.pow(share, match.hits) < CHANCE;
            if (clear && match.hits > best.map(Match::hits).orElse(0)) {
                best = Optional.of(match);
            }
        }
        best.ifPresent(match -> series.add(
                1,
                match.hits,
                () -> "series " + one.id() + ": " + match.hits + " of " + match.changes + " hours that clocks skip in "
                        + match.zone + " are missing, " + match.first));
    }

    /** How many skipped hours of a zone are missing. */
    private record Match(String zone, int changes, int hits, String first) {}

    private static Match match(TimeSeries one, String zone) {
        ZoneRules rules = ZoneId.of(zone).getRules();
        TimeAxis axis = one.axis();
        int changes = 0;
        List<LocalDateTime> hits = new ArrayList<>();
        ZoneOffsetTransition next =
                rules.nextTransition(axis.time(0).toInstant(ZoneOffset.UTC).plusSeconds(24L * HOUR));
        while (next != null && next.getDateTimeAfter().isBefore(axis.time(one.length() - 1))) {
            if (next.isGap()) {
                changes++;
                if (isMissing(one, next)) {
                    hits.add(next.getDateTimeBefore());
                }
            }
            next = rules.nextTransition(next.getInstant());
        }
        return new Match(zone, changes, hits.size(), hits.isEmpty() ? "" : "the first on " + hits.get(0));
    }

    /** Whether just the steps of the skipped hour are missing. */
    private static boolean isMissing(TimeSeries one, ZoneOffsetTransition change) {
        TimeAxis axis = one.axis();
        int from = axis.stepsUntil(change.getDateTimeBefore().toEpochSecond(ZoneOffset.UTC) - 1);
        int to = axis.stepsUntil(change.getDateTimeAfter().toEpochSecond(ZoneOffset.UTC) - 1);
        if (from < 1 || to >= one.length() || to == from) {
            return false;
        }
        boolean missing = !FrequencyCheck.isEmpty(one, from - 1) && !FrequencyCheck.isEmpty(one, to);
        for (int step = from; step < to; step++) {
            missing &= FrequencyCheck.isEmpty(one, step);
        }
        return missing;
    }

    @Override
    public List<Finding> findings() {
        return series.isEmpty()
                ? List.of()
                : List.of(FindingKind.CLOCK_CHANGES.finding(
                        series.count(),
                        series.example(),
                        "read as if all days had 24 hours; give the zone of the times by --zone"));
    }
}
