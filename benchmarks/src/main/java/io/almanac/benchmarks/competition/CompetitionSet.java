package io.almanac.benchmarks.competition;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.Frequency.Unit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One competition, or the part of one that gets a table of its own.
 *
 * @param folder with its files, and what their names begin with
 * @param weighs whether it ranks by OWA, the overall weighted average of both errors relative to Naive2
 * @param groups at least one
 */
record CompetitionSet(String name, String folder, boolean weighs, List<Group> groups) {

    /**
     * The series of one frequency.
     *
     * @param name    as file names have it
     * @param season  steps of the season, for the forecasters and for the scale of MASE alike; 1 for none
     * @param horizon steps of the test part of each series
     * @param series  how many there have to be
     * @param smape   what the seasonal naive forecast has to reach on them, to three decimals
     * @param mase    likewise
     */
    record Group(String name, Frequency frequency, int season, int horizon, int series, double smape, double mase) {}

    /**
     * All sets, in the order of the tables. The scores of the seasonal naive forecast are those of the organisers for the M4
     * and for yearly and other series of the M3 (there Naive2); the rest was computed from Mcomp's data in Python.
     */
    static final List<CompetitionSet> ALL = List.of(
            new CompetitionSet(
                    "m3",
                    "m3",
                    false,
                    List.of(
                            new Group("yearly", Frequency.of(Unit.YEAR), 1, 6, 645, 17.880, 3.172),
                            new Group("quarterly", Frequency.of(Unit.QUARTER), 4, 8, 756, 11.065, 1.425),
                            new Group("monthly", Frequency.of(Unit.MONTH), 12, 18, 1428, 17.234, 1.146),
                            new Group("other", Frequency.of(Unit.STEP), 1, 8, 174, 6.302, 3.089))),
            new CompetitionSet(
                    "m1",
                    "m1",
                    false,
                    List.of(
                            new Group("yearly", Frequency.of(Unit.YEAR), 1, 6, 181, 22.431, 4.893),
                            new Group("quarterly", Frequency.of(Unit.QUARTER), 4, 8, 203, 18.944, 2.078),
                            new Group("monthly", Frequency.of(Unit.MONTH), 12, 18, 617, 17.299, 1.314))),
            new CompetitionSet(
                    "m4-hourly",
                    "m4",
                    true,
                    List.of(new Group("hourly", Frequency.of(Unit.STEP), 24, 48, 414, 13.912, 1.193))),
            new CompetitionSet(
                    "m4-weekly",
                    "m4",
                    true,
                    List.of(new Group("weekly", Frequency.of(Unit.STEP), 1, 13, 359, 9.161, 2.777))));

    CompetitionSet {
        groups = List.copyOf(groups);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("groups must be at least 1, were 0");
        }
    }

    /**
     * A set by its name.
     *
     * @throws IllegalArgumentException if there is none, with all names
     */
    static CompetitionSet find(String name) {
        return ALL.stream()
                .filter(set -> set.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("set must be one of "
                        + ALL.stream().map(CompetitionSet::name).collect(Collectors.joining(", ")) + ", was " + name));
    }

    /** Where the training or test part of a group lies below the data folder. */
    String file(Group group, String part) {
        return folder + "/" + folder + "_" + group.name() + "_" + part + ".csv.gz";
    }
}
