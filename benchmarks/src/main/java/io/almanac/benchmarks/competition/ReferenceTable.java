package io.almanac.benchmarks.competition;

import static io.almanac.benchmarks.ledger.MarkedPart.head;
import static io.almanac.benchmarks.ledger.MarkedPart.row;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Levels;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.local.LocalModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Forecasts of one forecaster beside those of a reference, a row for each method and group of series. */
final class ReferenceTable {

    /**
     * One series.
     *
     * @param sameForm   whether both chose the same
     * @param difference mean absolute difference of the points over the mean size of the reference's
     * @param width80    width of the 80 % interval over the reference's, a mean over steps
     * @param width95    likewise
     * @param criterion  ours less the reference's; NaN if one is not known
     */
    record Pair(boolean sameForm, double difference, double width80, double width95, double criterion) {}

    private static final List<String> HEAD = List.of(
            "method",
            "series",
            "refused",
            "same form",
            "difference of points: median, 90 %, worst",
            "with the same form",
            "widths 80/95",
            "criterion lower, equal, higher",
            "its median difference");

    /** Of criteria that count as equal: optimisers stop early. */
    private static final double EQUAL = 0.01;

    private static final Pattern DIFFERENCES =
            Pattern.compile("arima\\(\\d+,(\\d+),\\d+\\)(?:\\(\\d+,(\\d+),\\d+\\)\\[(\\d+)])?.*");

    private final StringBuilder text = new StringBuilder(head(HEAD));

    /** Fits a forecaster to the series of some reference fits, which are of one method and group, and adds a row. */
    void add(String name, Forecaster forecaster, SeriesSet training, List<Reference.Fit> fits) {
        int horizon = fits.stream().mapToInt(fit -> fit.steps().size()).max().orElseThrow();
        List<Pair> pairs = new ArrayList<>();
        int refused = 0;
        try (ForecastModel model = forecaster.fit(training, FitOptions.of(horizon))) {
            List<Outcome> outcomes = model.forecast(training.asList(), horizon);
            for (int i = 0; i < fits.size(); i++) {
                if (outcomes.get(i) instanceof Forecast forecast) {
                    pairs.add(pair(model, training.get(i), forecast, fits.get(i)));
                } else {
                    refused++;
                }
            }
        }
        text.append(row(line(name, fits.size(), refused, pairs)));
    }

    private static Pair pair(ForecastModel model, TimeSeries series, Forecast forecast, Reference.Fit fit) {
        String form = "";
        double criterion = Double.NaN;
        if (model instanceof LocalModel local) {
            form = local.chosen(series.id()).get(0);
            criterion = inUnitOf(series, local.criteria(series.id()).get(0), form);
        }
        double off = 0;
        double size = 0;
        double[] widths = new double[2];
        double[] theirs = new double[2];
        for (int h = 0; h < fit.steps().size(); h++) {
            Reference.Step step = fit.steps().get(h);
            off += Math.abs(forecast.point(0, h) - step.point());
            size += Math.abs(step.point());
            widths[0] += width(forecast, 80, h);
            widths[1] += width(forecast, 95, h);
            theirs[0] += step.high80() - step.low80();
            theirs[1] += step.high95() - step.low95();
        }
        return new Pair(
                plain(form).equals(plain(fit.form())),
                off / size,
                widths[0] / theirs[0],
                widths[1] / theirs[1],
                criterion - fit.value());
    }

    private static double width(Forecast forecast, int level, int step) {
        int low = forecast.quantiles().indexOf(Levels.lower(level));
        int high = forecast.quantiles().indexOf(Levels.upper(level));
        return forecast.quantile(high, 0, step) - forecast.quantile(low, 0, step);
    }

    /**
     * A form as others may write it too: commas can't stand in a reference's column, some write ETS(M,A,N) as MAN, and some
     * leave a seasonal part out that is empty.
     */
    static String plain(String form) {
        String plain = form.replace(';', ',').replace(" ", "").toLowerCase(Locale.ROOT);
        if (plain.startsWith("ets(")) {
            return plain.substring(4, plain.indexOf(')')).replace(",", "");
        }
        return plain.replaceAll("\\(0,0,0\\)\\[\\d+]", "");
    }

    /**
     * A criterion as it would be of the values as they are. A {@link io.almanac.forecasting.local.LocalForecaster} divides
     * them by the power of two, u, that brings their mean size into [1, 2), and n densities change by log u each; of an
     * ARIMA model those of the n values that remain after differencing.
     */
    static double inUnitOf(TimeSeries series, double criterion, String form) {
        double[] values = new double[series.length()];
        series.copyTo(0, 0, values);
        double[] known = Arrays.stream(values).filter(y -> !Double.isNaN(y)).toArray();
        double size = Arrays.stream(known).map(Math::abs).average().orElse(1);
        int counted = known.length;
        Matcher arima = DIFFERENCES.matcher(plain(form));
        if (arima.matches()) {
            counted -= Integer.parseInt(arima.group(1));
            if (arima.group(2) != null) {
                counted -= Integer.parseInt(arima.group(2)) * Integer.parseInt(arima.group(3));
            }
        }
        return criterion + 2 * counted * Math.getExponent(size) * Math.log(2);
    }

    private static List<String> line(String name, int series, int refused, List<Pair> pairs) {
        List<Pair> same = pairs.stream().filter(Pair::sameForm).toList();
        double[] criteria = pairs.stream()
                .mapToDouble(Pair::criterion)
                .filter(c -> !Double.isNaN(c))
                .toArray();
        return List.of(
                name,
                Integer.toString(series),
                Integer.toString(refused),
                same.isEmpty() ? "-" : String.format(Locale.ROOT, "%.0f %%", 100.0 * same.size() / pairs.size()),
                spread(pairs),
                spread(same),
                number(quantile(pairs, Pair::width80, 0.5)) + "/" + number(quantile(pairs, Pair::width95, 0.5)),
                criteria.length == 0
                        ? "-"
                        : Arrays.stream(criteria).filter(c -> c < -EQUAL).count() + ", "
                                + Arrays.stream(criteria)
                                        .filter(c -> Math.abs(c) <= EQUAL)
                                        .count()
                                + ", "
                                + Arrays.stream(criteria).filter(c -> c > EQUAL).count(),
                number(quantile(pairs, Pair::criterion, 0.5)));
    }

    private static String spread(List<Pair> pairs) {
        return pairs.isEmpty()
                ? "-"
                : percent(quantile(pairs, Pair::difference, 0.5)) + ", "
                        + percent(quantile(pairs, Pair::difference, 0.9)) + ", "
                        + percent(quantile(pairs, Pair::difference, 1));
    }

    /** The least value that so great a part of those that are known does not exceed; NaN if there are none. */
    private static double quantile(List<Pair> pairs, ToDoubleFunction<Pair> of, double p) {
        double[] sorted = pairs.stream()
                .mapToDouble(of)
                .filter(x -> !Double.isNaN(x))
                .sorted()
                .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(p * sorted.length) - 1)];
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2g %%", 100 * share);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    /** The table. */
    String text() {
        return text.toString();
    }
}
