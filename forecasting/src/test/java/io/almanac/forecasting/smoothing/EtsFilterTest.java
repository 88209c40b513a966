package io.almanac.forecasting.smoothing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.almanac.forecasting.smoothing.EtsForm.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EtsFilterTest {

    private static final double NAN = Double.NaN;
    private static final int SEASON = 4;

    /** All forms, of which those with a season have one of four steps. */
    static List<EtsForm> forms() {
        List<EtsForm> forms = new ArrayList<>();
        for (String pattern : List.of("ZZZ", "ZMZ", "ZMdZ")) {
            forms.addAll(EtsForm.matching(pattern, SEASON));
        }
        return forms;
    }

    /** Values around 1.5 with a season, some of them missing. */
    private static double[] values(long seed) {
        var random = new Random(seed);
        double[] values = new double[40];
        Arrays.setAll(values, t -> 1 + 0.02 * t + 0.2 * (t % SEASON) + 0.1 * random.nextDouble());
        values[7] = NAN;
        values[20] = NAN;
        values[21] = NAN;
        return values;
    }

    private static double[] vector(EtsFilter filter, EtsForm form, Random random) {
        EtsState start = EtsStart.of(form, values(1));
        double[] x = filter.vector()
                .of(start.withWeights(0.1 + 0.8 * random.nextDouble(), 0.02, 0.05, 0.85 + 0.1 * random.nextDouble()));
        for (int i = 0; i < x.length; i++) {
            x[i] += 0.01 * random.nextDouble();
        }
        return x;
    }

    @Test
    void simpleSmoothingIsTheHandWorkedExample() {
        // l = 2, alpha = 0.5: errors of 3, 5, 2 are 1, 2.5, -1.75, levels 2.5, 3.75, 2.875.
        var filter = new EtsFilter(EtsForm.SIMPLE, new double[] {3, 5, 2});
        double cost = filter.run(new EtsState(0.5, 0, 0, 1, 2, 0, new double[1]));

        assertEquals(1 + 6.25 + 3.0625, filter.squares(), 1e-12);
        assertEquals(3 * Math.log(10.3125), cost, 1e-12);
        assertEquals(2.875, filter.state().level(), 1e-15);
    }

    /** The equations of Hyndman et al. 2008, tables 2.2 and 2.3, written for each part with lists and no shared terms. */
    private static double plainCost(EtsForm form, EtsState start, double[] values) {
        double level = start.level();
        double slope = start.slope();
        Deque<Double> season = new ArrayDeque<>();
        for (double s : start.season()) {
            season.add(s);
        }
        List<Double> errors = new ArrayList<>();
        double logs = 0;
        for (double y : values) {
            double ahead = switch (form.trend()) {
                case NONE -> level;
                case ADDED -> level + start.phi() * slope;
                case MULTIPLIED -> level * Math.pow(slope, start.phi());
            };
            double fading = form.trend() == Part.MULTIPLIED ? Math.pow(slope, start.phi()) : start.phi() * slope;
            double index = season.remove();
            double forecast = switch (form.season()) {
                case NONE -> ahead;
                case ADDED -> ahead + index;
                case MULTIPLIED -> ahead * index;
            };
            if (Double.isNaN(y)) {
                level = ahead;
                slope = fading;
                season.add(index);
                continue;
            }
            double e = form.relative() ? (y - forecast) / forecast : y - forecast;
            errors.add(e);
            double size = form.relative() ? e * forecast : e; // in units of the values
            double ofLevel = form.season() == Part.MULTIPLIED ? size / index : size;
            double before = level;
            level = ahead + start.alpha() * ofLevel;
            slope = fading + start.beta() * (form.trend() == Part.MULTIPLIED ? ofLevel / before : ofLevel);
            season.add(index + start.gamma() * (form.season() == Part.MULTIPLIED ? size / ahead : size));
            logs += form.relative() ? Math.log(forecast) : 0;
        }
        double squares = errors.stream().mapToDouble(e -> e * e).sum();
        return errors.size() * Math.log(squares) + 2 * logs;
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theCostIsThatOfAPlainLoop(EtsForm form) {
        var random = new Random(3);
        for (int round = 0; round < 10; round++) {
            var filter = new EtsFilter(form, values(round));
            double[] x = vector(filter, form, random);

            assertEquals(plainCost(form, filter.vector().state(x), values(round)), filter.cost(x), 1e-9);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theGradientIsThatOfDifferences(EtsForm form) {
        var random = new Random(4);
        for (int round = 0; round < 5; round++) {
            var filter = new EtsFilter(form, values(round));
            double[] x = vector(filter, form, random);
            double[] gradient = new double[x.length];
            filter.cost(x);
            filter.derive(x, gradient, new double[x.length][x.length]);
            double[] differences = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                double step = 1e-6;
                double at = x[i];
                x[i] = at + step;
                double above = filter.cost(x);
                x[i] = at - step;
                differences[i] = (above - filter.cost(x)) / (2 * step);
                x[i] = at;
            }

            double size = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
            assertArrayEquals(differences, gradient, 1e-5 * size);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theMatrixIsTheSumOfProductsOfTheDerivativesOfForecasts(EtsForm form) {
        double[] values = values(2);
        var filter = new EtsFilter(form, values);
        double[] x = vector(filter, form, new Random(5));
        int p = x.length;
        double[][] derivatives = new double[p][];
        for (int i = 0; i < p; i++) {
            double step = 1e-6;
            double[] above = x.clone();
            double[] below = x.clone();
            above[i] += step;
            below[i] -= step;
            double[] high = forecasts(filter.vector().state(above), form, values);
            double[] low = forecasts(filter.vector().state(below), form, values);
            derivatives[i] = new double[values.length];
            for (int t = 0; t < values.length; t++) {
                double change = form.relative() ? Math.log(high[t] / low[t]) : high[t] - low[t];
                derivatives[i][t] = Double.isNaN(values[t]) ? 0 : change / (2 * step);
            }
        }
        filter.cost(x);
        double curvature = 2 * 37 / filter.squares(); // 37 values are observed
        double[][] matrix = new double[p][p];
        filter.derive(x, new double[p], matrix);

        for (int i = 0; i < p; i++) {
            for (int k = 0; k <= i; k++) {
                double sum = 0;
                for (int t = 0; t < values.length; t++) {
                    sum += derivatives[i][t] * derivatives[k][t];
                }
                assertEquals(1, (1 + curvature * sum) / (1 + matrix[i][k]), 1e-4, form + " " + i + ", " + k);
            }
        }
    }

    /** The forecast of each step, from runs over histories that end before it. */
    private static double[] forecasts(EtsState start, EtsForm form, double[] values) {
        double[] forecasts = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            var filter = new EtsFilter(form, Arrays.copyOf(values, t));
            filter.run(start);
            forecasts[t] = new EtsSpread(form, filter.state(), 1).points(1)[0];
        }
        return forecasts;
    }

    @Test
    void aMultiplicativeFormThatForecastsNothingAboveZeroIsInfinitelyBad() {
        EtsForm form = EtsForm.matching("MAN", 1).get(0);
        var falling = new EtsState(0.1, 0.01, 0, 1, 1, -0.5, new double[1]);

        assertEquals(Double.POSITIVE_INFINITY, new EtsFilter(form, new double[] {1, 1, 1, 1}).run(falling));
    }
}
