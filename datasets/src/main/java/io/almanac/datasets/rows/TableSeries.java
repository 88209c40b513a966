package io.almanac.datasets.rows;

import io.almanac.core.series.DataReport;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.ReportBuilder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The series of a table whose rows are on disk, put together anew each time they are asked for. */
final class TableSeries implements SeriesSource {

    private final RowTable table;
    private final TableOptions options;
    private final Timeline timeline;
    private final Schema schema;

    private TableSeries(RowTable table, TableOptions options) {
        this.table = table;
        this.options = options;
        this.timeline = Timeline.of(table, options);
        Frequency frequency = timeline.frequency();
        this.schema = new Schema(
                frequency,
                options.seasons().isEmpty() ? List.of(frequency.season()) : options.seasons(),
                table.columns().channelNames(),
                table.covariates().stream().map(CovariateColumn::covariate).toList());
    }

    /** The series of a table, in memory if its rows are there, and what was found in it. */
    static Dataset of(RowTable table, TableOptions options) {
        var series = new TableSeries(table, options);
        var assembler = new SeriesAssembler(table, options, series.timeline, series.schema);
        var report = new ReportBuilder(series.schema);
        List<TimeSeries> kept = new ArrayList<>();
        series.stream(assembler).forEachOrdered(one -> {
            report.add(one);
            if (!table.store().isSpilled()) {
                kept.add(one);
            }
        });
        return new Dataset(
                table.store().isSpilled() ? series : SeriesSet.of(series.schema, kept),
                series.report(report, assembler));
    }

    private DataReport report(ReportBuilder counted, SeriesAssembler assembler) {
        return counted.build(
                table.origin().name(),
                layout(counted.series()),
                schema.frequency() + (options.frequency().isPresent() ? ", as given" : ", " + timeline.support()),
                table.rows(),
                assembler.inserted(),
                vintages(),
                assembler.findings());
    }

    private String layout(int count) {
        int channels = schema.channels().size();
        String note = table.origin().note();
        return (table.columns().isLong()
                        ? "long, " + count + " series"
                        : "wide, " + (count == 1 ? "" : count + " series, ") + channels
                                + (channels == 1 ? " channel" : " channels"))
                + (note.isEmpty() ? "" : ", " + note);
    }

    private Optional<DataReport.Vintages> vintages() {
        IssueTimes issues = table.issues();
        return issues.count() == 0
                ? Optional.empty()
                : Optional.of(new DataReport.Vintages(
                        issues.count(),
                        timeline.issueText(issues.earliest()),
                        timeline.issueText(issues.latest()),
                        options.covariates().delay().toString(),
                        options.covariates().actual().name().toLowerCase(Locale.ROOT)));
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Stream<TimeSeries> stream() {
        return stream(new SeriesAssembler(table, options, timeline, schema));
    }

    private Stream<TimeSeries> stream(SeriesAssembler assembler) {
        Iterator<SeriesRows> rows = table.store().iterator();
        Iterator<TimeSeries> series = new Iterator<>() {
            private int number;

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public TimeSeries next() {
                SeriesRows its = rows.next();
                TimeSeries next = assembler.series(table.ids().id(number++), its);
                its.release();
                return next;
            }
        };
        // Of an iterator, so that even a parallel stream takes the rows in their order.
        return StreamSupport.stream(
                Spliterators.spliterator(
                        series,
                        table.store().size(),
                        Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE),
                false);
    }
}
