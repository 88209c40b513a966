package io.almanac.datasets.tables;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.rows.TableOptions;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastTableErrorsTest {

    private static final ForecastTableOptions DEFAULTS = ForecastTableOptions.defaults();

    @TempDir
    Path folder;

    @Test
    void errorsNameFileLineColumnAndText() {
        String header = "unique_id,ds,cutoff,y,x";
        refused(
                "table.csv, line 3, column \"x\": \"high\" is not a number; leave missing values empty, or ignore the"
                        + " column",
                DEFAULTS,
                header,
                "a,2020-01-03,2020-01-02,1,1",
                "a,2020-01-04,2020-01-02,1,high");
        refused(
                "table.csv, line 2, column \"y\": \"inf\" is infinite; leave missing values empty",
                DEFAULTS,
                header,
                "a,2020-01-03,2020-01-02,inf,1",
                "a,2020-01-04,2020-01-02,1,1");
        refused(
                "table.csv, line 2, column \"ds\": \"2020-02-30\" is not a day of the calendar",
                DEFAULTS,
                header,
                "a,2020-02-30,2020-01-02,1,1");
        refused("table.csv, line 2, column \"ds\": the time is missing", DEFAULTS, header, "a,,2020-01-02,1,1");
        refused("table.csv, line 2, column \"cutoff\": the time is missing", DEFAULTS, header, "a,2020-01-03,,1,1");
        refused(
                "table.csv, line 2, column \"unique_id\": the id is missing",
                DEFAULTS,
                header,
                ",2020-01-03,2020-01-02,1,1");
        refused(
                "table.csv, line 2, column \"ds\": \"2020-01-02\" is not after the cutoff, 2020-01-02",
                DEFAULTS,
                header,
                "a,2020-01-02,2020-01-02,1,1",
                "a,2020-01-03,2020-01-02,1,1");
        refused(
                "table.csv, line 3: the row has 4 fields, the header has 5",
                DEFAULTS,
                header,
                "a,2020-01-03,2020-01-02,1,1",
                "a,2020-01-04,2020-01-02,1");
        refused(
                "table.csv, line 2: the row has 6 fields, the header has 5",
                DEFAULTS,
                header,
                "a,2020-01-03,2020-01-02,1,1,2");
        refused(
                "table.csv, line 2, column \"step\": \"0\" is no step; steps count 1, 2, … from the cutoff",
                DEFAULTS,
                "unique_id,step,y,x",
                "a,0,1,1");
        refused(
                "table.csv, line 2, column \"item_id\": \"a\" is not a time; times are written 2016-07-01,"
                        + " 2016-07-01T13:00:00, 2016-07-01 13:00, 2016/07/01, 20160701, 2016-07, 2016, an offset such as"
                        + " Z or +02:00 after a time of day, or an integer; there is no column \"unique_id\" of series"
                        + " ids, so the first column was taken for the time",
                DEFAULTS,
                "item_id,date,y,x",
                "a,2020-01-01,1,1");
        refused(
                "table.csv, lines 2 to 2, series a: an axis of business days can't start on 2020-01-04T00:00; correct"
                        + " the times or give the frequency",
                DEFAULTS.withCsv(TableOptions.defaults().withFrequency(Frequency.parse("B"))),
                "unique_id,ds,y,x",
                "a,2020-01-04,1,1");
        refused("table.csv is empty", DEFAULTS);
        refused("table.csv has a header but no rows", DEFAULTS, header);
        refused("table.csv, line 1: two columns have the name \"x\"", DEFAULTS, "unique_id,ds,x,x", "a,2020-01-03,1,1");
        refused(
                "table.csv, line 1: there are no forecasts; the columns are unique_id, ds, y",
                DEFAULTS,
                "unique_id,ds,y",
                "a,2020-01-03,1");
    }

    @Test
    void rowsOfOneForecastMustStandTogether() {
        String header = "unique_id,ds,cutoff,y,x";
        refused(
                "table.csv, lines 2 and 4: the rows of series a and one cutoff stand in two places; sort the rows by id"
                        + " and cutoff",
                DEFAULTS,
                header,
                "a,2020-01-03,2020-01-02,1,1",
                "b,2020-01-03,2020-01-02,1,1",
                "a,2020-01-04,2020-01-02,1,1");
        refused(
                "table.csv, lines 2 and 4: the rows of series a stand in two places; sort the rows by id",
                DEFAULTS,
                "unique_id,ds,y,x",
                "a,2020-01-03,1,1",
                "b,2020-01-03,1,1",
                "a,2020-01-04,1,1");
        refused(
                "table.csv, lines 2 and 3: two rows of series a have the time 2020-01-03 and one cutoff; keep one of"
                        + " them",
                DEFAULTS.withCsv(TableOptions.defaults().withFrequency(Frequency.parse("D"))),
                header,
                "a,2020-01-03,2020-01-02,1,1",
                "a,2020-01-03,2020-01-02,1,1");
        refused(
                "table.csv, line 3, column \"ds\": \"2020-01-03\" does not follow the time before it; sort the rows by"
                        + " time",
                DEFAULTS.withHorizon(1),
                "unique_id,ds,y,x",
                "a,2020-01-04,1,1",
                "a,2020-01-03,1,1");
    }

    @Test
    void timesMustLieOnTheAxisOfTheHistory() {
        var monthly = Schema.univariate(Frequency.parse("M"));
        SeriesSet history = SeriesSet.of(TimeSeries.of(
                "a", monthly, TimeAxis.of(Frequency.parse("M"), LocalDateTime.of(2020, 1, 1, 0, 0), 3), new double[][] {
                    {1, 2, 3}
                }));
        refused(
                "table.csv, line 3, the time 2020-05-31 of series a is no step of its axis, which has one each M and"
                        + " 2020-01-01 among them; correct the time or give the frequency",
                DEFAULTS.withHistory(history),
                "unique_id,ds,y,x",
                "a,2020-04-01,1,1",
                "a,2020-05-31,1,1");
    }

    @Test
    void aHorizonDoesNotCutWhatHasCutoffs() {
        refused(
                "table.csv, line 1: a horizon cuts tables that have a column of times and none of cutoffs, steps or"
                        + " channels; the columns are unique_id, ds, cutoff, y, x",
                DEFAULTS.withHorizon(2),
                "unique_id,ds,cutoff,y,x",
                "a,2020-01-03,2020-01-02,1,1");
    }

    private void refused(String message, ForecastTableOptions options, String... lines) {
        new ForecastText(folder).assertRefused(message, options, lines);
    }
}
