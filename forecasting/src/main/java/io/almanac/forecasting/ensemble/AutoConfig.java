package io.almanac.forecasting.ensemble;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The options of {@code auto}.
 *
 * @param statistics ids of statistical forecasters; each is a candidate, and so is their median
 * @param others     ids of further members; each is a candidate, and so is the median of all
 * @param settings   the members' options as on the command line, {@code ID.OPTION} to a text
 * @param folds      of rolling validation, each as long as the horizon; 0 takes as many as few series need, up to
 *                   {@value Validation#MOST_FOLDS}
 */
public record AutoConfig(List<String> statistics, List<String> others, Map<String, String> settings, int folds) {

    public AutoConfig {
        statistics = List.copyOf(statistics);
        others = List.copyOf(others);
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        if (folds < 0) {
            throw new IllegalArgumentException("folds must not be negative, was " + folds);
        }
        Set<String> ids = new HashSet<>(statistics);
        ids.addAll(others);
        if (ids.size() != statistics.size() + others.size() || ids.size() < 2) {
            throw new IllegalArgumentException(
                    "statistics and others must be at least two ids, each once, were " + statistics + " and " + others);
        }
        for (String key : settings.keySet()) {
            if (!ids.contains(key.substring(0, Math.max(0, key.indexOf('.'))))) {
                throw new IllegalArgumentException(
                        "settings." + key + " must be settings.ID.OPTION with one of " + new TreeSet<>(ids));
            }
        }
    }

    /** The ids of all members. */
    Set<String> ids() {
        Set<String> ids = new TreeSet<>(statistics);
        ids.addAll(others);
        return ids;
    }
}
