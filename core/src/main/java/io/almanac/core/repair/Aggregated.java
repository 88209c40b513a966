package io.almanac.core.repair;

import io.almanac.core.series.Coarsening;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A source at a coarser frequency. Only complete steps are there, so nothing looks ahead: a step's value is known when its
 * last fine step has been observed. Future covariates go on as long as they cover a whole step. Series with vintages are
 * refused when they are read, because what was known within a coarse step can't be told apart any more.
 */
public final class Aggregated implements SeriesSource {

    private final SeriesSource source;
    private final Aggregation aggregation;
    private final Schema schema;

    private Aggregated(SeriesSource source, Aggregation aggregation, Schema schema) {
        this.source = source;
        this.aggregation = aggregation;
        this.schema = schema;
    }

    /**
     * The series of a source, put together.
     *
     * @throws IllegalArgumentException if the frequency is not coarser, or a name is not of the source
     */
    public static Aggregated of(SeriesSource source, Aggregation aggregation) {
        Schema fine = source.schema();
        Coarsening.check(fine.frequency(), aggregation.frequency());
        for (Map.Entry<String, Aggregation.How> one : aggregation.byName().entrySet()) {
            List<Covariate> named = fine.covariates().stream()
                    .filter(covariate -> covariate.name().equals(one.getKey()))
                    .toList();
            if (named.isEmpty() && !fine.channels().contains(one.getKey())) {
                throw new IllegalArgumentException("there is no channel or covariate \"" + one.getKey()
                        + "\" to put together by " + one.getValue());
            }
            if (named.stream().anyMatch(Covariate::categorical) && one.getValue() != Aggregation.How.LAST) {
                throw new IllegalArgumentException(
                        one.getKey() + " has categories, of which only the last can be taken, was " + one.getValue());
            }
        }
        List<Integer> seasons = aggregation.seasons().isEmpty()
                ? List.of(aggregation.frequency().season())
                : aggregation.seasons();
        return new Aggregated(
                source, aggregation, new Schema(aggregation.frequency(), seasons, fine.channels(), fine.covariates()));
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Stream<TimeSeries> stream() {
        return source.stream().map(this::aggregate);
    }

    private TimeSeries aggregate(TimeSeries fine) {
        if (fine.versioned()) {
            throw new IllegalArgumentException("series " + fine.id()
                    + " has values published in several versions, which can't be put together to "
                    + aggregation.frequency() + "; read it without issue times");
        }
        TimeAxis known = fine.axis().slice(0, fine.length() + fine.ahead());
        Coarsening steps = Coarsening.of(known, aggregation.frequency());
        int length = 0;
        while (length < steps.axis().length() && steps.from(length + 1) <= fine.length()) {
            length++;
        }
        double[][] values = new double[schema.channels().size()][];
        for (int channel = 0; channel < values.length; channel++) {
            double[] all = new double[fine.length()];
            fine.copyTo(channel, 0, all);
            Aggregation.How how =
                    aggregation.byName().getOrDefault(schema.channels().get(channel), aggregation.how());
            values[channel] = aggregate(all, steps, length, how);
        }
        double[][] covariates = new double[schema.covariates().size()][];
        for (int c = 0; c < covariates.length; c++) {
            covariates[c] = covariate(fine, c, steps, length);
        }
        int ahead = steps.axis().length() - length;
        return TimeSeries.wrap(fine.id(), schema, steps.axis().slice(0, length), values, covariates, ahead);
    }

    private double[] covariate(TimeSeries fine, int index, Coarsening steps, int length) {
        Covariate covariate = schema.covariates().get(index);
        if (covariate.kind() == Covariate.Kind.STATIC) {
            return new double[] {fine.covariate(index, 0)};
        }
        boolean future = covariate.kind() == Covariate.Kind.FUTURE;
        double[] all = new double[fine.length() + (future ? fine.ahead() : 0)];
        for (int step = 0; step < all.length; step++) {
            all[step] = fine.covariate(index, step);
        }
        Aggregation.How usual = covariate.categorical() ? Aggregation.How.LAST : Aggregation.How.MEAN;
        Aggregation.How how = aggregation.byName().getOrDefault(covariate.name(), usual);
        return aggregate(all, steps, future ? steps.axis().length() : length, how);
    }

    private double[] aggregate(double[] values, Coarsening steps, int length, Aggregation.How how) {
        double[] coarse = new double[length];
        for (int step = 0; step < length; step++) {
            coarse[step] = how.of(values, steps.from(step), steps.from(step + 1), aggregation.skipMissing());
        }
        return coarse;
    }
}
