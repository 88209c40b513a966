package io.almanac.core.series;

import java.util.Arrays;
import java.util.Objects;

/**
 * One entity as it was known when its last step had been observed.
 *
 * <p>Guaranteed: the values never change; a missing value is {@code NaN}, never infinite; and nothing later
 * than the last step can be reached from a series but future covariates, {@link #ahead()} steps on.
 * {@link #asOf} is the only way back in time.
 */
public final class TimeSeries {

    private static final double[][] NO_COVARIATES = {};

    private final String id;
    private final Schema schema;
    private final TimeAxis axis;
    private final int ahead;
    private final double[][] values; // (channel, step + from), shared by all views
    private final double[][] covariates; // (covariate, step + from); one value where static
    private final int from;

    private TimeSeries(
            String id, Schema schema, TimeAxis axis, int ahead, double[][] values, double[][] covariates, int from) {
        this.id = id;
        this.schema = schema;
        this.axis = axis;
        this.ahead = ahead;
        this.values = values;
        this.covariates = covariates;
        this.from = from;
    }

    /** A series without covariates that copies the values, shaped (channel, step). */
    public static TimeSeries of(String id, Schema schema, TimeAxis axis, double[][] values) {
        return of(id, schema, axis, values, NO_COVARIATES, 0);
    }

    /** A series that copies the arrays; see {@link #wrap(String, Schema, TimeAxis, double[][], double[][], int)}. */
    public static TimeSeries of(
            String id, Schema schema, TimeAxis axis, double[][] values, double[][] covariates, int ahead) {
        return wrap(id, schema, axis, copy(values), copy(covariates), ahead);
    }

    /** A series without covariates that keeps the array; the caller must not change it any more. */
    public static TimeSeries wrap(String id, Schema schema, TimeAxis axis, double[][] values) {
        return wrap(id, schema, axis, values, NO_COVARIATES, 0);
    }

    /**
     * A series that keeps the arrays; the caller must not change them any more.
     *
     * @param values     (channel, step), NaN where missing
     * @param covariates one row for each covariate of the schema, in its order: {@code length} values of a past
     *                   one, {@code length + ahead} of a future one, one of a static one
     * @param ahead      steps after the last for which future covariates are known
     * @throws IllegalArgumentException if a shape is wrong or a value infinite
     */
    public static TimeSeries wrap(
            String id, Schema schema, TimeAxis axis, double[][] values, double[][] covariates, int ahead) {
        Objects.requireNonNull(id, "id");
        if (!axis.frequency().equals(schema.frequency())) {
            throw new IllegalArgumentException("series " + id + ": the axis has the frequency " + axis.frequency()
                    + ", the schema " + schema.frequency());
        }
        if (ahead < 0) {
            throw new IllegalArgumentException("series " + id + ": ahead must not be negative, was " + ahead);
        }
        checkRows(id, "channels", values, schema.channels().size());
        for (int channel = 0; channel < values.length; channel++) {
            checkRow(id, schema.channels().get(channel), values[channel], axis.length());
        }
        checkRows(id, "covariates", covariates, schema.covariates().size());
        for (int c = 0; c < covariates.length; c++) {
            Covariate covariate = schema.covariates().get(c);
            int length = switch (covariate.kind()) {
                case PAST -> axis.length();
                case FUTURE -> axis.length() + ahead;
                case STATIC -> 1;
            };
            checkRow(id, covariate.name(), covariates[c], length);
        }
        return new TimeSeries(id, schema, axis, ahead, values, covariates, 0);
    }

    private static void checkRows(String id, String what, double[][] rows, int expected) {
        if (rows.length != expected) {
            throw new IllegalArgumentException(
                    "series " + id + ": the schema has " + expected + " " + what + ", got " + rows.length);
        }
    }

    private static void checkRow(String id, String name, double[] row, int expected) {
        if (row.length != expected) {
            throw new IllegalArgumentException(
                    "series " + id + ": " + name + " must have " + expected + " values, has " + row.length);
        }
        for (int i = 0; i < row.length; i++) {
            if (Double.isInfinite(row[i])) {
                throw new IllegalArgumentException(
                        "series " + id + ": " + name + " is " + row[i] + " at step " + i + "; NaN stands for missing");
            }
        }
    }

    private static double[][] copy(double[][] rows) {
        double[][] copy = new double[rows.length][];
        Arrays.setAll(copy, i -> rows[i].clone());
        return copy;
    }

    public String id() {
        return id;
    }

    public Schema schema() {
        return schema;
    }

    public TimeAxis axis() {
        return axis;
    }

    /** The number of observed steps, {@code axis().length()}. */
    public int length() {
        return axis.length();
    }

    /** Steps after the last for which future covariates are known. */
    public int ahead() {
        return ahead;
    }

    /**
     * The value of a channel at a step; NaN = missing.
     *
     * @throws IndexOutOfBoundsException outside {@code [0, length)}
     */
    public double value(int channel, int step) {
        return values[channel][from + Objects.checkIndex(step, length())];
    }

    /**
     * The value of a covariate at a step, up to {@code length + ahead} for a future one; a static one has the same
     * value at every step.
     *
     * @throws IndexOutOfBoundsException where the value was not known
     */
    public double covariate(int covariate, int step) {
        return switch (schema.covariates().get(covariate).kind()) {
            case STATIC -> covariates[covariate][0];
            case PAST -> covariates[covariate][from + Objects.checkIndex(step, length())];
            case FUTURE -> covariates[covariate][from + Objects.checkIndex(step, length() + ahead)];
        };
    }

    /** Copies {@code target.length} values of a channel from a step on: the fast way to read many. */
    public void copyTo(int channel, int fromStep, double[] target) {
        Objects.checkFromIndexSize(fromStep, target.length, length());
        System.arraycopy(values[channel], from + fromStep, target, 0, target.length);
    }

    /**
     * The series as it was known after its first {@code length} steps: a view.
     *
     * @param length the steps observed by then, at most the present length
     * @param ahead  the steps for which future covariates were known by then
     * @throws IllegalArgumentException if that would look past what is known now
     */
    public TimeSeries asOf(int length, int ahead) {
        if (length < 0 || length > length()) {
            throw new IllegalArgumentException(
                    "series " + id + " has " + length() + " steps, asked for its state after " + length);
        }
        if (ahead < 0 || length + ahead > length() + this.ahead) {
            throw new IllegalArgumentException("series " + id + ": covariates are known up to step "
                    + (length() + this.ahead) + ", asked for " + ahead + " steps after " + length);
        }
        return new TimeSeries(id, schema, axis.slice(0, length), ahead, values, covariates, from);
    }

    /** Only the newest steps, all if there are fewer: a view, for training parts of fixed length. */
    public TimeSeries last(int steps) {
        if (steps < 0) {
            throw new IllegalArgumentException("steps must not be negative, was " + steps);
        }
        int drop = Math.max(0, length() - steps);
        return new TimeSeries(id, schema, axis.slice(drop, length() - drop), ahead, values, covariates, from + drop);
    }

    /**
     * Whether both are views of one series from the same step on, so that what was known after so many steps is the same
     * in both. Equal numbers in other arrays do not count: to share work, not to compare data.
     */
    public boolean isViewOfSame(TimeSeries other) {
        return values == other.values
                && covariates == other.covariates
                && from == other.from
                && id.equals(other.id)
                && schema.equals(other.schema)
                && axis.slice(0, 1).equals(other.axis.slice(0, 1));
    }

    @Override
    public String toString() {
        return "series " + id + ", " + axis + (schema.channels().size() > 1 ? ", channels " + schema.channels() : "");
    }
}
