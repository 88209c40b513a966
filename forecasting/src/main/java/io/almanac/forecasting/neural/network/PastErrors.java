package io.almanac.forecasting.neural.network;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import io.almanac.forecasting.intervals.ErrorQuantiles;
import io.almanac.forecasting.neural.network.WindowNetwork.Answer;
import io.almanac.forecasting.neural.network.WindowNetwork.Before;
import io.almanac.forecasting.neural.window.HistoryWindows;
import io.almanac.forecasting.neural.window.WindowBatch;
import io.almanac.forecasting.neural.window.WindowSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a fit learnt from its errors in validation, beyond the weights.
 *
 * @param quantiles of errors in {@link #unit}s {@code (quantile, step)}, for a head that says points; else empty
 * @param ranks     {@code (path, step)} for paths of a head that says distributions: how high in its distribution each
 *                  step of a past window came to lie, as a rank among all of them in [0, paths). A path with the ranks
 *                  of a past window hangs together as that one did: Clark et al. 2004, "The Schaake Shuffle". Empty
 *                  where there is no path
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PastErrors(double[][] quantiles, double[][] ranks) {

    /** Windows that training errors are looked at in, evenly spaced. */
    private static final int MOST = 1_024;

    /** With fewer past windows, the steps of a path are independent. */
    private static final int LEAST_PATHS = 20;

    private static final int BATCH = 32;

    /**
     * The unit in which errors are counted, in standard deviations of the series: the geometric mean of that and the
     * deviation of the window. By the series' alone, intervals are as wide in calm times as in wild ones; by the
     * window's alone, they are too wide where it holds a trend.
     */
    static double unit(double deviation) {
        return Math.sqrt(deviation);
    }

    static PastErrors of(
            WindowNetwork network,
            Head head,
            WindowTargets targets,
            NetworkState state,
            List<Double> quantiles,
            NDManager manager) {
        int horizon = state.rules().horizon();
        WindowSource windows = targets.windows();
        var look = new Look(network, head, targets, state, manager);
        if (!head.distribution()) {
            double[][] validation = look.errors(windows.validation(), true);
            double[][] trained = look.errors(spaced(windows.training(), MOST), false);
            return new PastErrors(ErrorQuantiles.of(quantiles, validation, trained, horizon), new double[0][0]);
        }
        int paths = head instanceof StudentHead ? state.head().paths() : 0;
        if (paths == 0) {
            return new PastErrors(new double[0][0], new double[0][0]);
        }
        double[][] places = look.places(spaced(windows.validation(), Math.max(paths, LEAST_PATHS)));
        return new PastErrors(new double[0][0], ranks(templates(places, paths, horizon), horizon));
    }

    /** What each path is like: a past window, evenly spaced among them, or again and again where they are fewer. */
    static double[][] templates(double[][] places, int paths, int horizon) {
        var random = new SplittableRandom(paths);
        double[][] templates = new double[paths][];
        Arrays.setAll(
                templates,
                p -> places.length < LEAST_PATHS
                        ? random.doubles(horizon).toArray()
                        : places[(int) ((long) p * places.length / paths)]);
        return templates;
    }

    private static int[] spaced(int[] starts, int most) {
        int count = Math.min(starts.length, most);
        int[] some = new int[count];
        Arrays.setAll(some, i -> starts[(int) ((long) i * starts.length / count)]);
        return some;
    }

    /** The ranks of each column. */
    static double[][] ranks(double[][] places, int horizon) {
        double[][] ranks = new double[places.length][horizon];
        for (int h = 0; h < horizon; h++) {
            int step = h;
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < places.length; i++) {
                order.add(i);
            }
            order.sort(Comparator.comparingDouble(i -> places[i][step]));
            for (int rank = 0; rank < places.length; rank++) {
                ranks[order.get(rank)][h] = rank;
            }
        }
        return ranks;
    }

    /** Looks at what the network says of windows whose future is known. */
    private record Look(
            WindowNetwork network, Head head, WindowTargets targets, NetworkState state, NDManager manager) {

        /** Actual less forecast in units {@code (window and channel, step)}; NaN where it does not count. */
        double[][] errors(int[] starts, boolean validation) {
            List<double[]> rows = new ArrayList<>();
            each(starts, validation, (outputs, at, actual, counted, deviation) -> {
                double[] row = new double[actual.length];
                for (int h = 0; h < row.length; h++) {
                    double point = head.read(outputs, at + h * state.outputs(), new double[0]);
                    row[h] = counted[h] ? (actual[h] - point) / unit(deviation) : Double.NaN;
                }
                rows.add(row);
            });
            return rows.toArray(double[][]::new);
        }

        /** The probability of no more than what happened {@code (window and channel, step)}; whole windows only. */
        double[][] places(int[] starts) {
            List<double[]> rows = new ArrayList<>();
            each(starts, false, (outputs, at, actual, counted, deviation) -> {
                double[] row = new double[actual.length];
                boolean whole = true;
                for (int h = 0; h < row.length; h++) {
                    whole &= counted[h];
                    row[h] = StudentHead.probability(outputs, at + h * state.outputs(), actual[h]);
                }
                if (whole) {
                    rows.add(row);
                }
            });
            return rows.toArray(double[][]::new);
        }

        @FunctionalInterface
        private interface Visitor {
            void visit(float[] outputs, int at, double[] actual, boolean[] counted, double deviation);
        }

        private void each(int[] starts, boolean validation, Visitor visitor) {
            int horizon = state.rules().horizon();
            int context = state.rules().context();
            for (int from = 0; from < starts.length; from += BATCH) {
                int[] some = new int[BATCH]; // filled up: bits must not depend on how many are left
                for (int i = 0; i < BATCH; i++) {
                    some[i] = starts[Math.min(from + i, starts.length - 1)];
                }
                try (NDManager scope = manager.newSubManager()) {
                    WindowBatch batch = targets.windows().contexts(scope, some);
                    Answer answer = network.forecast(
                            new ParameterStore(scope, false), false, batch, new Before.Fed(head::point));
                    float[] outputs =
                            head.undo(answer.outputs(), answer.frame()).toFloatArray();
                    NDList wanted = validation ? targets.ofValidation(scope, some) : targets.of(scope, some);
                    float[] actuals = wanted.get(0).toFloatArray();
                    float[] counts = wanted.get(1).toFloatArray();
                    float[] values = batch.values().toFloatArray();
                    float[] observed = batch.observed().toFloatArray();
                    int rows = Math.min(BATCH, starts.length - from) * state.perWindow();
                    for (int row = 0; row < rows; row++) {
                        double[] actual = new double[horizon];
                        boolean[] counted = new boolean[horizon];
                        for (int h = 0; h < horizon; h++) {
                            actual[h] = actuals[row * horizon + h];
                            counted[h] = counts[row * horizon + h] > 0;
                        }
                        double deviation =
                                HistoryWindows.deviation(values, observed, row * context, (row + 1) * context);
                        visitor.visit(outputs, row * horizon * state.outputs(), actual, counted, deviation);
                    }
                }
            }
        }
    }
}
