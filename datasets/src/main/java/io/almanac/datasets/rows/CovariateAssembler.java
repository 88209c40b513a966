package io.almanac.datasets.rows;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.FindingKind;
import java.util.Arrays;
import java.util.List;

/**
 * Makes one series of rows with covariates, with issue times, or with both.
 *
 * <p>Where future covariates go on after the last step with a value of a channel or of a past covariate, all steps after
 * that one lie ahead. Where none do, rows without a value at the end are steps that were observed and are missing.
 */
final class CovariateAssembler {

    private final RowTable table;
    private final CovariateOptions options;
    private final Schema schema;
    private final Timeline timeline;
    private final Findings findings;
    private final int channels;
    private final List<CovariateColumn> columns;

    CovariateAssembler(RowTable table, CovariateOptions options, Schema schema, Timeline timeline, Findings findings) {
        this.table = table;
        this.options = options;
        this.schema = schema;
        this.timeline = timeline;
        this.findings = findings;
        this.channels = schema.channels().size();
        this.columns = table.covariates();
    }

    /**
     * The series.
     *
     * @param all the axis of all rows
     */
    TimeSeries series(String id, SeriesRows rows, TimeAxis all, SeriesRows.StepOf stepOf) {
        int width = channels + (int) columns.stream().filter(c -> !c.isStatic()).count();
        var published = new PublishedRows(rows, width, all.length(), stepOf);
        published.duplicate().ifPresent(pair -> {
            throw duplicate(id, rows, pair);
        });
        int length = length(published, all.length());
        TimeAxis axis = all.slice(0, length);

        double[][] values = new double[channels][];
        Arrays.setAll(values, channel -> published.versions(channel, length, options.actual()));
        double[][] covariates = new double[columns.size()][];
        Arrays.setAll(covariates, c -> newest(columns.get(c), published, rows, length, all.length()));
        TimeSeries series = TimeSeries.wrap(id, schema, axis, values, covariates, all.length() - length);
        report(id, series, covariates, published, rows);
        return table.columns().isVersioned() ? withVintages(series, published) : series;
    }

    private int length(PublishedRows published, int steps) {
        int observed = -1;
        int future = -1;
        for (int channel = 0; channel < channels; channel++) {
            observed = Math.max(observed, published.lastStep(channel));
        }
        for (CovariateColumn column : columns) {
            if (column.kind() == Covariate.Kind.PAST) {
                observed = Math.max(observed, published.lastStep(column.slot()));
            } else if (column.kind() == Covariate.Kind.FUTURE) {
                future = Math.max(future, published.lastStep(column.slot()));
            }
        }
        return observed >= 0 && future > observed ? observed + 1 : steps;
    }

    private static double[] newest(
            CovariateColumn column, PublishedRows published, SeriesRows rows, int length, int steps) {
        double[] values = switch (column.kind()) {
            case STATIC -> new double[] {rows.statics()[column.slot()]};
            case PAST -> published.versions(column.slot(), length, CovariateOptions.Vintage.LAST);
            case FUTURE -> published.versions(column.slot(), steps, CovariateOptions.Vintage.LAST);
        };
        column.encode(values);
        return values;
    }

    private TimeSeries withVintages(TimeSeries series, PublishedRows published) {
        long delay = options.delaySeconds();
        TimeSeries result = series;
        for (int channel = 0; channel < channels; channel++) {
            PublishedRows.Vintages vintages = published.vintages(channel, series.axis(), delay);
            if (vintages.matter(false)) {
                result = result.withVintages(channel, vintages.steps, vintages.known, vintages.values);
            }
        }
        for (int c = 0; c < columns.size(); c++) {
            CovariateColumn column = columns.get(c);
            if (column.isStatic()) {
                continue;
            }
            PublishedRows.Vintages vintages = published.vintages(column.slot(), series.axis(), delay);
            if (vintages.matter(column.kind() == Covariate.Kind.FUTURE)) {
                column.encode(vintages.values);
                result = result.withCovariateVintages(c, vintages.steps, vintages.known, vintages.values);
            }
        }
        return result;
    }

    private void report(String id, TimeSeries series, double[][] covariates, PublishedRows published, SeriesRows rows) {
        for (int c = 0; c < covariates.length; c++) {
            Covariate covariate = schema.covariates().get(c);
            int missing = 0;
            int first = 0;
            for (int step = covariates[c].length - 1; step >= 0; step--) {
                if (Double.isNaN(covariates[c][step])) {
                    missing++;
                    first = step;
                }
            }
            int at = first;
            findings.add(
                    FindingKind.MISSING_COVARIATE_VALUES,
                    "missing values of " + covariate.name(),
                    missing,
                    () -> "series " + MessageText.of(id)
                            + (covariate.kind() == Covariate.Kind.STATIC
                                    ? ""
                                    : ", " + series.axis().text(at)),
                    "left missing");
            if (table.columns().isVersioned() && covariate.kind() == Covariate.Kind.FUTURE) {
                int[] always = published.neverIssued(columns.get(c).slot());
                findings.add(
                        FindingKind.VALUES_WITHOUT_ISSUE_TIME,
                        "values of " + covariate.name() + " without an issue time",
                        always.length,
                        () -> "series " + MessageText.of(id) + ", "
                                + table.origin().where(rows.line(always[0])),
                        "taken as known from the start");
            }
        }
    }

    private DataException duplicate(String id, SeriesRows rows, PublishedRows.Pair pair) {
        long issued = rows.issued()[pair.other()];
        return new DataException(
                DataError.REPEATED_TIME,
                table.origin().at(rows.line(pair.row()), rows.line(pair.other()))
                        + ": two rows of series " + MessageText.of(id) + " have the time "
                        + timeline.text(rows.ticks()[pair.other()])
                        + " and "
                        + (issued == IssueTimes.ALWAYS
                                ? "no issue time"
                                : "the issue time " + timeline.issueText(issued))
                        + "; keep one of them, or say by --duplicates how they are joined");
    }
}
