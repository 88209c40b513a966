package io.almanac.datasets.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.series.DataHash;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.ReportBuilder;
import io.almanac.datasets.catalog.Datasets;
import io.almanac.datasets.rows.TableOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticSeriesTest {

    @Test
    void theSeriesAreThoseOfEveryMachine() {
        // The hash of what this made on JDK 17.0.15 and on JDK 25.0.3: a change of it is a change of the generators.
        SyntheticOptions options = SyntheticOptions.of(Family.MIXED).withSeries(300);
        assertEquals(
                "94ea463934188a41c22d3f48674fe8ca1bbca62239a846cacbfc4a804271009b",
                DataHash.of(SyntheticSeries.of(options)));
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void aSeriesIsTheSameInAnyChunkAndByAnyThread(Family family) {
        SyntheticSeries source = SyntheticSeries.of(
                SyntheticOptions.of(family).withSeries(40).withSteps(60).withMissing(0.1));
        List<TimeSeries> inOrder = SeriesSet.copyOf(source).asList();
        var byThreads = new AtomicReferenceArray<TimeSeries>(40);
        IntStream.range(0, 40).parallel().forEach(i -> byThreads.set(39 - i, source.get(39 - i)));
        for (int i = 0; i < 40; i++) {
            assertEquals(family + "-" + i, inOrder.get(i).id());
            assertArrayEquals(values(inOrder.get(i)), values(byThreads.get(i)), "series " + i);
        }
        List<TimeSeries> chunk = source.stream().skip(25).limit(5).toList();
        assertArrayEquals(values(inOrder.get(27)), values(chunk.get(2)));
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void otherSeedsAndOtherPositionsGiveOtherSeries(Family family) {
        SyntheticOptions options = SyntheticOptions.of(family).withSeries(20);
        String hash = DataHash.of(SyntheticSeries.of(options));
        assertNotEquals(hash, DataHash.of(SyntheticSeries.of(options.withSeed(2))));
        long different = SyntheticSeries.of(options).stream()
                .map(series -> Arrays.toString(values(series)))
                .distinct()
                .count();
        assertTrue(different >= 19, different + " of 20 differ"); // rare demand may be none at all, twice
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void thePartsOfTheTruthMakeTheSeries(Family family) {
        SyntheticSeries source = SyntheticSeries.of(SyntheticOptions.of(family).withSeries(30));
        for (int i = 0; i < 30; i++) {
            SyntheticTruth truth = source.truth(i);
            double[] values = values(source.get(i));
            assertArrayEquals(truth.values(), values);
            Observation observation = truth.observation();
            for (int step = 0; step < values.length; step++) {
                double signal = truth.trend()[step] + truth.season()[step] + truth.effect()[step];
                if (truth.family() == Family.INTERMITTENT && values[step] == 0) {
                    continue; // no demand, or a count of 0
                }
                assertEquals(observation.mean(signal), truth.expected()[step]);
                double mean = observation.mean(signal + truth.noise()[step]);
                if (observation.link() == Link.POISSON) {
                    assertEquals(Math.rint(values[step]), values[step]);
                    assertEquals(mean, values[step], 7 * Math.sqrt(mean) + 7);
                } else {
                    assertEquals(mean, values[step]);
                }
            }
        }
    }

    @Test
    void countsHaveTheMeanThatTheTruthExpects() {
        // A Poisson link: the sum of all observations minus that of their means, over the root of the latter, is
        // normal.
        SyntheticSeries source = SyntheticSeries.of(
                SyntheticOptions.of(Family.COUNTS).withSeries(50).withSteps(1_000));
        for (int i = 0; i < 50; i++) {
            SyntheticTruth truth = source.truth(i);
            double mean = 0;
            for (int step = 0; step < 1_000; step++) {
                mean += truth.observation()
                        .mean(truth.trend()[step] + truth.season()[step] + truth.effect()[step] + truth.noise()[step]);
            }
            double total = DoubleStream.of(truth.values()).sum();
            assertEquals(mean, total, 5 * Math.sqrt(mean) + 5, "series " + i);
        }
    }

    @Test
    void breaksAreWhereTheRegimeChanges() {
        SyntheticSeries source = SyntheticSeries.of(
                SyntheticOptions.of(Family.REGIMES).withSeries(20).withSteps(300));
        for (int i = 0; i < 20; i++) {
            SyntheticTruth truth = source.truth(i);
            double slope = ((Regimes.Parameters) truth.parameters()).slope();
            int[] jumps = IntStream.range(1, 300)
                    .filter(t -> Math.abs(truth.trend()[t] - truth.trend()[t - 1] - slope) > 1e-9)
                    .toArray();
            assertArrayEquals(truth.breaks(), jumps);
        }
    }

    @Test
    void futuresGoOnFromTheTrueStateWithNewShocks() {
        SyntheticSeries source =
                SyntheticSeries.of(SyntheticOptions.of(Family.OU).withSeries(60).withSteps(120));
        int paths = 2_000;
        int tried = 0;
        for (int i = 0; i < 60 && tried < 3; i++) {
            SyntheticTruth truth = source.truth(i);
            var parameters = (OrnsteinUhlenbeck.Parameters) truth.parameters();
            if (truth.observation().link() != Link.IDENTITY || parameters.white() > 0 || parameters.amplitude() > 0) {
                continue;
            }
            tried++;
            int cutoff = 80;
            double[][] futures = source.futures(i, cutoff, 4, paths);
            for (int h = 1; h <= 4; h++) {
                // x(t + h) given x(t) is normal with the mean kept^h x(t) and the variance 1 - kept^(2 h).
                double kept = Math.exp(-h / parameters.relaxation());
                double scale = truth.observation().scale();
                double mean = truth.observation().mean(kept * truth.noise()[cutoff - 1]);
                double variance = scale * scale * (1 - kept * kept);
                double found = 0;
                double square = 0;
                for (double[] path : futures) {
                    found += path[h - 1] / paths;
                    square += (path[h - 1] - mean) * (path[h - 1] - mean) / paths;
                }
                assertEquals(mean, found, 5 * Math.sqrt(variance / paths));
                assertEquals(variance, square, 5 * variance * Math.sqrt(2.0 / paths));
            }
        }
        assertEquals(3, tried);
    }

    @Test
    void whatIsKnownAheadIsInTheCovariates() {
        SyntheticSeries source = SyntheticSeries.of(
                SyntheticOptions.of(Family.EFFECTS).withSeries(5).withSteps(100));
        for (int i = 0; i < 5; i++) {
            TimeSeries series = source.get(i);
            var known = (KnownEffects.Parameters) source.truth(i).parameters();
            assertEquals(12, series.ahead());
            for (int step = 20; step < 100; step++) {
                assertEquals(
                        known.driverEffect() * series.covariate(0, step - known.driverLag())
                                + known.leadingEffect() * series.covariate(1, step - known.leadingLag()),
                        source.truth(i).effect()[step],
                        1e-12);
            }
        }
    }

    @Test
    void aShareOfTheValuesIsMissingAndTheOthersStay() {
        SyntheticOptions options =
                SyntheticOptions.of(Family.STRUCTURAL).withSeries(20).withSteps(2_000);
        double missing = 0;
        int runs = 0;
        for (int i = 0; i < 20; i++) {
            double[] whole = values(SyntheticSeries.of(options).get(i));
            double[] holed = values(SyntheticSeries.of(options.withMissing(0.2)).get(i));
            for (int step = 0; step < whole.length; step++) {
                if (Double.isNaN(holed[step])) {
                    missing++;
                    runs += step > 0 && Double.isNaN(holed[step - 1]) ? 0 : 1;
                } else {
                    assertEquals(whole[step], holed[step]);
                }
            }
        }
        // A chain that stays with 0.8 and begins with 0.05: correlation 0.75, so sqrt(1.75 / 0.25) standard errors.
        assertEquals(0.2, missing / 40_000, 5 * Math.sqrt(7 * 0.16 / 40_000));
        assertEquals(5, missing / runs, 0.5);
    }

    @Test
    void theAxisFollowsTheFrequencyAndChangesNoValue() {
        SyntheticOptions options =
                SyntheticOptions.of(Family.CALENDAR).withSeason(7).withSteps(30);
        TimeSeries days = SyntheticSeries.of(options).get(0);
        assertEquals("30 steps of D from 2000-01-01 to 2000-01-30", days.axis().toString());
        assertEquals(List.of(7), days.schema().seasons());
        for (String frequency : List.of("B", "h", "Y", "step", "15min")) {
            TimeSeries other = SyntheticSeries.of(options.withFrequency(Frequency.parse(frequency)))
                    .get(0);
            assertArrayEquals(values(days), values(other), frequency);
        }
    }

    @Test
    void theyOpenByNameWithAReportOfWhatTheyHold() {
        Dataset data = Datasets.open(
                "synthetic:effects,series=3,steps=100,missing=0.2",
                TableOptions.defaults().withSeasons(List.of(7, 1)));
        assertEquals(List.of(7, 1), data.series().schema().seasons());
        ReportBuilder counted = new ReportBuilder(data.series().schema());
        data.inMemory().asList().forEach(counted::add);
        assertEquals(
                counted.build(
                        "synthetic:effects,seed=1,series=3,steps=100,season=12,frequency=M,missing=0.2",
                        "synthetic, not measured by anybody",
                        "M, as asked for",
                        300,
                        0,
                        Optional.empty(),
                        List.of()),
                data.report());
    }

    @Test
    void manySeriesAreMadeAsTheyAreRead() {
        Dataset data = Datasets.open("synthetic:ou,series=2000000,steps=200", TableOptions.defaults());
        assertEquals(400_000_000, data.report().values());
        assertEquals("ou-0", first(data).id());
    }

    @Test
    void thereIsNoSeriesBeyondTheLast() {
        SyntheticSeries source = SyntheticSeries.of(SyntheticOptions.of(Family.OU));
        assertThrows(IndexOutOfBoundsException.class, () -> source.get(10));
        assertEquals(
                "cutoff must be in [0, 200], was 201",
                assertThrows(IllegalArgumentException.class, () -> source.futures(0, 201, 1, 1))
                        .getMessage());
    }

    static TimeSeries first(Dataset data) {
        try (Stream<TimeSeries> stream = data.series().stream()) {
            return stream.findFirst().orElseThrow();
        }
    }

    private static double[] values(TimeSeries series) {
        double[] values = new double[series.length()];
        series.copyTo(0, 0, values);
        return values;
    }
}
