package io.almanac.datasets.arrays;

import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.rows.Origin;
import io.almanac.datasets.rows.RowIntake;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Makes series of arrays of times and values, checked as a file is: times may come in any order, the frequency is found
 * from them, and what is missing between them is inserted as NaN and reported.
 *
 * <pre>{@code
 * Dataset data = new SeriesArrays()
 *         .add("berlin", days, sales)
 *         .add("paris", otherDays, otherSales)
 *         .dataset();
 * }</pre>
 *
 * <p>NaN is a missing value. Arrays are read at once and not kept. Where steps are known to follow each other,
 * {@code TimeSeries.of(id, frequency, start, values)} is shorter. Mutable, for one thread.
 */
public final class SeriesArrays {

    private static final int TIME = 1;
    private static final int VALUE = 2;

    private final Origin origin = Origin.ofRows("arrays");
    private final RowIntake intake;
    private long rows;

    /** No series yet; everything is found from the times. */
    public SeriesArrays() {
        this(TableOptions.defaults());
    }

    /**
     * No series yet.
     *
     * @param options of which the frequency, the zone, the seasons and the limit on inserted steps count
     */
    public SeriesArrays(TableOptions options) {
        TableOptions names = TableOptions.defaults();
        intake = new RowIntake(
                origin,
                options.withColumns(names.id(), names.time(), names.targets())
                        .withLayout(TableOptions.Layout.LONG)
                        .withIgnore(List.of())
                        .withCovariates(names.covariates()),
                "arrays");
        intake.columns(List.of(names.id(), names.time(), names.targets().get(0)), "arrays");
    }

    /** A series by days; the same id again goes on with it. */
    public SeriesArrays add(String id, LocalDate[] days, double[] values) {
        return add(id, days.length, values, i -> intake.time(TIME, days[i].toEpochDay() * 86_400, false));
    }

    /** A series by times on the wall clock, of the zone of the options if there is one. */
    public SeriesArrays add(String id, LocalDateTime[] times, double[] values) {
        return add(id, times.length, values, i -> intake.time(TIME, times[i], false));
    }

    /** A series by instants; milliseconds since 1970 become some by {@link Instant#ofEpochMilli}. */
    public SeriesArrays add(String id, Instant[] times, double[] values) {
        return add(
                id,
                times.length,
                values,
                i -> intake.time(TIME, LocalDateTime.ofInstant(times[i], ZoneOffset.UTC), true));
    }

    /** A series by positions on an axis without dates. */
    public SeriesArrays add(String id, long[] positions, double[] values) {
        return add(id, positions.length, values, i -> intake.position(TIME, positions[i]));
    }

    /** Hands the time of a row on. */
    @FunctionalInterface
    private interface Times {
        void hand(int i);
    }

    private SeriesArrays add(String id, int length, double[] values, Times times) {
        if (length != values.length) {
            throw new IllegalArgumentException("series " + id + ": there must be a time for each value, were " + length
                    + " times and " + values.length + " values");
        }
        origin.file(id, rows);
        for (int i = 0; i < length; i++) {
            intake.begin(++rows);
            intake.text(0, id);
            times.hand(i);
            intake.number(VALUE, values[i]);
            intake.end();
        }
        return this;
    }

    /**
     * The series and what was found in them.
     *
     * @throws DataException if there are none, or their times make no steps
     */
    public Dataset dataset() {
        try {
            return intake.dataset();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
