package io.almanac.core.repair;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AggregatedTest {

    private static final double NAN = Double.NaN;
    private static final Schema SCHEMA = new Schema(
            Frequency.parse("step"),
            List.of(6),
            List.of("sold", "price"),
            List.of(
                    Covariate.real("temp", Covariate.Kind.FUTURE),
                    new Covariate("promotion", Covariate.Kind.FUTURE, List.of("no", "yes")),
                    Covariate.real("clicks", Covariate.Kind.PAST),
                    Covariate.real("size", Covariate.Kind.STATIC)));

    private static TimeSeries aggregated(String text) {
        return aggregated(Aggregation.parse(text));
    }

    private static TimeSeries aggregated(Aggregation aggregation) {
        TimeSeries fine = TimeSeries.of(
                "a",
                SCHEMA,
                TimeAxis.integers(0, 7),
                new double[][] {{1, 2, 3, 4, NAN, 6, 7}, {10, 30, 20, 10, 10, 40, 0}},
                new double[][] {
                    {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, {0, 0, 1, 0, 1, 0, 0, 0, 1, 1}, {1, 1, 1, 2, 2, 2, 3}, {5}
                },
                3);
        return SeriesSet.copyOf(Aggregated.of(SeriesSet.of(fine), aggregation)).get(0);
    }

    @Test
    void channelsGoTheSameWayOrByNameAndCovariatesByTheirNature() {
        TimeSeries coarse = aggregated("3step:sum,price=max");
        assertEquals("2 steps of 3step from 0 to 3", coarse.axis().toString());
        assertArrayEquals(new double[] {6, NAN}, values(coarse, 0));
        assertArrayEquals(new double[] {30, 40}, values(coarse, 1));
        assertEquals(2, coarse.covariate(0, 0)); // the mean of 1, 2, 3
        assertEquals(1, coarse.covariate(1, 0)); // the last of 0, 0, 1
        assertEquals(2, coarse.covariate(2, 1));
        assertEquals(5, coarse.covariate(3, 0));
    }

    @Test
    void futureCovariatesGoOnAsLongAsTheyCoverAWholeStep() {
        TimeSeries coarse = aggregated("3step:mean,temp=sum");
        assertEquals(1, coarse.ahead()); // steps 6, 7, 8; the step from 9 on is begun
        assertEquals(24, coarse.covariate(0, 2));
        assertEquals(1, coarse.covariate(1, 2));
    }

    @Test
    void aStepWithAMissingValueIsMissingUnlessToldOtherwise() {
        assertArrayEquals(
                new double[] {6, 10},
                values(aggregated(Aggregation.parse("3step:sum").withSkipMissing(true)), 0));
        assertArrayEquals(
                new double[] {2, 5},
                values(aggregated(Aggregation.parse("3step:mean").withSkipMissing(true)), 0));
        assertArrayEquals(new double[] {3, 6}, values(aggregated("3step:last"), 0));
    }

    @Test
    void theSeasonIsThatOfTheCoarseFrequencyOrGiven() {
        assertEquals(List.of(1), aggregated("3step:sum").schema().seasons());
        assertEquals(
                List.of(2),
                aggregated(Aggregation.parse("3step:sum").withSeasons(List.of(2)))
                        .schema()
                        .seasons());
    }

    @ParameterizedTest
    @EnumSource(Aggregation.How.class)
    void eachStepIsWhatAPlainLoopGives(Aggregation.How how) {
        var random = new Random(7);
        double[] values = random.doubles(120, -5, 5).map(y -> y > 4.5 ? NAN : y).toArray();
        for (boolean skip : new boolean[] {false, true}) {
            for (int from = 0; from < 120; from += 8) {
                double sum = 0;
                double most = -100;
                double last = NAN;
                int there = 0;
                for (int i = from; i < from + 8; i++) {
                    if (!Double.isNaN(values[i])) {
                        sum += values[i];
                        most = Math.max(most, values[i]);
                        last = values[i];
                        there++;
                    }
                }
                boolean missing = how == Aggregation.How.LAST ? Double.isNaN(values[from + 7]) : there < 8;
                double expected = (missing && !skip) || there == 0
                        ? NAN
                        : switch (how) {
                            case SUM -> sum;
                            case MEAN -> sum / there;
                            case LAST -> last;
                            case MAX -> most;
                        };
                assertEquals(expected, how.of(values, from, from + 8, skip), 1e-12);
            }
        }
    }

    @Test
    void whatWasKnownAtACutoffIsTheSameBeforeAndAfter() {
        TimeSeries whole = aggregated("3step:sum,price=max");
        TimeSeries known = whole.asOf(1, 1);
        assertEquals(6, known.value(0, 0));
        assertEquals(5, known.covariate(0, 1)); // the mean of 4, 5, 6, known ahead
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2step:sum,cost=mean | there is no channel or covariate \"cost\" to put together by MEAN",
                "2step:sum,promotion=mean | promotion has categories, of which only the last can be taken, was MEAN",
                "D:sum | steps of step can't be put together to steps of D: they must be finer and lie within them",
                "2step | an aggregation is FREQUENCY:HOW, such as D:sum or D:sum,price=mean, was \"2step\"",
                "2step:min | an aggregation is sum, mean, last or max, was \"min\"",
                "2step:sum,price | after the first comma an aggregation has NAME=HOW, such as price=mean, was \"price\"",
            })
    void whatCanNotBePutTogetherIsRefused(String text, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> aggregated(text))
                        .getMessage());
    }

    @Test
    void seriesWithVintagesAreRefused() {
        TimeSeries revised = TimeSeries.of(
                        "a", Schema.univariate(Frequency.parse("step")), TimeAxis.integers(0, 4), new double[][] {
                            {1, 2, 3, 4}
                        })
                .withVintages(0, new int[] {0, 0}, new int[] {1, 3}, new double[] {9, 1});
        var source = Aggregated.of(SeriesSet.of(revised), Aggregation.parse("2step:sum"));
        assertEquals(
                "series a has values published in several versions, which can't be put together to 2step; read it"
                        + " without issue times",
                assertThrows(IllegalArgumentException.class, () -> SeriesSet.copyOf(source))
                        .getMessage());
    }

    @Test
    void anAggregationSaysWhatItDoes() {
        assertEquals(
                "D by sum, a by last, b by mean",
                Aggregation.parse("D:sum,b=mean,a=last").toString());
    }

    private static double[] values(TimeSeries series, int channel) {
        double[] values = new double[series.length()];
        series.copyTo(channel, 0, values);
        return values;
    }
}
