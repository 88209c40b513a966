package io.almanac.datasets.tables;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.FrequencyInference;
import io.almanac.datasets.csv.CsvTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The times of one place after the other, for the frequency: the distances within forecasts, or where all have one step
 * those from the cutoff to it. Mutable.
 */
final class PlaceTimes {

    private final Optional<ZoneId> zone;
    private final List<Long> ticks = new ArrayList<>();
    private Optional<Long> cutoff = Optional.empty();
    private Optional<FrequencyInference> within = Optional.empty();
    private Optional<FrequencyInference> across = Optional.empty(); // from the cutoff to the first time

    PlaceTimes(Optional<ZoneId> zone) {
        this.zone = zone;
    }

    void cutoff(CsvTime time) {
        cutoff = Optional.of(time.wallClock(zone));
    }

    void add(CsvTime time) {
        ticks.add(time.wallClock(zone));
    }

    void end(boolean integers) {
        if (!ticks.isEmpty()) {
            if (within.isEmpty()) {
                within = Optional.of(inference(integers));
                across = Optional.of(inference(integers));
            }
            long[] distinct = ticks.stream()
                    .mapToLong(Long::longValue)
                    .sorted()
                    .distinct()
                    .toArray();
            within.get().add(distinct);
            if (cutoff.isPresent() && cutoff.get() < distinct[0]) {
                across.orElseThrow().add(new long[] {cutoff.get(), distinct[0]});
            }
        }
        ticks.clear();
        cutoff = Optional.empty();
    }

    private static FrequencyInference inference(boolean integers) {
        return integers ? FrequencyInference.ofIntegers() : FrequencyInference.ofTimes();
    }

    Optional<Frequency> frequency() {
        return within.flatMap(FrequencyInference::frequency).or(() -> across.flatMap(FrequencyInference::frequency));
    }
}
