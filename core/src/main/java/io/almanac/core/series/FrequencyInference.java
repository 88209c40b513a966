package io.almanac.core.series;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the frequency of timestamps in which rows may be missing: the most common distance of neighbours, the
 * shorter one where two are equally common. It looks at all series of a source together, one after the other.
 * Mutable, for one thread.
 *
 * <p>Times are wall-clock seconds since 1970-01-01T00:00. Distances of whole months are recognised where all times
 * have the same time of day and either the same day of the month or are all month ends; business days where no time
 * falls on a weekend and one day apart is the most common distance.
 */
public final class FrequencyInference {

    private static final long DAY = 86_400;
    private static final long SHORTEST_MONTH = 28 * DAY;

    private final Map<Long, Long> secondGaps = new TreeMap<>();
    private final Map<Long, Long> monthGaps = new TreeMap<>();
    private boolean monthly = true;
    private boolean weekend;
    private boolean acrossWeekend;

    /** Takes in the times of one series, ascending and distinct. */
    public void add(long[] seconds) {
        for (long second : seconds) {
            weekend |= Math.floorMod(Math.floorDiv(second, DAY) + 3, 7L) >= 5;
        }
        boolean seriesMonthly = true;
        boolean ends = true;
        boolean sameDay = true;
        for (int i = 1; i < seconds.length; i++) {
            long gap = seconds[i] - seconds[i - 1];
            if (gap <= 0) {
                throw new IllegalArgumentException("times must ascend, were " + seconds[i - 1] + ", " + seconds[i]);
            }
            secondGaps.merge(gap, 1L, Long::sum);
            acrossWeekend |= gap == 3 * DAY;
            seriesMonthly &= gap >= SHORTEST_MONTH;
        }
        if (!seriesMonthly || !monthly) {
            monthly = false;
            return;
        }
        for (int i = 0; i < seconds.length; i++) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(seconds[i], 0, ZoneOffset.UTC);
            LocalDate date = time.toLocalDate();
            LocalDateTime first = LocalDateTime.ofEpochSecond(seconds[0], 0, ZoneOffset.UTC);
            ends &= date.getDayOfMonth() == date.lengthOfMonth();
            sameDay &= date.getDayOfMonth() == first.getDayOfMonth();
            monthly &= time.toLocalTime().equals(first.toLocalTime());
            if (i > 0) {
                LocalDate previous = LocalDateTime.ofEpochSecond(seconds[i - 1], 0, ZoneOffset.UTC)
                        .toLocalDate();
                long gap =
                        (date.getYear() - previous.getYear()) * 12L + date.getMonthValue() - previous.getMonthValue();
                monthGaps.merge(gap, 1L, Long::sum);
            }
        }
        monthly &= ends || sameDay;
    }

    /** The frequency, or empty if no series had two times. */
    public Optional<Frequency> frequency() {
        if (secondGaps.isEmpty()) {
            return Optional.empty();
        }
        if (monthly) {
            int months = Math.toIntExact(mostCommon(monthGaps));
            if (months % 12 == 0) {
                return Optional.of(new Frequency(months / 12, Frequency.Unit.YEAR));
            }
            return Optional.of(
                    months % 3 == 0
                            ? new Frequency(months / 3, Frequency.Unit.QUARTER)
                            : new Frequency(months, Frequency.Unit.MONTH));
        }
        long gap = mostCommon(secondGaps);
        if (gap == DAY && !weekend && acrossWeekend) {
            return Optional.of(Frequency.of(Frequency.Unit.BUSINESS_DAY));
        }
        return Optional.of(ofSeconds(gap));
    }

    /** The coarsest unit, up to weeks, that divides a distance. */
    private static Frequency ofSeconds(long seconds) {
        for (Frequency.Unit unit : new Frequency.Unit[] {
            Frequency.Unit.WEEK, Frequency.Unit.DAY, Frequency.Unit.HOUR, Frequency.Unit.MINUTE
        }) {
            if (seconds % unit.seconds() == 0) {
                return new Frequency(Math.toIntExact(seconds / unit.seconds()), unit);
            }
        }
        return new Frequency(Math.toIntExact(seconds), Frequency.Unit.SECOND);
    }

    private static long mostCommon(Map<Long, Long> counts) {
        return counts.entrySet().stream()
                .max(Map.Entry.<Long, Long>comparingByValue()
                        .thenComparing(Map.Entry.<Long, Long>comparingByKey().reversed()))
                .orElseThrow()
                .getKey();
    }
}
