package io.almanac.benchmarks.longhorizon;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.Frequency.Unit;
import io.almanac.core.series.TimeAxis;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One data set of the protocol.
 *
 * @param name        as papers call it
 * @param file        its CSV below the data folder, plain or gzip: a column of times, then one for each channel
 * @param start       the first time; the others follow by the frequency, whatever the file says. The exchange rates' dates
 *                    are made up, so that set has an axis of integers
 * @param season      steps of the first season; 1 for none
 * @param rowsOfMonth rows of thirty days where borders are months, 0 where they are shares of all rows
 * @param horizons    ascending
 * @param windows     how many test windows each horizon has to have: a shorter file or another border would change them
 */
record BenchmarkSet(
        String name,
        String file,
        Frequency frequency,
        LocalDateTime start,
        int season,
        int rowsOfMonth,
        List<Integer> horizons,
        List<Integer> windows) {

    private static final LocalDateTime JULY_2016 = LocalDateTime.of(2016, 7, 1, 0, 0);
    private static final List<Integer> LONG = List.of(96, 192, 336, 720);

    /** The six sets, in the order of the tables. The counts but weather's are those of CycleNet's and PatchTST's loaders. */
    static final List<BenchmarkSet> ALL = List.of(
            hourly("ETTh1"),
            hourly("ETTh2"),
            new BenchmarkSet(
                    "ETTm1",
                    "ett/ETTm1.csv.gz",
                    new Frequency(15, Unit.MINUTE),
                    JULY_2016,
                    96,
                    2880,
                    LONG,
                    List.of(11425, 11329, 11185, 10801)),
            new BenchmarkSet(
                    "weather",
                    "weather/weather.csv.gz",
                    new Frequency(10, Unit.MINUTE),
                    LocalDateTime.of(2020, 1, 1, 0, 10),
                    144,
                    0,
                    LONG,
                    List.of(10444, 10348, 10204, 9820)), // 10539 - horizon + 1
            new BenchmarkSet(
                    "illness",
                    "illness/national_illness.csv",
                    Frequency.of(Unit.WEEK),
                    LocalDateTime.of(2002, 1, 1, 0, 0),
                    52,
                    0,
                    List.of(24, 36, 48, 60),
                    List.of(170, 158, 146, 134)),
            new BenchmarkSet(
                    "exchange_rate",
                    "exchange_rate/exchange_rate.csv.gz",
                    Frequency.of(Unit.STEP),
                    LocalDateTime.of(1990, 1, 1, 0, 0),
                    1,
                    0,
                    LONG,
                    List.of(1422, 1326, 1182, 798)));

    BenchmarkSet {
        horizons = List.copyOf(horizons);
        windows = List.copyOf(windows);
        if (horizons.isEmpty() || horizons.size() != windows.size()) {
            throw new IllegalArgumentException(
                    "horizons and windows must be as many and not empty, were " + horizons + " and " + windows);
        }
    }

    private static BenchmarkSet hourly(String name) {
        return new BenchmarkSet(
                name,
                "ett/" + name + ".csv.gz",
                Frequency.of(Unit.HOUR),
                JULY_2016,
                24,
                720,
                LONG,
                List.of(2785, 2689, 2545, 2161));
    }

    /**
     * A set by its name.
     *
     * @throws IllegalArgumentException if there is none, with all names
     */
    static BenchmarkSet find(String name) {
        return ALL.stream()
                .filter(set -> set.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("set must be one of "
                        + ALL.stream().map(BenchmarkSet::name).collect(Collectors.joining(", ")) + ", was " + name));
    }

    /** The borders for a file of so many rows. */
    Borders borders(int rows) {
        return rowsOfMonth > 0 ? Borders.months(rowsOfMonth) : Borders.shares(rows);
    }

    int longest() {
        return horizons.get(horizons.size() - 1);
    }

    /**
     * Demands the known number of test windows.
     *
     * @throws IllegalArgumentException if the part has another
     */
    void check(Part test) {
        for (int i = 0; i < horizons.size(); i++) {
            if (test.windows(horizons.get(i)) != windows.get(i)) {
                throw new IllegalArgumentException(name + " must have " + windows.get(i) + " test windows at horizon "
                        + horizons.get(i) + ", has " + test.windows(horizons.get(i)) + ": is the file whole?");
            }
        }
    }

    TimeAxis axis(int rows) {
        return frequency.isInteger() ? TimeAxis.integers(0, rows) : TimeAxis.of(frequency, start, rows);
    }
}
