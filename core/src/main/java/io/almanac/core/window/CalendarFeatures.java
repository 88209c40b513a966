package io.almanac.core.window;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.TimeAxis;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;

/**
 * Where steps stand in the cycles of the calendar, each cycle as the sine and the cosine of an angle, so that its end
 * is next to its beginning. Wall-clock times count: an hour of the day is the one that people see. Immutable.
 */
public final class CalendarFeatures {

    /** A cycle of the calendar. */
    public enum Field {
        /** Minutes and seconds. */
        TIME_OF_HOUR(3_600),
        /** Hours, minutes and seconds. */
        TIME_OF_DAY(86_400),
        /** Monday to Sunday; the same for all steps of a day. */
        DAY_OF_WEEK(604_800),
        /** From the first to the last, however many days the month has. */
        DAY_OF_MONTH(2_629_746),
        /** January to December. */
        MONTH_OF_YEAR(31_556_952),
        /** From 1 January to 31 December, however many days the year has. */
        DAY_OF_YEAR(31_556_952);

        private final long seconds; // of one cycle, on average over 400 years

        Field(long seconds) {
            this.seconds = seconds;
        }

        /** About how many steps one cycle takes. */
        public double steps(Frequency frequency) {
            return seconds / secondsOf(frequency);
        }

        /** How far a time is in this cycle, in [0, 1). */
        double position(LocalDateTime time) {
            LocalTime clock = time.toLocalTime();
            return switch (this) {
                case TIME_OF_HOUR -> (clock.getMinute() * 60 + clock.getSecond()) / 3_600.0;
                case TIME_OF_DAY -> clock.toSecondOfDay() / 86_400.0;
                case DAY_OF_WEEK -> (time.getDayOfWeek().getValue() - 1) / 7.0;
                case DAY_OF_MONTH ->
                    (time.getDayOfMonth() - 1) / (double) time.toLocalDate().lengthOfMonth();
                case MONTH_OF_YEAR -> (time.getMonthValue() - 1) / 12.0;
                case DAY_OF_YEAR ->
                    (time.getDayOfYear() - 1) / (double) time.toLocalDate().lengthOfYear();
            };
        }
    }

    private final List<Field> fields;

    private CalendarFeatures(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    /** The features of just these fields. */
    public static CalendarFeatures of(List<Field> fields) {
        return new CalendarFeatures(fields);
    }

    /**
     * The features of all fields that vary from step to step at a frequency: the time of day of hours, say, but not
     * of days. Hours and finer have no day of the month: they see too few months to tell it from chance. None for an
     * integer axis and for years.
     */
    public static CalendarFeatures of(Frequency frequency) {
        return new CalendarFeatures(Arrays.stream(Field.values())
                .filter(field -> varies(field, frequency))
                .toList());
    }

    private static boolean varies(Field field, Frequency frequency) {
        int multiple = frequency.multiple();
        return switch (frequency.unit()) {
            case STEP, YEAR -> false;
            case MONTH -> field == Field.MONTH_OF_YEAR && multiple % 12 != 0;
            case QUARTER -> field == Field.MONTH_OF_YEAR && multiple % 4 != 0;
            case BUSINESS_DAY ->
                switch (field) {
                    case DAY_OF_WEEK -> multiple % 5 != 0;
                    case DAY_OF_MONTH, DAY_OF_YEAR -> true;
                    default -> false;
                };
            case SECOND, MINUTE, HOUR, DAY, WEEK -> {
                long step = (long) secondsOf(frequency);
                yield switch (field) {
                    case TIME_OF_HOUR, TIME_OF_DAY, DAY_OF_WEEK -> step % field.seconds != 0;
                    case DAY_OF_MONTH -> step == Field.TIME_OF_DAY.seconds;
                    case DAY_OF_YEAR -> true;
                    case MONTH_OF_YEAR -> false; // the day of the year says more
                };
            }
        };
    }

    private static double secondsOf(Frequency frequency) {
        double unit = switch (frequency.unit()) {
            case STEP, SECOND -> 1;
            case MINUTE -> 60;
            case HOUR -> 3_600;
            case DAY -> 86_400;
            case BUSINESS_DAY -> 604_800 / 5.0;
            case WEEK -> 604_800;
            case MONTH -> 31_556_952 / 12.0;
            case QUARTER -> 31_556_952 / 4.0;
            case YEAR -> 31_556_952;
        };
        return unit * frequency.multiple();
    }

    public List<Field> fields() {
        return fields;
    }

    /** The number of features: two for each field. */
    public int size() {
        return 2 * fields.size();
    }

    /**
     * Writes the features of a step, for each field its sine and its cosine.
     *
     * @param step may lie outside {@code [0, length)} of the axis
     */
    public void write(TimeAxis axis, int step, double[] target) {
        if (fields.isEmpty()) {
            return;
        }
        LocalDateTime time = axis.time(step);
        for (int i = 0; i < fields.size(); i++) {
            double angle = 2 * Math.PI * fields.get(i).position(time);
            target[2 * i] = StrictMath.sin(angle); // strict: the same bits on every machine
            target[2 * i + 1] = StrictMath.cos(angle);
        }
    }
}
