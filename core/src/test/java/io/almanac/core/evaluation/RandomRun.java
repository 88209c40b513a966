package io.almanac.core.evaluation;

import io.almanac.core.backtest.Trial;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.PointKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A run of three labels on four series of two channels in three folds, with everything that goes wrong: missing actual
 * values, actual values of 0, a channel with a constant history, refusals with and without another forecast that stands
 * in. Label a forecasts quantiles, b points only, c quantiles and refuses now and then.
 */
final class RandomRun {

    static final int SEASON = 2;
    static final int CHANNELS = 2;
    static final int FOLDS = 3;
    static final int HORIZON = 4;
    static final List<String> SERIES = List.of("s", "t", "u", "v");
    static final List<String> LABELS = List.of("a", "b", "c");
    static final List<Double> QUANTILES = List.of(0.1, 0.5, 0.9);

    /**
     * One label's forecast at one point.
     *
     * @param f NaN where there is none
     * @param q empty where there are none
     * @param a the mean absolute difference of the history at the season
     * @param b the mean squared one
     */
    record View(double y, double f, List<Double> q, double a, double b) {}

    /** One point with the views of all labels. */
    record Point(String series, double group, int channel, int fold, int step, Map<String, View> views) {}

    final List<Trial> trials = new ArrayList<>();
    final List<Point> points = new ArrayList<>();
    final Map<String, Integer> refusals = new LinkedHashMap<>(Map.of("a", 0, "b", 0, "c", 0));
    final Map<String, Integer> standIns = new LinkedHashMap<>(Map.of("a", 0, "b", 0, "c", 0));
    private final Random random;

    RandomRun(long seed) {
        random = new Random(seed);
        for (int fold = 0; fold < FOLDS; fold++) {
            for (String id : SERIES) {
                add(id, fold);
            }
        }
    }

    private void add(String id, int fold) {
        double[][] history = new double[CHANNELS][6 + random.nextInt(10)];
        double[][] actual = new double[CHANNELS][HORIZON];
        for (int c = 0; c < CHANNELS; c++) {
            boolean constant = id.equals("u") && c == 1;
            for (int t = 0; t < history[c].length; t++) {
                history[c][t] = constant ? 5 : t > 3 && random.nextInt(5) == 0 ? Double.NaN : draw();
            }
            for (int t = 0; t < HORIZON; t++) {
                int kind = random.nextInt(8);
                actual[c][t] = kind == 0 ? Double.NaN : kind == 1 ? 0 : draw();
            }
        }
        double group = id.equals("s") || id.equals("t") ? 1 : 2.5;
        Scorings scorings = Scorings.of(fold, id, history, actual, List.of(group));
        Map<String, double[][][]> numbers = new LinkedHashMap<>(); // point first, then the quantiles
        for (String label : LABELS) {
            double[][][] drawn = drawn();
            boolean refuses = label.equals("c") ? random.nextInt(3) == 0 : label.equals("b") && random.nextInt(6) == 0;
            boolean stands = refuses && random.nextBoolean();
            if (refuses) {
                refusals.merge(label, 1, Integer::sum);
                standIns.merge(label, stands ? 1 : 0, Integer::sum);
                scorings.refused(label, label.equals("c") ? QUANTILES.toArray(Double[]::new) : new Double[0]);
                if (stands) {
                    scorings.standIn(label, forecast(scorings, drawn, true));
                }
            } else {
                scorings.label(label, forecast(scorings, drawn, !label.equals("b")));
            }
            if (!refuses || stands) {
                numbers.put(label, drawn);
            }
        }
        trials.add(scorings.trial());
        for (int c = 0; c < CHANNELS; c++) {
            double a = scale(history[c], 1);
            double b = scale(history[c], 2);
            for (int t = 0; t < HORIZON; t++) {
                Map<String, View> views = new LinkedHashMap<>();
                for (String label : LABELS) {
                    double[][][] drawn = numbers.get(label);
                    List<Double> q = new ArrayList<>();
                    for (int i = 1; drawn != null && !label.equals("b") && i < 4; i++) {
                        q.add(drawn[i][c][t]);
                    }
                    double f = drawn == null ? Double.NaN : drawn[0][c][t];
                    views.put(label, new View(actual[c][t], f, q, a, b));
                }
                points.add(new Point(id, group, c, fold, t, views));
            }
        }
    }

    private static Forecast forecast(Scorings scorings, double[][][] drawn, boolean quantiles) {
        return quantiles
                ? scorings.forecast(
                        PointKind.MEAN, drawn[0], QUANTILES, new double[][][] {drawn[1], drawn[2], drawn[3]})
                : scorings.forecast(PointKind.MEDIAN, drawn[0], List.of(), new double[0][][]);
    }

    /** (point and three ascending quantiles, channel, step). */
    private double[][][] drawn() {
        double[][][] drawn = new double[4][CHANNELS][HORIZON];
        for (int c = 0; c < CHANNELS; c++) {
            for (int t = 0; t < HORIZON; t++) {
                drawn[0][c][t] = draw();
                double[] q = random.doubles(3, -20, 20).sorted().toArray();
                for (int i = 0; i < 3; i++) {
                    drawn[i + 1][c][t] = q[i];
                }
            }
        }
        return drawn;
    }

    private double draw() {
        return 10 * random.nextGaussian();
    }

    private static double scale(double[] history, int power) {
        double sum = 0;
        int count = 0;
        for (int t = SEASON; t < history.length; t++) {
            double difference = Math.abs(history[t] - history[t - SEASON]);
            if (!Double.isNaN(difference)) {
                sum += Math.pow(difference, power);
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
