package io.almanac.datasets.tsf;

import static io.almanac.datasets.Refused.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.rows.CovariateOptions;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TsfReaderTest {

    private static final String MONTHS = """
            # Dataset Information
            # Monthly sales, made for this test
            @relation sales
            @attribute series_name string
            @attribute start_timestamp date
            @attribute region string
            @attribute staff numeric
            @frequency monthly
            @horizon 12
            @missing true
            @equallength false
            @data
            T1:1979-01-01 00-00-00:north:3:1,?,-2.5e1
            T2:1980-11-01 00-00-00:south:?: 4.25 ,5
            """;

    @TempDir
    private Path folder;

    private Path file = Path.of("unset");

    @BeforeEach
    void name() {
        file = folder.resolve("x.tsf");
    }

    private Dataset read(String text, TableOptions options) {
        try {
            return TsfReader.read(Files.writeString(file, text), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Dataset read(String text) {
        return read(text, TableOptions.defaults());
    }

    private static double[] values(TimeSeries series) {
        double[] values = new double[series.length()];
        series.copyTo(0, 0, values);
        return values;
    }

    @Test
    void linesAreSeries() {
        Dataset data = read(MONTHS);
        SeriesSet set = data.inMemory();
        assertEquals(
                List.of("T1", "T2"), set.asList().stream().map(TimeSeries::id).toList());
        assertArrayEquals(new double[] {1, Double.NaN, -25}, values(set.get(0)));
        assertArrayEquals(new double[] {4.25, 5}, values(set.get(1)));
        assertEquals(
                "3 steps of M from 1979-01-01 to 1979-03-01", set.get(0).axis().toString());
        assertEquals(
                "2 steps of M from 1980-11-01 to 1980-12-01", set.get(1).axis().toString());
        assertEquals("long, 2 series, horizon 12 as stated", data.report().layout());
        assertEquals(5, data.report().rows());
        assertEquals(0, data.report().inserted());
        assertEquals(List.of(), set.schema().covariates());
    }

    @Test
    void attributesAreStaticCovariatesIfAskedFor() {
        CovariateOptions fixed = CovariateOptions.none().with(Covariate.Kind.STATIC, List.of("staff", "region"));
        SeriesSet set =
                read(MONTHS, TableOptions.defaults().withCovariates(fixed)).inMemory();
        assertEquals(List.of("north", "south"), set.schema().covariates().get(1).categories());
        assertEquals(3, set.get(0).covariate(0, 0));
        assertEquals(Double.NaN, set.get(1).covariate(0, 0));
        assertEquals(1, set.get(1).covariate(1, 0));
        assertRefused(
                DataError.NO_SUCH_COLUMN,
                file + ": there is no column \"price\" (a static covariate); the columns are series_name,"
                        + " start_timestamp, y, region, staff",
                () -> read(
                        MONTHS,
                        TableOptions.defaults()
                                .withCovariates(
                                        CovariateOptions.none().with(Covariate.Kind.STATIC, List.of("price")))));
        assertRefused(
                DataError.NO_SUCH_COLUMN,
                file + ": staff can't be a past covariate; a .tsf file has static ones only",
                () -> read(
                        MONTHS,
                        TableOptions.defaults()
                                .withCovariates(CovariateOptions.none().with(Covariate.Kind.PAST, List.of("staff")))));
    }

    /** The frequencies that Godahewa et al. 2021 list for the archive. */
    @ParameterizedTest
    @CsvSource({
        "4_seconds, 4s", "minutely, min", "10_minutes, 10min", "half_hourly, 30min", "hourly, h",
        "daily, D", "weekly, W", "monthly, M", "quarterly, Q", "yearly, Y"
    })
    void frequenciesHaveWords(String word, String frequency) {
        TimeSeries series = read("@attribute start_timestamp date\n@frequency " + word
                        + "\n@data\n1999-12-01 00-00-01:1,2\n")
                .inMemory()
                .get(0);
        assertEquals(frequency, series.schema().frequency().toString());
        assertEquals("1", series.id());
    }

    @Test
    void withoutAStartStepsCountFrom1AndTheSeasonStays() {
        Dataset data = read("""
                @attribute series_name string
                @attribute horizon numeric
                @frequency monthly
                @data
                ts1:12:5,6
                ts2:6:7
                """);
        TimeSeries first = data.inMemory().get(0);
        assertEquals("2 steps of step from 1 to 2", first.axis().toString());
        assertEquals(List.of(12), first.schema().seasons());
    }

    @Test
    void withoutANameTheOtherStringsAreTheId() {
        SeriesSet set = read("""
                        @attribute state string
                        @attribute type string
                        @attribute staff numeric
                        @data
                        NSW:rail:1:5,6
                        NSW:bus:2:7,8
                        """).inMemory();
        assertEquals(
                List.of("NSW:rail", "NSW:bus"),
                set.asList().stream().map(TimeSeries::id).toList());
    }

    @Test
    void hoursFollowTheTimeThatPassesInAZone() {
        TimeSeries series = read(
                        "@attribute start_timestamp date\n@frequency hourly\n@data\n2024-03-31 01-00-00:1,2,3\n",
                        TableOptions.defaults().withZone(ZoneId.of("Europe/Berlin")))
                .inMemory()
                .get(0);
        assertEquals("2024-03-31T03:00:00+02:00", series.axis().text(1)); // 02:00 was skipped
    }

    @Test
    void gzipBlankLinesAndWindows1252AreRead() throws IOException {
        String text = String.join(
                "\r\n",
                "# caf\u00e9",
                "",
                "@attribute series_name string",
                "@frequency daily",
                "@data",
                "",
                "caf\u00e9:1,2",
                "# end",
                "");
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write(text.getBytes(charset));
            }
            assertEquals(
                    "caf\u00e9",
                    TsfReader.read(file, TableOptions.defaults())
                            .inMemory()
                            .get(0)
                            .id());
        }
        byte[] packed = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(packed, packed.length - 12));
        DataException damaged = assertThrows(DataException.class, () -> TsfReader.read(file, TableOptions.defaults()));
        assertEquals(DataError.DAMAGED_GZIP, damaged.error());
    }

    /** More values than the buffer has bytes, in one line. */
    @Test
    void longLinesAreRead() {
        var line = new StringBuilder("a:0");
        for (int step = 1; step < 50_000; step++) {
            line.append(',').append(step);
        }
        TimeSeries series =
                read("@attribute series_name string\n@data\n" + line).inMemory().get(0);
        for (int step = 0; step < 50_000; step++) {
            assertEquals(step, series.value(0, step));
        }
    }

    private void assertBad(DataError error, String message, String text) {
        assertRefused(error, file + message, () -> read(text));
    }

    private static String daily(String line) {
        return "@attribute series_name string\n@attribute start_timestamp date\n@frequency daily\n@data\n" + line;
    }

    @Test
    void whatCantBeUnderstoodIsNamedWithItsPlace() {
        assertBad(DataError.BAD_TSF, " has no line @data; a .tsf file has its series after it", "# nothing\n");
        assertBad(
                DataError.BAD_TSF,
                ", line 2: before @data each line begins with @ or #, as in \"@frequency monthly\"",
                "@relation x\nunique_id,ds,y\n");
        assertBad(
                DataError.BAD_TSF,
                ", line 1: \"@attribute series_name text\" is no attribute; they are written \"@attribute NAME string\","
                        + " numeric or date",
                "@attribute series_name text\n@data\n");
        assertBad(
                DataError.BAD_TSF,
                ", line 1: \"fortnightly\" is no frequency; they are written 4_seconds, minutely, 10_minutes,"
                        + " half_hourly, hourly, daily, weekly, monthly, quarterly, yearly",
                "@frequency fortnightly\n@data\n");
        assertBad(DataError.BAD_TSF, ", line 1: @frequency wants one word, has 0", "@frequency\n@data\n");
        assertBad(
                DataError.BAD_TSF,
                ", line 5, character 3: a colon is missing; a line has 2 attributes, each followed by a colon, and then"
                        + " values",
                daily("a:2024-01-01 00-00-00\n"));
        assertBad(
                DataError.BAD_TSF,
                ", line 5, character 23: there are more colons than the 2 attributes need",
                daily("a:2024-01-01 00-00-00:x:1,2\n"));
        assertBad(
                DataError.BAD_TIME,
                ", line 5, attribute \"start_timestamp\": \"2024-01-32 00-00-00\" is not a time such as 1979-01-01 00-00-00",
                daily("a:2024-01-32 00-00-00:1,2\n"));
        assertBad(
                DataError.BAD_NUMBER,
                ", line 6, character 25: \"1x\" is not a number; a missing value is ?",
                daily("a:2024-01-01 00-00-00:1,2\nb:2024-01-01 00-00-00:1,1x,2\n"));
        assertBad(
                DataError.BAD_NUMBER,
                ", line 5, character 25: \"\" is not a number; a missing value is ?",
                daily("a:2024-01-01 00-00-00:1,,2\n"));
        assertBad(
                DataError.INFINITE_NUMBER,
                ", line 5, character 23: \"inf\" is infinite; a missing value is ?",
                daily("a:2024-01-01 00-00-00:inf\n"));
        assertBad(
                DataError.REPEATED_SERIES,
                ", line 6: there was a series a before; give each series a name of its own",
                daily("a:2024-01-01 00-00-00:1,2\na:2024-02-01 00-00-00:1,2\n"));
        assertBad(
                DataError.NO_FREQUENCY,
                " has no line @frequency; give the frequency",
                "@attribute start_timestamp date\n@data\n2024-01-01 00-00-00:1\n");
    }

    @Test
    void theFrequencyOfTheOptionsCounts() {
        String text = "@attribute start_timestamp date\n@frequency daily\n@data\n2024-01-01 00-00-00:1,2\n";
        assertEquals(
                "B",
                read(text, TableOptions.defaults().withFrequency(Frequency.parse("B")))
                        .inMemory()
                        .schema()
                        .frequency()
                        .toString());
        assertRefused(
                DataError.OFF_GRID,
                file + ", line 4: an axis of business days can't start on 2024-01-06T00:00",
                () -> read(
                        text.replace("2024-01-01", "2024-01-06"),
                        TableOptions.defaults().withFrequency(Frequency.parse("B"))));
    }
}
