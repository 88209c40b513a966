package io.almanac.core.evaluation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Optional;

/**
 * How many points of units are covered, added up so that {@link CoverageLimits} need no unit again: whole numbers, so
 * nothing is rounded.
 */
final class CoveredUnits {

    private int units;
    private long covered;
    private long points;
    private long coveredSquared;
    private long coveredTimesPoints;
    private long pointsSquared;

    /** Adds a unit; one without points is none. */
    void add(long itsCovered, long itsPoints) {
        if (itsPoints > 0) {
            units++;
            covered += itsCovered;
            points += itsPoints;
            coveredSquared = Math.addExact(coveredSquared, Math.multiplyExact(itsCovered, itsCovered));
            coveredTimesPoints = Math.addExact(coveredTimesPoints, Math.multiplyExact(itsCovered, itsPoints));
            pointsSquared = Math.addExact(pointsSquared, Math.multiplyExact(itsPoints, itsPoints));
        }
    }

    void add(CoveredUnits other) {
        units += other.units;
        covered += other.covered;
        points += other.points;
        coveredSquared = Math.addExact(coveredSquared, other.coveredSquared);
        coveredTimesPoints = Math.addExact(coveredTimesPoints, other.coveredTimesPoints);
        pointsSquared = Math.addExact(pointsSquared, other.pointsSquared);
    }

    /** The limits; empty if there are fewer than two units. */
    Optional<CoverageLimits> limits(CoverageLimits.Unit unit) {
        return units < 2
                ? Optional.empty()
                : CoverageLimits.of(unit, units, (double) covered, (double) points, squares());
    }

    /** The sum of {@code (covered - share points)^2} over units, where the share is that of all. */
    private double squares() {
        BigInteger c = BigInteger.valueOf(covered);
        BigInteger p = BigInteger.valueOf(points);
        BigInteger scaled = p.multiply(p)
                .multiply(BigInteger.valueOf(coveredSquared))
                .subtract(c.multiply(p)
                        .multiply(BigInteger.valueOf(coveredTimesPoints))
                        .shiftLeft(1))
                .add(c.multiply(c).multiply(BigInteger.valueOf(pointsSquared)));
        return new BigDecimal(scaled)
                .divide(new BigDecimal(p.multiply(p)), MathContext.DECIMAL64)
                .doubleValue();
    }
}
