package io.almanac.datasets.calendar;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Future covariates that need no data, because they follow from the time of a step: parts of the date
 * ({@code calendar:weekday}) and holidays ({@code holiday:DE-BY}). Their names tell how they are made, so that a model
 * that was fitted with them gets them again. Immutable.
 */
public final class CalendarCovariates {

    private final List<CalendarCovariate> made;

    private CalendarCovariates(List<CalendarCovariate> made) {
        this.made = List.copyOf(made);
        Set<String> names = new HashSet<>();
        for (Covariate covariate : covariates()) {
            if (!names.add(covariate.name())) {
                throw new IllegalArgumentException(covariate.name() + " must be asked for once");
            }
        }
    }

    /**
     * Some covariates, in this order.
     *
     * @param parts   of the date: {@code hour, weekday, day, week, month, quarter}, each as a category
     * @param regions with holidays: ISO 3166 codes of countries, {@code DE}, or of parts of them, {@code DE-BY}
     * @throws IllegalArgumentException if one is not known, with those that are, or comes twice
     */
    public static CalendarCovariates of(List<String> parts, List<String> regions) {
        List<CalendarCovariate> made = new ArrayList<>();
        parts.forEach(part -> made.add(CalendarPart.of(part)));
        regions.forEach(region -> made.add(Holidays.of(region)));
        return new CalendarCovariates(made);
    }

    /**
     * Those that a model was fitted with.
     *
     * @throws IllegalArgumentException if one is not known here
     */
    public static CalendarCovariates in(Schema schema) {
        List<CalendarCovariate> made = new ArrayList<>();
        for (Covariate covariate : schema.covariates()) {
            String name = covariate.name();
            if (name.startsWith(CalendarPart.PREFIX)) {
                made.add(CalendarPart.of(name.substring(CalendarPart.PREFIX.length())));
            } else if (name.startsWith(Holidays.PREFIX)) {
                made.add(Holidays.of(name.substring(Holidays.PREFIX.length())));
            }
        }
        return new CalendarCovariates(made);
    }

    /** Whether a covariate of that name is made, not read. */
    public static boolean isMade(String name) {
        return name.startsWith(CalendarPart.PREFIX) || name.startsWith(Holidays.PREFIX);
    }

    public List<Covariate> covariates() {
        return made.stream().map(CalendarCovariate::covariate).toList();
    }

    public boolean isEmpty() {
        return made.isEmpty();
    }

    /** The data with these, see {@link #addTo(SeriesSource, int)}, and a report that names them. */
    public Dataset addTo(Dataset data, int ahead) {
        List<String> names = new ArrayList<>(data.report().covariates());
        covariates().forEach(covariate -> names.add("future " + covariate.name() + ", made of the calendar"));
        return new Dataset(addTo(data.series(), ahead), data.report().withCovariates(names));
    }

    /**
     * The series with these behind their own covariates. What is in memory stays there; else they are made each time a
     * series is read.
     *
     * @param ahead for how many steps after the last one; a series with future covariates of its own keeps its
     *              {@link TimeSeries#ahead()}, as no covariate reaches further than the others
     * @throws DataException            if steps have no dates or are too coarse for one of these
     * @throws IllegalArgumentException if a series has a covariate of such a name already
     */
    public SeriesSource addTo(SeriesSource source, int ahead) {
        if (made.isEmpty()) {
            return source;
        }
        Schema schema = source.schema();
        check(schema.frequency());
        List<Covariate> all = new ArrayList<>(schema.covariates());
        all.addAll(covariates());
        var wider = new Schema(schema.frequency(), schema.seasons(), schema.channels(), all);
        var added = new Added(source, wider, ahead);
        return source instanceof SeriesSet ? SeriesSet.copyOf(added) : added;
    }

    private void check(Frequency frequency) {
        if (frequency.isInteger()) {
            throw new DataException(
                    DataError.NO_DATES,
                    "the steps are integers and have no dates, which "
                            + made.get(0).covariate().name() + " needs");
        }
        for (CalendarCovariate one : made) {
            one.lacks(frequency.unit()).ifPresent(reason -> {
                throw new DataException(
                        DataError.TOO_COARSE_FOR_CALENDAR,
                        one.covariate().name() + " says nothing at the frequency " + frequency + ": " + reason);
            });
        }
    }

    private final class Added implements SeriesSource {

        private final SeriesSource source;
        private final Schema schema;
        private final int ahead;
        private final boolean futures;

        Added(SeriesSource source, Schema schema, int ahead) {
            this.source = source;
            this.schema = schema;
            this.ahead = ahead;
            this.futures = source.schema().covariates().stream().anyMatch(c -> c.kind() == Covariate.Kind.FUTURE);
        }

        @Override
        public Schema schema() {
            return schema;
        }

        @Override
        public Stream<TimeSeries> stream() {
            var last = new Last();
            return source.stream().map(series -> {
                int reach = futures ? series.ahead() : ahead;
                return series.withFuture(schema, last.values(series.axis(), reach), reach);
            });
        }
    }

    /** The values of the newest axis; series of one table often share theirs. */
    private final class Last {

        private @Nullable TimeAxis axis;
        private int ahead;
        private double[][] values = {};

        double[][] values(TimeAxis wanted, int reach) {
            if (!wanted.equals(axis) || ahead != reach) {
                values = new double[made.size()][wanted.length() + reach];
                for (int c = 0; c < values.length; c++) {
                    for (int step = 0; step < values[c].length; step++) {
                        values[c][step] = made.get(c).value(wanted, step);
                    }
                }
                axis = wanted;
                ahead = reach;
            }
            return values;
        }
    }
}
