package io.almanac.forecasting.neural.network;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.almanac.forecasting.neural.window.WindowSource;
import io.almanac.forecasting.neural.window.WindowSource.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the windows of a table are to forecast: their values, or what a base leaves over of them.
 *
 * @param base that is corrected; empty if there is none
 */
public record WindowTargets(WindowSource windows, Optional<BaseForecasts> base) {

    /** Values {@code (B, C, H)} and, beside them, 1 where they count and 0 elsewhere. */
    NDList of(NDManager scope, int[] starts) {
        return less(scope, starts, windows.targets(scope, starts));
    }

    /** The same, but steps that belong to the training part do not count. */
    NDList ofValidation(NDManager scope, int[] starts) {
        return less(scope, starts, windows.validationTargets(scope, starts));
    }

    private NDList less(NDManager scope, int[] starts, NDList targets) {
        return base.isPresent() ? base.get().without(scope, starts, targets) : targets;
    }

    /**
     * The windows to train on in groups that are drawn together: each alone, or with a base those of all channels at a
     * cutoff, as the base is asked for all channels at once.
     */
    int[][] groups() {
        if (base.isEmpty()) {
            return Arrays.stream(windows.training())
                    .mapToObj(start -> new int[] {start})
                    .toArray(int[][]::new);
        }
        Map<Place, List<Integer>> groups = new LinkedHashMap<>();
        for (int window : windows.training()) {
            Place place = windows.place(window);
            groups.computeIfAbsent(new Place(place.series(), 0, place.cutoff()), any -> new ArrayList<>())
                    .add(window);
        }
        return groups.values().stream()
                .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }
}
