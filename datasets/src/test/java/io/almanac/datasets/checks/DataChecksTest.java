package io.almanac.datasets.checks;

import static io.almanac.datasets.checks.CheckedText.NOW;
import static io.almanac.datasets.checks.CheckedText.dated;
import static io.almanac.datasets.checks.CheckedText.find;
import static io.almanac.datasets.checks.CheckedText.findings;
import static io.almanac.datasets.checks.CheckedText.localHours;
import static io.almanac.datasets.checks.CheckedText.named;
import static io.almanac.datasets.checks.CheckedText.noisy;
import static io.almanac.datasets.checks.CheckedText.read;
import static io.almanac.datasets.checks.CheckedText.steps;
import static io.almanac.datasets.checks.CheckedText.stuck;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.repair.Aggregation;
import io.almanac.core.repair.Cap;
import io.almanac.core.repair.DropRule;
import io.almanac.core.repair.Fill;
import io.almanac.core.repair.Repair;
import io.almanac.core.series.DataReport.Finding;
import io.almanac.core.series.DataReport.Severity;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.FindingKind;
import io.almanac.datasets.rows.TableOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataChecksTest {

    private static final double NAN = Double.NaN;

    @Test
    void goodDataGiveNoFinding() {
        assertEquals(List.of(), findings(steps(12, noisy(240, 1, t -> 50 + 0.1 * t + 8 * Math.sin(t * Math.PI / 6)))));
        assertEquals(
                List.of(),
                findings(dated("h", "2024-05-01T00:00", noisy(500, 1, t -> 5 * Math.sin(t * Math.PI / 12)))));
    }

    @Test
    void emptyNearEmptyAndConstantChannelsAreTold() {
        Dataset data =
                read(TableOptions.defaults(), List.of("ds,a,b,c", "1,5,,1", "2,5,NA,", "3,5,,", "4,5,,", "5,,,"));
        assertEquals(
                List.of(
                        FindingKind.NO_VALUE_AT_ALL.finding(
                                1,
                                "series data.csv, channel b",
                                "kept; it can't be forecast, --drop empty leaves such series out"),
                        FindingKind.NEAR_EMPTY.finding(
                                2,
                                "series data.csv, channel a has values at 4 of 5 steps",
                                "kept; models learn little from it, --drop shorter-than-N leaves short series out")),
                findings(data, Preparation.none()).stream()
                        .filter(finding -> !finding.code().equals(FindingKind.GAPS.code()))
                        .toList());
        assertEquals(
                "series a is always 5.0",
                find(findings(steps(1, 5, 5, NAN, 5, 5, 5)), FindingKind.CONSTANT)
                        .orElseThrow()
                        .example());
    }

    @Test
    void gapsAreCountedAndTheLongestIsNamed() {
        double[] values = {NAN, 2, 3, NAN, NAN, NAN, 1, 2, NAN, 4};
        Finding gaps = find(findings(dated("D", "2024-05-01T00:00", values)), FindingKind.GAPS)
                .orElseThrow();
        assertEquals(
                FindingKind.GAPS.finding(
                        3,
                        "the longest of 3 steps: series a, 2024-05-04 to 2024-05-06",
                        "5 values left missing; --fill fills them for models"),
                gaps);
    }

    @Test
    void whatARepairCuresIsANote() {
        double[] values = noisy(100, 1, t -> t == 50 ? 100 : 0);
        values[20] = NAN;
        SeriesSet data = SeriesSet.of(steps(1, values));
        List<Finding> open = DataChecks.ofValues(data, Repair.NONE);
        List<Finding> cured = DataChecks.ofValues(data, new Cap().then(Fill.LINEAR));
        assertEquals(
                List.of(Severity.WARNING, Severity.WARNING),
                open.stream().map(Finding::severity).toList());
        assertEquals(
                List.of(
                        "1 value left missing in what is scored, filled for models by cap then linear",
                        "kept in what is scored, moved to the bound for models by cap then linear"),
                cured.stream().map(Finding::action).toList());
        assertEquals(
                List.of(Severity.NOTE, Severity.NOTE),
                cured.stream().map(Finding::severity).toList());
    }

    @Test
    void aStretchOfOneValueIsTold() {
        Finding stretch = find(
                        findings(dated("D", "2024-05-01T00:00", stuck(noisy(100, 1, t -> 50), 40, 60))),
                        FindingKind.CONSTANT_STRETCHES)
                .orElseThrow();
        assertEquals(1, stretch.count());
        assertTrue(
                stretch.example().startsWith("the longest of 20 steps: series a, 2024-06-10 to 2024-06-29, always "),
                stretch.example());
    }

    @Test
    void nightsRareDemandAndFullGaugesAreNoStretches() {
        double[] sun = noisy(2000, 1, t -> 0);
        double[] demand = new double[500];
        double[] humidity = noisy(500, 2, t -> 90);
        var random = new Random(3);
        for (int t = 0; t < sun.length; t++) {
            sun[t] = t % 144 < 70 ? 0 : 100 + sun[t];
        }
        for (int t = 0; t < demand.length; t++) {
            demand[t] = random.nextInt(8) == 0 ? 1 + random.nextInt(3) : 0;
        }
        Arrays.fill(humidity, 100, 140, 100);
        for (double[] values : List.of(sun, demand, humidity)) {
            assertEquals(Optional.empty(), find(findings(steps(1, values)), FindingKind.CONSTANT_STRETCHES));
        }
    }

    @Test
    void anOutlierIsNamedWithWhatWasExpected() {
        double[] values = noisy(200, 1, t -> 20 + 5 * Math.sin(t * Math.PI / 6) + (t == 77 ? 100 : 0));
        Finding outliers =
                find(findings(steps(12, values)), FindingKind.OUTLIERS).orElseThrow();
        assertEquals(1, outliers.count());
        assertTrue(
                outliers.example()
                        .matches("the largest: series a, 77 is 1[12]\\d\\.\\d+, expected \\d+\\.?\\d* to \\d+\\.?\\d*"),
                outliers.example());
    }

    @Test
    void aLevelShiftIsNamedWithItsPlace() {
        double[] values = noisy(400, 1, t -> 10 + 3 * Math.sin(t * Math.PI / 6) + (t >= 250 ? 12 : 0));
        Finding shift =
                find(findings(steps(12, values)), FindingKind.LEVEL_SHIFTS).orElseThrow();
        assertEquals(1, shift.count());
        assertTrue(
                shift.example().matches("the clearest: series a, 2(4[89]|5[012]), from (9|10)\\.\\d+ to 2[12]\\.?\\d*"),
                shift.example());
    }

    @Test
    void aClearLevelShiftIsFoundWhereverItIsAndNamedToTheWeek() {
        int found = 0;
        for (int seed = 0; seed < 40; seed++) {
            int at = 100 + 7 * seed;
            double[] values = noisy(500, seed, t -> 100 + (t % 7 == 0 ? 5 : 0) + (t >= at ? 30 : 0));
            Optional<Finding> shift = find(findings(steps(7, values)), FindingKind.LEVEL_SHIFTS);
            if (shift.isPresent() && shift.get().count() == 1) {
                int step = Integer.parseInt(shift.get().example().replaceFirst(".*series a, (\\d+),.*", "$1"));
                found += Math.abs(step - at) <= 7 ? 1 : 0;
            }
        }
        assertTrue(found >= 38, found + " of 40 were found");
    }

    @Test
    void aLevelShiftInALongSeriesIsFoundInItsBlocks() {
        double[] values = noisy(10_000, 1, t -> 5 * Math.sin(t * Math.PI / 12) + (t >= 6000 ? 8 : 0));
        Finding shift =
                find(findings(steps(24, values)), FindingKind.LEVEL_SHIFTS).orElseThrow();
        // Blocks of 24 steps: to the block.
        assertTrue(shift.example().matches("the clearest: series a, (5976|6000|6024), .*"), shift.example());
    }

    /** Of 200 series each; 1 in 100 was measured for the worst, see docs/checks.md. */
    @ParameterizedTest
    @ValueSource(strings = {"noise", "trend", "walk", "season", "persistent"})
    void steadySeriesHaveFewLevelShiftsAndOutliers(String kind) {
        int shifts = 0;
        int outliers = 0;
        for (int seed = 0; seed < 200; seed++) {
            double[] noise = noisy(160, seed, t -> 0);
            IntFunction<Double> known = t -> switch (kind) {
                case "trend" -> 0.3 * t;
                case "season" -> 9 * Math.sin(t * Math.PI / 6) * (1 + t / 80.0);
                default -> 0.0;
            };
            double kept = kind.equals("walk") ? 1 : kind.equals("persistent") ? 0.8 : 0;
            double[] values = new double[noise.length];
            double state = 0;
            for (int t = 0; t < values.length; t++) {
                state = kept * state + noise[t];
                values[t] = known.apply(t) + state;
            }
            List<Finding> found = findings(steps(12, values));
            shifts += find(found, FindingKind.LEVEL_SHIFTS).isPresent() ? 1 : 0;
            outliers += find(found, FindingKind.OUTLIERS).isPresent() ? 1 : 0;
        }
        assertTrue(shifts <= 4, shifts + " of 200 have a shift");
        assertTrue(outliers <= 6, outliers + " of 200 have an outlier");
    }

    @Test
    void timesAfterNowAreTold() {
        Finding future = find(findings(dated("h", "2026-01-01T12:00", 1, 2, 4, NAN, 1)), FindingKind.FUTURE_TIMES)
                .orElseThrow();
        // Without a zone it may be 14:00 somewhere when it is midnight in UTC.
        assertEquals(1, future.count());
        assertEquals("series a, 2026-01-01T16:00:00", future.example());
    }

    @Test
    void hoursThatClocksSkipTellTheZone() {
        assertEquals(
                "series a: 3 of 3 hours that clocks skip in Europe/Berlin are missing, the first on 2022-03-27T02:00",
                find(findings(localHours()), FindingKind.CLOCK_CHANGES)
                        .orElseThrow()
                        .example());
    }

    @Test
    void otherGapsTellNoZone() {
        double[] values = noisy(3 * 8760, 1, t -> 0);
        var random = new Random(1);
        for (int t = 0; t < values.length; t++) {
            values[t] = random.nextInt(5) == 0 ? NAN : values[t];
        }
        assertEquals(
                Optional.empty(), find(findings(dated("h", "2022-01-01T00:00", values)), FindingKind.CLOCK_CHANGES));
    }

    @Test
    void aFrequencyThatMostNeighboursDoNotHaveIsWeak() {
        Finding weak = find(
                        findings(dated("D", "2024-05-01T00:00", 1, NAN, NAN, 2, NAN, NAN, 4, 5)),
                        FindingKind.WEAK_FREQUENCY)
                .orElseThrow();
        assertEquals(
                FindingKind.WEAK_FREQUENCY.finding(
                        "weak frequency D",
                        2,
                        "series a: 2024-05-04 follows 2024-05-01",
                        "33% of neighbours are one step apart, 67% are 3; give another --frequency, or --aggregate to a"
                                + " coarser one"),
                weak);
    }

    @Test
    void sameSeriesAndEarlierEndsAreNotes() {
        List<Finding> found =
                findings(named("a", 1, 1, 2, 3, 5, 6), named("b", 1, 1, 2, 3, 5, 6), named("c", 1, 1, 2, 3, 5, 6, 7));
        assertEquals(
                List.of(
                        FindingKind.DIFFERENT_ENDS.finding(
                                2,
                                "the earliest: series a ends at 4, the latest end is 5",
                                "kept; cutoffs are counted from each series' end unless --cutoffs calendar"),
                        FindingKind.IDENTICAL_SERIES.finding(
                                1, "series b is series a", "kept; they count twice in every score")),
                found);
    }

    @Test
    void anInvisibleSeasonAndAClearerOneAreNotes() {
        assertEquals(
                "no season of 7 steps is visible",
                find(findings(steps(7, noisy(210, 3, t -> 0))), FindingKind.NO_SEASON)
                        .orElseThrow()
                        .what());
        Finding other = find(
                        findings(dated(
                                "h",
                                "2024-05-01T00:00",
                                noisy(2000, 1, t -> 9 * Math.sin(t * Math.PI / 84) + Math.sin(t * Math.PI / 12)))),
                        FindingKind.OTHER_SEASON)
                .orElseThrow();
        assertEquals("a season of 168 steps is much clearer than that of 24", other.what());
        assertEquals("not assumed; --season 168 assumes it, --season 24,168 both", other.action());
    }

    @Test
    void anOutlierHidesNoSeason() {
        double[] values = noisy(210, 3, t -> (t % 7 == 5 ? 10 : 0) + (t == 100 ? 500 : 0));
        assertEquals(Optional.empty(), find(findings(steps(7, values)), FindingKind.NO_SEASON));
    }

    @Test
    void dataArePutTogetherThenDroppedThenChecked() {
        Dataset data = read(
                TableOptions.defaults(),
                List.of(
                        "unique_id,ds,y",
                        "a,2024-05-01,1",
                        "a,2024-05-02,2",
                        "a,2024-05-03,3",
                        "a,2024-05-04,4",
                        "a,2024-05-05,5",
                        "a,2024-05-06,6",
                        "b,2024-05-05,6",
                        "b,2024-05-06,6",
                        "b,2024-05-07,7"));
        Preparation preparation = Preparation.none()
                .withAggregation(Aggregation.parse("2D:sum").withSeasons(List.of(3)))
                .withDrop(DropRule.parse("shorter-than-2"));
        Dataset prepared = preparation.prepare(data, NOW);
        assertEquals(
                List.of("a"),
                prepared.inMemory().asList().stream().map(TimeSeries::id).toList());
        assertEquals(List.of(3), prepared.series().schema().seasons());
        // Days are counted by twos from 1970-01-01; 2024-05-01 is day 19,844.
        assertEquals(
                List.of(
                        FindingKind.AGGREGATED.finding(
                                "aggregated to 2D by sum",
                                2,
                                "series a: 6 steps of D from 2024-05-01 to 2024-05-06 became 3 steps of 2D from 2024-05-01 to"
                                        + " 2024-05-05",
                                "9 steps became 4, without steps that are not whole; a step with a missing value is missing"),
                        FindingKind.DROPPED.finding(
                                "dropped: shorter than 2 steps",
                                1,
                                "series b of 1 steps",
                                "left out, by the whole series with its last steps; 1 are kept")),
                prepared.report().findings().stream()
                        .filter(finding -> finding.code().equals("aggregated")
                                || finding.code().equals("dropped"))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3D:sum | | no series covers a whole step of 3D",
                "h:sum | | steps of D can't be put together to steps of h: they must be finer and lie within them",
                " | shorter-than-9 | all series are left out, none is left",
            })
    void aPreparationThatLeavesNothingIsRefused(String aggregation, String drop, String message) {
        Dataset data = read(TableOptions.defaults(), List.of("ds,y", "2024-05-02,1", "2024-05-03,2"));
        Preparation preparation = aggregation == null
                ? Preparation.none().withDrop(DropRule.parse(drop))
                : Preparation.none().withAggregation(Aggregation.parse(aggregation));
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> preparation.prepare(data, NOW))
                        .getMessage());
    }
}
