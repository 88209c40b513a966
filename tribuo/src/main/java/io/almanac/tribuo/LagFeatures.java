package io.almanac.tribuo;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.CalendarFeatures;
import io.almanac.core.window.SeriesScale;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tribuo.Example;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.Regressor;

/**
 * Windows as Tribuo's examples. The names sort in the order of time, because Tribuo keeps features and dimensions by
 * name: {@code lag_0001} is the newest value, {@code h001} the next step. Beside the lags there are
 *
 * <ul>
 *   <li>{@code calendar_DAY_OF_WEEK_sin} and {@code _cos}: of the target step; with DIRECT of the first one;
 *   <li>{@code past_NAME}: a past covariate at the last step known;
 *   <li>{@code future_NAME}: a future covariate at the target step; with DIRECT one for each step,
 *       {@code future_NAME_h001};
 *   <li>{@code static_NAME}. A category is part of the name, {@code past_NAME=rain}, with the value 1.
 * </ul>
 *
 * <p>Lags and targets are centred by the mean of the window's lags and divided by their standard deviation, so that
 * what is learnt at one level serves every other: a tree can't forecast beyond the targets it saw, and series differ
 * in unit. Targets more than {@link #FARTHEST} deviations off are taken as that far: after a window that hardly moved
 * a usual change is hundreds, and under squared loss few such windows would rule the training. Numeric covariates are centred and scaled by their values in training. A missing lag is a feature that is
 * not there, where the trainer allows it. Immutable.
 */
final class LagFeatures {

    /** The most lags and steps: what four digits can name. */
    static final int MOST = 9999;

    /** How far a target may lie from its window's mean, in standard deviations of the window. */
    static final double FARTHEST = 10;

    private final TribuoState state;
    private final int horizon;
    private final CalendarFeatures calendar;
    private final List<Covariate> covariates;
    private final String[] lagNames; // newest first
    private final String[] calendarNames;
    private final String[] stepNames;

    LagFeatures(Schema schema, TribuoState state, int horizon) {
        this.state = state;
        this.horizon = horizon;
        calendar = CalendarFeatures.of(state.calendar());
        covariates = schema.covariates();
        lagNames = new String[state.lags()];
        Arrays.setAll(lagNames, i -> lagName(i + 1));
        calendarNames = new String[calendar.size()];
        Arrays.setAll(calendarNames, i -> "calendar_" + calendar.fields().get(i / 2) + (i % 2 == 0 ? "_sin" : "_cos"));
        stepNames = stepNames(horizon);
    }

    /** The name of a lag; the newest is 1. */
    static String lagName(int lag) {
        return String.format(Locale.ROOT, "lag_%04d", lag);
    }

    /** The names of the steps of a horizon, in an order that is also that of the alphabet. */
    static String[] stepNames(int horizon) {
        if (horizon > MOST) {
            throw new IllegalArgumentException("horizon must be at most " + MOST + ", was " + horizon);
        }
        String[] names = new String[horizon];
        Arrays.setAll(names, i -> String.format(Locale.ROOT, horizon > 999 ? "h%04d" : "h%03d", i + 1));
        return names;
    }

    /** The most features of an example. */
    int size() {
        int perFuture = state.strategy() == Strategy.DIRECT ? horizon : 1;
        int ofCovariates = covariates.stream()
                .mapToInt(c -> c.kind() == Covariate.Kind.FUTURE ? perFuture : 1)
                .sum();
        return lagNames.length + calendarNames.length + ofCovariates;
    }

    /** Why there can be no example for a horizon; empty if there can. */
    Optional<String> lacks(Window window, int asked) {
        TimeSeries known = window.known();
        int steps = state.strategy() == Strategy.DIRECT ? horizon : asked;
        long observed =
                Arrays.stream(window.lags()).filter(v -> !Double.isNaN(v)).count();
        if (observed < state.leastObserved()) {
            return Optional.of("channel " + known.schema().channels().get(window.channel()) + " has " + observed
                    + " observed values among its last " + state.lags() + " steps, the model needs "
                    + state.leastObserved());
        }
        for (int c = 0; c < covariates.size(); c++) {
            Covariate covariate = covariates.get(c);
            boolean future = covariate.kind() == Covariate.Kind.FUTURE;
            if (future && known.ahead() < steps) {
                return Optional.of("the covariate " + covariate.name() + " is known for " + known.ahead()
                        + " steps ahead, the model needs " + steps);
            }
            for (int step = 1; step <= (future ? steps : 1); step++) {
                if (Double.isNaN(covariate(known, c, step))) {
                    return Optional.of("the covariate " + covariate.name() + " is missing"
                            + (future ? " at step " + step + " ahead" : ""));
                }
            }
        }
        return Optional.empty();
    }

    /** A covariate at a step ahead, from 1; a past one as it was last known. */
    private double covariate(TimeSeries known, int index, int step) {
        boolean past = covariates.get(index).kind() == Covariate.Kind.PAST;
        return known.covariate(index, known.length() - 1 + (past ? 0 : step));
    }

    /**
     * An example.
     *
     * @param lags  of the window, or with own forecasts at the end; oldest first
     * @param scale of the lags
     * @param step  the target step ahead, from 1; always 1 with DIRECT
     */
    Example<Regressor> example(Window window, double[] lags, SeriesScale scale, int step, Regressor output) {
        var row = new Row(size(), window.known());
        for (int i = 0; i < lags.length; i++) {
            double value = lags[lags.length - 1 - i];
            if (!Double.isNaN(value)) {
                row.add(lagNames[i], scale.apply(value));
            }
        }
        TimeSeries known = window.known();
        double[] cycles = new double[calendarNames.length];
        calendar.write(known.axis(), known.length() - 1 + step, cycles);
        for (int i = 0; i < cycles.length; i++) {
            row.add(calendarNames[i], cycles[i]);
        }
        for (int c = 0; c < covariates.size(); c++) {
            Covariate covariate = covariates.get(c);
            String name = covariate.kind().name().toLowerCase(Locale.ROOT) + "_" + covariate.name();
            if (covariate.kind() == Covariate.Kind.FUTURE && state.strategy() == Strategy.DIRECT) {
                for (int s = 1; s <= horizon; s++) {
                    row.add(name + "_" + stepNames[s - 1], c, covariate(known, c, s));
                }
            } else {
                row.add(name, c, covariate(known, c, step));
            }
        }
        return row.example(output);
    }

    /** The target of a window: scaled values of the steps that follow it, at most {@link #FARTHEST} off. */
    Regressor target(SeriesScale scale, double[] values) {
        String[] names = values.length == horizon ? stepNames : Arrays.copyOf(stepNames, values.length);
        double[] scaled = Arrays.stream(values)
                .map(value -> Math.max(-FARTHEST, Math.min(FARTHEST, scale.apply(value))))
                .toArray();
        return new Regressor(names, scaled);
    }

    /** Names and values under way to an example. */
    private final class Row {

        private final String[] names;
        private final double[] values;
        private final TimeSeries known;
        private int size;

        Row(int most, TimeSeries known) {
            this.known = known;
            names = new String[most];
            values = new double[most];
        }

        void add(String name, double value) {
            names[size] = name;
            values[size++] = value;
        }

        void add(String name, int covariate, double value) {
            // Of the series itself: another table may have other categories, or the same in another order.
            List<String> categories = known.schema().covariates().get(covariate).categories();
            if (!categories.isEmpty()) {
                add(name + "=" + categories.get((int) value), 1);
            } else {
                add(name, state.covariates().get(covariate).apply(value));
            }
        }

        Example<Regressor> example(Regressor output) {
            return new ArrayExample<>(output, Arrays.copyOf(names, size), Arrays.copyOf(values, size));
        }
    }
}
