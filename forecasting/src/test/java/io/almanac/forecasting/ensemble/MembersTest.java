package io.almanac.forecasting.ensemble;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.UnavailableException;
import io.almanac.core.series.SeriesSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MembersTest {

    private static final class NoEngine extends UnavailableException {
        private static final long serialVersionUID = 1;

        NoEngine() {
            super("there is no engine here");
        }
    }

    private record Nothing() {}

    /** A forecaster that can't run on this machine. */
    private record Absent() implements Forecaster {

        @Override
        public String id() {
            return "absent";
        }

        @Override
        public Record config() {
            return new Nothing();
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(Capabilities.Scope.GLOBAL, true, false, Set.of());
        }

        @Override
        public ForecastModel fit(SeriesSet training, FitOptions options) {
            throw new NoEngine();
        }
    }

    @Test
    void aMemberThatCantRunHereIsLeftOutWithItsReason() {
        var members = new Members(new TreeMap<>(Map.of("a", new Absent(), "n", Forecasters.create("naive"))));
        var unfit = new TreeMap<String, String>();
        var models = members.fit(Set.of("a", "n"), Fixtures.data(), Fixtures.OPTIONS, unfit);
        assertEquals(Set.of("n"), models.keySet());
        assertEquals(Map.of("a", "there is no engine here"), unfit);
        assertEquals(Capabilities.Scope.GLOBAL, members.capabilities().scope());
    }

    @Test
    void onlyThoseThatAreAskedForAreFittedAndTheirSeedsStay() {
        Members members = Members.of(Map.of("a", "naive", "b", "drift", "c", "naive"), Map.of());
        var models = members.fit(Set.of("c"), Fixtures.data(), Fixtures.OPTIONS.withSeed(5), new TreeMap<>());
        assertEquals(Set.of("c"), models.keySet());
        assertEquals(7, models.values().iterator().next().provenance().seed());
    }
}
