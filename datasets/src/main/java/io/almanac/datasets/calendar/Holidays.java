package io.almanac.datasets.calendar;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.Frequency.Unit;
import io.almanac.core.series.TimeAxis;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The public and bank holidays of a country, or of a part of it, as a number: how many days of a step are one. That is
 * 0 or 1 for days and finer steps, where the local date counts. Steps of business days count Monday to Friday alone.
 *
 * <p>A holiday that is observed on another day counts on both: people stay at home on the one, and celebrate on the
 * other. Source of the dates: Jollyday, whose calendars are kept by hand.
 */
final class Holidays implements CalendarCovariate {

    static final String PREFIX = "holiday:";

    private static final String SEPARATOR = "-";

    private final String region;
    private final HolidayManager manager;
    private final String[] parts; // below the country
    private final Map<Integer, Set<LocalDate>> byYear = new ConcurrentHashMap<>();

    private Holidays(String region, HolidayManager manager, String[] parts) {
        this.region = region;
        this.manager = manager;
        this.parts = parts;
    }

    /**
     * The holidays of a region.
     *
     * @param code of a country, {@code DE}, with its parts after hyphens where they have holidays of their own,
     *             {@code DE-BY}: ISO 3166, in any case
     * @throws IllegalArgumentException if it is not known, with those that are
     */
    static Holidays of(String code) {
        String region = code.toUpperCase(Locale.ROOT);
        String[] path = region.split(SEPARATOR, -1);
        Set<String> countries = new TreeSet<>(HolidayManager.getSupportedCalendarCodes());
        if (!countries.contains(path[0])) {
            throw unknown(code, "", countries);
        }
        HolidayManager manager = HolidayManager.getInstance(ManagerParameters.create(path[0].toLowerCase(Locale.ROOT)));
        CalendarHierarchy place = manager.getCalendarHierarchy();
        String[] parts = new String[path.length - 1];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = path[i + 1].toLowerCase(Locale.ROOT);
            Map<String, CalendarHierarchy> children = place.getChildren();
            CalendarHierarchy child = children.get(parts[i]);
            if (child == null) {
                String outer = String.join(SEPARATOR, List.of(path).subList(0, i + 1));
                Set<String> known = new TreeSet<>();
                children.keySet().forEach(key -> known.add(outer + SEPARATOR + key.toUpperCase(Locale.ROOT)));
                throw unknown(code, " in " + outer, known);
            }
            place = child;
        }
        return new Holidays(region, manager, parts);
    }

    private static IllegalArgumentException unknown(String code, String where, Set<String> known) {
        return new IllegalArgumentException("holidays wants a country or a part of one, was \"" + code + "\"; "
                + (known.isEmpty() ? "there are none" + where : "there are" + where + " " + String.join(", ", known)));
    }

    @Override
    public Covariate covariate() {
        return Covariate.real(PREFIX + region, Covariate.Kind.FUTURE);
    }

    @Override
    public Optional<String> lacks(Unit unit) {
        return unit == Unit.YEAR ? Optional.of("years have about as many holidays each") : Optional.empty();
    }

    @Override
    public double value(TimeAxis axis, int step) {
        LocalDate first = axis.time(step).toLocalDate();
        LocalDate end = axis.time(step + 1).toLocalDate();
        boolean business = axis.frequency().unit() == Unit.BUSINESS_DAY;
        int count = 0;
        LocalDate date = first;
        do {
            count += isHoliday(date) && !(business && isWeekend(date)) ? 1 : 0;
            date = date.plusDays(1);
        } while (date.isBefore(end));
        return count;
    }

    private static boolean isWeekend(LocalDate date) {
        return date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
    }

    boolean isHoliday(LocalDate date) {
        return byYear.computeIfAbsent(date.getYear(), this::dates).contains(date);
    }

    /** The dates of a year, with those that its neighbours' holidays are observed on. */
    private Set<LocalDate> dates(int year) {
        Set<LocalDate> dates = new HashSet<>();
        for (int asked = year - 1; asked <= year + 1; asked++) {
            for (Holiday holiday : manager.getHolidays(Year.of(asked), parts)) {
                if (holiday.getType() != HolidayType.OBSERVANCE) {
                    dates.add(holiday.getActualDate());
                    holiday.getObservedDate().ifPresent(dates::add);
                }
            }
        }
        dates.removeIf(date -> date.getYear() != year);
        return Set.copyOf(dates);
    }
}
