package io.almanac.forecasting.linear;

import io.almanac.core.window.SeriesScale;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** Forecasts that maps are tried on, evenly spaced over all there could be: they decide a penalty, not the result. */
final class Trials {

    private static final int MOST = 1_024;

    /**
     * Cutoffs of one channel.
     *
     * @param first   the steps before the first cutoff
     * @param count   how many cutoffs
     * @param counted the first step whose error counts
     */
    private record Cutoffs(Channel channel, int first, int count, int counted) {}

    private record Trial(Channel channel, int cutoff, int counted) {}

    private final List<Trial> trials = new ArrayList<>();

    private Trials(List<Cutoffs> cutoffs) {
        long all = cutoffs.stream().mapToLong(Cutoffs::count).sum();
        long picked = Math.min(all, MOST);
        long before = 0; // cutoffs of the channels before
        long next = 0;
        for (Cutoffs some : cutoffs) {
            for (; next < picked && next * all / picked < before + some.count(); next++) {
                int index = (int) (next * all / picked - before);
                trials.add(new Trial(some.channel(), some.first() + index, some.counted()));
            }
            before += some.count();
        }
    }

    /**
     * Forecasts into the validation steps. Where those are fewer than a horizon, it is the last one of each channel, and
     * its steps before them do not count.
     */
    static Trials validation(List<Channel> channels, int horizon) {
        List<Cutoffs> cutoffs = new ArrayList<>();
        for (Channel channel : channels) {
            int last = channel.values().length - horizon;
            if (last > 0 && channel.trained() < channel.values().length) {
                int first = Math.min(channel.trained(), last);
                cutoffs.add(new Cutoffs(channel, first, last - first + 1, channel.trained()));
            }
        }
        return new Trials(cutoffs);
    }

    /** Forecasts in windows that were trained on. */
    static Trials training(List<Channel> channels, int context, int horizon) {
        List<Cutoffs> cutoffs = new ArrayList<>();
        for (Channel channel : channels) {
            for (Channel.Run run : channel.runs()) {
                int count = Math.max(0, run.length() - horizon - context + 1);
                cutoffs.add(new Cutoffs(channel, run.from() + context, count, 0));
            }
        }
        return new Trials(cutoffs);
    }

    /** Actual less forecast, shaped (trial, step); NaN where it does not count or is not known. */
    double[][] errors(LinearMap map) {
        return errors(map, (trial, window) -> 1);
    }

    /** The same in units of {@link ContextWindow#unit} at each cutoff. */
    double[][] relativeErrors(LinearMap map) {
        return errors(
                map,
                (trial, window) -> window.unit(
                        SeriesScale.of(trial.channel().values(), trial.cutoff()).scale()));
    }

    private double[][] errors(LinearMap map, ToDoubleBiFunction<Trial, ContextWindow> unit) {
        List<double[]> errors = new ArrayList<>();
        for (Trial trial : trials) {
            double[] values = trial.channel().values();
            ContextWindow window = ContextWindow.before(values, trial.cutoff(), map.context());
            if (window.enough()) {
                double[] row = map.forecast(window);
                double one = unit.applyAsDouble(trial, window);
                for (int h = 0; h < row.length; h++) {
                    int step = trial.cutoff() + h;
                    row[h] = step < trial.counted() ? Double.NaN : (values[step] - row[h]) / one;
                }
                errors.add(row);
            }
        }
        return errors.toArray(double[][]::new);
    }
}
