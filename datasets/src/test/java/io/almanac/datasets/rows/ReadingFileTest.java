package io.almanac.datasets.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.series.Covariate;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadingFileTest {

    @TempDir
    private Path folder;

    @Test
    void everyKeyIsUnderstood() {
        Reading reading = ReadingFile.parse("x.yaml", """
                        # the shop's own export
                        header: false
                        columns: [shop, day, sold]
                        frequency: D
                        season: [7, 365]
                        zone: Europe/Berlin
                        delimiter: ";"
                        decimal-comma: true
                        ignore:
                          - note
                          - "a, b"
                        duplicates: sum
                        past: clicks
                        future: [temp, sky]
                        static: [town]
                        categorical: [town]
                        issued-at: published
                        delay: 2h
                        score: first
                        calendar: [weekday, month]
                        holidays: DE-BY
                        """).reading();
        assertEquals(
                Reading.Key.values().length - 1, // time, which is one of the columns
                reading.said().size());
        assertEquals(
                List.of("calendar:weekday", "calendar:month", "holiday:DE-BY"),
                reading.calendar().covariates().stream().map(Covariate::name).toList());
        TableOptions options = reading.table();
        assertEquals(
                "TableOptions[id=shop, time=day, timed=true, header=false, targets=[sold], layout=AUTO, delimiter=Optional[;], decimalComma=true,"
                        + " frequency=Optional[D], zone=Optional[Europe/Berlin], seasons=[7, 365], ignore=[note, a, b],"
                        + " maxInserted=10000000, duplicates=SUM, covariates=CovariateOptions[columns=[Covariate[name=clicks, kind=PAST,"
                        + " categories=[]], Covariate[name=temp, kind=FUTURE, categories=[]], Covariate[name=sky,"
                        + " kind=FUTURE, categories=[]], Covariate[name=town, kind=STATIC, categories=[]]],"
                        + " categorical=[town], issuedAt=Optional[published], delay=PT2H, actual=FIRST]]",
                options.toString());
        assertFalse(ReadingFile.parse("x", "time: none").reading().table().timed());
        assertEquals(
                "date", ReadingFile.parse("x", "time: date").reading().table().time());
    }

    @Test
    void theOneLineFormSaysTheSame() {
        ReadingFile file = ReadingFile.parse("x.yaml", "ignore: ['a, b', '\"', no]\nseason: 7\ndecimal-comma: false");
        assertEquals(
                "{\"season\":\"7\",\"decimal-comma\":\"false\",\"ignore\":[\"a, b\",\"\\\"\",\"no\"]}", file.inline());
        assertEquals(file.reading(), ReadingFile.parse("again", file.inline()).reading());
        assertEquals("{}", ReadingFile.parse("x", "").inline());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sales.csv", "sales.csv.gz", "sales.parquet", "sales"})
    void theFileBesideHasTheNameOfTheTable(String table) throws IOException {
        assertEquals(Optional.empty(), ReadingFile.beside(folder.resolve(table)));
        Path file = Files.writeString(folder.resolve("sales.yml"), "season: 7");
        assertEquals(
                file.toString(),
                ReadingFile.beside(folder.resolve(table)).orElseThrow().source());
        Files.writeString(folder.resolve("sales.yaml"), "season: 7");
        assertEquals(
                folder.resolve(table) + ": both sales.yaml and sales.yml are beside it; keep one of them",
                refused(DataError.TWO_READING_FILES, () -> ReadingFile.beside(folder.resolve(table))));
    }

    @Test
    void mistakesAreNamedWithTheirPlace() {
        String keys =
                "there are time, header, columns, frequency, season, zone, delimiter, decimal-comma, duplicates, ignore, past, future,"
                        + " static, categorical, issued-at, delay, score, calendar, holidays";
        refused(
                DataError.UNKNOWN_KEY,
                "season: 7\nseasons: 7",
                "line 2, column 1: there is no key \"seasons\"; " + keys);
        refused(
                DataError.REPEATED_KEY,
                "time: a\nzone: UTC\ntime: b",
                "line 3, column 1: the key \"time\" is there already, in line 1");
        refused(
                DataError.BAD_SETTING,
                "time: a\nseason: [7, week]",
                "line 2, column 9: season wants whole numbers of steps, at least 1, was \"week\"");
        refused(
                DataError.BAD_SETTING,
                "season: 0",
                "line 1, column 9: season wants whole numbers of steps, at least 1," + " was \"0\"");
        refused(
                DataError.BAD_SETTING,
                "columns: [a, b]",
                "line 1, column 10: columns wants ID,TIME,VALUE,…, was [a, b]");
        refused(DataError.BAD_SETTING, "time: [a, b]", "line 1, column 7: time wants one value, was [a, b]");
        refused(DataError.BAD_SETTING, "past: []", "line 1, column 7: past wants at least one value, was []");
        refused(DataError.BAD_SETTING, "past: [x: 1]", "line 1, column 8: past has values within values");
        refused(DataError.BAD_SETTING, "past: [[x]]", "line 1, column 8: past has values within values");
        refused(DataError.BAD_SETTING, "past: {x: 1}", "line 1, column 7: past has values within values");
        refused(DataError.BAD_SETTING, "time:", "line 1, column 6: time has no value");
        refused(DataError.BAD_SETTING, "past: ['']", "line 1, column 7: past must not be empty");
        refused(
                DataError.BAD_SETTING,
                "zone: Berlin",
                "line 1, column 7: zone wants a time zone, such as Europe/Berlin," + " was \"Berlin\"");
        refused(
                DataError.BAD_SETTING,
                "decimal-comma: yes",
                "line 1, column 16: decimal-comma wants true or false, was" + " \"yes\"");
        refused(
                DataError.BAD_SETTING,
                "delimiter: tab",
                "line 1, column 12: delimiter wants one character, was \"tab\"");
        refused(DataError.BAD_SETTING, "score: best", "line 1, column 8: score wants first or last, was \"best\"");
        refused(
                DataError.BAD_SETTING,
                "delay: 2 hours",
                "line 1, column 8: delay wants a number of s, min, h or d, such" + " as 2h, or PT2H, was \"2 hours\"");
        refused(
                DataError.BAD_SETTING,
                "frequency: daily",
                "line 1, column 12: frequency must be a number and one of s,"
                        + " min, h, D, B, W, M, Q, Y, step (15min, h, 2W), was \"daily\"");
        refused(DataError.NOT_YAML, "[time, zone]", "line 1, column 1: lines \"key: value\" are wanted; " + keys);
        refused(DataError.NOT_YAML, "ds,y\n1,2\n", "line 1, column 1: lines \"key: value\" are wanted; " + keys);
        refused(DataError.NOT_YAML, "time: a\n---\nzone: UTC", "line 3, column 1: a second document begins");
        refused(
                DataError.BAD_SETTING,
                "calendar: [weekday, year]",
                "line 1, column 11: calendar wants some of hour,"
                        + " weekday, day, week, month, quarter, was \"year\"");
        refused(
                DataError.BAD_SETTING,
                "holidays: [DE, GB-XX]",
                "line 1, column 11: holidays wants a country or a part of"
                        + " one, was \"GB-XX\"; there are in GB GB-ENG, GB-NIR, GB-SCT, GB-WLS");
        refused(
                DataError.BAD_SETTING,
                "future: holiday:DE",
                "line 1, column 9: future wants columns, was holiday:DE,"
                        + " which is made of the calendar; ask for it by calendar or holidays");
        refused(
                DataError.NOT_YAML,
                "time: a\n  zone: UTC",
                "line 2, column 7: this is not YAML: mapping values are not" + " allowed here");
    }

    @Test
    void filesThatCannotBeReadAreRefused() throws IOException {
        Path none = folder.resolve("none.yaml");
        assertEquals(none + ": there is no such file", refused(DataError.NO_SUCH_FILE, () -> ReadingFile.of(none)));
        Path latin = Files.write(folder.resolve("latin.yaml"), "time: größe".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(latin + " is not UTF-8", refused(DataError.NOT_YAML, () -> ReadingFile.of(latin)));
        Path large = Files.writeString(folder.resolve("large.yaml"), "#".repeat(1_048_577));
        assertEquals(
                large + " has 1048577 bytes, more than the 1048576 of a file that says how data are read",
                refused(DataError.NOT_YAML, () -> ReadingFile.of(large)));
        refused(DataError.UNREADABLE, () -> ReadingFile.of(folder));
    }

    @Test
    void whatIsCloserToTheUserComesFirst() {
        Reading file = ReadingFile.parse("x", """
                        time: day
                        season: 7
                        ignore: [note]
                        past: [clicks]
                        future: [temp, sky]
                        categorical: [sky, clicks]
                        """).reading();
        assertEquals(file, Reading.nothing().over(file));
        assertEquals(file, file.over(Reading.nothing()));
        Reading over = Reading.nothing()
                .with(Reading.Key.SEASON, List.of("12", "4"))
                .with(Reading.Key.PAST, "temp")
                .with(Reading.Key.IGNORE, "sky")
                .over(file);
        assertEquals("time: day, season: [12, 4], ignore: sky, past: temp, categorical: clicks", over.toString());
        // The columns of a long table say the time, too.
        assertEquals(
                List.of(),
                Reading.nothing()
                        .with(Reading.Key.COLUMNS, List.of("a", "b", "c"))
                        .over(file)
                        .values(Reading.Key.TIME));
    }

    private static void refused(DataError error, String yaml, String message) {
        assertEquals("x.yaml, " + message, refused(error, () -> ReadingFile.parse("x.yaml", yaml)));
    }

    private static String refused(DataError error, org.junit.jupiter.api.function.Executable reading) {
        DataException e = assertThrows(DataException.class, reading);
        assertEquals(error, e.error(), e.getMessage());
        return String.valueOf(e.getMessage());
    }
}
