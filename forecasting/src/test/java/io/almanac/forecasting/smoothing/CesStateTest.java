package io.almanac.forecasting.smoothing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CesStateTest {

    private static final int SEASON = 4;

    /** All states in a table, one row a step after a season of first ones, and the equations as they stand. */
    private static final class Table {

        private final CesForm form;
        private final int lag;
        private final double[] p;
        private double[][] rows; // (lag + n + lag, 4): level, potential and those of the season

        Table(CesForm form, double[] parameters, CesState first, int n) {
            this.form = form;
            lag = form.seasonal() ? SEASON : 1;
            p = parameters;
            rows = new double[lag + n + lag][4];
            double[] components = first.components();
            for (int at = 0; at < lag; at++) {
                rows[at] = new double[] {components[0], components[1], components[2 + at], components[2 + lag + at]};
            }
        }

        double mean(int row) {
            return switch (form) {
                case NONE -> rows[row - 1][0];
                case SIMPLE -> rows[row - lag][2];
                case PARTIAL, FULL -> rows[row - 1][0] + rows[row - lag][2];
            };
        }

        void update(int row, double e) {
            if (form != CesForm.SIMPLE) {
                double l = rows[row - 1][0];
                double c = rows[row - 1][1];
                rows[row][0] = l - (1 - p[1]) * c + (p[0] - p[1]) * e;
                rows[row][1] = l + (1 - p[0]) * c + (p[0] + p[1]) * e;
            }
            double l = rows[row - lag][2];
            double c = rows[row - lag][3];
            if (form == CesForm.PARTIAL) {
                rows[row][2] = l + p[2] * e;
                rows[row][3] = c;
            } else if (form.seasonal()) {
                int of = form == CesForm.SIMPLE ? 0 : 2;
                rows[row][2] = l - (1 - p[of + 1]) * c + (p[of] - p[of + 1]) * e;
                rows[row][3] = l + (1 - p[of]) * c + (p[of] + p[of + 1]) * e;
            }
        }

        double filter(double[] values) {
            double sum = 0;
            for (int t = 0; t < values.length + lag; t++) {
                double e = t < values.length ? values[t] - mean(lag + t) : 0;
                e = Double.isNaN(e) ? 0 : e;
                update(lag + t, e);
                sum += e * e;
            }
            return sum;
        }

        void reverse() {
            double[][] reversed = new double[rows.length][];
            for (int row = 0; row < rows.length; row++) {
                reversed[row] = rows[rows.length - 1 - row];
            }
            rows = reversed;
        }
    }

    private static double[] reversed(double[] values) {
        double[] reversed = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            reversed[t] = values[values.length - 1 - t];
        }
        return reversed;
    }

    @ParameterizedTest
    @EnumSource
    void filteringBackAndForthIsThatOfATableOfStates(CesForm form) {
        var random = new Random(1);
        for (int n = 8; n < 30; n++) {
            double[] values = random.doubles(n, 1, 5).toArray();
            values[random.nextInt(n)] = Double.NaN;
            double[] parameters = random.doubles(form.parameters(), 0.8, 1.2).toArray();
            var state = new CesState(form, SEASON);
            state.parameters(parameters);
            if (form.levelled()) {
                state.start(3);
            }
            for (int at = 0; form.seasonal() && at < SEASON; at++) {
                state.start(at, random.nextDouble());
            }
            var table = new Table(form, parameters, state, n);
            state.backcast(values);
            double sum = state.filter(values);

            table.filter(values);
            table.reverse();
            table.filter(reversed(values));
            table.reverse();
            assertEquals(table.filter(values), sum, 1e-8 * sum);
            for (int h = 0; h < SEASON && form.seasonal(); h++) {
                assertEquals(table.mean(table.lag + n + h), state.next(), 1e-9 * (1 + sum));
                state.skip();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void componentsAreTakenAndGiven(CesForm form) {
        var state = new CesState(form, SEASON);
        state.parameters(new double[] {1.2, 1, 0.5, 1.1});
        state.filter(new double[] {1, 2, 4, 3, 5, 2, 3, 3});
        var copy = new CesState(form, SEASON);
        copy.parameters(new double[] {1.2, 1, 0.5, 1.1});
        copy.components(state.components());
        double[] more = {3, Double.NaN, 2, 6, 1};
        assertEquals(state.filter(more), copy.filter(more), 0);
        assertArrayEquals(state.components(), copy.components(), 0);
        assertEquals(state.next(), copy.next(), 0);
    }
}
