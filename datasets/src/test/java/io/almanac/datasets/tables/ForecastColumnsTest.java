package io.almanac.datasets.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.PointKind;
import io.almanac.datasets.DataException;
import io.almanac.datasets.rows.TableOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastColumnsTest {

    private static final ForecastTableOptions DEFAULTS = ForecastTableOptions.defaults();

    @Test
    void boundsAndQuantilesBelongToTheirLabelWhateverItsName() {
        ForecastColumns columns = of(
                "unique_id,ds,cutoff,y,LEAR 1092,LEAR 1092-lo-80,LEAR 1092-hi-80,seasonal-naive,seasonal-naive-q-0.25");

        assertEquals(List.of("LEAR 1092", "seasonal-naive"), names(columns));
        assertEquals(List.of(0.1, 0.5, 0.9), columns.labels().get(0).quantiles());
        assertEquals(List.of(5, 4, 6), columns.labels().get(0).columns()); // the point is taken for the median
        assertEquals(List.of(0.25, 0.5), columns.labels().get(1).quantiles());
    }

    @Test
    void pointsThatAreMeansAreNoMedian() {
        ForecastColumns columns = of(DEFAULTS.withPoints(PointKind.MEAN), "unique_id,ds,a,a-lo-80,a-hi-80");

        assertEquals(PointKind.MEAN, columns.labels().get(0).kind());
        assertEquals(List.of(0.1, 0.9), columns.labels().get(0).quantiles());
    }

    @Test
    void aNameLikeABoundIsALabelWhereNoLabelOwnsIt() {
        assertEquals(List.of("run-lo-80"), names(of("unique_id,ds,y,run-lo-80")));
        assertEquals(List.of("run-lo-80"), names(of("unique_id,ds,y,run-lo-80,run-lo-80-lo-95,run-lo-80-hi-95")));
        assertEquals(List.of("a-q-7"), names(of("unique_id,ds,a-q-7"))); // 7 is no probability
        assertEquals(List.of("a", "a-lo-100"), names(of("unique_id,ds,a,a-lo-100")));
    }

    @Test
    void aNameLikeABoundIsALabelWhereTheOptionsSaySo() {
        String header = "unique_id,ds,y,run,run-lo-80,run-lo-80-q-0.2";

        assertEquals(List.of("run", "run-lo-80-q-0.2"), names(of(header))); // a bound has no quantiles of its own
        ForecastColumns columns = of(DEFAULTS.withLabels(List.of("run-lo-80", "run")), header);
        assertEquals(List.of("run-lo-80", "run"), names(columns));
        assertEquals(List.of(0.2, 0.5), columns.labels().get(0).quantiles());
        assertEquals(List.of(), columns.labels().get(1).quantiles());
    }

    /** NeuralForecast: {@code level_to_outputs} in losses/pytorch.py writes -median, -lo-80.0 and -hi-80.0. */
    @Test
    void neuralForecastsMedianIsThePointOfALabelWithoutAColumn() {
        ForecastColumns columns = of("unique_id,ds,cutoff,NHITS-median,NHITS-lo-80.0,NHITS-hi-80.0,y");

        assertEquals(List.of("NHITS"), names(columns));
        assertEquals(3, columns.labels().get(0).point());
        assertEquals(PointKind.MEDIAN, columns.labels().get(0).kind());
        assertEquals(List.of(0.1, 0.5, 0.9), columns.labels().get(0).quantiles());
        ForecastColumns both = of("unique_id,ds,NHITS,NHITS-median,NHITS-lo-80.0,y");
        assertEquals(PointKind.MEAN, both.labels().get(0).kind());
        assertEquals(List.of(4, 3), both.labels().get(0).columns());
        assertEquals(List.of("rolling-median"), names(of("unique_id,ds,rolling-median")));
    }

    @Test
    void aTableWithoutIdsIsOfOneSeriesAndItsFirstColumnIsTheTime() {
        ForecastColumns columns = of(
                DEFAULTS.withCsv(TableOptions.defaults().withColumns("unique_id", "ds", "Real price")),
                ",Real price,DNN 1,DNN 2");

        assertEquals(-1, columns.id());
        assertEquals(0, columns.time());
        assertEquals(1, columns.actual());
        assertEquals(List.of("DNN 1", "DNN 2"), names(columns));
    }

    @Test
    void theIndexOfADataFrameAndColumnsToIgnoreAreNoLabels() {
        ForecastColumns columns =
                of(DEFAULTS.withCsv(TableOptions.defaults().withIgnore(List.of("note"))), ",unique_id,ds,y,a,note");

        assertEquals(List.of("a"), names(columns));
    }

    @Test
    void aColumnStepStandsForTheTime() {
        ForecastColumns columns = of("unique_id,step,theta");

        assertTrue(columns.steps());
        assertEquals(1, columns.time());
    }

    @Test
    void whatIsMissingIsSaidWithTheColumnsThatThereAre() {
        refused(
                "f.csv, line 1: there is no column \"ds\" (times); the columns are unique_id, date, a",
                DEFAULTS,
                "unique_id,date,a");
        refused(
                "f.csv, line 1: there is no label \"c\"; there are a, b",
                DEFAULTS.withLabels(List.of("c")),
                "unique_id,ds,a,a-lo-80,b");
        refused(
                "f.csv, line 1: there is no column \"region\" (groups of series); the columns are unique_id, ds, a",
                DEFAULTS.withGroups(List.of("region")),
                "unique_id,ds,a");
        refused(
                "f.csv, line 1: there is no column \"sold\" (actual values); the columns are unique_id, ds, a",
                DEFAULTS.withCsv(TableOptions.defaults().withColumns("unique_id", "ds", "sold")),
                "unique_id,ds,a");
        refused(
                "f.csv, line 1: there is no column \"note\" (a column to ignore); the columns are unique_id, ds, a",
                DEFAULTS.withCsv(TableOptions.defaults().withIgnore(List.of("note"))),
                "unique_id,ds,a");
        refused(
                "f.csv, line 1: the columns \"a-lo-80\" and \"a-q-0.1\" both are the quantile 0.1 of a",
                DEFAULTS,
                "unique_id,ds,a,a-lo-80,a-q-0.1");
    }

    private static void refused(String message, ForecastTableOptions options, String header) {
        assertEquals(
                message,
                assertThrows(DataException.class, () -> of(options, header)).getMessage());
    }

    private static ForecastColumns of(String header) {
        return of(DEFAULTS, header);
    }

    private static ForecastColumns of(ForecastTableOptions options, String header) {
        return ForecastColumns.of(List.of(header.split(",")), options, "f.csv, line 1");
    }

    private static List<String> names(ForecastColumns columns) {
        return columns.labels().stream().map(ForecastColumns.Label::name).toList();
    }
}
