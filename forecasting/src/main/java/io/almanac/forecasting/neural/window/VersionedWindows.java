package io.almanac.forecasting.neural.window;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.SeriesScale;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Windows as they were known: each is cut on the heap from {@link TimeSeries#asOf} the end of its context, as a forecast
 * from there would have been. No window learns to trust values or covariates that were only published later. Targets are
 * the values known by now.
 *
 * <p>Slower than {@link WindowTable}, and for series with vintages only.
 */
final class VersionedWindows implements WindowSource {

    private final SeriesSet series;
    private final WindowRules rules;
    private final int channels;
    private final List<Place> places = new ArrayList<>();
    private final int[] training;
    private final int[] validation;

    VersionedWindows(SeriesSet series, WindowRules rules) {
        this.series = series;
        this.rules = rules;
        channels = series.schema().channels().size();
        for (int s = 0; s < series.size(); s++) {
            int at = s;
            rules.trainingCutoffs(series.get(s).length()).forEach(cutoff -> addIfKnown(at, cutoff, cutoff));
        }
        training = IntStream.range(0, places.size()).toArray();
        for (int s = 0; s < series.size(); s++) {
            int at = s;
            int length = series.get(s).length();
            rules.validationCutoffs(length)
                    .forEach(cutoff -> addIfKnown(at, cutoff, Math.max(cutoff, rules.trained(length))));
        }
        validation = WindowRules.thinned(
                IntStream.range(training.length, places.size()).toArray());
    }

    /** Adds the windows at a cutoff that could have been forecast from and whose counted targets have any. */
    private void addIfKnown(int at, int cutoff, int counted) {
        TimeSeries known = series.get(at).asOf(cutoff, rules.horizon());
        if (rules.features().lacks(known, rules.horizon()).isPresent()) {
            return;
        }
        for (int channel = 0; channel < channels; channel += perWindow()) {
            boolean enough = true;
            boolean any = false;
            for (int c = channel; c < channel + perWindow(); c++) {
                enough &= HistoryWindows.observed(known, c, rules.context()) >= rules.minimumObserved();
                for (int step = counted; step < cutoff + rules.horizon(); step++) {
                    any |= !Double.isNaN(series.get(at).value(c, step));
                }
            }
            if (enough && any) {
                places.add(new Place(at, channel, cutoff));
            }
        }
    }

    private int perWindow() {
        return rules.mixed() ? channels : 1;
    }

    private TimeSeries known(Place place) {
        return series.get(place.series()).asOf(place.cutoff(), rules.horizon());
    }

    @Override
    public Place place(int window) {
        return places.get(window);
    }

    @Override
    public SeriesScale scale(int window, int channel) {
        Place place = places.get(window);
        return HistoryWindows.scale(known(place), place.channel() + channel, rules.context());
    }

    @Override
    public int[] training() {
        return training;
    }

    @Override
    public int[] validation() {
        return validation;
    }

    @Override
    public WindowBatch contexts(NDManager scope, int[] windows) {
        var batch = new HistoryWindows(windows.length, channels, rules);
        for (int window : windows) {
            Place place = places.get(window);
            batch.add(known(place), place.channel());
        }
        return batch.batch(scope);
    }

    @Override
    public NDList targets(NDManager scope, int[] windows) {
        return targets(scope, windows, false);
    }

    @Override
    public NDList validationTargets(NDManager scope, int[] windows) {
        return targets(scope, windows, true);
    }

    private NDList targets(NDManager scope, int[] windows, boolean validated) {
        int horizon = rules.horizon();
        float[] values = new float[windows.length * perWindow() * horizon];
        float[] counted = new float[values.length];
        int at = 0;
        for (int window : windows) {
            Place place = places.get(window);
            TimeSeries known = known(place);
            TimeSeries now = series.get(place.series());
            int first = validated ? rules.trained(now.length()) : 0;
            for (int c = place.channel(); c < place.channel() + perWindow(); c++) {
                SeriesScale scale = HistoryWindows.scale(known, c, rules.context());
                for (int step = place.cutoff(); step < place.cutoff() + horizon; step++) {
                    double value = now.value(c, step);
                    if (!Double.isNaN(value)) {
                        values[at] = (float) scale.apply(value);
                        counted[at] = step >= first ? 1 : 0;
                    }
                    at++;
                }
            }
        }
        var shape = new Shape(windows.length, perWindow(), horizon);
        return new NDList(scope.create(values, shape), scope.create(counted, shape));
    }
}
