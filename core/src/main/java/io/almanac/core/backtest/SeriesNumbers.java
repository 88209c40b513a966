package io.almanac.core.backtest;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A copy of all numbers of a series, which can be changed. A variable is a channel, or a covariate counted on from the
 * channels.
 *
 * <p>Changed numbers stay what they were in kind: whole numbers stay whole, what is nowhere negative does not become so,
 * and a category becomes another that occurs.
 */
final class SeriesNumbers {

    /** One version of a value; see {@link TimeSeries#withVintages}. */
    private record Version(int step, int known, double value) {}

    private final TimeSeries original;
    private final Schema schema;
    private final int channels;
    private final double[][] rows; // (variable, step); one value of a static covariate
    private final List<List<Version>> versions = new ArrayList<>(); // of each variable
    private int length;

    SeriesNumbers(TimeSeries series) {
        original = series;
        schema = series.schema();
        length = series.length();
        channels = schema.channels().size();
        rows = new double[channels + schema.covariates().size()][];
        for (int variable = 0; variable < rows.length; variable++) {
            versions.add(new ArrayList<>());
            if (variable < channels) {
                rows[variable] = new double[length];
                series.copyTo(variable, 0, rows[variable]);
            } else {
                int covariate = variable - channels;
                rows[variable] = new double
                        [switch (kind(covariate)) {
                            case PAST -> length;
                            case FUTURE -> length + series.ahead();
                            case STATIC -> 1;
                        }];
                Arrays.setAll(rows[variable], step -> series.covariate(covariate, step));
            }
        }
        series.visitVintages((variable, step, known, value) ->
                versions.get(variable).add(new Version(step, Math.max(0, known), value)));
    }

    private Covariate.Kind kind(int covariate) {
        return schema.covariates().get(covariate).kind();
    }

    /** The numbers as they are now; this must not be used any more. */
    TimeSeries series() {
        TimeSeries changed = TimeSeries.wrap(
                original.id(),
                schema,
                original.axis().slice(0, length),
                Arrays.copyOf(rows, channels),
                Arrays.copyOfRange(rows, channels, rows.length),
                original.ahead());
        for (int variable = 0; variable < rows.length; variable++) {
            List<Version> of = versions.get(variable);
            if (!of.isEmpty()) {
                int[] steps = of.stream().mapToInt(Version::step).toArray();
                int[] known = of.stream().mapToInt(Version::known).toArray();
                double[] values = of.stream().mapToDouble(Version::value).toArray();
                changed = variable < channels
                        ? changed.withVintages(variable, steps, known, values)
                        : changed.withCovariateVintages(variable - channels, steps, known, values);
            }
        }
        return changed;
    }

    List<Integer> channels() {
        return IntStream.range(0, channels).boxed().toList();
    }

    List<Integer> covariates(Covariate.Kind kind) {
        return IntStream.range(0, schema.covariates().size())
                .filter(covariate -> kind(covariate) == kind)
                .mapToObj(covariate -> channels + covariate)
                .toList();
    }

    /** Channels and past covariates: what is known up to now. */
    List<Integer> observed() {
        List<Integer> all = new ArrayList<>(channels());
        all.addAll(covariates(Covariate.Kind.PAST));
        return all;
    }

    /** Other values from a step on, but where none is. */
    void move(int variable, int from) {
        replace(variable, moved(variable, rows[variable], from));
    }

    /** Other values in the versions that were not known after so many steps, and in what they were versions of. */
    void moveVintages(int known) {
        for (int variable = 0; variable < rows.length; variable++) {
            List<Version> all = versions.get(variable);
            double[] others =
                    moved(variable, all.stream().mapToDouble(Version::value).toArray(), 0);
            double[] newest = moved(variable, rows[variable], 0);
            for (int i = 0; i < others.length; i++) {
                Version version = all.get(i);
                if (version.known() > known) {
                    all.set(i, new Version(version.step(), version.known(), others[i]));
                    rows[variable][version.step()] = newest[version.step()];
                }
            }
        }
    }

    /** The value of a step goes. */
    void remove(int variable, int step) {
        double[] other = rows[variable].clone();
        other[step] = Double.NaN;
        replace(variable, other);
    }

    /** From a step on, every other value goes, the first among them, and the value before is where none was. */
    void swapMissing(int variable, int from) {
        double[] other = rows[variable].clone();
        double last = present(other).findFirst().orElse(Double.NaN);
        boolean goes = true;
        for (int t = 0; t < other.length; t++) {
            double was = rows[variable][t];
            if (t >= from && Double.isNaN(was)) {
                other[t] = last;
            } else if (t >= from) {
                other[t] = goes ? Double.NaN : was;
                goes = !goes;
            }
            last = Double.isNaN(was) ? last : was;
        }
        replace(variable, other);
    }

    /** Appends the last steps once more; what is known ahead is known as far ahead of the new end. */
    void repeatLast(int steps) {
        for (int variable = 0; variable < rows.length; variable++) {
            if (variable < channels || kind(variable - channels) != Covariate.Kind.STATIC) {
                double[] row = rows[variable];
                rows[variable] = Arrays.copyOf(row, row.length + steps);
                System.arraycopy(row, row.length - steps, rows[variable], row.length, steps);
            }
        }
        length += steps;
    }

    /** Where the new row differs, all versions become what it says. */
    private void replace(int variable, double[] other) {
        double[] row = rows[variable];
        versions.get(variable)
                .replaceAll(version -> Double.compare(row[version.step()], other[version.step()]) == 0
                        ? version
                        : new Version(version.step(), version.known(), other[version.step()]));
        rows[variable] = other;
    }

    private double[] moved(int variable, double[] row, int from) {
        boolean categorical = variable >= channels
                && schema.covariates().get(variable - channels).categorical();
        return categorical ? recoded(row, from) : moved(row, from);
    }

    /** In turn above and below everything in the row; the first goes up, since not every row has room below. */
    private static double[] moved(double[] row, int from) {
        double max = present(row).max().orElse(0);
        double min = present(row).min().orElse(0);
        boolean whole = present(row).allMatch(x -> x == Math.rint(x));
        double step = max > min ? max - min : Math.max(1, Math.abs(max));
        double half = whole ? Math.ceil(min / 2) : min / 2;
        double[] other = row.clone();
        boolean up = true;
        for (int t = from; t < row.length; t++) {
            if (!Double.isNaN(row[t])) {
                double moved = up ? row[t] + 3 * step : min < 0 ? row[t] - step : half;
                other[t] = Double.isInfinite(moved) ? row[t] / 2 : moved;
                up = !up;
            }
        }
        return other;
    }

    /** The next higher code that occurs in the row, the lowest after the highest. */
    private static double[] recoded(double[] row, int from) {
        var codes = new TreeSet<Double>();
        present(row).forEach(codes::add);
        double[] other = row.clone();
        for (int t = from; t < row.length; t++) {
            if (!Double.isNaN(row[t])) {
                Double higher = codes.higher(row[t]);
                other[t] = higher == null ? codes.first() : higher;
            }
        }
        return other;
    }

    private static DoubleStream present(double[] row) {
        return Arrays.stream(row).filter(x -> !Double.isNaN(x));
    }
}
