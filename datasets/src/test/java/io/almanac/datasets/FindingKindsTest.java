package io.almanac.datasets;

import static io.almanac.datasets.FindingKind.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.repair.Aggregation;
import io.almanac.core.repair.DropRule;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.DataReport;
import io.almanac.core.series.Frequency;
import io.almanac.datasets.checks.Preparation;
import io.almanac.datasets.csv.CsvReader;
import io.almanac.datasets.rows.CovariateOptions;
import io.almanac.datasets.rows.Duplicates;
import io.almanac.datasets.rows.ReadingFile;
import io.almanac.datasets.rows.TableOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Makes each {@link FindingKind} once and compares it with the example in {@code docs/errors.md}. A new constant needs a
 * case here and an entry in the page.
 */
class FindingKindsTest {

    private static final String PART = "Findings";
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);
    private static final TableOptions DEFAULTS = TableOptions.defaults();
    private static final Map<FindingKind, Supplier<DataReport>> CASES = new EnumMap<>(FindingKind.class);

    static {
        reading();
        ofTimes();
        ofValues();
        askedFor();
    }

    @ParameterizedTest
    @EnumSource(FindingKind.class)
    void eachFindingIsMadeAndExplained(FindingKind kind) {
        Supplier<DataReport> report = CASES.get(kind);
        assertNotNull(report, () -> "no case has a finding of the kind " + kind);
        DataReport.Finding finding = report.get().findings().stream()
                .filter(one -> one.code().equals(kind.code()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no finding " + kind));
        ErrorsPage page = ErrorsPage.part(PART);
        String severity = finding.severity().name().toLowerCase(Locale.ROOT);
        page.assertExample(
                kind.code(),
                severity + ": " + finding.what() + ": " + finding.count() + " (" + finding.example() + "); "
                        + finding.action());
        assertTrue(kind.severity() == finding.severity());
    }

    @Test
    void thePageHasNoFindingThatIsNone() {
        List<String> codes =
                Arrays.stream(FindingKind.values()).map(FindingKind::code).toList();
        assertEquals(
                List.of(),
                ErrorsPage.part(PART).examples().keySet().stream()
                        .filter(code -> !codes.contains(code))
                        .toList());
    }

    private static void make(FindingKind kind, Preparation preparation, TableOptions options, List<String> rows) {
        byte[] bytes = ("unique_id,ds,y" + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
        CASES.put(kind, () -> {
            try {
                Dataset read = CsvReader.read("sales.csv", () -> new ByteArrayInputStream(bytes), options);
                return preparation.prepare(read, NOW).report();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** A finding in a table of some rows, which go on after the columns {@code unique_id,ds,y}. */
    private static void make(FindingKind kind, TableOptions options, String... rows) {
        make(kind, Preparation.none(), options, List.of(rows));
    }

    private static void make(FindingKind kind, List<String> rows) {
        make(kind, Preparation.none(), DEFAULTS, rows);
    }

    /** Days from 2024-01-01 on, without those whose value is NaN. */
    private static List<String> days(String id, int days, IntToDoubleFunction value) {
        List<String> rows = new ArrayList<>(List.of(""));
        for (int day = 0; day < days; day++) {
            if (!Double.isNaN(value.applyAsDouble(day))) {
                rows.add(id + "," + LocalDate.of(2024, 1, 1).plusDays(day) + "," + value.applyAsDouble(day));
            }
        }
        return rows;
    }

    private static List<String> both(List<String> one, List<String> other) {
        List<String> rows = new ArrayList<>(one);
        rows.addAll(other.subList(1, other.size()));
        return rows;
    }

    private static void reading() {
        make(ROWS_OUT_OF_ORDER, DEFAULTS, "", "a,2024-05-02,2", "a,2024-05-01,1");
        TableOptions price =
                DEFAULTS.withCovariates(CovariateOptions.none().with(Covariate.Kind.FUTURE, List.of("price")));
        make(MISSING_COVARIATE_VALUES, price, ",price", "a,2024-05-01,1,2.5", "a,2024-05-02,2,");
        make(
                VALUES_WITHOUT_ISSUE_TIME,
                price,
                ",issued_at,price",
                "a,2024-05-01,1,,2.5",
                "a,2024-05-02,2,2024-05-01 09:00,2.6");
        make(TIMES_WITH_AN_OFFSET, DEFAULTS, "", "a,2024-05-01T00:00+02:00,1", "a,2024-05-01T01:00+02:00,2");
        make(
                REPEATED_HOURS,
                DEFAULTS.withZone(ZoneId.of("Europe/Berlin")),
                "",
                "a,2024-10-27 01:00,1",
                "a,2024-10-27 02:00,2",
                "a,2024-10-27 02:00,3",
                "a,2024-10-27 03:00,4");
        CASES.put(
                READING_FILE,
                () -> ReadingFile.parse("sales.yaml", "season: 7\n").noteIn(reportOf(CONSTANT)));
    }

    private static void ofTimes() {
        make(
                WEAK_FREQUENCY,
                Preparation.none(),
                DEFAULTS.withFrequency(Frequency.parse("D")),
                days("a", 60, day -> day % 3 == 0 ? day : Double.NaN));
        make(FUTURE_TIMES, DEFAULTS, "", "a,2026-12-31,1", "a,2027-01-01,2", "a,2027-01-02,3");
        List<String> hours = new ArrayList<>(List.of(""));
        for (LocalDateTime hour = LocalDateTime.of(2023, 1, 1, 0, 0); hour.getYear() < 2025; hour = hour.plusHours(1)) {
            boolean skipped = hour.equals(LocalDateTime.of(2023, 3, 26, 2, 0))
                    || hour.equals(LocalDateTime.of(2024, 3, 31, 2, 0));
            if (!skipped) {
                hours.add("a," + hour + "," + hour.getHour());
            }
        }
        make(CLOCK_CHANGES, hours);
        make(DIFFERENT_ENDS, both(days("a", 9, day -> day), days("b", 7, day -> day * 2)));
    }

    private static void ofValues() {
        make(GAPS, days("a", 9, day -> day == 3 || day == 4 ? Double.NaN : day));
        make(NO_VALUE_AT_ALL, DEFAULTS, "", "a,2024-05-01,", "a,2024-05-02,");
        make(NEAR_EMPTY, DEFAULTS, "", "a,2024-05-01,1", "a,2024-05-02,2", "a,2024-05-03,");
        make(CONSTANT, days("a", 9, day -> 3));
        double[] noise =
                new Random(1).doubles(400).map(x -> Math.round(x * 1000)).toArray();
        make(CONSTANT_STRETCHES, days("a", 400, day -> day >= 40 && day < 55 ? 3 : noise[day]));
        make(OUTLIERS, days("a", 100, day -> day == 50 ? 1e6 : noise[day]));
        make(LEVEL_SHIFTS, days("a", 400, day -> noise[day] + (day < 200 ? 0 : 5000)));
        make(IDENTICAL_SERIES, both(days("a", 9, day -> day), days("b", 9, day -> day)));
        make(NO_SEASON, days("a", 100, day -> noise[day]));
        List<String> steps = new ArrayList<>(List.of(""));
        for (int step = 1; step <= 240; step++) {
            steps.add("a," + step + "," + (step % 12 < 6 ? 1 : 0));
        }
        make(OTHER_SEASON, Preparation.none(), DEFAULTS.withSeasons(List.of(7)), steps);
    }

    private static void askedFor() {
        make(
                REPEATED_TIMES,
                DEFAULTS.withDuplicates(Duplicates.MEAN),
                "",
                "a,2024-05-01,1",
                "a,2024-05-01,3",
                "a,2024-05-02,2");
        make(
                AGGREGATED,
                Preparation.none().withAggregation(Aggregation.parse("W:sum")),
                DEFAULTS,
                days("a", 30, day -> 1));
        make(
                DROPPED,
                Preparation.none().withDrop(DropRule.parse("constant")),
                DEFAULTS,
                both(days("a", 9, day -> day), days("b", 9, day -> 5)));
    }

    private static DataReport reportOf(FindingKind kind) {
        Supplier<DataReport> report = CASES.get(kind);
        assertNotNull(report);
        return report.get();
    }
}
