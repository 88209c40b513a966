package io.almanac.benchmarks.competition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.Forecasters;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceTest {

    private static final String HEAD = "method,unique_id,form,criterion,value,step,forecast,lo80,hi80,lo95,hi95\n";

    @TempDir
    private Path folder;

    @Test
    void aFitHasItsStepsInOrder() throws IOException {
        Reference reference = read(
                "# made 1.0\n" + HEAD
                        + "a,Q0,ETS(A;N;N),aicc,1.5,1,10,9,11,8,12\na,Q0,ETS(A;N;N),aicc,1.5,2,20,,,NA,nan\nb,Q0,x,,,1,1,0,2,0,2\n");
        assertEquals("made 1.0", reference.versions());
        assertEquals(2, reference.fits().size());
        Reference.Fit fit = reference.fits().get(0);
        assertEquals("ETS(A;N;N)", fit.form());
        assertEquals(new Reference.Step(10, 9, 11, 8, 12), fit.steps().get(0));
        assertEquals(
                new Reference.Step(20, Double.NaN, Double.NaN, Double.NaN, Double.NaN),
                fit.steps().get(1));
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> read(HEAD + "a,Q0,x,aicc,1,2,10,9,11,8,12\n"))
                        .getMessage());
        assertTrue(message.endsWith("made.csv, line 2: step must be 1 of Q0, was 2"), message);
    }

    @Test
    void differencesAreThoseOfTheSeries() throws IOException {
        Made.write(folder);
        SplitSeries data = SplitSeries.read(folder, Made.SET, Made.GROUP);
        TimeSeries first = data.training().get(0);
        double last = first.value(0, first.length() - 1);
        // the naive forecast is the last value; the reference's second step is a tenth higher: 0.1 / 2.1 = 4.76 %
        var steps = List.of(
                new Reference.Step(last, last - 1, last + 1, last - 1, last + 1),
                new Reference.Step(1.1 * last, last - 1, last + 1, last - 1, last + 1));
        var table = new ReferenceTable();
        table.add(
                "naive",
                Forecasters.create("naive"),
                SeriesSet.of(first),
                List.of(new Reference.Fit("naive", "Q0", "x", "aicc", 1, steps)));
        assertTrue(table.text().contains("| naive | 1 | 0 | - | 4.8 %, 4.8 %, 4.8 % | - | "), table.text());
    }

    @Test
    void criteriaAreComparedInTheUnitOfTheSeries() {
        var schema = Schema.univariate(Frequency.parse("step"));
        double[] sixes = new double[20];
        Arrays.fill(sixes, 6);
        TimeSeries series = TimeSeries.of("a", schema, TimeAxis.integers(0, 20), new double[][] {sixes});
        // the mean size 6 is in [4, 8): the unit is 4, and each density of y / 4 is 4 times that of y
        assertEquals(1 + 2 * 20 * Math.log(4), ReferenceTable.inUnitOf(series, 1, "ETS(A,N,N)"), 1e-12);
        assertEquals(
                1 + 2 * (20 - 1 - 2 * 4) * Math.log(4),
                ReferenceTable.inUnitOf(series, 1, "ARIMA(0,1,1)(0,2,0)[4]"),
                1e-12);
        assertEquals(1 + 2 * 18 * Math.log(4), ReferenceTable.inUnitOf(series, 1, "ARIMA(0,2,1) with drift"), 1e-12);
    }

    @Test
    void methodsWithoutAForecasterAreLeftOut() throws IOException {
        Path file = folder.resolve("made.csv");
        Files.writeString(file, "# made\n" + HEAD + "a,Q0,x,aicc,1.5,1,10,9,11,8,12\n");
        var out = new StringWriter();
        assertEquals(0, run(out, "reference", "--data", folder.toString(), "--models", "b=naive", file.toString()));
        assertTrue(out.toString().startsWith("Reference: made\n\n| method | series |"), out::toString);
        assertEquals(2, run(out, "reference", "--models", "nothing", file.toString()));
    }

    private static int run(StringWriter out, String... arguments) {
        return Competition.run(new PrintWriter(out, true), arguments);
    }

    private Reference read(String text) throws IOException {
        Path file = folder.resolve("made.csv");
        Files.writeString(file, text);
        return Reference.read(file);
    }

    @Test
    void formsThatAreWrittenInAnotherWayAreTheSame() {
        assertEquals("madn", ReferenceTable.plain("ETS(M,Ad,N) without the season of 52 steps"));
        assertEquals("madn", ReferenceTable.plain("MAdN"));
        assertEquals("arima(0,1,0)withdrift", ReferenceTable.plain("ARIMA(0;1;0) with drift"));
        assertEquals("arima(0,1,0)withdrift", ReferenceTable.plain("ARIMA(0,1,0)(0,0,0)[12] with drift"));
        assertEquals("arima(2,1,0)(0,1,1)[4]", ReferenceTable.plain("ARIMA(2,1,0)(0,1,1)[4]"));
        assertEquals("ces(full)", ReferenceTable.plain("CES(full)"));
    }
}
