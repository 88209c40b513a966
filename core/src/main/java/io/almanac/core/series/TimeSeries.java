package io.almanac.core.series;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Objects;

/**
 * One entity as it was known when its last step had been observed.
 *
 * <p>Guaranteed: the values never change; a missing value is {@code NaN}, never infinite; and nothing later
 * than the last step can be reached from a series but future covariates, {@link #ahead()} steps on.
 * {@link #asOf} is the only way back in time.
 *
 * <p>What was published in several versions, weather forecasts and revised figures, may have its vintages: then a view
 * back in time answers with the newest version that was known at its end, for future steps and for past ones, and NaN
 * where there was none. The series itself answers with what it was made of, known by now.
 */
public final class TimeSeries {

    private static final double[][] NO_COVARIATES = {};
    private static final Vintages[] NO_VINTAGES = {};
    private static final int NOW = Integer.MAX_VALUE;

    private final String id;
    private final Schema schema;
    private final TimeAxis axis;
    private final int ahead;
    private final double[][] values; // (channel, step + from), shared by all views
    private final double[][] covariates; // (covariate, step + from); one value where static
    private final Vintages[] vintages; // of each channel and then each covariate; empty if nothing has any
    private final int from;
    private final int observed; // how many steps + from had been observed when this was known; NOW if no view is meant

    private TimeSeries(
            String id,
            Schema schema,
            TimeAxis axis,
            int ahead,
            double[][] values,
            double[][] covariates,
            Vintages[] vintages,
            int from,
            int observed) {
        this.id = id;
        this.schema = schema;
        this.axis = axis;
        this.ahead = ahead;
        this.values = values;
        this.covariates = covariates;
        this.vintages = vintages;
        this.from = from;
        this.observed = observed;
    }

    /**
     * A series of one channel {@code y} whose steps follow a start on the wall clock, with the frequency's own season.
     *
     * <pre>{@code
     * TimeSeries sales = TimeSeries.of("sales", Frequency.parse("M"), LocalDate.of(2024, 1, 1).atStartOfDay(), values);
     * }</pre>
     *
     * @param values of each step, NaN where missing; copied
     */
    public static TimeSeries of(String id, Frequency frequency, LocalDateTime start, double... values) {
        return of(id, Schema.univariate(frequency), TimeAxis.of(frequency, start, values.length), new double[][] {values
        });
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
     * @throws IllegalArgumentException if a shape is wrong, a value infinite or no category where it should be one
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
        Shapes.checkRows(id, "channels", values, schema.channels().size());
        for (int channel = 0; channel < values.length; channel++) {
            Shapes.checkRow(id, schema.channels().get(channel), values[channel], axis.length());
        }
        Shapes.checkRows(id, "covariates", covariates, schema.covariates().size());
        for (int c = 0; c < covariates.length; c++) {
            Covariate covariate = schema.covariates().get(c);
            Shapes.checkRow(id, covariate.name(), covariates[c], Shapes.steps(covariate, axis.length(), ahead));
            Shapes.checkCategories(id, covariate, covariates[c]);
        }
        return new TimeSeries(id, schema, axis, ahead, values, covariates, NO_VINTAGES, 0, NOW);
    }

    /**
     * The same series with versions of a channel, for the views back in time.
     *
     * @param steps    of the versions, ascending; those of one step in the order in which they were published
     * @param known    for each version, how many steps had been observed when it was known: the least length of a
     *                 view that sees it. Ascending within a step
     * @param versions the values; of those of one step and one {@code known} the last counts. NaN takes back what
     *                 was there
     * @throws IllegalArgumentException if an order is wrong or a value infinite
     */
    public TimeSeries withVintages(int channel, int[] steps, int[] known, double[] versions) {
        String name = schema.channels().get(channel);
        Shapes.checkRow(id, name, versions, versions.length);
        return with(channel, Vintages.of("series " + id + ": " + name, values[channel].length, steps, known, versions));
    }

    /**
     * The same series with versions of a past or future covariate, for the views back in time; see
     * {@link #withVintages}.
     */
    public TimeSeries withCovariateVintages(int covariate, int[] steps, int[] known, double[] versions) {
        Covariate variable = schema.covariates().get(covariate);
        if (variable.kind() == Covariate.Kind.STATIC) {
            throw new IllegalArgumentException(
                    "series " + id + ": " + variable.name() + " is static and has one value, not vintages");
        }
        Shapes.checkRow(id, variable.name(), versions, versions.length);
        Shapes.checkCategories(id, variable, versions);
        String name = "series " + id + ": " + variable.name();
        return with(
                schema.channels().size() + covariate,
                Vintages.of(name, covariates[covariate].length, steps, known, versions));
    }

    private TimeSeries with(int variable, Vintages versions) {
        if (observed != NOW || from > 0) {
            throw new IllegalStateException("series " + id + ": vintages belong to a whole series, not to a part");
        }
        Vintages[] all = new Vintages[values.length + covariates.length];
        Arrays.setAll(all, i -> i == variable ? versions : vintages.length == 0 ? Vintages.NONE : vintages[i]);
        return new TimeSeries(id, schema, axis, ahead, values, covariates, all, 0, NOW);
    }

    /** Whether values of a channel were published in several versions. */
    public boolean revised() {
        return vintages.length > 0
                && Arrays.stream(vintages, 0, values.length).anyMatch(versions -> versions != Vintages.NONE);
    }

    /** Whether anything was published in several versions, values or covariates. */
    public boolean versioned() {
        return Arrays.stream(vintages).anyMatch(versions -> versions != Vintages.NONE);
    }

    /** The versions of a variable, where the newest values are not the answer. */
    private Vintages versions(int variable) {
        return observed == NOW || vintages.length == 0 ? Vintages.NONE : vintages[variable];
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
        return read(channel, values[channel], Objects.checkIndex(step, length()));
    }

    private double read(int variable, double[] newest, int step) {
        Vintages versions = versions(variable);
        return versions == Vintages.NONE ? newest[from + step] : versions.value(from + step, observed);
    }

    /**
     * The value of a covariate at a step, up to {@code length + ahead} for a future one; a static one has the same
     * value at every step.
     *
     * @throws IndexOutOfBoundsException where the value was not known
     */
    public double covariate(int covariate, int step) {
        double[] newest = covariates[covariate];
        int variable = values.length + covariate;
        return switch (schema.covariates().get(covariate).kind()) {
            case STATIC -> newest[0];
            case PAST -> read(variable, newest, Objects.checkIndex(step, length()));
            case FUTURE -> read(variable, newest, Objects.checkIndex(step, length() + ahead));
        };
    }

    /** Copies {@code target.length} values of a channel from a step on: the fast way to read many. */
    public void copyTo(int channel, int fromStep, double[] target) {
        Objects.checkFromIndexSize(fromStep, target.length, length());
        Vintages versions = versions(channel);
        if (versions == Vintages.NONE) {
            System.arraycopy(values[channel], from + fromStep, target, 0, target.length);
        } else {
            Arrays.setAll(target, i -> versions.value(from + fromStep + i, observed));
        }
    }

    /**
     * The series as it was known after its first {@code length} steps: a view.
     *
     * <p>Its {@link #ahead()} is what is asked for, but where all future covariates have vintages it ends with the last
     * step for which one of them was known by then. A step before that without a known version is NaN.
     *
     * @param length the steps observed by then, at most the present length
     * @param ahead  the most steps after that for which future covariates are asked for
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
        return new TimeSeries(
                id,
                schema,
                axis.slice(0, length),
                reach(from + length, from + length + ahead) - from - length,
                values,
                covariates,
                vintages,
                from,
                from + length);
    }

    /** The end of the future steps up to {@code to} that were known after {@code length} steps. */
    private int reach(int length, int to) {
        if (vintages.length == 0) {
            return to;
        }
        int reach = length;
        boolean futures = false;
        for (int c = 0; c < covariates.length; c++) {
            if (schema.covariates().get(c).kind() == Covariate.Kind.FUTURE) {
                Vintages versions = vintages[values.length + c];
                reach = versions == Vintages.NONE ? to : Math.max(reach, versions.reach(length, to, length));
                futures = true;
            }
        }
        return futures ? reach : to;
    }

    /** Only the newest steps, all if there are fewer: a view, for training parts of fixed length. */
    public TimeSeries last(int steps) {
        if (steps < 0) {
            throw new IllegalArgumentException("steps must not be negative, was " + steps);
        }
        int drop = Math.max(0, length() - steps);
        return new TimeSeries(
                id,
                schema,
                axis.slice(drop, length() - drop),
                ahead,
                values,
                covariates,
                vintages,
                from + drop,
                observed);
    }

    /** Looks at one version of a variable: a channel, or a covariate counted on from the channels. */
    @FunctionalInterface
    public interface VintageVisitor {
        /** Looks at a version; what the numbers mean is said at {@link TimeSeries#withVintages}. */
        void visit(int variable, int step, int known, double value);
    }

    /** Looks at all versions that can be seen from here, steps counted from the first of this series. */
    public void visitVintages(VintageVisitor visitor) {
        for (int variable = 0; variable < vintages.length; variable++) {
            int v = variable;
            boolean future = v >= values.length
                    && schema.covariates().get(v - values.length).kind() == Covariate.Kind.FUTURE;
            vintages[v].visit(from, from + length() + (future ? ahead : 0), (step, known, value) -> {
                if (known <= observed) {
                    visitor.visit(v, step - from, known - from, value);
                }
            });
        }
    }

    /**
     * The same series with other values of its channels, such as a repair gives. They have no vintages: a view
     * back in time sees them too.
     *
     * @param newValues (channel, step), NaN where missing; not to be changed any more
     */
    public TimeSeries withValues(double[][] newValues) {
        Shapes.checkRows(id, "channels", newValues, schema.channels().size());
        double[][] shifted = new double[newValues.length][];
        for (int channel = 0; channel < newValues.length; channel++) {
            Shapes.checkRow(id, schema.channels().get(channel), newValues[channel], length());
            shifted[channel] = newValues[channel];
            if (from > 0) {
                shifted[channel] = new double[from + length()];
                System.arraycopy(newValues[channel], 0, shifted[channel], from, length());
            }
        }
        Vintages[] kept = vintages.clone(); // those of covariates
        Arrays.fill(kept, 0, Math.min(kept.length, values.length), Vintages.NONE);
        return new TimeSeries(id, schema, axis, ahead, shifted, covariates, kept, from, observed);
    }

    /**
     * The same series with more future covariates behind its own, without vintages.
     *
     * @param wider    the schema with them at its end
     * @param more     (covariate, step) with {@code length + newAhead} values each; not to be changed any more
     * @param newAhead steps after the last for which future covariates are known, {@link #ahead()} where there are some
     */
    public TimeSeries withFuture(Schema wider, double[][] more, int newAhead) {
        if (observed != NOW || from > 0) {
            throw new IllegalStateException("series " + id + ": covariates belong to a whole series, not to a part");
        }
        double[][] all = Arrays.copyOf(covariates, covariates.length + more.length);
        System.arraycopy(more, 0, all, covariates.length, more.length);
        TimeSeries series = wrap(id, wider, axis, values, all, newAhead);
        if (vintages.length == 0) {
            return series;
        }
        Vintages[] versions = Arrays.copyOf(vintages, vintages.length + more.length);
        Arrays.fill(versions, vintages.length, versions.length, Vintages.NONE);
        return new TimeSeries(id, wider, axis, newAhead, values, all, versions, 0, NOW);
    }

    /**
     * Whether both are views of one series from the same step on, so that {@link #asOf} gives the same from both. Equal
     * numbers in other arrays do not count: to share work, not to compare data.
     */
    public boolean isViewOfSame(TimeSeries other) {
        return values == other.values
                && covariates == other.covariates
                && vintages == other.vintages
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
