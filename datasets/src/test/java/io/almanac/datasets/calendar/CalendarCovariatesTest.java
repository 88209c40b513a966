package io.almanac.datasets.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.IsoFields;
import java.time.temporal.WeekFields;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CalendarCovariatesTest {

    private static final List<String> ALL = List.of("hour", "weekday", "day", "week", "month", "quarter");

    @Test
    void partsOfTheDateAreCategories() {
        // Monday 30 December 2024 lies in the first ISO week of 2025.
        TimeSeries series = series("h", "2024-12-30T23:00", 2);
        SeriesSet with = (SeriesSet) CalendarCovariates.of(ALL, List.of()).addTo(SeriesSet.of(series), 24);
        assertEquals(
                "calendar:hour 23, calendar:weekday monday, calendar:day 30, calendar:week 01, calendar:month december,"
                        + " calendar:quarter 4",
                text(with.get(0), 0));
        assertEquals(
                "calendar:hour 00, calendar:weekday tuesday, calendar:day 31, calendar:week 01, calendar:month"
                        + " december, calendar:quarter 4",
                text(with.get(0), 1));
        assertEquals(
                "calendar:hour 00, calendar:weekday wednesday, calendar:day 01, calendar:week 01, calendar:month"
                        + " january, calendar:quarter 1",
                text(with.get(0), 25));
        assertEquals(24, with.get(0).ahead());
    }

    @Test
    void everyDayOfManyYearsHasACategoryOfEachPart() {
        TimeSeries series = series("D", "1999-01-01T00:00", 10_000);
        SeriesSet with =
                (SeriesSet) CalendarCovariates.of(ALL.subList(1, 6), List.of()).addTo(SeriesSet.of(series), 0);
        LocalDate date = LocalDate.of(1999, 1, 1);
        for (int step = 0; step < 10_000; step++, date = date.plusDays(1)) {
            assertEquals(
                    date.get(WeekFields.ISO.weekOfWeekBasedYear()) - 1,
                    with.get(0).covariate(2, step));
            assertEquals(date.get(IsoFields.QUARTER_OF_YEAR) - 1, with.get(0).covariate(4, step));
        }
    }

    @Test
    void theyStandBehindThoseOfTheTableWithItsReachAndItsVintages() {
        Schema schema = new Schema(
                Frequency.parse("D"),
                List.of(7),
                List.of("y"),
                List.of(
                        Covariate.real("temp", Covariate.Kind.FUTURE),
                        new Covariate("town", Covariate.Kind.STATIC, List.of("a", "b"))));
        TimeSeries series = TimeSeries.wrap(
                        "s",
                        schema,
                        TimeAxis.of(schema.frequency(), LocalDateTime.parse("2024-10-01T00:00"), 2),
                        new double[][] {{1, 2}},
                        new double[][] {{10, 11, 12}, {1}},
                        1)
                .withVintages(0, new int[] {0, 1}, new int[] {1, 2}, new double[] {5, 2});
        var calendar = CalendarCovariates.of(List.of("weekday"), List.of("DE"));
        TimeSeries with = ((SeriesSet) calendar.addTo(SeriesSet.of(series), 30)).get(0);
        assertEquals(1, with.ahead());
        assertEquals(List.of(10.0, 12.0), List.of(with.covariate(0, 0), with.covariate(0, 2)));
        assertEquals(1, with.covariate(1, 0));
        assertEquals("temp 12.0, town b, calendar:weekday thursday, holiday:DE 1.0", text(with, 2));
        assertEquals(5, with.asOf(1, 1).value(0, 0)); // as it was first published
        assertEquals(2, with.asOf(1, 1).covariate(2, 1)); // Wednesday
        assertEquals(calendar.covariates(), CalendarCovariates.in(with.schema()).covariates());
        assertThrows(IllegalStateException.class, () -> with.last(1).withFuture(with.schema(), new double[0][], 1));
    }

    @Test
    void aSourceStaysASourceAndSeriesOfOneAxisShareTheirValues() {
        TimeSeries one = series("D", "2024-01-01T00:00", 400);
        TimeSeries other = series("D", "2024-01-02T00:00", 400);
        SeriesSource source = new SeriesSource() {
            @Override
            public Schema schema() {
                return one.schema();
            }

            @Override
            public Stream<TimeSeries> stream() {
                return Stream.of(one, one, other, one);
            }
        };
        SeriesSource with = CalendarCovariates.of(List.of(), List.of("FR")).addTo(source, 10);
        for (int again = 0; again < 2; again++) {
            List<TimeSeries> all = with.stream().toList();
            assertEquals(
                    List.of(1.0, 1.0, 0.0, 1.0),
                    all.stream().map(s -> s.covariate(0, 0)).toList());
            all.forEach(series -> assertEquals(10, series.ahead()));
        }
        assertSame(source, CalendarCovariates.of(List.of(), List.of()).addTo(source, 10));
    }

    @Test
    void whatHasNoDatesOrIsTooCoarseIsRefused() {
        var integers = SeriesSet.of(TimeSeries.of(
                "s", Schema.univariate(Frequency.parse("step")), TimeAxis.integers(0, 2), new double[][] {{1, 2}}));
        refused(
                DataError.NO_DATES,
                "the steps are integers and have no dates, which holiday:DE needs",
                CalendarCovariates.of(List.of(), List.of("de")),
                integers);
        refused(
                DataError.TOO_COARSE_FOR_CALENDAR,
                "calendar:weekday says nothing at the frequency W: its weekday is finer than steps of weeks",
                CalendarCovariates.of(List.of("month", "weekday"), List.of()),
                SeriesSet.of(series("W", "2024-01-01T00:00", 2)));
        refused(
                DataError.TOO_COARSE_FOR_CALENDAR,
                "holiday:DE says nothing at the frequency Y: years have about as many holidays each",
                CalendarCovariates.of(List.of(), List.of("DE")),
                SeriesSet.of(series("Y", "2024-01-01T00:00", 2)));
    }

    @Test
    void unknownAndRepeatedNamesAreRefused() {
        assertEquals(
                "calendar wants some of hour, weekday, day, week, month, quarter, was \"year\"",
                assertThrows(IllegalArgumentException.class, () -> CalendarCovariates.of(List.of("year"), List.of()))
                        .getMessage());
        assertEquals(
                "holiday:DE must be asked for once",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> CalendarCovariates.of(List.of(), List.of("DE", "de")))
                        .getMessage());
        assertTrue(CalendarCovariates.isMade("holiday:DE") && !CalendarCovariates.isMade("holiday"));
    }

    private static void refused(DataError error, String message, CalendarCovariates calendar, SeriesSet series) {
        DataException e = assertThrows(DataException.class, () -> calendar.addTo(series, 0));
        assertEquals(error, e.error());
        assertEquals(message, e.getMessage());
    }

    private static TimeSeries series(String frequency, String start, int length) {
        Schema schema = Schema.univariate(Frequency.parse(frequency));
        return TimeSeries.of(
                "s",
                schema,
                TimeAxis.of(schema.frequency(), LocalDateTime.parse(start), length),
                new double[1][length]);
    }

    private static String text(TimeSeries series, int step) {
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < series.schema().covariates().size(); c++) {
            Covariate covariate = series.schema().covariates().get(c);
            double value = series.covariate(c, step);
            text.append(c == 0 ? "" : ", ")
                    .append(covariate.name())
                    .append(' ')
                    .append(covariate.categorical() ? covariate.categories().get((int) value) : value);
        }
        return text.toString();
    }
}
