package io.almanac.datasets;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.DataReport;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts what series hold, one after the other, for a {@link DataReport}. Mutable, for one thread. */
public final class ReportBuilder {

    private final Schema schema;
    private int series;
    private long values;
    private long missing;
    private int shortest = Integer.MAX_VALUE;
    private int longest;
    private int ahead;
    private @Nullable TimeAxis earliest;
    private @Nullable TimeAxis latest;

    /** A report of no series. */
    public ReportBuilder(Schema schema) {
        this.schema = schema;
    }

    /** Counts a series. */
    public void add(TimeSeries one) {
        TimeAxis axis = one.axis();
        series++;
        ahead = Math.max(ahead, one.ahead());
        shortest = Math.min(shortest, axis.length());
        longest = Math.max(longest, axis.length());
        earliest = earliest == null || axis.instant(0) < earliest.instant(0) ? axis : earliest;
        latest =
                latest == null || axis.instant(axis.length() - 1) > latest.instant(latest.length() - 1) ? axis : latest;
        double[] channel = new double[axis.length()];
        for (int c = 0; c < schema.channels().size(); c++) {
            one.copyTo(c, 0, channel);
            values += channel.length;
            missing += Arrays.stream(channel).filter(Double::isNaN).count();
        }
    }

    /** How many series were counted. */
    public int series() {
        return series;
    }

    /**
     * The report.
     *
     * @param source    the file or name, as the user gave it
     * @param layout    how it was understood, for a person
     * @param frequency the frequency, and how it is known
     * @param rows      rows of data read
     * @param inserted  steps that had no row
     * @throws IllegalStateException if no series was added
     */
    public DataReport build(
            String source,
            String layout,
            String frequency,
            long rows,
            long inserted,
            Optional<DataReport.Vintages> vintages,
            List<DataReport.Finding> findings) {
        if (earliest == null || latest == null) {
            throw new IllegalStateException("a report needs a series");
        }
        return new DataReport(
                source,
                layout,
                frequency,
                rows,
                series,
                schema.channels().size(),
                earliest.text(0),
                latest.text(latest.length() - 1),
                shortest,
                longest,
                values,
                missing,
                inserted,
                covariates(),
                vintages,
                findings);
    }

    /** The report of series that were not read from rows: every step is as good as one. */
    DataReport build(String source, String frequency) {
        int channels = schema.channels().size();
        return build(
                source,
                series + " series, " + channels + (channels == 1 ? " channel" : " channels"),
                frequency,
                values / channels,
                0,
                Optional.empty(),
                List.of());
    }

    /** Each covariate in words. */
    private List<String> covariates() {
        List<String> texts = new ArrayList<>();
        for (Covariate covariate : schema.covariates()) {
            int categories = covariate.categories().size();
            texts.add(covariate.kind().name().toLowerCase(Locale.ROOT) + " " + covariate.name()
                    + (categories == 0 ? "" : ", " + categories + (categories == 1 ? " category" : " categories"))
                    + (covariate.kind() != Covariate.Kind.FUTURE
                            ? ""
                            : ", " + ahead + (ahead == 1 ? " step ahead" : " steps ahead")));
        }
        return texts;
    }
}
