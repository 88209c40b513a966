package io.almanac.forecasting.linear;

import java.util.ArrayList;
import java.util.List;

/** Forecasts that fits are tried on or fitted to, evenly spaced over all there could be. */
final class Trials {

    /** So many decide a penalty, not the result. */
    static final int FEW = 1_024;

    /**
     * A forecast of the steps from {@code cutoff} on, of which those in {@code [from, to)} count.
     *
     * @param channel its place in the list of channels
     */
    record Trial(int channel, int cutoff, int from, int to) {}

    /** Cutoffs of one channel, from the first on. */
    private record Cutoffs(int channel, int first, int count, int from, int to) {}

    private Trials() {}

    private static List<Trial> spaced(List<Cutoffs> cutoffs, int most) {
        long all = cutoffs.stream().mapToLong(Cutoffs::count).sum();
        long picked = Math.min(all, most);
        long before = 0; // cutoffs of the channels before
        long next = 0;
        List<Trial> trials = new ArrayList<>();
        for (Cutoffs some : cutoffs) {
            for (; next < picked && next * all / picked < before + some.count(); next++) {
                int index = (int) (next * all / picked - before);
                trials.add(new Trial(some.channel(), some.first() + index, some.from(), some.to()));
            }
            before += some.count();
        }
        return trials;
    }

    /**
     * Forecasts into the validation steps. Where those are fewer than a horizon, it is the last one of each channel, and
     * its steps before them do not count.
     */
    static List<Trial> validation(List<Channel> channels, int horizon) {
        List<Cutoffs> cutoffs = new ArrayList<>();
        for (int c = 0; c < channels.size(); c++) {
            int end = channels.get(c).values().length;
            int trained = channels.get(c).trained();
            if (end > horizon && trained < end) {
                int first = Math.min(trained, end - horizon);
                cutoffs.add(new Cutoffs(c, first, end - horizon - first + 1, trained, end));
            }
        }
        return spaced(cutoffs, FEW);
    }

    /** Forecasts from each step of the blocks that follow what the channels were trained on; later steps do not count. */
    static List<Trial> block(List<Channel> channels, int size) {
        List<Cutoffs> cutoffs = new ArrayList<>();
        for (int c = 0; c < channels.size(); c++) {
            int trained = channels.get(c).trained();
            if (trained > 0) {
                int end = (int) Math.min((long) trained + size, channels.get(c).values().length);
                cutoffs.add(new Cutoffs(c, trained, end - trained, trained, end));
            }
        }
        return spaced(cutoffs, FEW);
    }

    /** Forecasts in windows that are trained on. */
    static List<Trial> training(List<Channel> channels, int context, int horizon, int most) {
        List<Cutoffs> cutoffs = new ArrayList<>();
        for (int c = 0; c < channels.size(); c++) {
            for (Channel.Run run : channels.get(c).runs()) {
                int count = Math.max(0, run.length() - horizon - context + 1);
                cutoffs.add(new Cutoffs(c, run.from() + context, count, 0, run.to()));
            }
        }
        return spaced(cutoffs, most);
    }
}
