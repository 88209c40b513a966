package io.almanac.datasets.rows;

import io.almanac.core.series.Covariate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Which columns of a table help to forecast, and when what it holds was published.
 *
 * @param columns     the covariates in the order that the schema will have; a covariate's name is its column. One with
 *                    categories takes no others. One without is categorical where its first value in the file is not
 *                    a number, with the categories that the file has, sorted
 * @param categorical covariates that are categorical though their values are numbers
 * @param issuedAt    the column of issue times; by default {@code issued_at} where there is one
 * @param delay       how much later than its issue time a value is there to be used, at least 0: what was issued is
 *                    known when {@code issued + delay} lies at or before the end of the last step observed. Parts of a
 *                    second count as a whole one
 * @param actual      the vintage of y that a series itself holds, and that forecasts are compared with
 */
public record CovariateOptions(
        List<Covariate> columns, List<String> categorical, Optional<String> issuedAt, Duration delay, Vintage actual) {

    /** One of several versions of a value. */
    public enum Vintage {
        FIRST,
        LAST
    }

    private static final Duration LONGEST_DELAY = Duration.ofDays(36_500);

    static final String DEFAULT_ISSUED_AT = "issued_at";

    private static final CovariateOptions NONE =
            new CovariateOptions(List.of(), List.of(), Optional.empty(), Duration.ZERO, Vintage.LAST);

    public CovariateOptions {
        columns = List.copyOf(columns);
        categorical = List.copyOf(categorical);
        List<String> names = columns.stream().map(Covariate::name).toList();
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("each covariate must be named once, were " + names);
        }
        if (!names.containsAll(categorical)) {
            throw new IllegalArgumentException(
                    "categorical must be some of the covariates " + names + ", were " + categorical);
        }
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("delay must be in [PT0S, " + LONGEST_DELAY + "], was " + delay);
        }
    }

    /** No covariates; issue times are read where there is a column {@code issued_at}. */
    public static CovariateOptions none() {
        return NONE;
    }

    /** These and more, of one kind. */
    public CovariateOptions with(Covariate.Kind kind, List<String> names) {
        var all = new ArrayList<>(columns);
        names.forEach(name -> all.add(Covariate.real(name, kind)));
        return withColumns(all);
    }

    public CovariateOptions withColumns(List<Covariate> newColumns) {
        return new CovariateOptions(newColumns, categorical, issuedAt, delay, actual);
    }

    public CovariateOptions withCategorical(List<String> names) {
        return new CovariateOptions(columns, names, issuedAt, delay, actual);
    }

    public CovariateOptions withIssuedAt(String column) {
        return new CovariateOptions(columns, categorical, Optional.of(column), delay, actual);
    }

    public CovariateOptions withDelay(Duration newDelay) {
        return new CovariateOptions(columns, categorical, issuedAt, newDelay, actual);
    }

    public CovariateOptions withActual(Vintage vintage) {
        return new CovariateOptions(columns, categorical, issuedAt, delay, vintage);
    }

    /** The delay in whole seconds, rounded up. */
    long delaySeconds() {
        return delay.plusNanos(999_999_999).toSeconds();
    }
}
