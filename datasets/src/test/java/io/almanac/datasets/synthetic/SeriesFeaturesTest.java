package io.almanac.datasets.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.catalog.Datasets;
import io.almanac.datasets.rows.TableOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class SeriesFeaturesTest {

    private static final int MANY = 4_096;

    @Test
    void aLineAndAWaveAreAllTrendAndSeason() {
        double[] y = IntStream.range(0, 240)
                .mapToDouble(t -> t + 10 * Math.sin(2 * Math.PI * t / 12))
                .toArray();
        SeriesFeatures features = SeriesFeatures.of(y, 12);
        assertEquals(1, features.seasonal(), 1e-9);
        assertEquals(1, features.trend(), 1e-9);
        assertEquals(0, features.zeros() - 1 / 240.0, 1e-12); // the first value
    }

    @Test
    void whiteNoiseHasNothingButEntropy() {
        Draws random = Draws.of(1, 0);
        double[] y = IntStream.range(0, MANY).mapToDouble(t -> random.normal()).toArray();
        SeriesFeatures features = SeriesFeatures.of(y, 24);
        assertEquals(24.0 / MANY, features.seasonal(), 0.01); // 1 / k of k seasons
        assertEquals(0, features.lag1(), 5 / Math.sqrt(MANY));
        // Of n / 2 exponential ordinates: 1 - (1 - 0.5772) / log(n / 2) = 0.9445; one of their logarithms has a
        // standard
        // deviation below 2.
        assertEquals(1 - (1 - 0.5772) / Math.log(MANY / 2.0), features.entropy(), 5 * 2 / Math.sqrt(MANY) / 7.6);
        assertEquals(0, features.zeros());
    }

    @Test
    void aPureWaveHasNoEntropy() {
        double[] y = IntStream.range(0, 256)
                .mapToDouble(t -> Math.cos(2 * Math.PI * t / 16))
                .toArray();
        assertEquals(0, SeriesFeatures.of(y, 16).entropy(), 1e-9);
    }

    @Test
    void strengthsAreTheSharesThatWereMixed() {
        // Season of variance 1, noise of variance 0.25. The moving average, eleven weights of 1 / 12 and two of 1 / 24,
        // takes a part of the noise: 1 - 2 / 12 + 11 / 144 + 2 / 576 = 0.9132 of its variance is left, 0.2283, and
        // 1 - 0.2283 / 1.2283 = 0.8141.
        Draws random = Draws.of(2, 0);
        SeasonProfile profile = SeasonProfile.draw(random, 12);
        double[] y = IntStream.range(0, 12_000)
                .mapToDouble(t -> profile.value(t % 12) + random.normal(0.5))
                .toArray();
        assertEquals(0.8141, SeriesFeatures.of(y, 12).seasonal(), 0.01);
    }

    @Test
    void missingValuesAreBridgedAndZerosCountedAmongTheObserved() {
        double[] y = {0, 1, Double.NaN, 3, 4, Double.NaN, Double.NaN, 7, 0, 9, 10, 11, 12, 13, 14, Double.NaN};
        assertEquals(2 / 12.0, SeriesFeatures.of(y, 1).zeros());
        double[] line = IntStream.range(0, 40)
                .mapToDouble(t -> t % 3 == 1 ? Double.NaN : t + 1)
                .toArray();
        assertEquals(1, SeriesFeatures.of(line, 4).trend(), 1e-9);
    }

    @Test
    void whatIsNotDefinedIsNaN() {
        SeriesFeatures constant = SeriesFeatures.of(new double[50], 7);
        assertTrue(Double.isNaN(constant.seasonal()) && Double.isNaN(constant.lag1()) && constant.zeros() == 1);
        double[] y = IntStream.range(0, 20).mapToDouble(t -> t * t).toArray();
        assertTrue(Double.isNaN(SeriesFeatures.of(y, 1).seasonal()));
        assertTrue(Double.isNaN(SeriesFeatures.of(y, 12).seasonal()));
    }

    @Test
    void theFastTransformIsTheSlowOne() {
        Draws random = Draws.of(3, 0);
        double[] x = IntStream.range(0, 32).mapToDouble(t -> random.normal()).toArray();
        double[] real = x.clone();
        double[] imaginary = new double[32];
        SeriesFeatures.transform(real, imaginary);
        for (int k = 0; k < 32; k++) {
            double re = 0;
            double im = 0;
            for (int t = 0; t < 32; t++) {
                re += x[t] * Math.cos(2 * Math.PI * k * t / 32);
                im -= x[t] * Math.sin(2 * Math.PI * k * t / 32);
            }
            assertEquals(re, real[k], 1e-12);
            assertEquals(im, imaginary[k], 1e-12);
        }
    }

    @Test
    void theMixtureReachesAroundTheBundledSeries(TestReporter reporter) {
        SeriesFeatures passengers = bundled("air-passengers", 12);
        SeriesFeatures co2 = bundled("co2-weekly", 52);
        Map<String, List<SeriesFeatures>> table = new LinkedHashMap<>();
        table.put("bundled:air-passengers", List.of(passengers));
        table.put("bundled:co2-weekly", List.of(co2));
        for (Family family : Family.values()) {
            table.put("synthetic:" + family, features(family, 144, 12));
        }
        reporter.publishEntry("features", text(table));
        assertReaches(features(Family.MIXED, 144, 12), passengers);
        assertReaches(features(Family.MIXED, 2_284, 52), co2);
    }

    @Test
    void familiesDifferInWhatTheyAreFor() {
        assertTrue(median(Family.INTERMITTENT, SeriesFeatures::zeros) > 0.4);
        assertEquals(0, median(Family.STRUCTURAL, SeriesFeatures::zeros));
        assertTrue(median(Family.CALENDAR, SeriesFeatures::seasonal) > median(Family.OU, SeriesFeatures::seasonal));
        assertTrue(median(Family.STRUCTURAL, SeriesFeatures::trend) > median(Family.COUNTS, SeriesFeatures::trend));
        assertTrue(median(Family.COUNTS, SeriesFeatures::entropy) > median(Family.KERNEL, SeriesFeatures::entropy));
    }

    private static double median(Family family, ToDoubleFunction<SeriesFeatures> feature) {
        return at(sorted(features(family, 144, 12), feature), 0.5);
    }

    private static String text(Map<String, List<SeriesFeatures>> table) {
        StringBuilder text = new StringBuilder("name: seasonal, trend, lag 1, zeros, entropy (10, 50, 90 of 100)\n");
        table.forEach((name, features) -> {
            text.append(name).append(':');
            for (ToDoubleFunction<SeriesFeatures> feature : FEATURES) {
                double[] sorted = sorted(features, feature);
                text.append(String.format(
                        Locale.ROOT, "  %.2f %.2f %.2f", at(sorted, 0.1), at(sorted, 0.5), at(sorted, 0.9)));
            }
            text.append('\n');
        });
        return text.toString();
    }

    /** Each feature of a real series lies between the least and the greatest of 200 of its length and season. */
    private static void assertReaches(List<SeriesFeatures> synthetic, SeriesFeatures real) {
        for (ToDoubleFunction<SeriesFeatures> feature : FEATURES) {
            double[] sorted = sorted(synthetic, feature);
            double value = feature.applyAsDouble(real);
            assertTrue(
                    value >= sorted[0] && value <= sorted[sorted.length - 1],
                    value + " is not in " + sorted[0] + " to " + sorted[sorted.length - 1]);
        }
    }

    private static final List<ToDoubleFunction<SeriesFeatures>> FEATURES = List.of(
            SeriesFeatures::seasonal,
            SeriesFeatures::trend,
            SeriesFeatures::lag1,
            SeriesFeatures::zeros,
            SeriesFeatures::entropy);

    private static SeriesFeatures bundled(String name, int season) {
        TimeSeries series = SyntheticSeriesTest.first(Datasets.open("bundled:" + name, TableOptions.defaults()));
        double[] values = new double[series.length()];
        series.copyTo(0, 0, values);
        return SeriesFeatures.of(values, season);
    }

    private static List<SeriesFeatures> features(Family family, int steps, int season) {
        SyntheticOptions options =
                SyntheticOptions.of(family).withSeries(200).withSteps(steps).withSeason(season);
        return SyntheticSeries.of(options).stream()
                .map(series -> {
                    double[] values = new double[series.length()];
                    series.copyTo(0, 0, values);
                    return SeriesFeatures.of(values, season);
                })
                .toList();
    }

    private static double[] sorted(List<SeriesFeatures> features, ToDoubleFunction<SeriesFeatures> feature) {
        return features.stream()
                .mapToDouble(feature)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
