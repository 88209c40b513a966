package io.almanac.forecasting.neural.window;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.CalendarFeatures;
import io.almanac.core.window.CalendarFeatures.Field;
import io.almanac.core.window.SeriesScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a window tells beside its values, as columns of numbers around 0: first what is known ahead, the calendar and
 * future covariates, then past covariates; static ones apart.
 *
 * <p>A number is centred and divided by its standard deviation in the training parts of all series. A category is as
 * many columns of 0 and 1 as there are categories, so that the network's first linear map is their embedding. What is
 * missing, or lies before its series, is 0 in all its columns: the mean, or no category.
 *
 * @param calendar cycles of the calendar, two columns each
 * @param columns  of the covariates in use, in the order of the schema
 */
public record WindowFeatures(List<Field> calendar, List<Column> columns) {

    public static final WindowFeatures NONE = new WindowFeatures(List.of(), List.of());

    /**
     * A covariate in use.
     *
     * @param index      in the schema
     * @param categories how many; 0 of a number
     * @param centre     taken off a number
     * @param scale      that it is divided by, above 0
     */
    public record Column(int index, String name, Covariate.Kind kind, int categories, double centre, double scale) {

        int size() {
            return Math.max(1, categories);
        }

        /** Writes the value at a place of the target that holds zeros. */
        void write(double value, float[] target, int at) {
            if (Double.isNaN(value)) {
                return;
            }
            if (categories > 0) {
                target[at + (int) value] = 1;
            } else {
                target[at] = (float) ((value - centre) / scale);
            }
        }
    }

    public WindowFeatures {
        calendar = List.copyOf(calendar);
        columns = List.copyOf(columns);
    }

    /**
     * The features of a fit.
     *
     * @param training   all series
     * @param validation the last steps of each, of which scales know nothing
     */
    public static WindowFeatures of(List<Field> calendar, SeriesSet training, int validation) {
        List<Column> columns = new ArrayList<>();
        List<Covariate> covariates = training.schema().covariates();
        for (int c = 0; c < covariates.size(); c++) {
            columns.add(column(c, covariates.get(c), training, validation));
        }
        return new WindowFeatures(calendar, columns);
    }

    private static Column column(int index, Covariate covariate, SeriesSet training, int validation) {
        int categories = covariate.categories().size();
        double[] known = categories > 0
                ? new double[0]
                : training.stream()
                        .flatMapToDouble(series -> IntStream.range(
                                        0, steps(covariate, Math.max(0, series.length() - validation)))
                                .mapToDouble(step -> series.covariate(index, step)))
                        .filter(value -> !Double.isNaN(value))
                        .toArray();
        var scale = SeriesScale.of(known, known.length);
        return new Column(index, covariate.name(), covariate.kind(), categories, scale.centre(), scale.scale());
    }

    private static int steps(Covariate covariate, int trained) {
        return covariate.kind() == Covariate.Kind.STATIC ? Math.min(1, trained) : trained;
    }

    private int size(Covariate.Kind kind) {
        return of(kind).mapToInt(Column::size).sum();
    }

    private Stream<Column> of(Covariate.Kind kind) {
        return columns.stream().filter(column -> column.kind() == kind);
    }

    /** Columns known ahead: K. */
    public int known() {
        return 2 * calendar.size() + size(Covariate.Kind.FUTURE);
    }

    /** All columns of a step of the context: P. */
    public int size() {
        return known() + size(Covariate.Kind.PAST);
    }

    /** Static columns: S. */
    public int statics() {
        return size(Covariate.Kind.STATIC);
    }

    /** Whether future covariates are in use. */
    public boolean future() {
        return of(Covariate.Kind.FUTURE).findAny().isPresent();
    }

    /**
     * Why a history can't be forecast from, if so: covariates other than those of the fit, or not known far enough.
     */
    public Optional<String> lacks(TimeSeries history, int horizon) {
        Schema schema = history.schema();
        for (Column column : columns) {
            List<Covariate> covariates = schema.covariates();
            if (column.index() >= covariates.size()
                    || !covariates.get(column.index()).name().equals(column.name())
                    || covariates.get(column.index()).kind() != column.kind()
                    || covariates.get(column.index()).categories().size() != column.categories()) {
                return Optional.of("it lacks the " + kind(column) + " covariate " + column.name()
                        + ", which the model was fitted with");
            }
        }
        return future() && history.ahead() < horizon
                ? Optional.of("its future covariates are known " + history.ahead() + " steps ahead, the horizon is "
                        + horizon)
                : Optional.empty();
    }

    private static String kind(Column column) {
        return column.kind().name().toLowerCase(Locale.ROOT);
    }

    /**
     * Writes the columns of a step.
     *
     * @param step   may lie before the first step, and after the last where {@code past} is false
     * @param past   whether past covariates are wanted too
     * @param target zeros, {@link #size} or {@link #known} of them from {@code at} on
     */
    public void write(TimeSeries series, int step, boolean past, float[] target, int at) {
        double[] cycle = new double[2 * calendar.size()];
        CalendarFeatures.of(calendar).write(series.axis(), step, cycle);
        int next = at;
        for (double feature : cycle) {
            target[next++] = (float) feature;
        }
        next = write(Covariate.Kind.FUTURE, series, step, target, next);
        if (past) {
            write(Covariate.Kind.PAST, series, step, target, next);
        }
    }

    private int write(Covariate.Kind kind, TimeSeries series, int step, float[] target, int at) {
        int next = at;
        for (Column column : columns) {
            if (column.kind() == kind) {
                if (step >= 0 && (kind != Covariate.Kind.FUTURE || step < series.length() + series.ahead())) {
                    column.write(series.covariate(column.index(), step), target, next);
                }
                next += column.size();
            }
        }
        return next;
    }

    /** Writes the static columns. */
    public void writeStatics(TimeSeries series, float[] target, int at) {
        write(Covariate.Kind.STATIC, series, 0, target, at);
    }
}
