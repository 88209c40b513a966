package io.almanac.datasets;

import static io.almanac.datasets.FindingKind.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.DataReport;
import io.almanac.datasets.csv.CsvReader;
import io.almanac.datasets.rows.CovariateOptions;
import io.almanac.datasets.rows.ReadingFile;
import io.almanac.datasets.rows.TableOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private static final TableOptions DEFAULTS = TableOptions.defaults();
    private static final Map<FindingKind, Supplier<DataReport>> CASES = new EnumMap<>(FindingKind.class);

    static {
        reading();
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
                severity + ": " + finding.what() + ": " + finding.count() + ", the first: " + finding.example() + "; "
                        + finding.action());
        assertTrue(kind.severity() == finding.severity());
    }

    @Test
    void thePageHasNoFindingThatIsNone() {
        List<String> codes = Arrays.stream(values()).map(FindingKind::code).toList();
        assertEquals(
                List.of(),
                ErrorsPage.part(PART).examples().keySet().stream()
                        .filter(code -> !codes.contains(code))
                        .toList());
    }

    private static void make(FindingKind kind, TableOptions options, String... lines) {
        CASES.put(kind, () -> {
            byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
            try {
                return CsvReader.read("sales.csv", () -> new ByteArrayInputStream(bytes), options)
                        .report();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void reading() {
        String header = "unique_id,ds,y";
        make(GAPS, DEFAULTS, header, "a,2024-05-01,1", "a,2024-05-02,2", "a,2024-05-04,3");
        make(ROWS_OUT_OF_ORDER, DEFAULTS, header, "a,2024-05-02,2", "a,2024-05-01,1");
        make(NO_VALUE_AT_ALL, DEFAULTS, header, "a,2024-05-01,", "a,2024-05-02,");
        make(CONSTANT, DEFAULTS, header, "a,2024-05-01,3", "a,2024-05-02,3");
        TableOptions price =
                DEFAULTS.withCovariates(CovariateOptions.none().with(Covariate.Kind.FUTURE, List.of("price")));
        make(MISSING_COVARIATE_VALUES, price, header + ",price", "a,2024-05-01,1,2.5", "a,2024-05-02,2,");
        make(
                VALUES_WITHOUT_ISSUE_TIME,
                price,
                header + ",issued_at,price",
                "a,2024-05-01,1,,2.5",
                "a,2024-05-02,2,2024-05-01 09:00,2.6");
        make(TIMES_WITH_AN_OFFSET, DEFAULTS, header, "a,2024-05-01T00:00+02:00,1", "a,2024-05-01T01:00+02:00,2");
        make(
                REPEATED_HOURS,
                DEFAULTS.withZone(ZoneId.of("Europe/Berlin")),
                header,
                "a,2024-10-27 01:00,1",
                "a,2024-10-27 02:00,2",
                "a,2024-10-27 02:00,3",
                "a,2024-10-27 03:00,4");
        Supplier<DataReport> plain = caseOf(GAPS);
        CASES.put(
                READING_FILE,
                () -> ReadingFile.parse("sales.yaml", "season: 7\n").noteIn(plain.get()));
    }

    private static Supplier<DataReport> caseOf(FindingKind kind) {
        Supplier<DataReport> report = CASES.get(kind);
        assertNotNull(report);
        return report;
    }
}
