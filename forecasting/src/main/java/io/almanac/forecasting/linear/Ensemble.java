package io.almanac.forecasting.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All members of a fit, summed up: a map for each channel or one for all, and what seasonal profiles add to it. Profiles
 * count in standard deviations of the channels; maps serve any unit.
 *
 * @param maps    the first serves channels that were not fitted; the second all that were, or each of the others one
 * @param offsets (channel, place in the season of the first forecast step, step); no rows without profiles
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Ensemble(List<LinearMap> maps, double[][][] offsets) {

    private static final int CHUNK = 64;

    int context() {
        return maps.get(0).context();
    }

    /** The place in {@link #maps} of the map for a channel, counted as at the fit; -1 for one that was not there. */
    int map(int channel) {
        return channel < 0 ? 0 : Math.min(channel + 1, maps.size() - 1);
    }

    /** Adds to a forecast, whose first step has a place in the season, what the profile of its channel adds. */
    void addProfile(double[] forecast, int channel, int phase, double scale) {
        if (channel >= 0 && offsets.length > 0) {
            double[] offset = offsets[channel][phase];
            for (int h = 0; h < forecast.length; h++) {
                forecast[h] += scale * offset[h];
            }
        }
    }

    /**
     * Actual values less forecasts.
     *
     * @param trials those of a channel beside each other
     * @param units  whether errors count in units of {@link ContextWindow#unit} and not in standard deviations
     * @return (trial, step), NaN where a step does not count or is missing; where too few steps are observed, all NaN
     */
    double[][] errors(List<Trials.Trial> trials, List<Channel> channels, int horizon, boolean units) {
        List<List<Trials.Trial>> chunks = new ArrayList<>();
        for (int from = 0; from < trials.size(); ) {
            int to = from;
            while (to < Math.min(trials.size(), from + CHUNK)
                    && trials.get(to).channel() == trials.get(from).channel()) {
                to++;
            }
            chunks.add(trials.subList(from, to));
            from = to;
        }
        return chunks.parallelStream()
                .flatMap(chunk ->
                        Stream.of(errorsOfOne(chunk, channels.get(chunk.get(0).channel()), horizon, units)))
                .toArray(double[][]::new);
    }

    private double[][] errorsOfOne(List<Trials.Trial> trials, Channel channel, int horizon, boolean units) {
        ContextWindow[] windows = trials.stream()
                .map(trial -> ContextWindow.before(channel.values(), trial.cutoff(), context()))
                .toArray(ContextWindow[]::new);
        double[][] inputs = Stream.of(windows).map(ContextWindow::inputs).toArray(double[][]::new);
        int place = trials.get(0).channel();
        double[][] rows = maps.get(map(place)).forecast(inputs, horizon);
        for (int n = 0; n < rows.length; n++) {
            Trials.Trial trial = trials.get(n);
            addProfile(rows[n], place, channel.phase(trial.cutoff()), 1);
            boolean enough = windows[n].observed() >= ContextWindow.least(context());
            double unit = units ? windows[n].unit(1) : 1;
            for (int h = 0; h < horizon; h++) {
                int step = trial.cutoff() + h;
                rows[n][h] = enough && step >= trial.from() && step < trial.to()
                        ? (channel.values()[step] - windows[n].mean() - rows[n][h]) / unit
                        : Double.NaN;
            }
        }
        return rows;
    }
}
