package io.almanac.core.series;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the frequency of timestamps in which rows may be missing: the most common distance of neighbours, the
 * shorter one where two are equally common. It looks at all series of a source together, one after the other.
 * Mutable, for one thread.
 *
 * <p>Times are wall-clock seconds since 1970-01-01T00:00. Distances of whole months are recognised where no two times
 * are closer than a month, all have the same time of day, and each series keeps to one day of the month, which a short
 * month may cut: 30 Jan, 28 Feb, 30 Mar. Business days are recognised where no time falls on a weekend, one day is
 * the most common distance and some neighbours are three days apart.
 */
public final class FrequencyInference {

    private static final long DAY = 86_400;
    private static final long SHORTEST_MONTH = 28 * DAY;
    private static final long LARGEST_MULTIPLE = 999_999; // what Frequency.parse reads

    private final boolean integers;
    private final Gaps gaps = new Gaps();
    private final Gaps monthGaps = new Gaps();
    private boolean monthly = true;
    private boolean weekend;
    private boolean acrossWeekend;

    private FrequencyInference(boolean integers) {
        this.integers = integers;
    }

    /** For times of a calendar. */
    public static FrequencyInference ofTimes() {
        return new FrequencyInference(false);
    }

    /** For integers: the most common distance is the multiple of {@link Frequency.Unit#STEP}. */
    public static FrequencyInference ofIntegers() {
        return new FrequencyInference(true);
    }

    /** Takes in the times of one series, ascending and distinct. */
    public void add(long[] times) {
        boolean seriesMonthly = true;
        for (int i = 1; i < times.length; i++) {
            long gap = times[i] - times[i - 1];
            if (gap <= 0) {
                throw new IllegalArgumentException("times must ascend, were " + times[i - 1] + ", " + times[i]);
            }
            gaps.add(gap);
            acrossWeekend |= gap == 3 * DAY;
            seriesMonthly &= gap >= SHORTEST_MONTH;
        }
        if (integers) {
            return;
        }
        for (int i = 0; i < times.length && !weekend; i++) {
            weekend = Math.floorMod(Math.floorDiv(times[i], DAY) + 3, 7L) >= 5; // 1970-01-01 was a Thursday
        }
        monthly = monthly && seriesMonthly && addMonths(times);
    }

    /** Counts distances in months; false if the times keep to no day of the month. */
    private boolean addMonths(long[] times) {
        int day = 0;
        for (long time : times) {
            day = Math.max(day, date(time).getDayOfMonth());
        }
        LocalDate previous = LocalDate.MIN;
        for (int i = 0; i < times.length; i++) {
            LocalDate date = date(times[i]);
            if (date.getDayOfMonth() != Math.min(day, date.lengthOfMonth())
                    || Math.floorMod(times[i] - times[0], DAY) != 0) {
                return false;
            }
            if (i > 0) {
                monthGaps.add(
                        (date.getYear() - previous.getYear()) * 12L + date.getMonthValue() - previous.getMonthValue());
            }
            previous = date;
        }
        return true;
    }

    private static LocalDate date(long seconds) {
        return LocalDate.ofEpochDay(Math.floorDiv(seconds, DAY));
    }

    /** The frequency, or empty if no series had two times, or none that are at most 999,999 units apart. */
    public Optional<Frequency> frequency() {
        if (gaps.isEmpty()) {
            return Optional.empty();
        }
        if (integers) {
            return of(gaps.mostCommon(), 1, Frequency.Unit.STEP);
        }
        if (monthly) {
            long months = monthGaps.mostCommon();
            return months % 12 == 0
                    ? of(months, 12, Frequency.Unit.YEAR)
                    : months % 3 == 0 ? of(months, 3, Frequency.Unit.QUARTER) : of(months, 1, Frequency.Unit.MONTH);
        }
        long gap = gaps.mostCommon();
        if (gap == DAY && !weekend && acrossWeekend) {
            return Optional.of(Frequency.of(Frequency.Unit.BUSINESS_DAY));
        }
        for (Frequency.Unit unit : new Frequency.Unit[] {
            Frequency.Unit.WEEK, Frequency.Unit.DAY, Frequency.Unit.HOUR, Frequency.Unit.MINUTE
        }) {
            if (gap % unit.seconds() == 0) {
                return of(gap, unit.seconds(), unit);
            }
        }
        return of(gap, 1, Frequency.Unit.SECOND);
    }

    private static Optional<Frequency> of(long gap, long unitLength, Frequency.Unit unit) {
        long multiple = gap / unitLength;
        return multiple > LARGEST_MULTIPLE ? Optional.empty() : Optional.of(new Frequency((int) multiple, unit));
    }

    /** How often the most common distance occurs, and among how many: what the choice rests on. */
    public String support() {
        Gaps chosen = monthly && !integers ? monthGaps : gaps;
        return chosen.isEmpty() ? "no neighbours" : "the distance of " + chosen.support() + " neighbours";
    }

    /** How often each distance occurs. Runs of one distance are counted before they go to the map: data are long. */
    private static final class Gaps {

        private final Map<Long, Long> counts = new TreeMap<>();
        private long current;
        private long run;

        void add(long gap) {
            if (gap != current) {
                flush();
                current = gap;
            }
            run++;
        }

        private void flush() {
            if (run > 0) {
                counts.merge(current, run, Long::sum);
                run = 0;
            }
        }

        boolean isEmpty() {
            flush();
            return counts.isEmpty();
        }

        long mostCommon() {
            flush();
            return counts.entrySet().stream()
                    .max(Map.Entry.<Long, Long>comparingByValue()
                            .thenComparing(
                                    Map.Entry.<Long, Long>comparingByKey().reversed()))
                    .orElseThrow()
                    .getKey();
        }

        String support() {
            long gap = mostCommon();
            long total = counts.values().stream().mapToLong(Long::longValue).sum();
            return String.format(java.util.Locale.ROOT, "%,d of %,d", counts.get(gap), total);
        }
    }
}
