package io.almanac.core.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The value of one metric over some series, which come one after the other. Only a median keeps a number of each. In any
 * order the same bits. As in {@link Pooling}, a series is one channel of one.
 *
 * <p>Letters: L labels, S sums of the metric.
 */
final class Pool {

    /** So many series are in one block, so that nothing is copied when more come. */
    private static final int BLOCK = 4096;

    private final ForecastMetric metric;
    private final int labels;
    private final Sums sums; // (L S) of points, or (L) of the series' values or their logarithms
    private final List<double[]> blocks = new ArrayList<>(); // (BLOCK, L), for a median
    private double[] last = {};
    private int series; // whose values are in

    Pool(ForecastMetric metric, int labels) {
        this.metric = metric;
        this.labels = labels;
        this.sums = new Sums(metric.pooling() == Pooling.POINTS ? labels * metric.sums() : labels);
    }

    /**
     * Adds what one series has.
     *
     * @param supporting the labels that support the metric: the same for all that is in
     */
    void add(Sums one, int[] supporting) {
        if (metric.pooling() == Pooling.POINTS) {
            sums.add(one);
            return;
        }
        double[] values = one.values(metric, labels, supporting);
        if (one.points == 0 || !taken(values, supporting)) {
            sums.leave(one);
            return;
        }
        sums.points += one.points;
        sums.left += one.left;
        if (metric.pooling() == Pooling.MEDIAN_OF_SERIES) {
            keep(values);
        } else {
            boolean logarithms = metric.pooling() == Pooling.GEOMETRIC_MEAN_OF_SERIES;
            for (int label : supporting) {
                sums.exact.add(label, logarithms ? StrictMath.log(values[label]) : values[label]);
            }
        }
        last = values;
        series++;
    }

    /** Whether the pooling takes the values of all labels that support the metric. */
    private boolean taken(double[] values, int[] supporting) {
        for (int label : supporting) {
            if (!metric.pooling().takes(values[label])) {
                return false;
            }
        }
        return true;
    }

    private void keep(double[] values) {
        if (series % BLOCK == 0) {
            blocks.add(new double[BLOCK * labels]);
        }
        System.arraycopy(values, 0, blocks.get(series / BLOCK), series % BLOCK * labels, labels);
    }

    /** Adds all that another one has, of the same supporting labels. */
    void add(Pool other) {
        sums.add(other.sums);
        if (other.series == 0) {
            return;
        }
        last = other.last;
        if (metric.pooling() == Pooling.MEDIAN_OF_SERIES) {
            for (int i = 0; i < other.series; i++) {
                int from = i % BLOCK * labels;
                keep(Arrays.copyOfRange(other.blocks.get(i / BLOCK), from, from + labels));
                series++;
            }
        } else {
            series += other.series;
        }
    }

    /** Counts the points of another one as left out. */
    void leave(Pool other) {
        sums.leave(other.sums);
    }

    /** Leaves out all that was added. */
    void leaveAll() {
        sums.leaveAll();
        blocks.clear();
        series = 0;
    }

    /** What has been added up of points. */
    Sums sums() {
        return sums;
    }

    /** The value of each label. */
    LabelValues values(int[] supporting) {
        if (metric.pooling() == Pooling.POINTS) {
            return sums.finished(metric, sums.values(metric, labels, supporting));
        }
        double[] pooled = new double[labels];
        Arrays.fill(pooled, Double.NaN);
        if (series > 0) {
            for (int label : supporting) {
                pooled[label] = series == 1 ? last[label] : pooled(label);
            }
        }
        return sums.finished(metric, pooled);
    }

    private double pooled(int label) {
        return switch (metric.pooling()) {
            case POINTS -> throw new IllegalStateException("points are pooled by their sums");
            case MEAN_OF_SERIES -> sums.exact.value(label) / series;
            case MEDIAN_OF_SERIES -> Pooling.MEDIAN_OF_SERIES.pool(kept(label));
            case GEOMETRIC_MEAN_OF_SERIES -> StrictMath.exp(sums.exact.value(label) / series);
        };
    }

    private double[] kept(int label) {
        double[] values = new double[series];
        for (int i = 0; i < series; i++) {
            values[i] = blocks.get(i / BLOCK)[i % BLOCK * labels + label];
        }
        return values;
    }
}
