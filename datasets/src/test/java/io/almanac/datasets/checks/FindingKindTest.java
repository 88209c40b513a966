package io.almanac.datasets.checks;

import static io.almanac.datasets.checks.CheckedText.find;
import static io.almanac.datasets.checks.CheckedText.findings;
import static io.almanac.datasets.checks.CheckedText.localHours;
import static io.almanac.datasets.checks.CheckedText.named;
import static io.almanac.datasets.checks.CheckedText.noisy;
import static io.almanac.datasets.checks.CheckedText.read;
import static io.almanac.datasets.checks.CheckedText.steps;
import static io.almanac.datasets.checks.CheckedText.stuck;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.repair.Aggregation;
import io.almanac.core.repair.DropRule;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.DataReport.Finding;
import io.almanac.core.series.Frequency;
import io.almanac.datasets.FindingKind;
import io.almanac.datasets.rows.CovariateOptions;
import io.almanac.datasets.rows.Duplicates;
import io.almanac.datasets.rows.ReadingFile;
import io.almanac.datasets.rows.TableOptions;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FindingKindTest {

    private static final TableOptions DEFAULTS = TableOptions.defaults();

    @ParameterizedTest
    @EnumSource(FindingKind.class)
    void eachKindIsRaisedWithACountAnExampleAndWhatCanBeDone(FindingKind kind) {
        Finding finding = find(raised(kind), kind).orElseThrow();
        assertEquals(kind.severity(), finding.severity());
        assertTrue(finding.count() >= 1);
        assertTrue(
                !finding.example().isBlank()
                        && !finding.action().isBlank()
                        && !finding.what().isBlank(),
                () -> finding.toString());
    }

    /** Data in which it is found. */
    private static List<Finding> raised(FindingKind kind) {
        return switch (kind) {
            case READING_FILE ->
                ReadingFile.parse("data.yaml", "season: 7")
                        .noteIn(read(DEFAULTS, List.of("ds,y", "1,1", "2,3")).report())
                        .findings();
            case ROWS_OUT_OF_ORDER -> findings(DEFAULTS, "ds,y", "2,1", "1,2", "3,4");
            case MISSING_COVARIATE_VALUES ->
                findings(with(Covariate.Kind.FUTURE), "unique_id,ds,y,price", "a,1,1,1", "a,2,2,", "a,3,5,3");
            case VALUES_WITHOUT_ISSUE_TIME ->
                findings(
                        with(Covariate.Kind.FUTURE),
                        "unique_id,ds,issued_at,y,price",
                        "a,1,1,1,1",
                        "a,2,,2,2",
                        "a,3,3,5,3");
            case TIMES_WITH_AN_OFFSET ->
                findings(DEFAULTS, "ds,y", "2024-05-01T00:00Z,1", "2024-05-01T01:00Z,2", "2024-05-01T02:00Z,5");
            case REPEATED_HOURS ->
                findings(
                        DEFAULTS.withZone(ZoneId.of("Europe/Berlin")),
                        "ds,y",
                        "2024-10-27 01:00,1",
                        "2024-10-27 02:00,2",
                        "2024-10-27 02:00,3",
                        "2024-10-27 03:00,4");
            case WEAK_FREQUENCY ->
                findings(
                        DEFAULTS.withFrequency(Frequency.parse("D")),
                        "ds,y",
                        "2024-05-01,1",
                        "2024-05-08,2",
                        "2024-05-15,4");
            case FUTURE_TIMES -> findings(DEFAULTS, "ds,y", "2025-12-31,1", "2026-01-01,2", "2026-01-02,4");
            case CLOCK_CHANGES -> findings(localHours());
            case DIFFERENT_ENDS -> findings(named("a", 1, 1, 2, 3), named("b", 1, 1, 2, 3, 4));
            case GAPS -> findings(DEFAULTS, "ds,y", "1,1", "2,2", "4,4", "5,7", "6,1");
            case NO_VALUE_AT_ALL -> findings(DEFAULTS, "ds,y,z", "1,1,", "2,2,", "3,4,");
            case NEAR_EMPTY -> findings(DEFAULTS, "ds,y,z", "1,1,1", "2,2,", "3,4,");
            case CONSTANT -> findings(steps(1, 5, 5, 5, 5, 5, 5));
            case CONSTANT_STRETCHES -> findings(steps(1, stuck(noisy(100, 1, t -> 0), 50, 70)));
            case OUTLIERS -> findings(steps(1, noisy(100, 1, t -> t == 50 ? 100 : 0)));
            case LEVEL_SHIFTS -> findings(steps(1, noisy(300, 1, t -> t >= 150 ? 20 : 0)));
            case IDENTICAL_SERIES -> findings(named("a", 1, 1, 2, 3), named("b", 1, 1, 2, 3));
            case NO_SEASON -> findings(steps(12, noisy(120, 1, t -> 0)));
            case OTHER_SEASON -> findings(steps(1, noisy(240, 1, t -> 5 * Math.sin(t * Math.PI / 6))));
            case REPEATED_TIMES ->
                findings(DEFAULTS.withDuplicates(Duplicates.MEAN), "ds,y", "1,1", "2,2", "2,4", "3,5");
            case AGGREGATED ->
                findings(
                        read(DEFAULTS, List.of("ds,y", "1,1", "2,2", "3,4", "4,4", "5,1")),
                        Preparation.none().withAggregation(Aggregation.parse("2step:sum")));
            case DROPPED ->
                findings(
                        read(DEFAULTS, List.of("unique_id,ds,y", "a,1,1", "a,2,2", "a,3,2", "b,1,5", "b,2,5")),
                        Preparation.none().withDrop(DropRule.parse("shorter-than-3")));
        };
    }

    private static TableOptions with(Covariate.Kind kind) {
        return DEFAULTS.withCovariates(CovariateOptions.none().with(kind, List.of("price")));
    }

    @Test
    void codesAreWords() {
        assertEquals("rows-out-of-order", FindingKind.ROWS_OUT_OF_ORDER.code());
        assertEquals("rows out of order", FindingKind.ROWS_OUT_OF_ORDER.text());
    }
}
