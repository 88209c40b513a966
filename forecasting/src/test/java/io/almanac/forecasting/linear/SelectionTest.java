package io.almanac.forecasting.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final double E = Math.E;

    @Test
    void whatDiffersByLessThanAStandardErrorIsAveraged() {
        // Logarithms 0 0 0; 1 1 -1: mean 1/3, deviation sqrt(4/3), standard error 2/3; 2 1 1: 4/3, 1/sqrt(3), 1/3.
        Selection selection = Selection.of(new double[][] {{E * E, E, E}, {1, 1, 1}, {E, E, 1 / E}});
        assertEquals(1, selection.best());
        assertArrayEquals(new double[] {0, 0.5, 0.5}, selection.shares());
    }

    @Test
    void whatDiffersByLessThanAPercentIsAveragedHoweverSureItIs() {
        assertArrayEquals(
                new double[] {0.5, 0.5, 0},
                Selection.of(new double[][] {{1, 2}, {1.009, 2.018}, {1.011, 2.022}})
                        .shares());
    }

    @Test
    void withOneBlockTheBestIsTakenAndWithoutTheFirst() {
        Selection one = Selection.of(new double[][] {{2}, {1}, {Double.NaN}});
        assertArrayEquals(new double[] {1, 0, 0}, one.shares()); // a block where one is unknown does not count
        assertEquals(1, Selection.of(new double[][] {{2}, {1}}).best());
        assertArrayEquals(
                new double[] {0, 1}, Selection.of(new double[][] {{2}, {1}}).shares());
        assertArrayEquals(new double[] {1, 0}, Selection.of(new double[2][0]).shares());
    }

    @Test
    void aLossThatIsAlwaysZeroIsTheBest() {
        Selection selection = Selection.of(new double[][] {{1e-9, 1e-9}, {0, 0}, {0, 0}});
        assertArrayEquals(new double[] {0, 0.5, 0.5}, selection.shares());
    }
}
