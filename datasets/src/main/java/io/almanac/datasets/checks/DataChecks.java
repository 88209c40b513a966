package io.almanac.datasets.checks;

import io.almanac.core.repair.Repair;
import io.almanac.core.series.DataReport.Finding;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeSeries;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks at all series of a source once, one after the other, and says what is wrong with them. The memory grows with the
 * longest series and not with their number. The same data give the same findings, but for those of times that have
 * not come yet, which need a clock.
 */
public final class DataChecks {

    private final Schema schema;
    private final List<Check> checks;

    private DataChecks(Schema schema, List<Check> checks) {
        this.schema = schema;
        this.checks = checks;
    }

    /** The checks of times: the frequency, the future, changes of clocks. */
    public static List<Finding> ofTimes(SeriesSource source, Clock clock) {
        return new DataChecks(source.schema(), times(source.schema(), clock)).run(source);
    }

    /**
     * The checks of values.
     *
     * @param repair what models see them through
     */
    public static List<Finding> ofValues(SeriesSource source, Repair repair) {
        return new DataChecks(source.schema(), values(source.schema(), repair)).run(source);
    }

    /** All checks in one pass. */
    public static List<Finding> of(SeriesSource source, Clock clock, Repair repair) {
        List<Check> all = Stream.concat(
                        times(source.schema(), clock).stream(), values(source.schema(), repair).stream())
                .toList();
        return new DataChecks(source.schema(), all).run(source);
    }

    private static List<Check> times(Schema schema, Clock clock) {
        return List.of(new FrequencyCheck(schema.frequency()), new FutureCheck(clock), new ClockChangeCheck());
    }

    private static List<Check> values(Schema schema, Repair repair) {
        return List.of(
                new EndsCheck(),
                new IdenticalCheck(),
                new GapCheck(repair),
                new EmptinessCheck(),
                new StretchCheck(),
                new OutlierCheck(repair),
                new LevelShiftCheck(),
                new SeasonCheck(schema));
    }

    private List<Finding> run(SeriesSource source) {
        int channels = schema.channels().size();
        try (Stream<TimeSeries> all = source.stream()) {
            all.forEachOrdered(series -> {
                checks.forEach(check -> check.series(series));
                for (int channel = 0; channel < channels; channel++) {
                    var values = new ChannelValues(series, channel);
                    checks.forEach(check -> check.channel(values));
                }
            });
        }
        return checks.stream().flatMap(check -> check.findings().stream()).toList();
    }
}
