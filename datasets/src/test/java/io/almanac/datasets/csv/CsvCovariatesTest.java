package io.almanac.datasets.csv;

import static io.almanac.datasets.csv.CsvText.assertRefused;
import static io.almanac.datasets.csv.CsvText.read;
import static io.almanac.datasets.csv.CsvText.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.DataHash;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.FindingKind;
import io.almanac.datasets.rows.CovariateOptions;
import io.almanac.datasets.rows.TableOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvCovariatesTest {

    private static final double NAN = Double.NaN;
    private static final TableOptions DEFAULTS = TableOptions.defaults();
    private static final TableOptions ALL = covariates(DEFAULTS, List.of("price"), List.of("temp"), List.of("store"));
    private static final String[] TABLE = {
        "unique_id,ds,store,price,temp,y",
        "a,2024-01-01,north,1.5,10,100",
        "a,2024-01-02,north,,11,",
        "a,2024-01-03,north,2.5,12,102",
        "b,2024-01-02,south,7,21,201",
        "b,2024-01-03,south,8,22,202",
        "b,2024-01-04,south,,23,",
        "b,2024-01-06,south,,25,"
    };

    @Test
    void columnsAreCovariatesOfThreeKinds() {
        Dataset data = read(ALL, TABLE);
        assertEquals(
                List.of(
                        Covariate.real("price", Covariate.Kind.PAST),
                        Covariate.real("temp", Covariate.Kind.FUTURE),
                        new Covariate("store", Covariate.Kind.STATIC, List.of("north", "south"))),
                data.series().schema().covariates());
        TimeSeries a = data.inMemory().get(0);
        assertArrayEquals(new double[] {100, NAN, 102}, values(a, 0));
        assertArrayEquals(new double[] {1.5, NAN, 2.5}, covariate(a, 0));
        assertArrayEquals(new double[] {10, 11, 12}, covariate(a, 1));
        assertEquals(0, a.covariate(2, 0));
        assertEquals(0, a.ahead());
        TimeSeries b = data.inMemory().get(1);
        assertArrayEquals(new double[] {201, 202}, values(b, 0));
        assertArrayEquals(new double[] {7, 8}, covariate(b, 0));
        assertEquals(3, b.ahead());
        assertArrayEquals(new double[] {21, 22, 23, NAN, 25}, covariate(b, 1));
        assertEquals(1, b.covariate(2, 1));
    }

    @Test
    void theReportSaysWhatWasReadAndWhatIsMissing() {
        var report = read(ALL, TABLE).report();
        assertEquals(
                List.of("past price", "future temp, 3 steps ahead", "static store, 2 categories"), report.covariates());
        assertEquals(Optional.empty(), report.vintages());
        assertEquals("2024-01-03", report.last(), "the last step that was observed");
        assertEquals(5, report.values());
        assertEquals(
                List.of(
                        FindingKind.MISSING_COVARIATE_VALUES.finding(
                                "missing values of price", 1, "series a, 2024-01-02", "left missing"),
                        FindingKind.GAPS.finding(
                                FindingKind.GAPS.text(),
                                1,
                                "series b, line 8: 2024-01-06 follows 2024-01-04",
                                "inserted as missing values"),
                        FindingKind.MISSING_COVARIATE_VALUES.finding(
                                "missing values of temp", 1, "series b, 2024-01-05", "left missing")),
                report.findings());
    }

    @Test
    void aWideTableHasCovariatesBesideItsChannels() {
        Dataset data = read(
                covariates(DEFAULTS, List.of("wind"), List.of("holiday"), List.of("site")),
                "ds,load,holiday,heat,wind,site",
                "1,1,no,10,5,x",
                "2,2,yes,20,6,x",
                "3,,no,,,x");
        TimeSeries series = data.inMemory().get(0);
        assertEquals(List.of("load", "heat"), series.schema().channels());
        assertArrayEquals(new double[] {1, 2}, values(series, 0));
        assertArrayEquals(new double[] {10, 20}, values(series, 1));
        assertArrayEquals(new double[] {5, 6}, covariate(series, 0));
        assertArrayEquals(new double[] {0, 1, 0}, covariate(series, 1));
        assertEquals(List.of("no", "yes"), series.schema().covariates().get(1).categories());
        assertEquals("wide, 2 channels", data.report().layout());
    }

    @Test
    void stepsAfterTheLastValueLieAheadWhereFutureCovariatesGoOn() {
        // y ends at 2. Nothing at 3, a covariate at 4, nothing at 5: steps 3 to 5 lie ahead.
        TimeSeries series = temps("1,1,10", "2,2,11", "3,,", "4,,13", "5,,");
        assertEquals(2, series.length());
        assertEquals(3, series.ahead());
        assertArrayEquals(new double[] {10, 11, NAN, 13, NAN}, covariate(series, 0));
        // No covariate after the last y: rows without a value are steps that are missing.
        series = temps("1,1,10", "2,2,11", "3,,", "4,,");
        assertEquals(4, series.length());
        assertEquals(0, series.ahead());
        // A y after rows without one: all of them were observed.
        assertEquals(0, temps("1,1,10", "2,,11", "3,3,12").ahead());
        // No y at all: the series is kept and can't be forecast.
        assertEquals(3, temps("1,,10", "2,,11", "3,,12").length());
    }

    @Test
    void aPastCovariateSaysThatAStepWasObserved() {
        Dataset data = read(
                covariates(DEFAULTS, List.of("p"), List.of("f"), List.of()),
                "unique_id,ds,y,p,f",
                "a,1,1,1,1",
                "a,2,,2,2",
                "a,3,,,3");
        assertEquals(2, data.inMemory().get(0).length());
        assertEquals(1, data.inMemory().get(0).ahead());
        assertArrayEquals(new double[] {1, NAN}, values(data.inMemory().get(0), 0));
    }

    @Test
    void categoriesAreSortedWhateverTheOrderOfRows() {
        var random = new Random(3);
        List<String> rows = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
            rows.add("a," + step + ",1,"
                    + List.of("zebra", "apple", "Mango", "éclair", "10", "9").get(random.nextInt(6)));
        }
        rows.set(0, "a,0,1,zebra"); // both orders begin with text
        TableOptions options = covariates(DEFAULTS, List.of("c"), List.of(), List.of());
        Dataset sorted = read(options, lines("unique_id,ds,y,c", rows));
        assertEquals(
                List.of("10", "9", "Mango", "apple", "zebra", "éclair"),
                sorted.series().schema().covariates().get(0).categories());
        List<String> shuffled = new ArrayList<>(rows.subList(1, rows.size()));
        Collections.shuffle(shuffled, random);
        shuffled.add(0, rows.get(0));
        assertEquals(
                DataHash.of(sorted.series()),
                DataHash.of(read(options, lines("unique_id,ds,y,c", shuffled)).series()));
        for (int step = 0; step < 40; step++) {
            String text = rows.get(step).substring(rows.get(step).lastIndexOf(',') + 1);
            assertEquals(
                    text,
                    sorted.series().schema().covariates().get(0).categories().get((int)
                            sorted.inMemory().get(0).covariate(0, step)));
        }
    }

    @Test
    void numbersMayBeNamesOfCategories() {
        TableOptions options = DEFAULTS.withCovariates(CovariateOptions.none()
                .with(Covariate.Kind.FUTURE, List.of("weekday"))
                .withCategorical(List.of("weekday")));
        Dataset data = read(options, "unique_id,ds,y,weekday", "a,1,1,07", "a,2,2,", "a,3,3,1");
        assertEquals(
                List.of("07", "1"), data.series().schema().covariates().get(0).categories());
        assertArrayEquals(new double[] {0, NAN, 1}, covariate(data.inMemory().get(0), 0));
    }

    @Test
    void givenCategoriesKeepTheirPositions() {
        TableOptions options = DEFAULTS.withCovariates(CovariateOptions.none()
                .withColumns(List.of(new Covariate("c", Covariate.Kind.PAST, List.of("x", "2", "b")))));
        Dataset data = read(options, "unique_id,ds,y,c", "a,1,1,b", "a,2,2,2");
        assertEquals(
                List.of("x", "2", "b"),
                data.series().schema().covariates().get(0).categories());
        assertArrayEquals(new double[] {2, 1}, covariate(data.inMemory().get(0), 0));
        assertRefused(
                "data.csv, line 3, column \"c\": \"z\" is none of the categories x, 2, b",
                options,
                "unique_id,ds,y,c",
                "a,1,1,b",
                "a,2,2,z");
    }

    @Test
    void aStaticCovariateHasOneValueASeries() {
        TableOptions options = covariates(DEFAULTS, List.of(), List.of(), List.of("s"));
        Dataset data =
                read(options, "unique_id,ds,y,s", "a,1,1,", "a,2,2,5", "b,1,1,6", "b,2,2,", "c,1,1,", "c,2,2,NA");
        assertEquals(5, data.inMemory().get(0).covariate(0, 0));
        assertEquals(6, data.inMemory().get(1).covariate(0, 0));
        assertEquals(NAN, data.inMemory().get(2).covariate(0, 0));
        assertEquals(
                FindingKind.MISSING_COVARIATE_VALUES.finding("missing values of s", 1, "series c", "left missing"),
                data.report().findings().get(0));
        assertRefused(
                "data.csv, line 3, column \"s\": \"6\" differs from \"5\" in an earlier row of the series; a static"
                        + " covariate has one value a series",
                options,
                "unique_id,ds,y,s",
                "a,1,1,5",
                "a,2,2,6");
        assertRefused(
                "data.csv, line 4, column \"s\": \"north\" differs from \"south\" in an earlier row of the series; a static"
                        + " covariate has one value a series",
                options,
                "unique_id,ds,y,s",
                "b,1,1,north",
                "a,1,1,south",
                "a,2,2,north");
    }

    @Test
    void cellsThatAreNoValue() {
        TableOptions options = covariates(DEFAULTS, List.of("p"), List.of(), List.of());
        assertRefused(
                "data.csv, line 3, column \"p\": \"x\" is not a number, as the values before it are; name the covariate as"
                        + " categorical if they all are names",
                options,
                "unique_id,ds,y,p",
                "a,1,1,1",
                "a,2,2,x");
        assertRefused(
                "data.csv, line 2, column \"p\": \"inf\" is infinite; leave missing values empty",
                options,
                "unique_id,ds,y,p",
                "a,1,1,inf");
    }

    @Test
    void columnsThatCannotBeCovariates() {
        assertRefused(
                "data.csv, line 1: there is no column \"p\" (a past covariate); the columns are unique_id, ds, y",
                covariates(DEFAULTS, List.of("p"), List.of(), List.of()),
                "unique_id,ds,y",
                "a,1,1");
        for (String taken : List.of("unique_id", "ds", "y", "x")) {
            assertRefused(
                    "data.csv, line 1: column \"" + taken + "\" can't be a covariate and something else",
                    covariates(DEFAULTS.withIgnore(List.of("x")), List.of(taken), List.of(), List.of()),
                    "unique_id,ds,y,x",
                    "a,1,1,1");
        }
        assertRefused(
                "data.csv, line 1: no column is left to be forecast; the columns are ds, p",
                covariates(DEFAULTS, List.of("p"), List.of(), List.of()),
                "ds,p",
                "1,1");
    }

    @Test
    void optionsThatContradictEachOther() {
        CovariateOptions p = CovariateOptions.none().with(Covariate.Kind.PAST, List.of("p"));
        assertOption(
                "each covariate must be named once, were [p, p]", () -> p.with(Covariate.Kind.FUTURE, List.of("p")));
        assertOption("categorical must be some of the covariates [p], were [q]", () -> p.withCategorical(List.of("q")));
        assertOption("delay must be in [PT0S, PT876000H], was PT-1H", () -> p.withDelay(Duration.ofHours(-1)));
    }

    private static void assertOption(String message, Runnable option) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, option::run).getMessage());
    }

    private static TimeSeries temps(String... rows) {
        List<String> all = new ArrayList<>();
        for (String row : rows) {
            all.add("a," + row);
        }
        return read(covariates(DEFAULTS, List.of(), List.of("temp"), List.of()), lines("unique_id,ds,y,temp", all))
                .inMemory()
                .get(0);
    }

    private static String[] lines(String header, List<String> rows) {
        List<String> all = new ArrayList<>(List.of(header));
        all.addAll(rows);
        return all.toArray(String[]::new);
    }

    private static TableOptions covariates(
            TableOptions options, List<String> past, List<String> future, List<String> fixed) {
        return options.withCovariates(CovariateOptions.none()
                .with(Covariate.Kind.PAST, past)
                .with(Covariate.Kind.FUTURE, future)
                .with(Covariate.Kind.STATIC, fixed));
    }

    private static double[] covariate(TimeSeries series, int covariate) {
        boolean future = series.schema().covariates().get(covariate).kind() == Covariate.Kind.FUTURE;
        double[] values = new double[series.length() + (future ? series.ahead() : 0)];
        for (int step = 0; step < values.length; step++) {
            values[step] = series.covariate(covariate, step);
        }
        return values;
    }
}
