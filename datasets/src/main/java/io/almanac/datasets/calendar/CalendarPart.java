package io.almanac.datasets.calendar;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.Frequency.Unit;
import io.almanac.core.series.TimeAxis;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A part of the date or the time of day, as a category, by the wall clock. The models that read covariates know the
 * calendar as sines and cosines already; a category gives each weekday, say, an effect of its own.
 */
enum CalendarPart implements CalendarCovariate {
    /** 00 to 23. */
    HOUR(Unit.HOUR),
    /** Monday to Sunday. */
    WEEKDAY(Unit.BUSINESS_DAY),
    /** Of the month, 01 to 31. */
    DAY(Unit.WEEK),
    /** Of the year by ISO 8601, 01 to 53: that with the first Thursday is the first. */
    WEEK(Unit.WEEK),
    /** January to December. */
    MONTH(Unit.MONTH),
    /** 1 to 4. */
    QUARTER(Unit.QUARTER);

    static final String PREFIX = "calendar:";

    private final Unit coarsest; // steps of this unit still differ in it

    CalendarPart(Unit coarsest) {
        this.coarsest = coarsest;
    }

    private List<String> categories() {
        return switch (this) {
            case HOUR -> numbers(0, 23);
            case WEEKDAY -> names(DayOfWeek.values());
            case DAY -> numbers(1, 31);
            case WEEK -> numbers(1, 53);
            case MONTH -> names(Month.values());
            case QUARTER -> List.of("1", "2", "3", "4");
        };
    }

    /** The position of a time's category. */
    private int category(LocalDateTime time) {
        return switch (this) {
            case HOUR -> time.getHour();
            case WEEKDAY -> time.getDayOfWeek().getValue() - 1;
            case DAY -> time.getDayOfMonth() - 1;
            case WEEK -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) - 1;
            case MONTH -> time.getMonthValue() - 1;
            case QUARTER -> time.get(IsoFields.QUARTER_OF_YEAR) - 1;
        };
    }

    private static List<String> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> String.format(Locale.ROOT, "%02d", number))
                .toList();
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The name that a user writes: {@code weekday}. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The part of that name.
     *
     * @throws IllegalArgumentException if there is none, with those that there are
     */
    static CalendarPart of(String option) {
        return Arrays.stream(values())
                .filter(part -> part.option().equals(option))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("calendar wants some of "
                        + Arrays.stream(values()).map(CalendarPart::option).collect(Collectors.joining(", "))
                        + ", was \""
                        + option + "\""));
    }

    @Override
    public Covariate covariate() {
        return new Covariate(PREFIX + option(), Covariate.Kind.FUTURE, categories());
    }

    @Override
    public Optional<String> lacks(Unit unit) {
        return unit.compareTo(coarsest) <= 0
                ? Optional.empty()
                : Optional.of("its " + option() + " is finer than steps of "
                        + unit.name().toLowerCase(Locale.ROOT) + "s");
    }

    @Override
    public double value(TimeAxis axis, int step) {
        return category(axis.time(step));
    }
}
