package io.almanac.core.forecast;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Levels, the coverage of central intervals in percent, and the quantiles that bound them: level 80 lies between the
 * quantiles 0.1 and 0.9.
 */
public final class Levels {

    /** What every forecast has unless something else is asked for. */
    public static final List<Integer> DEFAULT = List.of(80, 95);

    private Levels() {}

    /** The quantile below a level: 80 gives 0.1. Decimal arithmetic, so that equal levels give equal doubles. */
    public static double lower(int level) {
        check(level);
        return (100 - level) / 200.0;
    }

    /** The quantile above a level: 80 gives 0.9. */
    public static double upper(int level) {
        check(level);
        return (100 + level) / 200.0;
    }

    /** The bounds of all levels and the median, ascending. */
    public static List<Double> quantiles(List<Integer> levels) {
        var quantiles = new TreeSet<Double>(List.of(0.5));
        levels.stream().flatMap(l -> Stream.of(lower(l), upper(l))).forEach(quantiles::add);
        return List.copyOf(quantiles);
    }

    /** The levels whose two bounds are among some quantiles, ascending. */
    public static List<Integer> of(List<Double> quantiles) {
        return Stream.iterate(1, level -> level < 100, level -> level + 1)
                .filter(level -> quantiles.contains(lower(level)) && quantiles.contains(upper(level)))
                .toList();
    }

    /** The quantiles as an unmodifiable list, if they ascend strictly within (0, 1). */
    static List<Double> checked(List<Double> quantiles) {
        double previous = 0;
        for (double p : quantiles) {
            if (!(p > previous && p < 1)) {
                throw new IllegalArgumentException("quantiles must ascend strictly within (0, 1), were " + quantiles);
            }
            previous = p;
        }
        return List.copyOf(quantiles);
    }

    private static void check(int level) {
        if (level < 1 || level > 99) {
            throw new IllegalArgumentException("a level must be a percentage from 1 to 99, was " + level);
        }
    }
}
