package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoveredUnitsTest {

    @Test
    void theLimitsAreThoseOfTheUnitsOneByOne() {
        var random = new Random(4);
        for (int round = 0; round < 200; round++) {
            long[] points = random.longs(2 + random.nextInt(50), 0, 40).toArray();
            double[] covered = Arrays.stream(points)
                    .mapToDouble(n -> random.nextInt((int) n + 1))
                    .toArray();
            var whole = new CoveredUnits();
            var part = new CoveredUnits();
            for (int i = 0; i < points.length; i++) {
                (i % 2 == 0 ? whole : part).add((long) covered[i], points[i]);
            }
            whole.add(part);
            Optional<CoverageLimits> expected = CoverageLimits.of(CoverageLimits.Unit.SERIES, covered, points);
            Optional<CoverageLimits> limits = whole.limits(CoverageLimits.Unit.SERIES);
            assertEquals(expected.isPresent(), limits.isPresent());
            if (expected.isPresent()) {
                assertEquals(expected.get().lower(), limits.get().lower(), 1e-9);
                assertEquals(expected.get().upper(), limits.get().upper(), 1e-9);
                assertEquals(expected.get().units(), limits.get().units());
            }
        }
    }

    @Test
    void aMillionUnitsOfEqualCoverageCountAsOnePointEach() {
        // 11 of 12 is no double; what is off by rounding must not count as a difference between units.
        var units = new CoveredUnits();
        for (int i = 0; i < 1_000_000; i++) {
            units.add(11, 12);
        }
        CoverageLimits limits = units.limits(CoverageLimits.Unit.SERIES).orElseThrow();
        // Of a million points a share of 11/12 has the standard error 0.0276 %, so about 91.667 -+ 0.054.
        assertEquals(91.6124, limits.lower(), 1e-3);
        assertEquals(91.7207, limits.upper(), 1e-3);
    }
}
