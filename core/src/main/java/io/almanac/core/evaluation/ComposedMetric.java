package io.almanac.core.evaluation;

import io.almanac.core.backtest.Scored;
import io.almanac.core.forecast.PointKind;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** A metric put together from functions: all that come with Almanac are of this type. */
record ComposedMetric(
        String name,
        Traits traits,
        int sums,
        Terms terms,
        Formula formula,
        DoubleUnaryOperator finish,
        DoubleUnaryOperator distance)
        implements ForecastMetric {

    /** The terms of one point, one for each sum. */
    @FunctionalInterface
    interface Terms {
        void of(Scored scored, int channel, int step, double[] into);
    }

    /** What one point adds to the only sum. */
    @FunctionalInterface
    interface Term {
        double of(Scored scored, int channel, int step);
    }

    /** The value of the sums. */
    @FunctionalInterface
    interface Formula {
        double of(double[] sums, long points);
    }

    /** What a metric is, beside its formula. */
    record Traits(Pooling pooling, MetricNeeds needs, Optional<PointKind> bestFor, boolean freeOfUnits, boolean share) {

        /** Pooled over points, in the unit of the series. */
        static final Traits PLAIN = new Traits(Pooling.POINTS, MetricNeeds.NOTHING, Optional.empty(), false, false);

        /** Divided by a scale from the history: a mean over series and channels. */
        static final Traits SCALED =
                new Traits(Pooling.MEAN_OF_SERIES, MetricNeeds.NOTHING.withHistory(), Optional.empty(), true, false);

        Traits bestFor(PointKind kind) {
            return new Traits(pooling, needs, Optional.of(kind), freeOfUnits, share);
        }

        /** On top of the history, if the scale needs it. */
        Traits needs(MetricNeeds more) {
            return new Traits(pooling, needs.history() ? more.withHistory() : more, bestFor, freeOfUnits, share);
        }

        Traits withoutUnit() {
            return new Traits(pooling, needs, bestFor, true, share);
        }

        Traits asShare() {
            return new Traits(pooling, needs, bestFor, true, true);
        }
    }

    /** The mean of one term. */
    static ComposedMetric mean(String name, Traits traits, Term term) {
        return of(name, traits, 1, (s, c, t, into) -> into[0] = term.of(s, c, t), (sums, points) -> sums[0] / points);
    }

    /** A formula of several sums. */
    static ComposedMetric of(String name, Traits traits, int sums, Terms terms, Formula formula) {
        return new ComposedMetric(
                name, traits, sums, terms, formula, DoubleUnaryOperator.identity(), DoubleUnaryOperator.identity());
    }

    /** The root of the formula, taken before anything is averaged over series. */
    ComposedMetric root() {
        Formula inner = formula;
        return new ComposedMetric(
                name, traits, sums, terms, (s, points) -> Math.sqrt(inner.of(s, points)), finish, distance);
    }

    /** The root of what has been averaged over series. */
    ComposedMetric rootOfMean() {
        return new ComposedMetric(name, traits, sums, terms, formula, Math::sqrt, distance);
    }

    ComposedMetric bestAt(double target) {
        return new ComposedMetric(name, traits, sums, terms, formula, finish, value -> Math.abs(value - target));
    }

    @Override
    public void terms(Scored scored, int channel, int step, double[] into) {
        terms.of(scored, channel, step, into);
    }

    @Override
    public double value(double[] exactSums, long points) {
        return formula.of(exactSums, points);
    }

    @Override
    public Pooling pooling() {
        return traits.pooling();
    }

    @Override
    public double finish(double pooled) {
        return finish.applyAsDouble(pooled);
    }

    @Override
    public MetricNeeds needs() {
        return traits.needs();
    }

    @Override
    public Optional<PointKind> bestFor() {
        return traits.bestFor();
    }

    @Override
    public boolean freeOfUnits() {
        return traits.freeOfUnits();
    }

    @Override
    public boolean share() {
        return traits.share();
    }

    @Override
    public double distanceFromBest(double value) {
        return distance.applyAsDouble(value);
    }
}
