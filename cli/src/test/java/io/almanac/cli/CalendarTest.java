package io.almanac.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.series.Covariate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holidays and parts of the date as covariates; none of these runs needs an engine. */
final class CalendarTest {

    @TempDir
    private Path folder;

    private String data;

    /** Two years and a season in which holidays are ten below other days. */
    @BeforeEach
    void table() throws IOException {
        List<String> lines = new ArrayList<>(List.of("ds,y"));
        LocalDate start = LocalDate.of(2022, 1, 3);
        LocalDate end = LocalDate.of(2024, 4, 28);
        for (LocalDate day = start; day.isBefore(end); day = day.plusDays(1)) {
            boolean closed = HOLIDAYS.contains(day.toString());
            lines.add(day + "," + (20 + day.getDayOfWeek().getValue() - (closed ? 10 : 0)));
        }
        data = Files.write(folder.resolve("load.csv"), lines).toString();
    }

    /** Of Germany, by law; and 1 May 2024, which is to be forecast. */
    private static final List<String> HOLIDAYS = List.of(
            "2022-04-15",
            "2022-04-18",
            "2022-05-01",
            "2022-05-26",
            "2022-06-06",
            "2022-10-03",
            "2022-12-25",
            "2022-12-26",
            "2023-01-01",
            "2023-04-07",
            "2023-04-10",
            "2023-05-01",
            "2023-05-18",
            "2023-05-29",
            "2023-10-03",
            "2023-12-25",
            "2023-12-26",
            "2024-01-01",
            "2024-03-29",
            "2024-04-01");

    @Test
    void aModelThatKnowsHolidaysGetsThemAgainInForecast() throws IOException {
        String model = folder.resolve("m.almanac").toString();
        Run fit = Run.of(
                "fit",
                data,
                "--holidays",
                "DE",
                "--calendar",
                "weekday",
                "--models",
                "linear",
                "--horizon",
                "7",
                "--out",
                model);
        assertEquals(0, fit.exitCode(), fit.err());
        assertTrue(
                fit.err()
                        .contains(
                                "data: covariates: future calendar:weekday, made of the calendar; future holiday:DE, made"
                                        + " of the calendar"),
                fit.err());
        Run forecast = Run.of("forecast", model, data);
        assertEquals(0, forecast.exitCode(), forecast.err());
        // 28 April 2024 was a Sunday; 1 May is the fourth step, a Wednesday: 23 without the holiday.
        List<String> rows = forecast.out().lines().toList();
        assertTrue(rows.get(4).contains("2024-05-01"), forecast.out());
        double holiday = Double.parseDouble(rows.get(4).split(",", -1)[2]);
        double thursday = Double.parseDouble(rows.get(5).split(",", -1)[2]);
        assertTrue(holiday < 18, "1 May " + holiday);
        assertTrue(thursday > 20, "2 May " + thursday);
    }

    @Test
    void aFileBesideTheDataCanAskForThemAndABacktestUsesThem() throws IOException {
        Files.writeString(folder.resolve("load.yaml"), "holidays: [DE, DE-BY]\nseason: 7\n");
        Path out = folder.resolve("out");
        Run run = Run.of(
                "backtest",
                data,
                "--models",
                "ridge,xgboost",
                "--set",
                "xgboost.trees=10",
                "--horizon",
                "3",
                "--folds",
                "2",
                "--out",
                out.toString());
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.err().contains("holiday:DE-BY, made of the calendar"), run.err());
        assertFalse(run.err().contains("no forecast"), run.err());
        // Who reads covariates has these in its provenance.
        String provenance = Files.readString(out.resolve("provenance.json"));
        assertTrue(provenance.contains("\"holiday:DE-BY\""), provenance);
        Files.delete(folder.resolve("load.yaml"));
        Run replay = Run.of("replay", out.resolve("provenance.json").toString());
        assertEquals("identical\n", replay.out(), replay.err());
    }

    @Test
    void theCovariatesOfTheCommandLineAreTheOnlyOnes() throws IOException {
        String model = folder.resolve("n.almanac").toString();
        Run fit = Run.of("fit", data, "--holidays", "de-by", "--models", "naive", "--horizon", "3", "--out", model);
        assertEquals(0, fit.exitCode(), fit.err());
        try (ForecastModel saved = ModelStore.load(Path.of(model), "cpu")) {
            assertEquals(
                    List.of(Covariate.real("holiday:DE-BY", Covariate.Kind.FUTURE)),
                    saved.provenance().schema().covariates());
        }
        Run other = Run.of("forecast", model, data, "--holidays", "AT");
        assertEquals(2, other.exitCode());
        assertTrue(
                other.err()
                        .contains("fitted with covariates [future holiday:DE-BY], " + data
                                + " was read with [future holiday:AT]"),
                other.err());
    }

    @Test
    void mistakesAreNamed() throws IOException {
        wrong(
                "almanac: --holidays wants a country or a part of one, was \"Germany\"; there are AD, AE,",
                "--holidays",
                "Germany");
        wrong(
                "almanac: --calendar wants some of hour, weekday, day, week, month, quarter, was \"year\"",
                "--calendar",
                "year");
        wrong("almanac: holiday:DE must be asked for once", "--holidays", "DE,de");
        wrong(
                "says nothing at the frequency D: its hour is finer than steps of days (too-coarse-for-calendar)",
                "--calendar",
                "hour");
        wrong("almanac: --future wants columns, was calendar:day", "--future", "calendar:day");
    }

    private void wrong(String message, String... options) {
        List<String> all = new ArrayList<>(List.of("inspect", data));
        all.addAll(List.of(options));
        Run run = Run.of(all.toArray(String[]::new));
        assertEquals(2, run.exitCode(), run.err());
        assertTrue(run.err().contains(message), run.err());
    }
}
