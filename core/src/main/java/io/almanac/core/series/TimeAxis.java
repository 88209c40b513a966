package io.almanac.core.series;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The times of equally spaced steps. Step 0 is the first; steps outside {@code [0, length)} have times too, so
 * that a forecast's axis continues its history's. Immutable.
 *
 * <p>A time is kept as a number, its <em>tick</em>: on an integer axis the integer itself; for hours and finer
 * in a named zone the seconds since 1970-01-01T00:00Z, so that a day may have 23 or 25 hours; else the seconds
 * of the wall clock since 1970-01-01T00:00, so that a step of days keeps its local time.
 *
 * <p>Months, quarters and years count from the first step and never step by step: 31 January is followed by the
 * last day of February and then by 31 March. An axis whose steps all are month ends stays on month ends.
 */
public final class TimeAxis {

    private static final int DAY = 86_400;
    private static final int MONTH_END = 31;
    private static final int FRIDAY = 4; // counted from Monday, 0
    private static final int SINCE_MONDAY = 3; // 1970-01-01 was a Thursday

    private final Frequency frequency;
    private final @Nullable ZoneId zone;
    private final long origin; // tick of the step that the calendar counts from
    private final int anchorDay; // day of the month that monthly steps fall on; 31 = the last
    private final long offset; // steps from the origin to step 0
    private final int length;

    private TimeAxis(Frequency frequency, @Nullable ZoneId zone, long origin, int anchorDay, long offset, int length) {
        if (length < 0) {
            throw new IllegalArgumentException("length must not be negative, was " + length);
        }
        this.frequency = frequency;
        this.zone = zone;
        this.origin = origin;
        this.anchorDay = anchorDay;
        this.offset = offset;
        this.length = length;
        if (frequency.unit() == Frequency.Unit.BUSINESS_DAY && weekday(origin) > FRIDAY) {
            throw new IllegalArgumentException("an axis of business days can't start on " + localOf(origin));
        }
    }

    /** An axis without dates: {@code first, first + 1, …}. */
    public static TimeAxis integers(long first, int length) {
        return ofTicks(Frequency.of(Frequency.Unit.STEP), null, first, length);
    }

    /** An axis of wall-clock times without a zone: every day has 24 hours. */
    public static TimeAxis of(Frequency frequency, LocalDateTime start, int length) {
        return ofTicks(frequency, null, start.toEpochSecond(ZoneOffset.UTC), length);
    }

    /**
     * An axis in a named zone: hours and finer follow the time that passes, days and coarser the wall clock.
     */
    public static TimeAxis of(Frequency frequency, ZonedDateTime start, int length) {
        long tick = frequency.unit().elapsed()
                ? start.toEpochSecond()
                : start.toLocalDateTime().toEpochSecond(ZoneOffset.UTC);
        return ofTicks(frequency, start.getZone(), tick, length);
    }

    /** An axis from a tick on, which is what the class comment says. */
    static TimeAxis ofTicks(Frequency frequency, @Nullable ZoneId zone, long start, int length) {
        int day = frequency.unit().months() > 0 ? localOf(start).getDayOfMonth() : 0;
        return new TimeAxis(frequency, zone, start, day, 0, length);
    }

    /**
     * The axis from the first to the last of some ticks. On months and coarser the latest day of the month that
     * occurs is the one that the steps fall on; the month's end where all ticks are month ends.
     *
     * <p>The ticks need not all lie on the axis: {@link #stepOf} finds those that don't.
     *
     * @param zone  the zone of the data, if it has one
     * @param ticks ascending, at least one
     * @throws IllegalArgumentException if the axis would have more than {@code limit} steps
     */
    public static TimeAxis covering(Frequency frequency, Optional<ZoneId> zone, long[] ticks, int limit) {
        int day = 0;
        if (frequency.unit().months() > 0) {
            boolean ends = true;
            for (long tick : ticks) {
                LocalDate date = localOf(tick).toLocalDate();
                day = Math.max(day, date.getDayOfMonth());
                ends &= date.getDayOfMonth() == date.lengthOfMonth();
            }
            day = ends ? MONTH_END : day;
        }
        var axis = new TimeAxis(frequency, zone.orElse(null), ticks[0], day, 0, 1);
        long steps = axis.stepsAfterOrigin(ticks[ticks.length - 1]) + 1;
        if (steps > limit) {
            throw new IllegalArgumentException("from " + axis.text(0) + " to " + axis.textOf(ticks[ticks.length - 1])
                    + " there are " + steps + " steps of " + frequency + ", more than " + limit);
        }
        return axis.slice(0, (int) steps);
    }

    public Frequency frequency() {
        return frequency;
    }

    /** The zone of the data, where it has one. */
    public Optional<ZoneId> zone() {
        return Optional.ofNullable(zone);
    }

    /** The number of steps. */
    public int length() {
        return length;
    }

    /** The part from a step on, which may begin after the end: a forecast's axis is {@code slice(length, horizon)}. */
    public TimeAxis slice(int from, int newLength) {
        return new TimeAxis(frequency, zone, origin, anchorDay, offset + from, newLength);
    }

    /** The axis whose steps are so many of these each, from the same start on: twelve months are one step of 12M. */
    public TimeAxis every(int steps) {
        if (steps < 1 || length % steps != 0) {
            throw new IllegalArgumentException("steps must divide the " + length + " of the axis, was " + steps);
        }
        var coarser = new Frequency(Math.multiplyExact(frequency.multiple(), steps), frequency.unit());
        return new TimeAxis(coarser, zone, tick(0), anchorDay, 0, length / steps);
    }

    /** The tick of a step; see the class comment. */
    public long tick(int step) {
        return tickAfterOrigin(offset + step);
    }

    /**
     * A number that orders steps over all axes of a source: seconds since 1970-01-01T00:00Z (of the wall clock where
     * there is no zone), or the integer of an integer axis.
     */
    public long instant(int step) {
        long tick = tick(step);
        return zone == null || frequency.unit().elapsed()
                ? tick
                : localOf(tick).atZone(zone).toEpochSecond();
    }

    /**
     * The number of a step on a count that all axes of a frequency share, one more at each step: an equal place in a
     * season is an equal remainder. Counted from 1970-01-01 (business days from Monday 1969-12-29), or from 0 on an
     * integer axis.
     */
    public long ordinal(int step) {
        long tick = tick(step);
        Frequency.Unit unit = frequency.unit();
        long units;
        if (unit == Frequency.Unit.STEP) {
            units = tick;
        } else if (unit.seconds() > 0) {
            units = Math.floorDiv(tick, unit.seconds());
        } else if (unit == Frequency.Unit.BUSINESS_DAY) {
            units = businessDay(tick);
        } else {
            units = Math.floorDiv(months(tick), unit.months());
        }
        return Math.floorDiv(units, frequency.multiple());
    }

    /** The day of the month that monthly steps fall on, 31 for its end; 0 on other axes. */
    int anchorDay() {
        return anchorDay;
    }

    /** How many steps of this axis lie at or before an instant. */
    public int stepsUntil(long instant) {
        int low = 0;
        int high = length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (instant(middle) <= instant) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * How many steps must have been observed before a time has passed. A step is observed at its end, which is where
     * the next one begins; a time that is the end of a step has passed with it.
     *
     * @param instant as {@link #instant} counts
     * @return in {@code [0, length + 1]}, where {@code length + 1} says that the axis ends before
     */
    public int stepsToReach(long instant) {
        return slice(0, length + 1).stepsUntil(instant - 1);
    }

    /** The step at a tick, which may lie outside {@code [0, length)}; empty if the tick lies between two steps. */
    public Optional<Long> stepOf(long tick) {
        long steps = stepsAfterOrigin(tick);
        return tickAfterOrigin(steps) == tick ? Optional.of(steps - offset) : Optional.empty();
    }

    /**
     * The wall-clock time of a step.
     *
     * @throws IllegalStateException on an integer axis
     */
    public LocalDateTime time(int step) {
        if (frequency.isInteger()) {
            throw new IllegalStateException("an integer axis has no times");
        }
        return timeOf(tick(step));
    }

    /**
     * The step as text in files: {@code 2016-07-01} for days and coarser at midnight, else
     * {@code 2016-07-01T01:00:00}, with its offset where there is a zone; the integer of an integer axis.
     */
    public String text(int step) {
        return textOf(tick(step));
    }

    private String textOf(long tick) {
        if (frequency.isInteger()) {
            return Long.toString(tick);
        }
        LocalDateTime time = timeOf(tick);
        if (frequency.unit().compareTo(Frequency.Unit.DAY) >= 0
                && time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            return time.toLocalDate().toString();
        }
        if (zone == null) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
        }
        ZonedDateTime zoned =
                frequency.unit().elapsed() ? Instant.ofEpochSecond(tick).atZone(zone) : time.atZone(zone);
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(zoned);
    }

    private LocalDateTime timeOf(long tick) {
        return zone != null && frequency.unit().elapsed()
                ? LocalDateTime.ofInstant(Instant.ofEpochSecond(tick), zone)
                : localOf(tick);
    }

    private long tickAfterOrigin(long steps) {
        long units = steps * frequency.multiple();
        Frequency.Unit unit = frequency.unit();
        if (unit == Frequency.Unit.STEP) {
            return origin + units;
        }
        if (unit.seconds() > 0) {
            return origin + units * unit.seconds();
        }
        long timeOfDay = Math.floorMod(origin, DAY);
        if (unit == Frequency.Unit.BUSINESS_DAY) {
            return epochDayOfBusinessDay(businessDay(origin) + units) * DAY + timeOfDay;
        }
        LocalDate first = localOf(origin).toLocalDate().withDayOfMonth(1).plusMonths(units * unit.months());
        LocalDate date = first.withDayOfMonth(Math.min(anchorDay, first.lengthOfMonth()));
        return date.toEpochDay() * DAY + timeOfDay;
    }

    /** Whole steps from the origin to a tick, rounded down to a step or at most one short of it. */
    private long stepsAfterOrigin(long tick) {
        Frequency.Unit unit = frequency.unit();
        if (unit == Frequency.Unit.STEP) {
            return Math.floorDiv(tick - origin, frequency.multiple());
        }
        if (unit.seconds() > 0) {
            return Math.floorDiv(tick - origin, (long) unit.seconds() * frequency.multiple());
        }
        if (unit == Frequency.Unit.BUSINESS_DAY) {
            return Math.floorDiv(businessDay(tick) - businessDay(origin), frequency.multiple());
        }
        return Math.floorDiv(months(tick) - months(origin), (long) unit.months() * frequency.multiple());
    }

    /** Months since January 1970. */
    private static long months(long tick) {
        LocalDate date = localOf(tick).toLocalDate();
        return (date.getYear() - 1970) * 12L + date.getMonthValue() - 1;
    }

    /** Business days since Monday 1969-12-29, negative before it; a weekend counts as the Friday before. */
    private static long businessDay(long tick) {
        long day = Math.floorDiv(tick, DAY) + SINCE_MONDAY;
        return Math.floorDiv(day, 7L) * 5 + Math.min(weekday(tick), FRIDAY);
    }

    private static long weekday(long tick) {
        return Math.floorMod(Math.floorDiv(tick, DAY) + SINCE_MONDAY, 7L);
    }

    private static long epochDayOfBusinessDay(long ordinal) {
        return Math.floorDiv(ordinal, 5L) * 7 + Math.floorMod(ordinal, 5L) - SINCE_MONDAY;
    }

    private static LocalDateTime localOf(long tick) {
        return LocalDateTime.ofEpochSecond(tick, 0, ZoneOffset.UTC);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TimeAxis that
                && frequency.equals(that.frequency)
                && Objects.equals(zone, that.zone)
                && length == that.length
                && anchorDay == that.anchorDay
                && tick(0) == that.tick(0);
    }

    @Override
    public int hashCode() {
        return Objects.hash(frequency, zone, length, anchorDay, tick(0));
    }

    @Override
    public String toString() {
        return length == 0
                ? "empty axis of " + frequency
                : length + " steps of " + frequency + " from " + text(0) + " to " + text(length - 1);
    }
}
