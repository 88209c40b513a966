package io.almanac.forecasting.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Windows that are really made: what a form leaves of the context and of the steps after it.
 *
 * @param channels the place of each window's channel, ascending
 * @param inputs   (N, L)
 * @param targets  (N, S), NaN where a step is missing or does not count
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Examples(int[] channels, double[][] inputs, double[][] targets) {

    /**
     * The examples at some trials; those that have too few observed steps are left out.
     *
     * @param channels what the trials count, less their profiles where the form wants that
     * @param steps    of the horizon, from 0, that are targets
     */
    static Examples of(List<Trials.Trial> trials, List<Channel> channels, Form form, int context, int[] steps) {
        List<Integer> places = new ArrayList<>();
        List<double[]> inputs = new ArrayList<>();
        List<double[]> targets = new ArrayList<>();
        for (Trials.Trial trial : trials) {
            double[] values = channels.get(trial.channel()).values();
            var window = ContextWindow.before(values, trial.cutoff(), context);
            if (window.observed() < ContextWindow.least(context)) {
                continue;
            }
            double off = form.last() ? window.inputs()[context] : 0;
            double[] input = new double[context];
            for (int i = 0; i < context; i++) {
                input[i] = window.inputs()[i] - off;
            }
            double[] target = new double[steps.length];
            for (int s = 0; s < steps.length; s++) {
                int step = trial.cutoff() + steps[s];
                boolean counts = step >= trial.from() && step < trial.to();
                target[s] = counts ? values[step] - window.mean() - off : Double.NaN;
            }
            places.add(trial.channel());
            inputs.add(input);
            targets.add(target);
        }
        return new Examples(
                places.stream().mapToInt(Integer::intValue).toArray(),
                inputs.toArray(double[][]::new),
                targets.toArray(double[][]::new));
    }

    /** What weights, shaped (L, S), leave over of the targets, shaped (N, S). */
    double[][] errors(IntFunction<double[][]> weightsOfChannel) {
        double[][] errors = new double[targets.length][];
        for (int n = 0; n < errors.length; n++) {
            errors[n] = targets[n].clone();
        }
        for (int top = 0; top < errors.length; ) {
            int bottom = top;
            while (bottom < errors.length && channels[bottom] == channels[top]) {
                bottom++;
            }
            double[][] weights = weightsOfChannel.apply(channels[top]);
            Rows.add(errors, top, bottom, -1, inputs, 0, weights, 0, weights.length, 0, errors[top].length);
            top = bottom;
        }
        return errors;
    }

    /**
     * The root mean square times the mean size of the errors that are known; NaN if there are none. A choice by squares
     * alone wins one measure at the other's cost.
     */
    static double loss(double[][] errors) {
        double squares = 0;
        double sizes = 0;
        long count = 0;
        for (double[] row : errors) {
            for (double error : row) {
                if (!Double.isNaN(error)) {
                    squares += error * error;
                    sizes += Math.abs(error);
                    count++;
                }
            }
        }
        return Math.sqrt(squares / count) * sizes / count;
    }
}
