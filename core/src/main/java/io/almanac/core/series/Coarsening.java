package io.almanac.core.series;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How the steps of an axis lie within the steps of a coarser frequency. A fine step belongs to the coarse one in which it
 * begins; coarse steps that the axis does not cover from their beginning to their end are left out.
 *
 * <p>Coarse steps begin at midnight, on Mondays, on the first of a month, quarter or year, by the wall clock of the
 * axis: in a zone a day of hours may have 23 or 25 of them. Multiples count from 1970 (integers from 0), so that all
 * series of a source have the same steps; weeks keep the weekday of the axis. Multiples of hours and finer count the time
 * that passes, from the first midnight on: after a change of clocks a step of 6h begins at another hour of the day.
 */
public final class Coarsening {

    private static final long DAY = 86_400;

    private final TimeAxis axis;
    private final int[] starts; // the first fine step of each coarse one, and the end of the last

    private Coarsening(TimeAxis axis, int[] starts) {
        this.axis = axis;
        this.starts = starts;
    }

    /**
     * Finds the complete coarse steps.
     *
     * @throws IllegalArgumentException if steps of the axis do not lie within those of the frequency
     */
    public static Coarsening of(TimeAxis fine, Frequency coarse) {
        check(fine.frequency(), coarse);
        var starts = new int[fine.length() + 1];
        int count = 0;
        long first = 0;
        long before = fine.length() == 0 ? 0 : start(fine, -1, coarse);
        for (int step = 0; step <= fine.length() && fine.length() > 0; step++) {
            long start = start(fine, step, coarse);
            if (start != before) {
                first = count == 0 ? start : first;
                starts[count++] = step;
            }
            before = start;
        }
        int length = Math.max(0, count - 1);
        @Nullable ZoneId zone = fine.zone().orElse(null);
        return new Coarsening(TimeAxis.ofTicks(coarse, zone, first, length), Arrays.copyOf(starts, length + 1));
    }

    /**
     * Checks that steps of one frequency lie within those of another.
     *
     * @throws IllegalArgumentException if they don't
     */
    public static void check(Frequency fine, Frequency coarse) {
        if (!nests(fine, coarse)) {
            throw new IllegalArgumentException("steps of " + fine + " can't be put together to steps of " + coarse
                    + ": they must be finer and lie within them");
        }
    }

    private static boolean nests(Frequency fine, Frequency coarse) {
        Frequency.Unit unit = fine.unit();
        if (fine.isInteger() || coarse.isInteger()) {
            return unit == coarse.unit() && isMultiple(coarse.multiple(), fine.multiple());
        }
        if (coarse.unit() == Frequency.Unit.BUSINESS_DAY) {
            return false;
        }
        if (unit.months() > 0 || unit == Frequency.Unit.WEEK) {
            boolean months = unit.months() > 0 && coarse.unit().months() > 0;
            return months
                    ? isMultiple(
                            (long) coarse.unit().months() * coarse.multiple(), (long) unit.months() * fine.multiple())
                    : unit == coarse.unit() && isMultiple(coarse.multiple(), fine.multiple());
        }
        long seconds =
                unit == Frequency.Unit.BUSINESS_DAY ? fine.multiple() * DAY : (long) unit.seconds() * fine.multiple();
        if (coarse.unit().elapsed()) {
            return unit.elapsed() && isMultiple((long) coarse.unit().seconds() * coarse.multiple(), seconds);
        }
        boolean coarser = coarse.unit() != Frequency.Unit.DAY || coarse.multiple() * DAY > seconds;
        return coarser && DAY % seconds == 0 && !(unit == Frequency.Unit.BUSINESS_DAY && isDay(coarse));
    }

    private static boolean isDay(Frequency coarse) {
        return coarse.unit() == Frequency.Unit.DAY;
    }

    private static boolean isMultiple(long coarse, long fine) {
        return coarse > fine && coarse % fine == 0;
    }

    /** The tick of the coarse step in which a fine one begins. */
    private static long start(TimeAxis fine, int step, Frequency coarse) {
        long tick = fine.tick(step);
        Frequency.Unit unit = coarse.unit();
        if (coarse.isInteger()) {
            return floor(tick, coarse.multiple());
        }
        if (unit.elapsed()) {
            long offset = fine.zone().isEmpty() ? 0 : local(fine, 0) - fine.tick(0);
            return floor(tick + offset, (long) unit.seconds() * coarse.multiple()) - offset;
        }
        if (fine.frequency().unit() == Frequency.Unit.WEEK) {
            long place = Math.floorMod(
                    fine.ordinal(step),
                    (long) coarse.multiple() / fine.frequency().multiple());
            return fine.tick(Math.toIntExact(step - place));
        }
        long day = Math.floorDiv(local(fine, step), DAY);
        if (unit == Frequency.Unit.DAY) {
            return floor(day, coarse.multiple()) * DAY;
        }
        if (unit == Frequency.Unit.WEEK) {
            int toMonday = LocalDate.EPOCH.getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue();
            return (floor(day + toMonday, 7L * coarse.multiple()) - toMonday) * DAY;
        }
        LocalDate date = LocalDate.ofEpochDay(day);
        long months = date.getYear() * 12L + date.getMonthValue() - 1;
        long first = floor(months, (long) unit.months() * coarse.multiple());
        return LocalDate.of((int) Math.floorDiv(first, 12L), (int) Math.floorMod(first, 12L) + 1, 1)
                        .toEpochDay()
                * DAY;
    }

    /** Seconds of the wall clock. */
    private static long local(TimeAxis fine, int step) {
        return fine.zone().isPresent() && fine.frequency().unit().elapsed()
                ? fine.time(step).toEpochSecond(ZoneOffset.UTC)
                : fine.tick(step);
    }

    private static long floor(long value, long multiple) {
        return Math.floorDiv(value, multiple) * multiple;
    }

    /** The coarse steps that are complete. */
    public TimeAxis axis() {
        return axis;
    }

    /**
     * The first fine step of a coarse one.
     *
     * @param step in {@code [0, length]}, where {@code length} gives the end of the last
     */
    public int from(int step) {
        return starts[step];
    }
}
