package io.almanac.core.backtest;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * What a {@link LeakageAudit} does to series after a cutoff. What was known at the cutoff stays: every step up to it,
 * static covariates, and future covariates up to the end of the horizon.
 *
 * <p>Changed numbers stay what they were in kind, so that code which checks its input goes on working: whole numbers stay
 * whole, what is nowhere negative does not become so, and a category becomes another that the series has.
 */
public enum AuditChange {
    /** None: a run on the same data must give the same bits, or nothing can be said. */
    NOTHING("nothing") {
        @Override
        TimeSeries after(TimeSeries series, int known, int asked) {
            return series;
        }
    },
    /** Other values of the channels, above and below all that there were; missing ones stay missing. */
    VALUES("values") {
        @Override
        TimeSeries after(TimeSeries series, int known, int asked) {
            var rows = new Rows(series);
            for (double[] row : rows.values) {
                move(row, known);
            }
            return rows.series(series.axis());
        }
    },
    /**
     * Other values of channels and past covariates, where the last step before the cutoff is missing: what fills it from
     * both sides looks ahead.
     */
    AFTER_A_HOLE("values after a hole at the cutoff") {
        @Override
        TimeSeries before(TimeSeries series, int known) {
            var rows = new Rows(series);
            if (known > 0) {
                rows.observed().forEach(row -> row[known - 1] = Double.NaN);
            }
            return rows.series(series.axis());
        }

        @Override
        TimeSeries after(TimeSeries series, int known, int asked) {
            return PAST_COVARIATES.after(VALUES.after(series, known, asked), known, asked);
        }
    },
    /** Other values of the past covariates. */
    PAST_COVARIATES("past covariates") {
        @Override
        TimeSeries after(TimeSeries series, int known, int asked) {
            return otherCovariates(series, Covariate.Kind.PAST, known);
        }
    },
    /** Other values of the future covariates, after the horizon. */
    FUTURE_COVARIATES("future covariates after the horizon") {
        @Override
        TimeSeries after(TimeSeries series, int known, int asked) {
            return otherCovariates(series, Covariate.Kind.FUTURE, asked);
        }
    },
    /** Values and past covariates are missing elsewhere: every other one goes, and what was missing is there. */
    MISSING("where values are missing") {
        @Override
        TimeSeries after(TimeSeries series, int known, int asked) {
            var rows = new Rows(series);
            rows.observed().forEach(row -> swapMissing(row, known));
            return rows.series(series.axis());
        }
    },
    /** The data end at the cutoff; where that would leave none of a series, after its first step. */
    SHORTER("fewer steps") {
        @Override
        TimeSeries after(TimeSeries series, int known, int asked) {
            int left = Math.max(1, known);
            TimeSeries rest = series.asOf(left, series.length() + series.ahead() - left);
            return new Rows(rest).series(rest.axis()); // a copy: nothing later is left anywhere
        }
    },
    /** As many steps follow the last as there are after the cutoff, and repeat those. */
    LONGER("more steps") {
        @Override
        TimeSeries after(TimeSeries series, int known, int asked) {
            int more = series.length() - known;
            var rows = new Rows(series);
            repeat(rows.values, more);
            for (int c = 0; c < rows.covariates.length; c++) {
                if (series.schema().covariates().get(c).kind() != Covariate.Kind.STATIC) {
                    rows.covariates[c] = repeated(rows.covariates[c], more);
                }
            }
            return rows.series(series.axis().slice(0, series.length() + more));
        }
    };

    private final String text;

    AuditChange(String text) {
        this.text = text;
    }

    /** What changes, for a person. */
    public String text() {
        return text;
    }

    /** The series that the changed one is compared with; as it is but for {@link #AFTER_A_HOLE}. */
    TimeSeries before(TimeSeries series, int known) {
        return series;
    }

    /**
     * The series with another future.
     *
     * @param series what {@link #before} gave
     * @param known  steps up to the cutoff, fewer than there are
     * @param asked  steps up to the end of the horizon
     */
    abstract TimeSeries after(TimeSeries series, int known, int asked);

    private static TimeSeries otherCovariates(TimeSeries series, Covariate.Kind kind, int from) {
        var rows = new Rows(series);
        for (int c = 0; c < rows.covariates.length; c++) {
            Covariate covariate = series.schema().covariates().get(c);
            if (covariate.kind() != kind) {
                continue;
            }
            if (covariate.categorical()) {
                recode(rows.covariates[c], from);
            } else {
                move(rows.covariates[c], from);
            }
        }
        return rows.series(series.axis());
    }

    /** In turn above and below everything in the row; the first goes up, since not every row has room below. */
    private static void move(double[] row, int from) {
        double[] present = Arrays.stream(row).filter(x -> !Double.isNaN(x)).toArray();
        double max = Arrays.stream(present).max().orElse(0);
        double min = Arrays.stream(present).min().orElse(0);
        boolean whole = Arrays.stream(present).allMatch(x -> x == Math.rint(x));
        double step = max > min ? max - min : Math.max(1, Math.abs(max));
        double half = whole ? Math.ceil(min / 2) : min / 2;
        boolean up = true;
        for (int t = from; t < row.length; t++) {
            if (Double.isNaN(row[t])) {
                continue;
            }
            double other = up ? row[t] + 3 * step : min < 0 ? row[t] - step : half;
            row[t] = Double.isInfinite(other) ? row[t] / 2 : other;
            up = !up;
        }
    }

    /** The next higher code that occurs in the row, the lowest after the highest. */
    private static void recode(double[] row, int from) {
        var codes = new TreeSet<Double>();
        Arrays.stream(row).filter(x -> !Double.isNaN(x)).forEach(codes::add);
        for (int t = from; t < row.length; t++) {
            if (!Double.isNaN(row[t])) {
                Double higher = codes.higher(row[t]);
                row[t] = higher == null ? codes.first() : higher;
            }
        }
    }

    /** What was missing becomes the last value before; every other value is missing, the first among them. */
    private static void swapMissing(double[] row, int from) {
        double last = Arrays.stream(row).filter(x -> !Double.isNaN(x)).findFirst().orElse(Double.NaN);
        boolean goes = true;
        for (int t = 0; t < row.length; t++) {
            double was = row[t];
            if (Double.isNaN(was)) {
                row[t] = t < from ? was : last;
                continue;
            }
            last = was;
            if (t >= from) {
                row[t] = goes ? Double.NaN : was;
                goes = !goes;
            }
        }
    }

    private static void repeat(double[][] rows, int more) {
        Arrays.setAll(rows, i -> repeated(rows[i], more));
    }

    private static double[] repeated(double[] row, int more) {
        double[] longer = Arrays.copyOf(row, row.length + more);
        System.arraycopy(row, row.length - more, longer, row.length, more);
        return longer;
    }

    /** The numbers of a series, to be changed. */
    private static final class Rows {

        private final TimeSeries original;
        private final double[][] values; // (channel, step)
        private final double[][] covariates; // (covariate, step); one value where static

        Rows(TimeSeries series) {
            original = series;
            values = new double[series.schema().channels().size()][series.length()];
            for (int channel = 0; channel < values.length; channel++) {
                series.copyTo(channel, 0, values[channel]);
            }
            covariates = new double[series.schema().covariates().size()][];
            for (int c = 0; c < covariates.length; c++) {
                int covariate = c;
                covariates[c] = new double
                        [switch (series.schema().covariates().get(c).kind()) {
                            case PAST -> series.length();
                            case FUTURE -> series.length() + series.ahead();
                            case STATIC -> 1;
                        }];
                Arrays.setAll(covariates[c], step -> series.covariate(covariate, step));
            }
        }

        /** Channels and past covariates. */
        List<double[]> observed() {
            List<double[]> rows = new ArrayList<>(List.of(values));
            for (int c = 0; c < covariates.length; c++) {
                if (original.schema().covariates().get(c).kind() == Covariate.Kind.PAST) {
                    rows.add(covariates[c]);
                }
            }
            return rows;
        }

        TimeSeries series(TimeAxis axis) {
            return TimeSeries.wrap(
                    original.id(), original.schema(), axis, values, covariates, original.ahead());
        }
    }
}
