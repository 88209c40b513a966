package io.almanac.benchmarks.competition;

import io.almanac.core.series.DataHash;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.csv.CsvReader;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The series of a group with the competition's own split: the last {@code horizon} steps of each are its test part.
 *
 * @param whole training and test part of each series, in the order of the files
 * @param hash  of these series, see {@link DataHash}
 */
record SplitSeries(CompetitionSet.Group group, SeriesSet whole, String hash) {

    /**
     * Reads a group below a folder.
     *
     * @throws NoSuchFileException      if a file is not there, with what is expected
     * @throws IllegalArgumentException if series or steps are not those of the competition
     */
    static SplitSeries read(Path folder, CompetitionSet set, CompetitionSet.Group group) throws IOException {
        SeriesSet training = read(folder, set, group, "train");
        SeriesSet test = read(folder, set, group, "test");
        if (training.size() != group.series() || test.size() != group.series()) {
            throw new IllegalArgumentException(set.name() + ", " + group.name() + ": there must be " + group.series()
                    + " series, are " + training.size() + " for training and " + test.size() + " for test");
        }
        List<TimeSeries> whole = new ArrayList<>();
        for (int i = 0; i < training.size(); i++) {
            whole.add(joined(training.get(i), test.get(i), group.horizon()));
        }
        SeriesSet all = SeriesSet.of(training.schema(), whole);
        return new SplitSeries(group, all, DataHash.of(all));
    }

    private static SeriesSet read(Path folder, CompetitionSet set, CompetitionSet.Group group, String part)
            throws IOException {
        Path file = folder.resolve(set.file(group, part));
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(
                    file.toString(),
                    null,
                    set.name() + " is expected as " + set.file(group, part) + " below " + folder);
        }
        TableOptions options =
                TableOptions.defaults().withFrequency(group.frequency()).withSeasons(List.of(group.season()));
        return CsvReader.read(file, options).inMemory();
    }

    private static TimeSeries joined(TimeSeries training, TimeSeries test, int horizon) {
        TimeAxis axis = training.axis().slice(0, training.length() + horizon);
        if (!test.id().equals(training.id())
                || !test.axis().equals(training.axis().slice(training.length(), horizon))) {
            throw new IllegalArgumentException("the test part of " + training.id() + " must be the " + horizon
                    + " steps after " + training.axis() + ", is " + test.axis() + " of " + test.id());
        }
        double[] values = new double[axis.length()];
        IntStream.range(0, values.length)
                .forEach(t -> values[t] =
                        t < training.length() ? training.value(0, t) : test.value(0, t - training.length()));
        return TimeSeries.wrap(training.id(), training.schema(), axis, new double[][] {values});
    }

    /** What forecasters see. */
    SeriesSet training() {
        return SeriesSet.of(whole.schema(), whole.stream().map(this::history).toList());
    }

    /** The training part of a series. */
    TimeSeries history(TimeSeries series) {
        return series.asOf(series.length() - group.horizon(), 0);
    }
}
