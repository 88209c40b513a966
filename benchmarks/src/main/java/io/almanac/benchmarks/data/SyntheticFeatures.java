package io.almanac.benchmarks.data;

import io.almanac.core.series.DataHash;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.catalog.Datasets;
import io.almanac.datasets.rows.TableOptions;
import io.almanac.datasets.synthetic.Family;
import io.almanac.datasets.synthetic.SeriesFeatures;
import io.almanac.datasets.synthetic.SyntheticOptions;
import io.almanac.datasets.synthetic.SyntheticSeries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Features of synthetic families beside those of real sets: seasonal and trend strength, autocorrelation at lag 1,
 * share of zeros, spectral entropy; of each the median over series and the range from the tenth to the ninetieth of a
 * hundred.
 *
 * <pre>
 * mvn -q -Dquick -DskipTests -pl benchmarks -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp "benchmarks/target/quick/classes:$(cat benchmarks/target/classpath)" \
 *     io.almanac.benchmarks.data.SyntheticFeatures FOLDER
 * </pre>
 *
 * <p>FOLDER has files under the names of {@link #REAL}, as {@code benchmarks/README.md} says. What is not there is left
 * out.
 */
public final class SyntheticFeatures {

    /** A file of real series. {@code mostSteps} cuts long series into their newest steps. */
    private record Real(String file, String frequency, int season, List<String> ignore, int mostSteps) {}

    private static final List<String> M5 = List.of(
            "sell_price", "event_type_Cultural", "event_type_National", "event_type_Religious", "event_type_Sporting");

    private static final List<Real> REAL = List.of(
            new Real("m3/m3_yearly_train.csv.gz", "Y", 1, List.of(), 10_000),
            new Real("m3/m3_quarterly_train.csv.gz", "Q", 4, List.of(), 10_000),
            new Real("m3/m3_monthly_train.csv.gz", "M", 12, List.of(), 10_000),
            new Real("m3/m3_other_train.csv.gz", "step", 1, List.of(), 10_000),
            new Real("m1/m1_monthly_train.csv.gz", "M", 12, List.of(), 10_000),
            new Real("m4/m4_hourly_train.csv.gz", "step", 24, List.of(), 10_000),
            new Real("m4/m4_weekly_train.csv.gz", "step", 52, List.of(), 10_000),
            new Real("ett/ETTh1.csv.gz", "h", 24, List.of(), 2_000),
            new Real("ett/ETTh2.csv.gz", "h", 24, List.of(), 2_000),
            new Real("exchange_rate/exchange_rate.csv.gz", "D", 7, List.of(), 2_000),
            new Real("illness/national_illness.csv", "W", 52, List.of(), 2_000),
            new Real("m5_small/m5_sales_exog_small.csv.gz", "D", 7, M5, 2_000),
            new Real("classic/AirPassengers.csv", "M", 12, List.of(), 10_000),
            new Real("classic/taylor.csv", "30min", 48, List.of(), 10_000));

    private static final int SERIES = 500;

    private SyntheticFeatures() {}

    /** Prints the table. */
    public static void main(String[] args) {
        System.out.println("| series | season | count | steps | seasonal | trend | lag 1 | zeros | entropy | data |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|---|");
        for (Real real : REAL) {
            Path file = Path.of(args[0], real.file);
            if (Files.exists(file)) {
                TableOptions options = TableOptions.defaults()
                        .withFrequency(Frequency.parse(real.frequency))
                        .withIgnore(real.ignore);
                SeriesSource source = Datasets.open(file.toString(), options).series();
                row(real.file, source, real.season, real.mostSteps);
            }
        }
        for (Family family : Family.values()) {
            for (int season : List.of(1, 4, 12, 24)) {
                int steps = season == 24 ? 960 : 10 * Math.max(season, 6);
                SyntheticOptions options = SyntheticOptions.of(family)
                        .withSeries(SERIES)
                        .withSteps(steps)
                        .withSeason(season);
                row("synthetic:" + family, SyntheticSeries.of(options), season, steps);
            }
        }
    }

    private static void row(String name, SeriesSource source, int season, int mostSteps) {
        List<SeriesFeatures> features = new ArrayList<>();
        long steps = 0;
        try (Stream<TimeSeries> stream = source.stream()) {
            for (TimeSeries series : (Iterable<TimeSeries>) stream::iterator) {
                TimeSeries newest = series.last(mostSteps);
                steps += newest.length();
                for (int channel = 0; channel < source.schema().channels().size(); channel++) {
                    double[] values = new double[newest.length()];
                    newest.copyTo(channel, 0, values);
                    features.add(SeriesFeatures.of(values, season));
                }
            }
        }
        int channels = source.schema().channels().size();
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %,d | %,d | %s | %s | %s | %s | %s | `%s` |%n",
                name,
                season,
                features.size(),
                steps * channels / features.size(),
                spread(features, SeriesFeatures::seasonal),
                spread(features, SeriesFeatures::trend),
                spread(features, SeriesFeatures::lag1),
                spread(features, SeriesFeatures::zeros),
                spread(features, SeriesFeatures::entropy),
                DataHash.of(source).substring(0, 12));
    }

    /** Median and the range of the middle eight of ten; a dash where no series has the feature. */
    private static String spread(List<SeriesFeatures> features, ToDoubleFunction<SeriesFeatures> feature) {
        double[] sorted = features.stream()
                .mapToDouble(feature)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return "–";
        }
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", at(sorted, 0.5), at(sorted, 0.1), at(sorted, 0.9));
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
